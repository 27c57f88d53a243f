package ui

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/team"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// fakeTeam is a team that stands as it is said to.
type fakeTeam struct {
	mu     sync.Mutex
	state  session.TeamState
	refuse error
	taken  []string
}

func (f *fakeTeam) Known() session.TeamState {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.state
}

func (f *fakeTeam) Meet(context.Context) session.TeamState { return f.Known() }

func (f *fakeTeam) TakeOver(_ context.Context, head team.Head) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.refuse != nil {
		return f.refuse
	}
	f.taken = append(f.taken, head.Campaign)
	f.state.Standing.Heads = slices.DeleteFunc(slices.Clone(f.state.Standing.Heads), func(h team.Head) bool { return h.Campaign == head.Campaign })
	return nil
}

// ofTeam is Home of a console with a campaign of its own, in a team.
func ofTeam(t *testing.T, f *fakeTeam, change func(*screen.Config)) (*robot, *fakeService) {
	t.Helper()
	r, _, service := runningOn(t, []string{"Own spring"}, "", func(cfg *screen.Config, _ *fakeStore) {
		cfg.Pace.Idle, cfg.Store.Team = 0, f
		for i := range f.state.Standing.Heads {
			h := &f.state.Standing.Heads[i]
			h.Service = cfg.Account.Service
			for k := range h.Batches {
				h.Batches[k].Service = h.Service
			}
		}
		cfg.Service.(*fakeService).stats = moving
		if change != nil {
			change(cfg)
		}
	})
	r.sees("Own spring")
	r.sees("Your colleagues'")
	return r, service
}

func TestACampaignOfAColleagueIsReadAndNotChanged(t *testing.T) {
	r, service := ofTeam(t, &fakeTeam{state: teamState()}, nil)
	r.press("/")
	r.write("zones")
	r.press("enter")
	for _, k := range []string{"e", "a", "d", "D"} {
		r.press(k)
		r.sees("This campaign is 佐藤健 on tokyo-jump's")
		r.lacks("Rename the campaign")
	}
	r.press("t")
	r.sees("It stays theirs while they are there")
	r.press("c")
	r.sees("Nothing of it calls that could be cancelled.")
	r.press("enter")
	for _, words := range []string{"Whose: 佐藤健 on tokyo-jump, there now", "next wave", "500 answered, 300 not reached"} {
		r.sees(words)
	}
	r.press("enter")
	r.lacks("Whose:")
	if len(r.app.stack) != 1 || service.cancelled() != 0 {
		t.Error("it was opened, or cancelled")
	}
}

func (f *fakeService) cancelled() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.cancel
}

func TestABatchOfAColleagueIsCancelledOnceTheWordIsTyped(t *testing.T) {
	for claim, c := range map[string]struct {
		refuse error
		sees   string
	}{
		"it is":         {nil, "Cancelled. Taken back: 7 calls."},
		"or it is said": {model.UserError("Dialgen shows it to nobody else."), "NOT CANCELLED"},
	} {
		t.Run(claim, func(t *testing.T) {
			f := &fakeTeam{state: teamState()}
			r, service := ofTeam(t, f, nil)
			if c.refuse != nil {
				service.refuseCancel = func(model.Batch) error { return c.refuse }
			}
			r.press("/")
			r.write("reminders")
			r.press("enter", "c")
			for _, words := range []string{`Cancel "Payment reminders" of carla on jump2.example?`, "300 contacts in 1 batch", "NOT stopped by it", "1,000 contacts not sent yet"} {
				r.sees(words)
			}
			r.write("yes")
			r.press("enter", "esc")
			if service.cancelled() > 0 {
				t.Fatal("it is cancelled without the word")
			}
			r.press("c")
			r.write("cancel")
			r.press("enter")
			r.sees(c.sees)
			if n := service.cancelled(); n != 1 {
				t.Errorf("%d batches are asked to be cancelled: only one calls", n)
			}
		})
	}
}

func TestACampaignIsTakenOverOfSomebodyWhoIsGoneOnceTheWordIsTyped(t *testing.T) {
	f := &fakeTeam{state: teamState()}
	r, _ := ofTeam(t, f, nil)
	r.press("/")
	r.write("reminders")
	r.press("enter", "enter") // read, and there it is offered
	r.sees("Take it over")
	r.press("down", "down", "enter")
	for _, words := range []string{`Take over "Payment reminders"?`, "gone since", "sends nothing of it any", "What is not known stays unknown", "not sent yet are not sent: their list"} {
		r.sees(words)
	}
	r.write("take")
	r.press("enter", "esc")
	r.press("t")
	r.write("take over")
	r.press("enter")
	r.sees("is yours now")
	if f.mu.Lock(); !slices.Equal(f.taken, []string{"t002"}) {
		t.Errorf("taken over: %v", f.taken)
	}
	f.mu.Unlock()
	r.sees("● 1 all") // what was looked for among theirs is among one's own now
}

