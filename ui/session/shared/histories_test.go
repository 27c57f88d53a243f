package shared_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/team"
	"callsheet/ui/session/shared/sharedtest"
)

// history is a random history of several members whose lists have the same people, with kills,
// answers that are lost, and a database that is away for a while.
type history struct {
	t       *testing.T
	rnd     *rand.Rand
	w       *world
	members []*member
	batches map[*member][]string
	people  map[string][]int // by batch
	took    map[string]bool  // batches that the service has
	rung    map[int]int      // how often it got a person
}

// send sends a batch as the program does; the service takes it or not, and its answer may be lost.
func (h *history) send(m *member, key string) {
	begun, err := m.Ledger.Begin(ctx, m.row(key))
	if err != nil {
		return
	}
	h.die()
	h.w.clock.Forward(time.Duration(h.rnd.IntN(420)) * time.Second) // within its lease
	state := model.SendRefused
	if h.rnd.IntN(3) > 0 {
		state = model.SendAccepted
		h.took[key] = true
		for _, person := range h.people[key] {
			if h.rung[person]++; h.rung[person] > 1 {
				h.t.Fatalf("%d is called twice", person)
			}
		}
	}
	h.die()
	if h.rnd.IntN(4) == 0 {
		state = model.SendUnknown
	}
	b := begun
	b.State = state
	if state == model.SendAccepted {
		b.ID = "batch " + key
	}
	ok(h.t, m.Ledger.RecordOutcome(ctx, b))
}

func (h *history) die() {
	if h.rnd.IntN(12) == 0 {
		panic(errKilled)
	}
}

// faults has the next operations of a member fail now and then, before or after they are done,
// or the program be killed there.
func (h *history) faults(m *member) {
	m.ledger.Fail(func(sharedtest.Op, sharedtest.When) error {
		switch h.rnd.IntN(20) {
		case 0:
			panic(errKilled)
		case 1, 2:
			return away
		}
		return nil
	})
}

// resolve finds out what became of a batch that is unknown: by the service's list, which is right.
func (h *history) resolve(m *member, key string) {
	b := m.row(key)
	if b.State != model.SendUnknown {
		return
	}
	b.State = model.SendRefused
	if h.took[key] {
		b.State, b.ID = model.SendAccepted, "batch "+key
	}
	ok(h.t, m.Ledger.RecordOutcome(ctx, b))
}

func (h *history) step(m *member) {
	switch n := h.rnd.IntN(10); {
	case n < 5 && len(h.batches[m]) > 0:
		h.send(m, h.batches[m][h.rnd.IntN(len(h.batches[m]))])
	case n == 5:
		h.w.db.Away(h.rnd.IntN(2) == 0)
	case n == 6:
		h.w.clock.Forward(time.Duration(h.rnd.IntN(900)) * time.Second)
	case n == 7 && len(h.batches[m]) > 0:
		_, _ = m.Ledger.Retry(ctx, m.row(h.batches[m][h.rnd.IntN(len(h.batches[m]))]))
	default:
		m.Team.Meet(ctx)
	}
}

func TestRandomHistoriesCallNobodyTwiceAndLoseNothing(t *testing.T) {
	seeds := uint64(6)
	if testing.Short() {
		seeds = 2
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			h := &history{t: t, rnd: rand.New(rand.NewPCG(seed, 7)), w: newWorld(), batches: map[*member][]string{}, people: map[string][]int{}, took: map[string]bool{}, rung: map[int]int{}}
			for i, login := range []string{"anna", "ben", "carla"} {
				m := h.w.join(t, login, time.Duration(i-1)*10*time.Minute)
				h.members = append(h.members, m)
				for b := range 3 {
					people := []int{h.rnd.IntN(8), 8 + h.rnd.IntN(8)}
					key := m.confirm(fmt.Sprint(login, b), people...).Key
					h.batches[m], h.people[key] = append(h.batches[m], key), people
				}
			}
			for range 60 {
				m := h.members[h.rnd.IntN(len(h.members))]
				h.faults(m)
				if killed(func() { h.step(m) }) {
					m.ledger.Fail(nil)
					m.restart()
				}
				m.ledger.Fail(nil)
			}
			h.end()
			if len(h.took) == 0 {
				t.Error("nothing was sent")
			}
		})
	}
}

// end brings all back, and holds that the team knows each batch as its member does, and that
// whoever was never called can be.
func (h *history) end() {
	h.w.db.Away(false)
	for _, m := range h.members {
		m.restart()
	}
	h.w.clock.Forward(team.LeaseTime)
	for _, m := range h.members {
		m.meet()
		for _, key := range h.batches[m] {
			h.resolve(m, key)
		}
		if s := m.meet(); s.Untold.Batches != 0 {
			h.t.Errorf("%d batches are untold", s.Untold.Batches)
		}
		for _, key := range h.batches[m] {
			if here, there := m.states(key); here != there || here == model.SendUnknown || here == model.SendSending {
				h.t.Errorf("a batch is %s here and %s at the team", here, there)
			}
		}
	}
	for person := range 16 {
		for _, m := range h.members {
			_, err := m.Ledger.Begin(ctx, m.confirm("Last", person))
			if _, guards := errors.AsType[*model.GuardError](err); err != nil && !guards {
				h.t.Fatalf("%d cannot be called: %v", person, err)
			}
			if err == nil {
				if h.rung[person]++; h.rung[person] > 1 {
					h.t.Fatalf("%d is called twice in the end", person)
				}
				break
			}
		}
		if h.rung[person] != 1 {
			h.t.Errorf("%d was called %d times", person, h.rung[person])
		}
	}
}
