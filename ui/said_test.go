package ui

import (
	"context"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// saidStore is a store with calls on which something was said.
type saidStore struct {
	*fakeStore
	said *sampleSaid
}

func (s saidStore) Calls(ctx context.Context, key string) ([]model.Call, error) {
	return s.said.Calls(ctx, key)
}

func (s saidStore) CallDetails(ctx context.Context, key string) (map[string]model.CallDetail, error) {
	return s.said.CallDetails(ctx, key)
}

// saidOn is a console that shows what people said on some calls.
func saidOn(t *testing.T, calls *sampleSaid) (*robot, *fakeStore) {
	t.Helper()
	cfg := testConfig()
	store := cfg.Store.Campaigns.(*fakeStore)
	cfg.Store.Ledger = saidStore{store, calls}
	sent := saidCampaign()
	store.kept = []*model.StoredCampaign{{Summary: model.Summary{ID: "c1", Batches: slices.Clone(sent.Batches)}}}
	a := still(plain, cfg, sent, func(d *screen.Console) []screen.Screen {
		return []screen.Screen{newFileScreen(d, ""), newLiveScreen(d)}
	})
	r := &robot{t: t, app: a, msgs: make(chan tea.Msg, 256)}
	r.update(tea.WindowSizeMsg{Width: 120, Height: 40})
	r.press("d")
	r.waits("what was said", func() bool {
		s, is := r.app.front().(*saidScreen)
		return is && s.of.known && !s.of.reading
	})
	return r, store
}

// listed is who is on the do-not-call list, by the numbers' endings, with where that is from.
func listed(store *fakeStore) string {
	store.mu.Lock()
	defer store.mu.Unlock()
	var all []string
	for n, m := range store.marks {
		all = append(all, n.String()[len(n.String())-3:]+" "+m.Source)
	}
	slices.Sort(all)
	return strings.Join(all, "; ")
}

func TestOnlyWhoIsMeantIsPutOnTheDoNotCallList(t *testing.T) {
	const from = ` said on a call of "Spring renewals"`
	for _, c := range []struct {
		claim string
		keys  string
		want  string
	}{
		{"nobody, by looking", "down down tab down tab end home space space r tab", ""},
		{"the one under the cursor", "x", "678" + from},
		{"those that are marked", "down space space x", "101" + from + "; 102" + from},
		{"all of whom it is sure", "a", "101" + from + "; 102" + from + "; 678" + from},
		{"nobody of whom it is likely, before that is answered", "A", ""},
		{"nobody of whom it is likely, unless they are meant", "A enter", ""},
		{"all of whom it is likely", "A down enter", "104" + from + "; 107" + from},
		{"one of whom it is likely", "end x", "104" + from},
		{"nobody who wishes to be called at another time", "tab x a A", ""},
		{"nobody twice", "x x x", "678" + from},
	} {
		t.Run(c.claim, func(t *testing.T) {
			r, store := saidOn(t, sampleCalls())
			for k := range strings.FieldsSeq(c.keys) {
				r.press(strings.ReplaceAll(k, "space", " "))
				r.waits("rest", func() bool { return r.settled() })
			}
			if got := listed(store); got != c.want {
				t.Errorf("on the list is %q", got)
			}
		})
	}
}

// settled reports whether nothing of what people said is under way.
func (r *robot) settled() bool {
	s, is := r.app.front().(*saidScreen)
	return is && !s.of.adding && !s.of.reading && !s.of.fetch.going()
}

func TestWhoMayYetBeCalledIsSaidAfterListingThem(t *testing.T) {
	r, store := saidOn(t, sampleCalls())
	store.mayCall = []model.Calling{{Batch: model.Batch{Name: "Autumn", ID: "batch_7", State: model.SendAccepted}, Numbers: []phone.Number{447400123101}}}
	r.press("down", "down", "x")
	r.sees("MAY YET BE CALLED")
	r.sees(`+44 7400 123101 is in "Autumn"`)
	r.sees("callsheet dnc remove")
	r.press("esc")
	r.sees("on the list")
	r.press("x")
	r.sees("on the do-not-call list already")
}

func TestWhatIsFetchedIsReadAndCanBeStopped(t *testing.T) {
	r, _ := saidOn(t, sampleCalls())
	r.sees("8 of 10 answered calls are read. Press f for the rest")
	r.press("f")
	r.sees("stop fetching")
	r.press("f")
	r.waits("a stop", r.settled)
	r.sees("fetch the rest")
}

func TestTheScreenIsLeftAndFoundAgain(t *testing.T) {
	r, _ := saidOn(t, sampleCalls())
	r.press("tab", "esc")
	r.sees("what they said")
	r.press("d")
	r.sees("Their time")
	r.press("ctrl+n")
	if r.app.front().Place() != screen.Home {
		t.Errorf("ctrl+n leads to\n%s", r.screen())
	}
}

var _ session.Ledger = saidStore{}

func TestTheCallOnWhichItWasSaidIsOpened(t *testing.T) {
	for _, c := range []struct {
		claim string
		keys  string
		call  string // its id
	}{
		{"of an opt-out", "enter", "call_0004"},
		{"of the next one, from there", "enter down", "call_0001"},
		{"of a callback", "tab enter", "call_0002"},
	} {
		t.Run(c.claim, func(t *testing.T) {
			r, _ := saidOn(t, sampleCalls())
			r.press(strings.Fields(c.keys)...)
			if s, is := r.app.front().(*callScreen); !is || s.call.ID != c.call {
				t.Fatalf("in front is\n%s", r.screen())
			}
			r.press("esc")
			if s, is := r.app.front().(*saidScreen); !is || s.grid().Cursor() != strings.Count(c.keys, "down") {
				t.Errorf("esc leads to\n%s", r.screen())
			}
		})
	}
}

func TestWhoeverIsHeardToAskForItIsListedFromTheCall(t *testing.T) {
	r, store := saidOn(t, sampleCalls())
	r.press("tab", "enter", "d")
	r.sees("Never call +44 7400 123103?")
	r.press("esc")
	if got := listed(store); got != "" {
		t.Errorf("on the list is %q, and nobody said so", got)
	}
	r.press("d", "enter")
	r.waits("the list", func() bool { return listed(store) != "" })
	r.press("esc")
	r.sees("They are not called.")
	if got := listed(store); got != `103 said on a call of "Spring renewals"` {
		t.Errorf("on the list is %q", got)
	}
}