func TestWhyACampaignCouldNotBeTakenOverIsRead(t *testing.T) {
	f := &fakeTeam{state: teamState(), refuse: model.UserError("carla on jump2.example is there again: ask them.")}
	r, _ := ofTeam(t, f, nil)
	r.press("/")
	r.write("reminders")
	r.press("enter", "t")
	r.write("take over")
	r.press("enter")
	r.sees("It was not taken over")
	r.sees("is there again")
	r.press("enter")
	r.sees("Payment reminders")
	r.lacks("It was not taken over")
}

func TestAProfileThatOnlyLooksCancelsAndTakesOverNothing(t *testing.T) {
	r, _ := ofTeam(t, &fakeTeam{state: teamState()}, func(cfg *screen.Config) { cfg.Store.ReadOnly = session.ReadOnly{Profile: "eyes"} })
	r.press("/")
	r.write("reminders")
	r.press("enter")
	for _, k := range []string{"c", "t"} {
		r.press(k)
		r.sees("The profile eyes can only look")
	}
}

func TestACampaignThatIsHereAsWellIsListedOnce(t *testing.T) {
	s := teamState()
	s.Standing.Heads = append(s.Standing.Heads, headOf(9, teamMembers()[1], "Both", 0, theirBatch(model.SendAccepted, model.StatusProcessing, 10, 1, 1)))
	own := homeCampaigns()[:1]
	own[0].ID, own[0].Draft.Name = "t009", "Both"
	a := still(plain, inTeam(sceneConfig(), s), nil, func(*screen.Console) []screen.Screen { return nil })
	h := a.stack[0].(*homeScreen)
	h.team.take()
	h.listed(own)
	a.Update(tea.WindowSizeMsg{Width: 120, Height: 24}) // without what is told below the table of the one under the cursor
	if n := strings.Count(a.View(), "Both"); n != 1 {
		t.Errorf("it is listed %d times", n)
	}
	if n := strings.Count(a.View(), "Own"); n != 0 {
		t.Error("one of this machine's is a colleague's")
	}
}

func TestTheBannerOfTheTeamStaysOnEveryScreen(t *testing.T) {
	away := teamState()
	away.Err = &team.AwayError{Why: "connection refused"}
	seen := map[string]bool{}
	for _, s := range Scenes() {
		a := s.make(plain)
		a.console.Team.State = away
		a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
		if room := roomOf(a.front()); !seen[room] {
			seen[room] = true
			if view := a.View(); !strings.Contains(view, "Nothing is sent: the team's ledger is away") {
				t.Errorf("%s does not say it", s.Name)
			}
			if l := a.Lines(); !strings.HasPrefix(strings.TrimLeft(l.Banner, "! "), "Nothing is sent") {
				t.Errorf("in lines %s says %q", s.Name, l.Banner)
			}
		}
	}
	if len(seen) < 10 {
		t.Errorf("only %d screens were looked at", len(seen))
	}
}

// What comes out of the team's database is of colleagues, and of whoever else writes there.
func TestNamesOfColleaguesAndTheirCampaignsAreHostileText(t *testing.T) {
	for _, bad := range []string{"\x1b]0;x\a\x1b[2J", strings.Repeat("長", 4000), "a\nb\r\tc\u202e", "", "\x9b31m"} {
		m := team.Member{ID: "x", Login: bad, Host: bad}
		head := headOf(1, m, bad, 0, theirBatch(model.SendAccepted, model.BatchStatus(bad), 10, -5, 1<<40), theirBatch(model.SendState(bad), "", 1, 0, 0))
		head.Holder, head.Agent, head.Service = bad, bad, bad
		s := session.TeamState{Heard: fixedNow, Standing: team.Standing{Name: bad, Now: fixedNow, Members: []team.Member{m}, Heads: []team.Head{head}}, Lost: []team.Lost{{Campaign: "k01", By: m}}}
		for _, width := range []int{80, 120, 200} {
			for _, keys := range [][]string{{"down"}, {"8", "enter"}, {"8", "c"}, {"8", "t"}, {"T"}, {"7", "down"}} {
				a := still(plain, inTeam(sceneConfig(), s), nil, func(*screen.Console) []screen.Screen { return nil })
				h := a.stack[0].(*homeScreen)
				h.team.take()
				h.listed(homeCampaigns()[:2])
				a.Update(tea.WindowSizeMsg{Width: width, Height: 24})
				for _, k := range keys {
					a.Update(keyMsg(k))
				}
				fits(t, a.View(), width, 24)
			}
		}
	}
}

