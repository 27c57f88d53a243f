package model

import (
	"fmt"

	"callsheet/model/figures"
)

// Health is how the calls of a campaign go by what the service calls healthy: enough
// contacts answer, and not too many fail.
type Health struct {
	Answered, Failed int  // contacts with a result
	Known            bool // there are enough of them to tell, and they do not contradict each other
}

// healthResults is how many results there must be before their shares tell something; of
// a small campaign a quarter.
const (
	healthResults    = 50
	fewHealthResults = 10
)

// HealthOf is that of some batches, as far as the service has them. Figures that contradict
// each other tell nothing.
func HealthOf(batches []Batch) Health {
	h, total := Health{}, 0
	for _, b := range batches {
		if s := b.Last; b.State == SendAccepted {
			if s.Succeeded < 0 || s.Failed < 0 || s.Finished() > s.Total {
				return Health{}
			}
			h.Answered, h.Failed, total = h.Answered+s.Succeeded, h.Failed+s.Failed, total+s.Total
		}
	}
	h.Known = h.results() >= max(fewHealthResults, min(healthResults, total/4))
	return h
}

func (h Health) results() int { return h.Answered + h.Failed }

func (h Health) share(n int) float64 { return float64(n) / float64(max(1, h.results())) }

// FewAnswer reports whether it is known that too few answer.
func (h Health) FewAnswer() bool {
	return h.Known && h.share(h.Answered) < DefaultReleaseLimits.MinAnswered
}

// ManyFail reports whether it is known that too many fail.
func (h Health) ManyFail() bool {
	return h.Known && h.share(h.Failed) > DefaultReleaseLimits.MaxFailed
}

// Bad reports whether it is known that the calls go badly.
func (h Health) Bad() bool { return h.FewAnswer() || h.ManyFail() }

// Words say the shares beside those that the service wants: "of 51 results 22 % failed and
// 78 % answered; Dialgen wants at most 20 % failed and at least 70 % answered".
func (h Health) Words() string {
	return fmt.Sprintf("%s; Dialgen wants at most %.0f %% failed and at least %.0f %% answered", h.ShareWords(), 100*DefaultReleaseLimits.MaxFailed, 100*DefaultReleaseLimits.MinAnswered)
}

// ShareWords say the shares alone: "of 51 results 22 % failed and 78 % answered".
func (h Health) ShareWords() string {
	return fmt.Sprintf("of %s %s failed and %s answered", figures.Counted(h.results(), "result"), figures.Percent(h.Failed, h.results()), figures.Percent(h.Answered, h.results()))
}
