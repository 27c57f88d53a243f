package ui

import (
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
)

// The keys that leave other programs leave nothing here, lose nothing, and say what leaves.
func TestTheKeysThatLeaveOtherProgramsAnswerKindly(t *testing.T) {
	for _, s := range plainScenes() {
		a := s.make(plain)
		a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
		for _, k := range []string{"q", "Z", "ctrl+d", "f10"} {
			if a.typing() && k != "f10" {
				continue // it is text
			}
			before, front, dialog := len(a.console.Emitted), a.front(), a.dialog
			msg, ok := PressOf(k)
			if !ok {
				t.Fatal(k)
			}
			a.Update(msg)
			said := a.toast.View(400)
			if dialog != nil && dialog.Dialog.Typing() {
				continue
			}
			if a.front() != front || a.dialog != dialog || len(a.console.Emitted) != before || !strings.Contains(said, "ctrl+c leaves Callsheet") {
				t.Errorf("%s: %s says %q", s.Name, k, said)
			}
		}
	}
}

func TestWhatLeavesIsSaidOfTheScreenInFront(t *testing.T) {
	for _, c := range []struct{ scene, says string }{
		{"home-typical", "ctrl+c leaves Callsheet; nothing is lost."},
		{"contacts-all", "esc: go back to the columns. ctrl+c leaves Callsheet"},
		{"review-asked", ""},
		{"home-adopt", "esc closes this question, and changes nothing; ctrl+c leaves"},
		{"live-running", "esc: go back to Home. ctrl+c"},
	} {
		a := madeScene(t, c.scene)
		presses(a, "q")
		if said := a.toast.View(400); !strings.Contains(said, c.says) {
			t.Errorf("%s: %q", c.scene, said)
		}
	}
}

func TestWhatCouldNotBeSavedIsNotSaidToBeSafe(t *testing.T) {
	a := madeScene(t, "contacts-all")
	a.console.Saver.Failed = "The disk is full."
	presses(a, "x", "q")
	if said := a.toast.View(400); strings.Contains(said, "nothing is lost") || !strings.Contains(said, "asks first") {
		t.Errorf("it says %q", said)
	}
}

// As an editor is left: a colon, and q or wq.
func TestAColonAndQOffersLeaving(t *testing.T) {
	for _, typed := range []string{"q", "q!", "wq", "qa!", "quit", "exit", "bye"} {
		a := madeScene(t, "contacts-all")
		presses(a, ":")
		for _, r := range typed {
			presses(a, string(r))
		}
		if !strings.Contains(a.View(), "▸ Leave Callsheet") {
			t.Errorf(":%s offers something else first", typed)
		}
		_, cmd := a.Update(keyMsg("enter"))
		if !quits(cmd) {
			t.Errorf(":%s enter does not leave", typed)
		}
	}
}

// Where leaving asks, it asks when it is found by its name too.
func TestLeavingByItsNameAsksWhatLeavingAsks(t *testing.T) {
	a := madeScene(t, "live-sending")
	a.console.Campaign.Batches = append(a.console.Campaign.Batches, model.Batch{State: model.SendSending})
	presses(a, ":", "q", "enter")
	if a.dialog == nil || a.dialog.Name != leaveDialog {
		t.Error("a batch is being sent, and it leaves without a question")
	}
	if a.Actions().Find("how to leave").Usable() && a.dialog == nil {
		t.Error("it is offered over a question")
	}
}

// quits reports whether a command, or one of a batch, ends the program.
func quits(cmd tea.Cmd) bool {
	if cmd == nil {
		return false
	}
	switch msg := cmd().(type) {
	case tea.QuitMsg:
		return true
	case tea.BatchMsg:
		return slices.ContainsFunc(msg, quits)
	}
	return false
}

// Where a colon is text, what leaves an editor is no path that is missing: it is answered.
func TestWhatLeavesAnEditorIsNoPath(t *testing.T) {
	for _, typed := range []string{":q", ":wq", "quit", " EXIT "} {
		r := newRobot(t, testConfig(), 100, 30)
		r.press("n")
		for _, letter := range typed {
			r.press(string(letter))
		}
		r.press("enter")
		r.sees("ctrl+c leaves Callsheet")
	}
}
