package ui

import (
	"context"

	"github.com/charmbracelet/bubbles/viewport"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// testCallScreen rings the operator's own telephone with what the agent is told of one of
// the contacts, and shows how the call goes. It lies behind the review.
type testCallScreen struct {
	console  *screen.Console
	requests *screen.Requests
	plan     model.Plan
	agent    string // its name, "" when not known
	call     session.TestCall
	number   widget.Input
	at       int  // place of the chosen contact in the plan
	asking   bool // the form is shown, and not the call
	view     viewport.Model
	err      string

	width, height int
}

// ownNumberFound is the number that was given last; 0 = none was.
type ownNumberFound struct{ number phone.Number }

const testGroup = "Test call"

func newTestCallScreen(d *screen.Console, plan model.Plan, agent string) *testCallScreen {
	c := d.Config
	t := &testCallScreen{console: d, requests: d.NewRequests(), plan: plan, agent: agent, asking: true, view: viewport.New(1, 1), number: widget.NewInput("", 40)}
	t.number.Placeholder = "+44 7400 123456"
	t.call = session.TestCall{Service: c.Service, Guards: c.Store.Guards, Clock: session.WallClock{Wall: c.Wall}, Now: c.Now, Pace: c.Pace, Numbers: c.OwnNumbers, Profile: c.Account.Name}
	return t
}

func (t *testCallScreen) Place() model.Stage         { return model.StageReview }
func (t *testCallScreen) Requests() *screen.Requests { return t.requests }
func (t *testCallScreen) Typing() bool               { return t.asking }

// Init fills in the number that was given last.
func (t *testCallScreen) Init() tea.Cmd {
	kept, profile := t.console.Config.OwnNumbers, t.console.Config.Account.Name
	if kept == nil {
		return nil
	}
	return t.requests.Ask("own number", func(ctx context.Context) tea.Msg {
		n, err := kept.OwnNumber(ctx, profile)
		if err != nil {
			return nil // it is typed, then
		}
		return ownNumberFound{n}
	})
}

// replan takes over a plan that was made anew. A call that is under way keeps what it was
// asked for with.
func (t *testCallScreen) replan(plan model.Plan) {
	t.plan = plan
	t.at = min(t.at, max(0, plan.Len()-1))
}

func (t *testCallScreen) SetSize(w, h int) {
	t.width, t.height = w, h
	t.view.Width, t.view.Height = w, h
	t.fill()
}

func (t *testCallScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return t.press(msg)
	case ownNumberFound:
		if msg.number != 0 && t.number.Value() == "" {
			t.number.SetValue(msg.number.Grouped())
			t.number.Select()
		}
		return nil
	}
	cmd := t.requests.Run("test call", t.call.Update(msg))
	t.fill()
	return cmd
}

// own is the number that was typed.
func (t *testCallScreen) own() (phone.Number, error) {
	region := phone.Region("")
	if c := t.console.Campaign; c.RegionFrom.Given() {
		region = c.Region
	}
	return model.OwnNumber(t.number.Value(), region)
}

// ring asks for the call.
func (t *testCallScreen) ring() tea.Cmd {
	number, err := t.own()
	switch {
	case t.console.Config.Account.Missing != "":
		t.err = t.console.Config.Account.Missing
		return nil
	case err != nil:
		t.err = err.Error()
		return nil
	}
	work := t.call.Start(t.plan, t.plan.RowAt(t.at), number)
	t.asking = false
	t.fill()
	t.view.GotoTop()
	return t.requests.Run("test call", work)
}

// Actions are what can be done with a test call.
func (t *testCallScreen) Actions() screen.Actions {
	back := screen.Action{ID: "back", Title: "Go back to the review", Keys: screen.Bind("esc", "back", "esc", "ctrl+n"), Run: screen.Do(t.back)}
	if t.asking {
		nobody := screen.Without(t.plan.Len() > 0, "Nobody is left whose data could be taken.")
		return screen.Actions{
			screen.Action{ID: "ring", Title: "Ring your own telephone now", Keys: screen.Enter("ring my telephone"), Group: testGroup, Run: screen.Start(t.ring)}.
				Refused(nobody, t.fail),
			{ID: "contact", Title: "Take the data of another contact", Keys: screen.Bind("↑↓", "another contact", "up", "down", "pgup", "pgdown"), Group: testGroup, WhyNot: nobody, Run: t.choose},
			back,
		}
	}
	under := screen.Without(!t.call.UnderWay(), "One test call goes at a time, and this one has not ended.")
	again := "try again"
	if t.call.Stage() == session.TestEnded {
		again = "another call"
	}
	return screen.Actions{
		screen.Action{ID: "another", Title: "Make another test call", Keys: screen.Enter(again), Group: testGroup, Run: screen.Do(func() { t.asking = true })}.
			Refused(under, t.fail),
		{ID: "look", Title: "Look at the call again", Keys: screen.Bind("r", "look again", "r"), Group: testGroup, WhyNot: t.call.WhyNotLook(),
			Run: screen.Start(func() tea.Cmd { return t.requests.Run("test call", t.call.Look()) })},
		{ID: "scroll", Title: "Scroll what was said", Keys: screen.Bind("↑↓", "scroll", "up", "down", "pgup", "pgdown"), Group: testGroup, Run: t.scroll},
		back,
	}
}

func (t *testCallScreen) Keys() screen.Keys {
	actions, ids := t.Actions(), []string{"ring", "contact", "look", "scroll", "back"}
	if !t.call.UnderWay() {
		ids = append([]string{"another"}, ids...)
	}
	return screen.Keys{Line: actions.Line(ids...), Groups: actions.Help(testGroup)}
}

func (t *testCallScreen) press(msg tea.KeyMsg) tea.Cmd {
	t.err = ""
	cmd, done := t.Actions().Press(msg)
	if !done && t.asking {
		t.number.Update(msg)
	}
	return cmd
}

// choose moves among the contacts whose data can be taken.
func (t *testCallScreen) choose(msg tea.KeyMsg) tea.Cmd {
	by := map[string]int{"up": -1, "down": 1, "pgup": -t.namesShown(), "pgdown": t.namesShown()}[msg.String()]
	t.at = min(max(t.at+by, 0), t.plan.Len()-1)
	return nil
}

func (t *testCallScreen) scroll(msg tea.KeyMsg) (cmd tea.Cmd) {
	t.view, cmd = t.view.Update(msg)
	return cmd
}

// back leaves for the review. What rings goes on ringing.
func (t *testCallScreen) back() {
	t.console.Emit(screen.GoBack{})
	if t.call.UnderWay() {
		t.console.Tell("The test call goes on. Press c to look at it.")
	}
}

func (t *testCallScreen) fail(why string) { t.err = why }
