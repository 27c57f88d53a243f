package cli

import (
	"strings"
	"testing"

	"callsheet/model"
	"callsheet/model/events"
	"callsheet/ui/session"
)

func TestTheTitleSaysHowFarWhatIsWatchedIs(t *testing.T) {
	var out strings.Builder
	one := newWatched("batch_1", model.Batch{Name: "Spring\x1b]2;evil\x07é", Contacts: 100}, session.Begin{})
	title := newWatchTitle(&out, true)
	says := func(want string, happened ...events.Event) {
		t.Helper()
		out.Reset()
		title.show([]*watched{one}, happened)
		if out.String() != want {
			t.Errorf("%q, want %q", out.String(), want)
		}
	}
	if out.String() != keepTitle {
		t.Errorf("it begins with %q", out.String())
	}
	name := session.WindowTitle(one.batch.Name, true)
	if strings.ContainsAny(name, "\x1b\x07") || strings.Contains(name, "é") {
		t.Fatalf("its name is %q", name)
	}
	says("\x1b]2;" + name + " 0 %\x07")
	says("")
	one.batch.Last = model.Statistics{At: one.batch.Last.At, Status: model.StatusProcessing, Total: 100, Succeeded: 30, Failed: 13}
	says("\x1b]2;" + name + " 43 %\x07")
	says("\x1b]2;callsheet: it stands[2J still\x07", events.Event{Words: "it stands\x1b[2J still\u2028"})
	says("")
	one.batch.Last.Succeeded++
	says("\x1b]2;" + name + " 44 %\x07")
	out.Reset()
	title.giveBack()
	if out.String() != giveTitle {
		t.Errorf("it ends with %q", out.String())
	}
}

func TestTheTitleNamesTheOneCampaignOrCountsBatches(t *testing.T) {
	of := func(id, name string) *watched {
		return newWatched(id, model.Batch{Name: name, Contacts: 10}, session.Begin{})
	}
	for _, row := range []struct {
		claim string
		all   []*watched
		want  string
	}{
		{"batches of one campaign go by its name", []*watched{of("a", "Spring"), of("b", "Spring")}, "Spring 0 %"},
		{"a batch of elsewhere goes by its id", []*watched{newWatched("batch_1", model.Batch{}, session.Begin{})}, "batch_1"},
		{"those of several campaigns are counted", []*watched{of("a", "Spring"), of("b", "Autumn")}, "2 batches 0 %"},
	} {
		if got := howFar(row.all); got != row.want {
			t.Errorf("%s: %q, want %q", row.claim, got, row.want)
		}
	}
}

func TestWithoutATerminalNoTitleIsSet(t *testing.T) {
	var none *watchTitle
	none.show([]*watched{newWatched("batch_1", model.Batch{}, session.Begin{})}, nil)
	none.giveBack()
}
