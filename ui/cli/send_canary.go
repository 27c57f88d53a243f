package cli

import (
	"context"
	"fmt"
	"time"

	"callsheet/model"
	"callsheet/model/hours"
	"callsheet/ui/session"
)

// releaseRest releases what waits of a campaign for its canary, because the operator
// says so.
func (a account) releaseRest(ctx context.Context, campaign *model.Campaign, book hours.Rulebook) error {
	releasing := session.Releasing{Ledger: a.store.Ledger, Rulebook: book, Now: time.Now}
	for _, w := range releasing.Release(campaign) {
		judged := w.Do(ctx).(session.CanaryJudged)
		if judged.Err != nil {
			return judged.Err
		}
		session.SetReleases(campaign, judged.Releases)
	}
	return nil
}

// waitsReport is what waits of a campaign for its canary, as JSON.
type waitsReport struct {
	Contacts int                 `json:"contacts"`
	Canary   int                 `json:"canary"`    // contacts whose outcome decides
	Decision string              `json:"decision"`  // not_yet, release or missed
	Why      string              `json:"why"`       // of the decision, in a sentence
	ByItself bool                `json:"by_itself"` // within the limits it is released while somebody watches; else a person does
	Limits   model.ReleaseLimits `json:"limits"`    // shares from 0 to 1
	Release  string              `json:"release"`   // the command that releases it
}

// reportWaits says what waits of a campaign, nil when nothing does. Who opted out is
// known to the ledger.
func (a account) reportWaits(ctx context.Context, id string, batches []model.Batch) *waitsReport {
	k, waits := session.CanaryIn(batches)
	if !waits {
		return nil
	}
	judged := k.Judge(ctx, a.store.Ledger)
	return &waitsReport{
		Contacts: k.Contacts, Canary: k.Called(), Decision: judged.Decision.String(), Why: k.Words(judged.Why),
		ByItself: k.Release.ByOutcome(), Limits: k.Release.Limits, Release: "callsheet send --continue " + id + " --release",
	}
}

// words say what waits, what for, and what releases it.
func (r *waitsReport) words() string {
	if r == nil {
		return ""
	}
	how := "Only you release it"
	if r.ByItself {
		how = "Whoever watches releases it with " + r.Limits.Words()
	}
	return fmt.Sprintf("%s %s; `%s` releases it now.", r.Why, how, r.Release)
}
