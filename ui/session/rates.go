package session

import (
	"context"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/events"
	"callsheet/model/waves"
)

// Rates are how the calls of a campaign are expected to go.
type Rates struct {
	Answers    model.AnswerRate
	Pace       waves.Pace
	OneMoreTry bool // the service may try somebody once more than it is told
}

// AskRates asks what the finished campaigns of an account tell of one with these options.
// What cannot be read of them tells nothing; there may be none to ask.
func AskRates(ctx context.Context, earlier Earlier, service string, o model.Options) Rates {
	var campaigns []model.Summary
	if earlier != nil {
		campaigns, _ = earlier.Summaries(ctx) //nolint:errcheck // what could be listed is enough
	}
	return RatesOf(campaigns, service, o)
}

// RatesOf is what the finished campaigns of an account tell of one with these options, and
// what is assumed where they tell too little. It is quick: the campaigns are those that
// Summaries lists, which is asked once.
func RatesOf(campaigns []model.Summary, service string, o model.Options) Rates {
	h := model.CallHistoryOf(campaigns, service, o.User, o.Agent)
	share, known := h.Pace(o.CallsPerSecond)
	return Rates{h.AnswerRate(), waves.Pace{Share: share, Known: known}, h.OneMoreTry()}
}

// Finish is by when a campaign whose calls are expected to go so is over.
func (r Rates) Finish() model.Finish {
	f := model.Finish{Answers: r.Answers, NoMoreTry: !r.OneMoreTry}
	if r.Pace.Known {
		f.Pace = r.Pace.Share
	}
	return f
}

// FinishWords say by when a campaign is over, for somebody whose clock shows now: "over by
// 11:38"; "" where that is not known.
func FinishWords(f *model.Finish, now time.Time) string {
	at, state := f.OverBy()
	words := strings.TrimPrefix(Begin{At: at}.Words(now), "today ")
	switch state {
	case model.FinishSet:
		return "over by " + words
	case model.FinishLate:
		return "late: it was to be over by " + words
	case model.FinishStalled:
		return events.StandsStill(f.Stood(now))
	}
	return ""
}
