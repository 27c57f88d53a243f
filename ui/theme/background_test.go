package theme_test

import (
	"testing"

	"callsheet/ui/theme"
)

func TestAnswersOfTerminalsSayTheirBackground(t *testing.T) {
	for name, c := range map[string]struct {
		reply string
		on    theme.Background
		last  bool
	}{
		"xterm's black":                       {"\x1b]11;rgb:0000/0000/0000\x1b\\", theme.Dark, true},
		"xterm's white":                       {"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", theme.Light, true},
		"ended by a bell":                     {"\x1b]11;rgb:fdfd/f6f6/e3e3\a", theme.Light, true},
		"two digits each":                     {"\x1b]11;rgb:00/2b/36\x1b\\", theme.Dark, true},
		"one digit each":                      {"\x1b]11;rgb:f/f/f\x1b\\", theme.Light, true},
		"with how much is seen through":       {"\x1b]11;rgba:ffff/ffff/ffff/c000\x1b\\", theme.Light, true},
		"as a web colour":                     {"\x1b]11;#1e1e2e\x1b\\", theme.Dark, true},
		"as a long web colour":                {"\x1b]11;#fffff0f0e0e0\x1b\\", theme.Light, true},
		"what it is, so nothing else will":    {"\x1b[?62;22c", theme.Unknown, true},
		"its text's colour":                   {"\x1b]10;rgb:ffff/ffff/ffff\x1b\\", theme.Unknown, false},
		"the question again":                  {"\x1b]11;?\x1b\\", theme.Unknown, false},
		"no colour":                           {"\x1b]11;rgb:zz/00/00\x1b\\", theme.Unknown, false},
		"two colours":                         {"\x1b]11;rgb:ff/ff\x1b\\", theme.Unknown, false},
		"far too many digits":                 {"\x1b]11;rgb:ffffffff/0/0\x1b\\", theme.Unknown, false},
		"nothing":                             {"", theme.Unknown, false},
		"a name that may be any colour":       {"\x1b]11;AntiqueWhite\x1b\\", theme.Unknown, false},
		"an end alone, as of a broken answer": {"\x1b]11;\x1b\\", theme.Unknown, false},
	} {
		if on, last := theme.Answer([]byte(c.reply)); on != c.on || last != c.last {
			t.Errorf("%s: background %v, last %v, want %v, %v", name, on, last, c.on, c.last)
		}
	}
}

func TestTheVariableOfSomeTerminalsSaysTheirBackground(t *testing.T) {
	for colours, want := range map[string]theme.Background{
		"15;0": theme.Dark, "0;15": theme.Light, "0;default;15": theme.Light, "7;8": theme.Dark, "0;7": theme.Light,
		"0;11": theme.Light, "": theme.Unknown, "15": theme.Unknown, "default;default": theme.Unknown, "0;99": theme.Unknown, "0;-1": theme.Unknown,
	} {
		if got := theme.FromColours(colours); got != want {
			t.Errorf("%q: background %v, want %v", colours, got, want)
		}
	}
}
