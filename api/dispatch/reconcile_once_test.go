package dispatch_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/api"
	"callsheet/api/dispatch"
	"callsheet/model"
	"callsheet/model/phone"
)

func TestLooking(t *testing.T) {
	for _, row := range polls {
		t.Run(row.name, func(t *testing.T) {
			s, b, view := newStage(), unknown(), dispatch.LedgerView{Numbers: []phone.Number{alsoOurs, ours}}
			s.clock.Set(noon.Add(time.Minute))
			s.list = row.list
			if row.change != nil {
				row.change(s, &b, &view)
			}
			s.rows["k1"] = b
			f, err := s.sender().Reconcile(t.Context(), b, view)
			if err != nil {
				t.Fatal(err)
			}
			if f.Polls != 1 || f.OnList != len(row.list) || f.LongEnough {
				t.Errorf("polls %d, listed %d, long enough %v", f.Polls, f.OnList, f.LongEnough)
			}
			checkFound(t, s, f, b, row.found)
			if f.Likely != row.likely || row.likely != "" && !strings.Contains(s.rows["k1"].Note, row.likely+" on Dialgen's list") {
				t.Errorf("likely %q, want %q; the ledger notes %q", f.Likely, row.likely, s.rows["k1"].Note)
			}
			if row.found == "" && row.likely == "" {
				var shown []string
				for _, c := range f.Candidates {
					shown = append(shown, c.ID)
				}
				if !slices.Equal(shown, row.shown) {
					t.Errorf("shown %q, want %q", shown, row.shown)
				}
			}
			if row.doubt != "" && !strings.Contains(f.Candidates[0].Doubt+"\n"+dispatch.FindingWords(f), row.doubt) {
				t.Errorf("doubt %q", f.Candidates[0].Doubt)
			}
			if text := dispatch.FindingWords(f); !sentences.MatchString(text) || strings.Contains(text, "  ") {
				t.Errorf("%q is no tidy sentence", text)
			}
		})
	}
}

// checkFound holds a finding, and the ledger, to the batch it must be.
func checkFound(t *testing.T, s *stage, f model.Finding, before model.Batch, id string) {
	t.Helper()
	if id == "" {
		if f.Batch.State != model.SendUnknown || s.rows["k1"].State != model.SendUnknown || f.Batch.Reason != before.Reason {
			t.Errorf("%q as %q, want it unknown (%s)", f.Batch.State, f.Batch.ID, dispatch.FindingWords(f))
		}
		return
	}
	got := s.rows["k1"]
	if got.State != model.SendAccepted || got.ID != id || f.Batch.ID != id || got.Reason != "" ||
		!strings.HasPrefix(got.Note, "The answer was lost, but it was found on Dialgen's list: 2 contacts for the same agent") {
		t.Errorf("ledger %+v\nfinding %s", got, dispatch.FindingWords(f))
	}
	if n := strings.Count(strings.Join(s.events, ","), "create"); n != 0 {
		t.Errorf("%d requests to create while looking", n)
	}
}

func TestTheNoteSaysHowItIsKnown(t *testing.T) {
	s, b := newStage(), unknown()
	s.clock.Set(noon.Add(time.Minute).In(time.FixedZone("CET", 3600)))
	b.Contacts = 1200
	s.list = []api.BatchSummary{entry("b1", func(e *api.BatchSummary) { e.Total = 1200 })}
	s.calls["b1"] = callsTo(ours.String(), alsoOurs.String(), ours.String())
	f, err := s.sender().Reconcile(t.Context(), b, dispatch.LedgerView{Numbers: []phone.Number{ours, alsoOurs}})
	want := "The answer was lost, but it was found on Dialgen's list: 1,200 contacts for the same agent, made at 13:00:01 CET, and the 3 calls it shows are to numbers of this batch."
	if err != nil || f.Batch.Note != want {
		t.Errorf("%v, note\n%s\nwant\n%s", err, f.Batch.Note, want)
	}
}

func TestAKnownOutcomeIsNotLookedFor(t *testing.T) {
	for _, state := range []model.SendState{model.SendPrepared, model.SendSending, model.SendAccepted, model.SendRefused} {
		s, b := newStage(), unknown()
		b.State = state
		s.list = []api.BatchSummary{entry("b1")}
		f, err := s.sender().Reconcile(t.Context(), b, dispatch.LedgerView{})
		if err != nil || f.Batch.State != state || len(s.events) != 0 {
			t.Errorf("%s: %v, %q after %q", state, err, f.Batch.State, s.events)
		}
	}
}
