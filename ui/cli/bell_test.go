package cli

import (
	"strings"
	"testing"

	"callsheet/model/events"
)

func TestNoNameEndsTheSequenceThatItStandsIn(t *testing.T) {
	hostile := []string{
		"\x1b]2;owned\x07\x1b[2J", "a\x9c\x1b\\b", "\u009c\u009d52;c;aGk=\u0007", "9;4;3;50", "x;y;z", "line\r\nline\x00", "\u202eevil\u2066", strings.Repeat("long ", 400),
	}
	for _, ascii := range []bool{false, true} {
		for _, form := range []notification{noNotification, osc9, osc777} {
			for _, name := range hostile {
				var out strings.Builder
				bell{&out, form, ascii}.tell([]events.Event{{Words: name}})
				text, ok := strings.CutPrefix(out.String(), "\a")
				if form == noNotification {
					if out.String() != "\a" {
						t.Errorf("%q", out.String())
					}
					continue
				}
				text, is := strings.CutPrefix(text, string(form)+"Callsheet: ")
				text, ends := strings.CutSuffix(text, "\a")
				if !ok || !is || !ends || strings.ContainsAny(text, "\x1b\a;\r\n\x00") || strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 && (r < 0xa0 || ascii) || r == 0x202e }) || len(text) > 4*maxSignal {
					t.Errorf("%q makes %q", name, out.String())
				}
			}
		}
	}
}

func TestManyEventsAtOnceAreOneBellAndFewNotifications(t *testing.T) {
	var out strings.Builder
	bell{&out, osc9, false}.tell(make([]events.Event, 30))
	if n := strings.Count(out.String(), string(osc9)); n != maxSignals {
		t.Errorf("%d notifications", n)
	}
}
