package contacts

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
)

func TestWhatIsCutBelowTheRowsIsMarked(t *testing.T) {
	th := theme.New(theme.Options{NoColor: true})
	lines := aboutLines(th, 80, "head", strings.TrimSpace(strings.Repeat("word ", 60)), th.Text)
	if len(lines) != 3 || !strings.HasSuffix(lines[2], th.Glyphs.Ellipsis) {
		t.Errorf("the lines are %q", lines)
	}
	if lines = aboutLines(th, 80, "head", "word", th.Text); fmt.Sprint(lines) != "[head word]" {
		t.Errorf("a short text is %q", lines)
	}
}

func TestAChangeOfUnknownTimeHasNone(t *testing.T) {
	d := details{console: &screen.Console{Config: screen.Config{Wall: time.Now}}}
	if got := d.whenAndWho(model.HistoryEntry{}); !strings.HasPrefix(got, "earlier") || strings.Contains(got, "00:00") {
		t.Errorf("it says %q", got)
	}
}
