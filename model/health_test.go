package model

import (
	"strings"
	"testing"
)

func TestHealthIsByTheServicesOwnMeasure(t *testing.T) {
	of := func(total int, results ...int) []Batch { // answered and failed of each batch
		var all []Batch
		for i := 0; i < len(results); i += 2 {
			all = append(all, Batch{State: SendAccepted, Last: Statistics{Total: total, Succeeded: results[i], Failed: results[i+1]}})
		}
		return all
	}
	for claim, c := range map[string]struct {
		batches   []Batch
		known     bool
		few, many bool
		words     string
	}{
		"70 % answered and 20 % failed of what has a result cannot be": {of(100, 70, 30), true, false, true, "30 % failed and 70 % answered"},
		"fewer than 70 % answer":             {of(100, 55, 45), true, true, true, "of 100 results 45 % failed and 55 % answered"},
		"80 % answered is well":              {of(100, 80, 20), true, false, false, "at most 20 % failed and at least 70 % answered"},
		"one more fails":                     {of(101, 80, 21), true, false, true, ""},
		"batches count together":             {of(100, 90, 10, 60, 40), true, false, true, "of 200 results"},
		"nine results tell nothing":          {of(20, 0, 9), false, false, false, ""},
		"ten of twenty do":                   {of(20, 0, 10), true, true, true, ""},
		"fifty of a hundred thousand do":     {of(100_000, 0, 50), true, true, true, ""},
		"more results than contacts do not":  {of(100, 0, 101), false, false, false, ""},
		"nor less than none":                 {of(100, -1, 60), false, false, false, ""},
		"what was not sent has no results":   {[]Batch{{State: SendPrepared, Last: Statistics{Total: 100, Failed: 100}}}, false, false, false, ""},
		"nothing is known of nothing at all": {nil, false, false, false, ""},
	} {
		h := HealthOf(c.batches)
		if h.Known != c.known || h.FewAnswer() != c.few || h.ManyFail() != c.many || h.Bad() != (c.few || c.many) {
			t.Errorf("%s: %+v, few %v, many %v", claim, h, h.FewAnswer(), h.ManyFail())
		}
		if !strings.Contains(h.Words(), c.words) {
			t.Errorf("%s: %s", claim, h.Words())
		}
	}
}
