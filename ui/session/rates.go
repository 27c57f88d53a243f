package session

import (
	"callsheet/model"
	"callsheet/model/waves"
)

// Rates are how the calls of a campaign are expected to go.
type Rates struct {
	Answers    model.AnswerRate
	Pace       waves.Pace
	OneMoreTry bool // the service may try somebody once more than it is told
}

// RatesOf is what the finished campaigns of an account tell of one with these options, and
// what is assumed where they tell too little. It is quick: the campaigns are those that
// Summaries lists, which is asked once.
func RatesOf(campaigns []model.Summary, service string, o model.Options) Rates {
	h := model.CallHistoryOf(campaigns, service, o.User, o.Agent)
	share, known := h.Pace(o.CallsPerSecond)
	return Rates{h.AnswerRate(), waves.Pace{Share: share, Known: known}, h.OneMoreTry()}
}
