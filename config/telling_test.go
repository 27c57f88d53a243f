package config

import (
	"slices"
	"strings"
	"testing"
)

func TestHowOneIsToldComesFromTheSettings(t *testing.T) {
	for text, want := range map[string]Telling{
		"":               {Bell: true},
		"bell = false\n": {},
		"on_event = [\"/bin/page\", \"--to\", \"a b;c\"]\n[hours]\nbell = \"mon-fri 9-18\"\n": {Bell: true, OnEvent: []string{"/bin/page", "--to", "a b;c"}},
		"on_event = [\"~/bin/page\"]\n": {Bell: true, OnEvent: []string{"~/bin/page"}},
		"on_event = [\"page\"]\n":       {Bell: true, OnEvent: []string{"page"}},
	} {
		at(t, text)
		told, err := LoadTelling()
		if err != nil || told.Bell != want.Bell || !slices.Equal(told.OnEvent, want.OnEvent) {
			t.Errorf("%q gives %+v, %v", text, told, err)
		}
		if _, err := Load("", environment()); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestAMistakeInHowOneIsToldNamesItsLine(t *testing.T) {
	for _, row := range []struct{ name, text, says string }{
		{"one text is no command", "\non_event = \"page me\"\n", "line 2"},
		{"a bell that is no yes or no", "\n\nbell = \"loud\"\n", "line 3"},
		{"no command", "on_event = []\n", "line 1: on_event names no command"},
		{"a blank command", "\non_event = [\" \", \"x\"]\n", "line 2: on_event names no command"},
		{"a path that depends on the folder", "on_event = [\"./page\"]\n", "line 1: on_event names \"./page\""},
		{"a line for a shell", "on_event = [\"page --to me\"]\n", "line 1: on_event is one word with blanks"},
		{"below a heading, where it would never be read", "[profiles.default]\non_event = [\"page\"]\n", "line 2: on_event is not of \"profiles.default\""},
		{"the bell of a profile", "[profiles.a]\nbell = false\n", "line 2: bell is not of"},
		{"a word that no command can take", "on_event = [\"page\", \"a\\u0000b\"]\n", "line 1: on_event has"},
		{"too many words", "on_event = [" + strings.Repeat("\"a\",", 40) + "]\n", "line 1: on_event has more than 32"},
	} {
		t.Run(row.name, func(t *testing.T) {
			at(t, row.text)
			if _, err := LoadTelling(); err == nil || !strings.Contains(err.Error(), row.says) {
				t.Errorf("says %v, want %q", err, row.says)
			}
		})
	}
}
