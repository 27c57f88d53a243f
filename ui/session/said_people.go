package session

import (
	"cmp"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/transcript"
)

// gatherSaid puts together what was found on the calls of a campaign, by who was called.
// found has as many entries as there are calls, in their order; nil where nothing was read.
func gatherSaid(c *model.Campaign, calls []model.CampaignCall, found []*transcript.Findings) Said {
	var said Said
	g := gathering{c: c, optOuts: map[saidKey]int{}, callbacks: map[saidKey]int{}, answered: map[phone.Number]model.CampaignCall{}}
	for i, call := range calls {
		if call.Status == model.CallAnswered && call.To != 0 {
			g.answered[call.To] = call
		}
		g.addCode(&said, call)
		if found[i] == nil {
			continue
		}
		if found[i].Cut {
			said.Cut++
		}
		g.add(&said, call, *found[i])
	}
	g.settle(&said)
	return said
}

// gathering is a campaign whose calls are gone through once, in the order of their times.
type gathering struct {
	c         *model.Campaign
	optOuts   map[saidKey]int // place in Said
	callbacks map[saidKey]int
	answered  map[phone.Number]model.CampaignCall // the last of each number that was
}

// saidKey is who was called: a number, or a call whose number cannot be read.
type saidKey struct {
	number phone.Number
	call   string
}

func keyOf(call model.CampaignCall) saidKey {
	if call.To != 0 {
		return saidKey{number: call.To}
	}
	return saidKey{call: call.ID + "\n" + call.Phone}
}

// addCode adds the opt-out that a call was ended with, by its code.
func (g *gathering) addCode(said *Said, call model.CampaignCall) {
	if !call.OptedOut() {
		return
	}
	g.hit(said, SaidHit{Call: call, ByCode: true, OptOut: transcript.OptOut{Sure: true, Quote: transcript.Quote{
		Source: transcript.InMetrics, Turn: -1, Sentence: printable.Text(call.Error, maxCode), Why: "the call was ended with this code"}}})
}

const maxCode = 60 // runes of a code that are shown

func (g *gathering) hit(said *Said, hit SaidHit) {
	at, known := g.optOuts[keyOf(hit.Call)]
	if !known {
		at = len(said.OptOuts)
		g.optOuts[keyOf(hit.Call)] = at
		said.OptOuts = append(said.OptOuts, SaidOptOut{})
	}
	said.OptOuts[at].Hits = append(said.OptOuts[at].Hits, hit)
}

func (g *gathering) add(said *Said, call model.CampaignCall, found transcript.Findings) {
	for _, o := range found.OptOuts {
		g.hit(said, SaidHit{OptOut: o, Call: call})
	}
	back, is := found.Callback()
	if !is {
		return
	}
	// The calls come in the order of their times: the last one counts.
	next := SaidCallback{Callback: back, SaidPerson: g.person(call)}
	if at, known := g.callbacks[keyOf(call)]; known {
		said.Callbacks[at] = next
		return
	}
	g.callbacks[keyOf(call)] = len(said.Callbacks)
	said.Callbacks = append(said.Callbacks, next)
}

// person is who was called.
func (g *gathering) person(call model.CampaignCall) SaidPerson {
	p := SaidPerson{Number: call.To, Phone: printable.Text(call.Phone, maxNumberText), Name: call.Name, Row: call.Row, Call: call}
	if call.Row >= 0 && g.c.Plan != nil {
		if name := g.c.Plan.Contact(call.Row).Name; name != "" {
			p.Name = name
		}
	}
	p.Name = printable.Text(p.Name, maxPersonName)
	return p
}

const (
	maxNumberText = 30 // runes
	maxPersonName = 120
)

// settle puts everything into its order, and says of callbacks what became of them since.
func (g *gathering) settle(said *Said) {
	for i := range said.OptOuts {
		o := &said.OptOuts[i]
		slices.SortStableFunc(o.Hits, func(a, b SaidHit) int {
			return cmp.Or(firstThose(a.Sure, b.Sure), firstThose(a.Kind == transcript.DoNotCall, b.Kind == transcript.DoNotCall), b.Call.At.Compare(a.Call.At))
		})
		o.SaidPerson = g.person(o.Hits[0].Call)
	}
	for i := range said.Callbacks {
		b := &said.Callbacks[i]
		_, b.OptedOut = g.optOuts[keyOf(b.Call)]
		last := g.answered[b.Number]
		b.Since = b.Number != 0 && last.ID != b.Call.ID && last.At.After(b.Call.At)
	}
	slices.SortStableFunc(said.OptOuts, func(a, b SaidOptOut) int {
		return cmp.Or(firstThose(a.Sure(), b.Sure()), b.Call.At.Compare(a.Call.At))
	})
	slices.SortStableFunc(said.Callbacks, func(a, b SaidCallback) int {
		return cmp.Or(firstThose(!a.At.IsZero(), !b.At.IsZero()), a.At.Compare(b.At), firstThose(a.Date != "", b.Date != ""), strings.Compare(a.Date, b.Date), a.Call.At.Compare(b.Call.At))
	})
}

// firstThose orders what is so before what is not.
func firstThose(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}
