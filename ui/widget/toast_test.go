package widget

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func TestToastEndsByItsOwnTimer(t *testing.T) {
	toast, other := NewToast(plainTheme), NewToast(plainTheme)
	if toast.View(40) != "" {
		t.Errorf("a new toast shows %q", toast.View(40))
	}
	toast.Show(Done, "Saved.")
	first := toast.show
	other.Show(Info, "Copied.")
	toast.Show(Problem, "The disk is full. Free some space.")
	toast.Update(toastEnded{first})
	toast.Update(toastEnded{other.show})
	if got, want := ansi.Strip(toast.View(40)), "! The disk is full. Free some space."; got != want {
		t.Errorf("after the timers of others it shows %q, want %q", got, want)
	}
	toast.Update(toastEnded{toast.show})
	if toast.View(40) != "" {
		t.Errorf("after its own timer it shows %q", toast.View(40))
	}
}

func TestToastIsOneTameLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		toast := NewToast(anyTheme().Draw(t, "theme"))
		if toast.Show(Problem, anyText().Draw(t, "text")) == nil {
			t.Error("nothing will end the toast")
		}
		width := rapid.IntRange(0, 80).Draw(t, "width")
		view := toast.View(width)
		if Width(view) > width {
			t.Errorf("%q is wider than %d", view, width)
		}
		requireTame(t, view)
	})
}

func TestAKeyPressTakesAwayWhatWasReadButNoProblem(t *testing.T) {
	toast := NewToast(plainTheme)
	for kind, stays := range map[ToastKind]bool{Info: false, Done: false, Problem: true} {
		toast.Show(kind, "Row 8 is left out.")
		toast.Pass()
		if got := toast.View(40) != ""; got != stays {
			t.Errorf("kind %d stands at the next key: %v", kind, got)
		}
	}
}
