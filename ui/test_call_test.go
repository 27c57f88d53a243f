package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/ui/session"
)

// ownNumbers is what a machine remembers.
type ownNumbers struct {
	mu sync.Mutex
	n  phone.Number
}

func (o *ownNumbers) OwnNumber(context.Context, string) (phone.Number, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.n, nil
}

func (o *ownNumbers) SaveOwnNumber(_ context.Context, _ string, n phone.Number) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.n = n
	return nil
}

// orders are the test calls a service was asked for.
func (f *fakeService) orders() []session.TestOrder {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.tested)
}

// testCallOf opens a test call from the review.
func testCallOf(t *testing.T, service *fakeService, own *ownNumbers) *robot {
	t.Helper()
	cfg := testConfig()
	cfg.Service, cfg.OwnNumbers = service, own
	r := reviewOf(t, cfg)
	r.press("c")
	r.sees("Hear what your contacts will hear")
	return r
}

func TestTheOperatorsTelephoneIsRungAsOneOfTheContacts(t *testing.T) {
	service, own := &fakeService{}, &ownNumbers{n: 447400999000}
	service.testCall = func(look int) (session.TestProgress, error) {
		if look < 3 {
			return session.TestProgress{Status: model.CallOngoing}, nil
		}
		return sampleTalk(1), nil
	}
	r := testCallOf(t, service, own)
	r.sees("+44 7400 999000 now, as Olivia Grant of row 2")
	r.press("down")
	r.sees("now, as Amit Rao of row 4")
	r.press("enter", "enter", "enter") // however often
	r.sees("you talked for 46 s")
	r.sees("Yes, speaking.")
	orders := service.orders()
	if len(orders) != 1 || orders[0].To != 447400999000 || orders[0].As.Name != "Amit Rao" || orders[0].As.ID != "" || orders[0].As.Number != 0 || orders[0].As.Metadata["plan"] != "Gold" {
		t.Errorf("asked for %+v", orders)
	}
	r.press("esc")
	r.sees("This is exactly what will happen")
	r.press("c")
	r.sees("What was said") // it is still there
	r.press("enter")
	r.sees("Hear what your contacts will hear")
	r.press("esc")
	r.sees("This is exactly what will happen")
	confirm(r, "2") // and sends as ever
	r.sees("Completed")
	if service.sent() != 1 || len(service.orders()) != 1 {
		t.Errorf("%d batches and %d test calls", service.sent(), len(service.orders()))
	}
}

func TestANumberOfTheListIsNeverRungAsATest(t *testing.T) {
	for _, typed := range []string{"07400 123101", "+447400123103", "0044 7400 123102", "07400 123106", "07400123108", "020 call me", ""} {
		service, own := &fakeService{}, &ownNumbers{}
		r := testCallOf(t, service, own)
		r.write(typed)
		r.press("enter")
		r.waits("a reason", func() bool {
			return strings.Contains(r.screen(), "does not ring") || strings.Contains(r.screen(), "your own telephone, such as") || strings.Contains(r.screen(), "cannot be dialled")
		})
		if n := len(service.orders()); n != 0 || own.n != 0 {
			t.Errorf("%q: %d calls, remembered %v", typed, n, own.n)
		}
	}
}

func TestATestCallThatIsLeftGoesOn(t *testing.T) {
	service, own := &fakeService{}, &ownNumbers{n: 447400999000}
	ended := make(chan struct{})
	service.testCall = func(int) (session.TestProgress, error) {
		select {
		case <-ended:
			return sampleTalk(1), nil
		default:
			return session.TestProgress{Status: model.CallOngoing}, nil
		}
	}
	r := testCallOf(t, service, own)
	r.sees("Enter rings")
	r.press("enter")
	r.sees("In progress")
	r.press("esc")
	r.sees("The test call goes on. Press c to look at it.")
	r.waits("the review", func() bool { return r.app.Actions().Find("test").Usable() })
	r.press("c")
	r.sees("In progress")
	close(ended)
	r.sees("you talked for 46 s")
	if n := len(service.orders()); n != 1 {
		t.Errorf("%d calls", n)
	}
}

func TestWhatWentWrongWithATestCallIsSaidWithTheNextStep(t *testing.T) {
	rows := []struct {
		claim string
		err   error
		says  []string
	}{
		{"no minutes", &session.NotDialled{Err: model.UserError("There are not enough call minutes (402). Buy minutes in Dialgen, then try again.")}, []string{"does not ring", "(402)", "Buy minutes"}},
		{"a call in progress", &session.NotDialled{Err: model.UserError("A call to this number is already in progress (409). Wait until it ends, then try again."), During: "call_8"}, []string{"does not ring", "(409)", "Wait until it ends"}},
		{"no answer", errors.New("no answer came in time"), []string{"It is not known whether your telephone will ring", "not asked for", "wait a minute"}},
	}
	for _, row := range rows {
		service, own := &fakeService{dial: func(int) (string, error) { return "", row.err }}, &ownNumbers{n: 447400999000}
		r := testCallOf(t, service, own)
		r.sees("Enter rings")
		r.press("enter")
		for _, says := range row.says {
			r.waits(says, func() bool { return strings.Contains(flowing(r.screen()), says) })
		}
		time.Sleep(5 * time.Millisecond) // whatever would ask again has time to
		if n := len(service.orders()); n != 1 {
			t.Errorf("%s: asked %d times", row.claim, n)
		}
		r.press("enter", "enter") // the operator's word
		r.waits("a second call", func() bool { return len(service.orders()) == 2 })
	}
}

// What is said in a call comes from outside, and so does what a list has of a contact.
func TestATranscriptCannotSteerTheTerminal(t *testing.T) {
	service, own := &fakeService{}, &ownNumbers{n: 447400999000}
	evil := "a\x1b]0;title\x07b\u202ec\x9b31m\n\r" + strings.Repeat("long ", 50)
	service.testCall = func(int) (session.TestProgress, error) {
		var turns []session.Turn
		for range 3 * testTurns {
			turns = append(turns, session.Turn{Who: evil, Text: evil})
		}
		return session.TestProgress{Status: model.CallAnswered, Reason: evil, Talk: time.Second, CallDetail: session.CallDetail{Summary: evil, Turns: turns}}, nil
	}
	r := testCallOf(t, service, own)
	r.sees("Enter rings")
	r.press("enter")
	r.sees("What was said")
	screenIsSafe(t, r.app.View(), 100)
	for range 10 {
		r.press("pgdown")
		screenIsSafe(t, r.app.View(), 100)
	}
}

// What does not fit is counted: nobody takes the fields that are shown for all of them.
func TestFieldsThatDoNotFitAreCounted(t *testing.T) {
	header, row := []string{"Name", "Phone"}, []string{"Ann", "07400 123101"}
	for i := range 30 {
		header, row = append(header, fmt.Sprintf("Field %d", i)), append(row, fmt.Sprint("value ", i))
	}
	a := testCallScene(plain, campaignOf(tableOf(header, row), "Wide"), sampleTester{}, false)
	for _, size := range [][2]int{{80, 24}, {200, 60}} {
		a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		seen := flowing(a.View())
		shown := strings.Count(seen, "{field_")
		if said := strings.Contains(seen, fmt.Sprintf("and %d more", 30-shown)); said != (shown < 30) || size[1] == 60 && shown < 30 {
			t.Errorf("at %v, %d of 30 are shown: %s", size, shown, seen)
		}
	}
}
