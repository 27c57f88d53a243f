package ui

import (
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// wavesOnDisk is a console with a kept campaign in waves; see sceneWaves.
func wavesOnDisk(t *testing.T, change func(*screen.Config, *model.StoredCampaign)) (*robot, *fakeService, *fakeStore) {
	t.Helper()
	cfg := testConfig()
	store := cfg.Store.Campaigns.(*fakeStore)
	service := cfg.Service.(*fakeService)
	service.store = store
	service.stats = func(int) (model.Statistics, error) { return model.Statistics{}, model.UserError("Dialgen is away.") }
	c := sceneWaves(nil)
	k := &model.StoredCampaign{Table: c.Table, Options: c.Plan.Options, Segments: c.Plan.Segments}
	k.ID, k.Draft, k.Confirmed, k.Batches = c.ID, c.Draft("acme", cfg.Account.Service), fixedNow, c.Batches
	k.Draft.Stage = model.StageLive
	for i := range k.Batches {
		k.Batches[i].Service, k.Batches[i].User = cfg.Account.Service, "user_1"
	}
	if change != nil {
		change(&cfg, k)
	}
	store.kept = append(store.kept, k)
	r := newRobot(t, cfg, 120, 40)
	r.sees("97 contacts missed their hours, 55 wait for you")
	return r, service, store
}

func openWaves(r *robot) {
	r.press("enter")
	r.sees("9 waves: 2 over, 2 calling, 2 to come, 2 held, 1 missed")
}

func TestHomeLeadsToTheWaveThatNeedsSomebody(t *testing.T) {
	r, service, _ := wavesOnDisk(t, nil)
	r.sees("These wait for you")
	openWaves(r)
	r.sees("97 contacts missed their hours: press n. 55 contacts wait for you: press g.")
	r.sees("▸ Denver 8:00")
	r.press("enter")
	r.sees("Begins Mon 15:00 on your clock, Mon 08:00 on theirs")
	r.press("esc")
	if service.sent() != 0 {
		t.Error("opening it sends something")
	}
}

func TestAWaveIsSentOnlyOnceItsReleaseIsWrittenDown(t *testing.T) {
	for claim, c := range map[string]struct {
		fail error
		sent int
	}{"written down": {nil, 1}, "not written down": {model.UserError("The disk is full."), 0}} {
		t.Run(claim, func(t *testing.T) {
			r, service, store := wavesOnDisk(t, nil)
			openWaves(r)
			service.send = func(batch int) model.Batch {
				store.mu.Lock()
				defer store.mu.Unlock()
				if at := store.kept[0].Segments[batch].Release.Done; at.IsZero() || batch != 7 {
					t.Errorf("batch %d leaves, released at %v", batch, at)
				}
				return model.Batch{State: model.SendAccepted, ID: "batch_kolkata"}
			}
			r.saved()
			store.failWith(c.fail)
			r.press("g")
			if c.fail != nil {
				r.sees("The disk is full.")
			} else {
				r.waits("it to be taken", func() bool { return r.app.console.Campaign.Batches[7].State == model.SendAccepted })
			}
			if n := service.sent(); n != c.sent {
				t.Errorf("%d are sent", n)
			}
			if waits := r.app.console.Campaign.Batches[8].Part.Release; !waits.Waits() {
				t.Errorf("that of tomorrow is %+v", waits)
			}
		})
	}
}

func TestOneWaveIsCancelledAndTheOthersGoOn(t *testing.T) {
	for claim, fail := range map[string]error{"cancelled": nil, "not": model.UserError("NOT CANCELLED: Dialgen is away.")} {
		t.Run(claim, func(t *testing.T) {
			r, service, _ := wavesOnDisk(t, nil)
			var asked []string
			service.refuseCancel = func(b model.Batch) error {
				asked = append(asked, session.PartName(b))
				return fail
			}
			openWaves(r)
			r.press("x") // Denver was never sent
			r.sees("97 contacts missed")
			r.press("down", "x")
			r.sees("Cancel London 8:00?")
			r.sees("221 of 640 contacts were rung by now")
			r.write("cancel")
			r.press("enter")
			if fail == nil {
				r.sees("Cancelled. No call was left")
			} else {
				r.sees("London 8:00: NOT CANCELLED: Dialgen is away.")
			}
			service.mu.Lock()
			defer service.mu.Unlock()
			if !slices.Equal(asked, []string{"London 8:00"}) {
				t.Errorf("cancelled are %q", asked)
			}
		})
	}
}

func TestMissedWavesGetNewOnes(t *testing.T) {
	for claim, fail := range map[string]error{"written down": nil, "not": model.UserError("The disk is full.")} {
		t.Run(claim, func(t *testing.T) {
			r, service, store := wavesOnDisk(t, nil)
			openWaves(r)
			var sent []string
			service.send = func(batch int) model.Batch {
				store.mu.Lock()
				defer store.mu.Unlock()
				sent = append(sent, store.kept[0].Batches[batch].Part.Name)
				return model.Batch{State: model.SendAccepted, ID: "batch_new"}
			}
			r.press("n")
			r.sees("Call them in new waves?")
			r.sees("1 contact, ")
			r.saved()
			store.failWith(fail)
			r.write("1") // the row of the wave; the scene says more
			r.press("enter")
			if fail != nil {
				r.sees("The disk is full.")
				if service.sent() != 0 || len(session.Missed(r.app.console.Campaign.Batches, fixedNow)) != 1 {
					t.Error("something was done all the same")
				}
				return
			}
			r.waits("the new wave to be taken", func() bool {
				b := r.app.console.Campaign.Batches
				return len(b) == 9 && b[8].State == model.SendAccepted
			})
			r.lacks("missed their hours")
			if len(sent) != 1 || strings.Contains(sent[0], "Denver") || r.app.console.Campaign.Batches[2].Part.Name != "London 8:00" {
				t.Errorf("sent are %q", sent)
			}
			again := reopened(t, r.app.console.Config)
			again.sees("55 contacts wait for you until")
			again.press("enter")
			again.sees("9 waves")
			if n := service.sent(); n != 1 {
				t.Errorf("it is sent %d times", n)
			}
		})
	}
}

func TestTheKeysThatMoveAreOfTheWavesOrOfTheCalls(t *testing.T) {
	a := wavesScenes()[0].make(plain)
	r := &robot{t: t, app: a}
	r.update(tea.WindowSizeMsg{Width: 80, Height: 24})
	l := a.front().(*liveScreen)
	r.press("down", "down")
	if l.waves.grid.Cursor() != 4 || l.list.grid.Cursor() != 0 {
		t.Errorf("the cursors are at %d and %d", l.waves.grid.Cursor(), l.list.grid.Cursor())
	}
	r.press("tab", "down")
	if l.waves.grid.Cursor() != 4 || l.list.grid.Cursor() != 1 {
		t.Errorf("after tab the cursors are at %d and %d", l.waves.grid.Cursor(), l.list.grid.Cursor())
	}
}

// A batch that was refused in the evening is not sent at night without a word.
func TestGoingOnAtNightAsksFirst(t *testing.T) {
	var late atomic.Bool
	cfg := testConfig()
	cfg.Now = func() time.Time {
		if late.Load() {
			return fixedNow.Add(14 * time.Hour)
		}
		return fixedNow
	}
	var refuses atomic.Bool
	refuses.Store(true)
	service := &fakeService{send: func(int) model.Batch {
		if refuses.Load() {
			return model.Batch{State: model.SendRefused, Reason: "Dialgen has no minutes left."}
		}
		return model.Batch{State: model.SendAccepted, ID: "batch_1"}
	}}
	cfg.Service = service
	r := reviewOf(t, cfg)
	confirm(r, "2")
	r.sees("Dialgen has no minutes left.")
	refuses.Store(false)
	late.Store(true)
	r.press("t")
	r.sees("Type the number of contacts to send.")
	r.write("2")
	r.press("enter")
	r.sees("rung outside their hours, by the last retry too.")
	r.press("esc")
	r.sees("Press g to go on.")
	if n := service.sent(); n != 1 {
		t.Fatalf("it was sent %d times", n)
	}
	r.press("g")
	r.sees("Type 2, the number of those")
	r.write("2")
	r.press("enter")
	r.waits("it to be taken", func() bool { return r.app.console.Campaign.Batches[0].State == model.SendAccepted })
	if n := service.sent(); n != 2 {
		t.Errorf("it was sent %d times", n)
	}
}
