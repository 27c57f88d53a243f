package plain

import (
	"slices"
	"testing"

	"callsheet/ui/screen"
)

func TestAReasonOfSeveralActionsIsSaidOnce(t *testing.T) {
	got := notNow(screen.Actions{
		{Title: "Rename", WhyNot: "A question is open."}, {Title: "Go on"}, {Title: "Pause", WhyNot: "Nothing runs."}, {Title: "Delete", WhyNot: "A question is open."},
	})
	if want := []string{"Rename; Delete: A question is open.", "Pause: Nothing runs."}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
