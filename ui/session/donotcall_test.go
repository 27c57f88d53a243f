package session

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"callsheet/model"
	"callsheet/model/phone"
)

// listPorts is a do-not-call list, and the batches that may call.
type listPorts struct {
	Guards
	listed  map[phone.Number]string
	calling []model.Calling
	addErr  error
	callErr error
	marks   int // lookups
}

func (p *listPorts) Add(_ context.Context, numbers []phone.Number, source string) (added int, err error) {
	if p.addErr != nil {
		return 0, p.addErr
	}
	for _, n := range numbers {
		if _, is := p.listed[n]; !is {
			p.listed[n] = source
			added++
		}
	}
	return added, nil
}

func (p *listPorts) Calling(_ context.Context, numbers []phone.Number) ([]model.Calling, error) {
	return p.calling, p.callErr
}

func (p *listPorts) Suppressions(_ context.Context, refs []model.ContactRef, _, _ string) (model.Suppressions, error) {
	p.marks++
	found := model.Suppressions{}
	for _, ref := range refs {
		if source, is := p.listed[ref.Number]; is {
			found[ref.Number] = model.Suppression{DoNotCall: saidNow, Source: source}
		}
	}
	return found, nil
}

func TestWhatComesOfPuttingNumbersOnTheList(t *testing.T) {
	const ann, bo = phone.Number(447400123101), phone.Number(447400123102)
	running := model.Calling{Batch: model.Batch{Name: "Spring", ID: "b1", State: model.SendAccepted}, Numbers: []phone.Number{ann}}
	for _, c := range []struct {
		claim     string
		ports     listPorts
		numbers   []phone.Number
		added     int
		says, may string
		err       string
	}{
		{"one that is new", listPorts{}, []phone.Number{ann}, 1, "+44 7400 123101 is on the do-not-call list. To take a number off again: `callsheet dnc remove`.", "", ""},
		{"one that is there keeps where it came from", listPorts{listed: map[phone.Number]string{ann: "tps.csv"}}, []phone.Number{ann}, 0, "was on the do-not-call list already", "", ""},
		{"several, each once and no number that cannot be read", listPorts{listed: map[phone.Number]string{ann: "tps.csv"}}, []phone.Number{bo, 0, ann, bo}, 1, "1 number put on the do-not-call list, 1 was there already.", "", ""},
		{"nobody", listPorts{addErr: errors.New("not asked")}, []phone.Number{0}, 0, "", "", ""},
		{"a batch that may yet call is named with its remedy", listPorts{calling: []model.Calling{running}}, []phone.Number{ann}, 1, "is on", "cancel it with c", ""},
		{"nothing is put there where the list cannot be written", listPorts{addErr: errors.New("the disk is full")}, []phone.Number{ann}, 0, "", "", "disk is full"},
		{"that it is there is said where nothing else is known", listPorts{callErr: errors.New("the disk is away")}, []phone.Number{ann}, 1, "is on", "", "The number is on the do-not-call list. Which batches may call it"},
	} {
		t.Run(c.claim, func(t *testing.T) {
			if c.ports.listed == nil {
				c.ports.listed = map[phone.Number]string{}
			}
			done := AddToDoNotCall(t.Context(), Store{DoNotCall: &c.ports, Guards: &c.ports}, c.numbers, SaidOnACall("Spring\x1b"))
			if done.Added != c.added || !slices.IsSorted(done.Numbers) || slices.Contains(done.Numbers, 0) {
				t.Errorf("%+v", done)
			}
			if c.says != "" && !strings.Contains(done.Words(), c.says) || !strings.Contains(done.MayCall(), c.may) || c.may == "" && done.MayCall() != "" {
				t.Errorf("it says %q, and %q", done.Words(), done.MayCall())
			}
			if (done.Err != nil) != (c.err != "") || done.Err != nil && !strings.Contains(done.Err.Error(), c.err) {
				t.Errorf("the error is %v", done.Err)
			}
			if c.claim == "one that is there keeps where it came from" && c.ports.listed[ann] != "tps.csv" || c.claim == "one that is new" && c.ports.listed[ann] != `said on a call of "Spring"` {
				t.Errorf("listed is %q", c.ports.listed)
			}
		})
	}
}