func TestNothingIsResumedAtTheStartThatIsAColleagues(t *testing.T) {
	a := still(plain, inTeam(sceneConfig(), teamState()), nil, func(*screen.Console) []screen.Screen { return nil })
	h := a.stack[0].(*homeScreen)
	h.team.take()
	h.resume = true
	h.campaignsListed(campaignsListed{})
	if h.opening != "" || a.dialog != nil || h.shown[0].needs() || h.shown[0].underWay() {
		t.Error("one is")
	}
	if strings.Contains(h.Status(), "Settle") {
		t.Errorf("what a colleague has to settle is asked of whoever is here: %s", h.Status())
	}
}

func TestACampaignThatWasTakenOverSaysSoAndIsOnlyWatchedAndCancelled(t *testing.T) {
	var lost Scene
	for _, s := range Scenes() {
		if s.Name == "live-team-lost" {
			lost = s
		}
	}
	a := lost.Console(plain, tea.WindowSizeMsg{Width: 120, Height: 40})
	if view := a.View(); !strings.Contains(view, "taken over by ben on jump1") {
		t.Errorf("it does not:\n%s", view)
	}
	usable := map[string]bool{}
	for _, act := range a.front().Actions() {
		usable[act.ID] = act.Usable()
	}
	for id, want := range map[string]bool{"cancel": true, "pause": false, "go on": false, "again": false, "move": false} {
		if usable[id] != want {
			t.Errorf("%s can be done: %v", id, usable[id])
		}
	}
	if session.MaySend(a.console.Campaign) || session.WhyNotAgain(a.console.Campaign, "") != "" && a.console.Campaign.TakenOver == "" {
		t.Error("something of it may be sent")
	}
	a.console.Team.State.Lost = nil // it was given back
	a.Update(session.TeamDue{})
	if a.console.Campaign.TakenOver != "" {
		t.Error("it stays taken over")
	}
}

func TestThreeHundredCampaignsOfATeamAreFoundAndNotWorkedOutAtEachKey(t *testing.T) {
	a := still(plain, inTeam(sceneConfig(), largeTeamState()), nil, func(*screen.Console) []screen.Screen { return nil })
	h := a.stack[0].(*homeScreen)
	h.team.take()
	h.listed(homeCampaigns())
	a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	if own := h.all[0]; own.theirs != nil {
		t.Error("a colleague's stands before one's own")
	}
	marked := h.team.entries[0]
	marked.outline.State = "marked"
	for _, k := range []string{"8", "end", "down", "pgup"} {
		a.Update(keyMsg(k))
	}
	if marked.outline.State != "marked" {
		t.Error("each key works all of them out")
	}
	if len(h.shown) != 300 {
		t.Errorf("%d are theirs", len(h.shown))
	}
	for _, k := range []string{"/", "u", "s", "e", "r", "1", "1"} {
		a.Update(keyMsg(k))
	}
	if n := len(h.shown); n == 0 || n > 20 || slices.ContainsFunc(h.shown, func(e *homeEntry) bool { return e.theirs.Owner.Login != "user11" }) {
		t.Errorf("%d are found of one colleague", n)
	}
	a.Update(keyMsg("esc"))
	a.Update(keyMsg("7"))
	if len(h.shown) != 12 || slices.ContainsFunc(h.shown, func(e *homeEntry) bool { return e.theirs != nil }) {
		t.Errorf("%d are one's own", len(h.shown))
	}
}

func TestCampaignsOfColleaguesWhoAreGoneAreAskedAbout(t *testing.T) {
	f := &fakeTeam{state: teamState()}
	r, service := ofTeam(t, f, func(cfg *screen.Config) { cfg.Pace.Idle = time.Millisecond })
	service.mu.Lock()
	service.stats = endsAt(1)
	service.mu.Unlock()
	r.press("/")
	r.write("reminders")
	r.press("enter", "enter")
	r.waits("figures that nobody else tells", func() bool {
		h := r.app.stack[0].(*homeScreen)
		return len(h.team.seen) == 1 && h.team.seen["t002-0"].Status.Ended()
	})
	if f.Known().Standing.Heads[2].Batches[0].Last.Status != model.StatusProcessing {
		t.Error("the batch of a colleague was changed")
	}
	service.mu.Lock()
	defer service.mu.Unlock()
	if service.cancel != 0 {
		t.Error("something was cancelled")
	}
}
