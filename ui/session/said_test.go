package session

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
	"callsheet/model/transcript"
)

var saidNow = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC) // a Saturday

// saidLedger is the calls that are stored of one batch, with their details.
type saidLedger struct {
	Ledger
	calls   []model.Call
	details map[string]model.CallDetail
	err     error
}

func (l *saidLedger) Calls(context.Context, string) ([]model.Call, error) { return l.calls, nil }

func (l *saidLedger) CallDetails(context.Context, string) (map[string]model.CallDetail, error) {
	return l.details, l.err
}

// say adds a call to a number at a minute, and what the contact said on it; "" = its details
// are not stored. Sentences of the agent begin with A:.
func (l *saidLedger) say(number string, minute int, turns ...string) string {
	id := fmt.Sprintf("call%d", len(l.calls))
	l.calls = append(l.calls, model.Call{ID: id, Phone: number, Name: "At Dialgen", Status: model.CallAnswered, At: saidNow.Add(time.Duration(minute-60) * time.Minute), Duration: time.Minute})
	if len(turns) == 0 {
		return id
	}
	d := model.CallDetail{Call: id, Measured: true, Over: true, Fetched: saidNow}
	for _, text := range turns {
		said, agent := strings.CutPrefix(text, "A: ")
		turn := model.Turn{Turn: transcript.Turn{Speaker: transcript.Contact, Text: said}}
		if agent {
			turn.Speaker = transcript.Agent
		}
		d.Turns = append(d.Turns, turn)
	}
	l.details[id] = d
	return id
}

// saidCampaign is one that three British mobiles were sent of.
func saidCampaign(t testing.TB) *model.Campaign {
	list, err := model.Diagnose(t.Context(), table.Of([]string{"Name", "Phone"}, []string{"Ann", "+447400123001"}, []string{"Bo", "+447400123002"}, []string{"Cy", "+447400123003"}),
		columns.Mapping{{Header: "Name", Field: columns.FieldName}, {Index: 1, Header: "Phone", Field: columns.FieldPhone}}, "GB", model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	plan := model.NewPlan(list, model.Options{})
	return &model.Campaign{ID: "c", List: list, Table: list.Table, Plan: &plan, Batches: []model.Batch{{Key: "k", State: model.SendAccepted}}, Values: model.OptionValues{model.OptName: "Spring"}}
}

const (
	annPhone = "+447400123001"
	boPhone  = "+447400123002"
	cyPhone  = "+447400123003"
	never    = "Please never call me again."
	tomorrow = "Call me tomorrow at 3 pm."
)

func readSaid(t testing.TB, l *saidLedger, ports *listPorts, reader *SaidReader) Said {
	t.Helper()
	said, err := SaidOf{Campaign: saidCampaign(t), Store: Store{Ledger: l, Guards: ports}, Now: func() time.Time { return saidNow }, Region: "GB", Reader: reader}.Get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return said
}

func TestWhatWasSaidIsGatheredByPerson(t *testing.T) {
	for _, c := range []struct {
		claim     string
		say       func(*saidLedger)
		optOuts   string // name, number of hits, sure
		callbacks string // name, time
		missing   int
	}{
		{"nothing that matters", func(l *saidLedger) { l.say(annPhone, 0, "Yes, thank you. Bye.") }, "", "", 0},
		{"an opt-out", func(l *saidLedger) { l.say(annPhone, 0, never) }, "Ann 1 true;", "", 0},
		{"every hit of a person, the surest first", func(l *saidLedger) {
			l.say(annPhone, 0, "A: Hello?", "I'm not interested.", "A: Sorry, we won't call you again.")
			l.say(annPhone, 5, never)
		}, "Ann 2 true;", "", 0},
		{"the sure ones stand before the likely", func(l *saidLedger) {
			l.say(boPhone, 9, "I'm not interested.", "A: I see, we won't call you again.")
			l.say(annPhone, 0, never)
		}, "Ann 1 true;Bo 1 false;", "", 0},
		{"a call that was ended with a code says so without words", func(l *saidLedger) {
			l.say(annPhone, 0)
			l.calls[0].Error = "opt-out"
		}, "Ann 1 true;", "", 1},
		{"a number that no row has", func(l *saidLedger) { l.say("+447400123999", 0, never) }, "At Dialgen 1 true;", "", 0},
		{"numbers that cannot be read are not one person", func(l *saidLedger) { l.say("anonymous", 0, never); l.say("unknown", 1, never) }, "At Dialgen 1 true;At Dialgen 1 true;", "", 0},
		{"a callback, on the clock of who is called", func(l *saidLedger) { l.say(annPhone, 0, tomorrow) }, "", "Ann 2026-11-29 15:00 Europe/London;", 0},
		{"the last of several calls counts", func(l *saidLedger) {
			l.say(annPhone, 0, tomorrow)
			l.say(annPhone, 5, "Call me on Monday at 10 am.")
		}, "", "Ann 2026-11-30 10:00 Europe/London;", 0},
		{"whoever was not asked about says a time that is asked", func(l *saidLedger) { l.say("+447400123999", 0, "Call me back tomorrow at 3.") }, "", "At Dialgen ?;", 0},
		{"a callback that was answered since", func(l *saidLedger) {
			l.say(annPhone, 0, tomorrow)
			l.say(annPhone, 5, "Hello, yes.")
		}, "", "Ann 2026-11-29 15:00 Europe/London since;", 0},
		{"one who is not to be called wishes no call", func(l *saidLedger) {
			l.say(annPhone, 0, tomorrow)
			l.say(annPhone, 5, never)
		}, "Ann 1 true;", "Ann 2026-11-29 15:00 Europe/London since opted out;", 0},
		{"calls without details are missing", func(l *saidLedger) { l.say(annPhone, 0); l.say(boPhone, 1); l.say(cyPhone, 2, never) }, "Cy 1 true;", "", 2},
		{"missed calls are not", func(l *saidLedger) { l.say(annPhone, 0); l.calls[0].Status = model.CallMissed }, "", "", 0},
	} {
		t.Run(c.claim, func(t *testing.T) {
			l := &saidLedger{details: map[string]model.CallDetail{}}
			c.say(l)
			said := readSaid(t, l, &listPorts{}, nil)
			optOuts, callbacks := "", ""
			for _, o := range said.OptOuts {
				optOuts += fmt.Sprint(o.Name, " ", len(o.Hits), " ", o.Sure(), ";")
			}
			for _, b := range said.Callbacks {
				when := "?"
				if !b.At.IsZero() {
					when = b.At.Format("2006-01-02 15:04 ") + b.At.Location().String()
				}
				if b.Since {
					when += " since"
				}
				if b.OptedOut {
					when += " opted out"
				}
				if b.At.IsZero() && b.Question == "" {
					t.Errorf("a time that is not known asks nothing: %+v", b.Callback)
				}
				callbacks += b.Name + " " + when + ";"
			}
			if optOuts != c.optOuts || callbacks != c.callbacks || len(said.Missing) != c.missing {
				t.Errorf("opt-outs %q, callbacks %q, %d missing", optOuts, callbacks, len(said.Missing))
			}
		})
	}
}

func TestWhoIsOnTheListAlreadyIsToldSo(t *testing.T) {
	l := &saidLedger{details: map[string]model.CallDetail{}}
	l.say(annPhone, 0, never)
	l.say(boPhone, 0, never)
	l.say(cyPhone, 0, tomorrow)
	ports := &listPorts{listed: map[phone.Number]string{447400123001: "tps.csv", 447400123003: "by hand"}}
	said := readSaid(t, l, ports, nil)
	for _, o := range said.OptOuts {
		if o.Open() != (o.Name == "Bo") || (o.ListedFrom == "tps.csv") != (o.Name == "Ann") {
			t.Errorf("%s: %v %q", o.Name, o.Listed, o.ListedFrom)
		}
	}
	if !said.Callbacks[0].OptedOut || ports.marks != 1 {
		t.Errorf("who is on the list is called back: %+v, after %d lookups", said.Callbacks, ports.marks)
	}
}

func TestACallIsReadOnceUntilThereIsMoreOfIt(t *testing.T) {
	l := &saidLedger{details: map[string]model.CallDetail{}}
	id := l.say(annPhone, 0, never)
	var reader SaidReader
	first := readSaid(t, l, &listPorts{}, &reader)
	before := reader.calls[id].found
	readSaid(t, l, &listPorts{}, &reader)
	if reader.calls[id].found != before || len(first.OptOuts) != 1 {
		t.Error("it was read again")
	}
	d := l.details[id]
	d.Fetched, d.Summary = saidNow.Add(time.Minute), "The customer asked us not to call again."
	l.details[id] = d
	if again := readSaid(t, l, &listPorts{}, &reader); len(again.OptOuts[0].Hits) != 2 {
		t.Errorf("the summary that came later was not read: %+v", again.OptOuts)
	}
}

func TestWhatWasSaidIsReadWithoutRowsAndSaysWhenItCannotBe(t *testing.T) {
	l := &saidLedger{details: map[string]model.CallDetail{}}
	l.say(annPhone, 0, never)
	of := SaidOf{Campaign: saidCampaign(t), Store: Store{Ledger: l, Guards: &listPorts{}}, Now: func() time.Time { return saidNow }}
	of.Campaign.List, of.Campaign.Plan = nil, nil
	if said, err := of.Get(t.Context()); err != nil || len(said.OptOuts) != 1 || said.OptOuts[0].Row != -1 {
		t.Errorf("%+v: %v", said, err)
	}
	l.err = errors.New("the disk is away")
	if _, err := of.Get(t.Context()); err == nil {
		t.Error("a store that cannot be read is nothing said")
	}
	ended, end := context.WithCancel(t.Context())
	end()
	l.err = nil
	if _, err := of.Get(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("it goes on when nobody waits: %v", err)
	}
}

// The goal: ten thousand calls of twenty turns are read in the background within ten seconds
// on one processor, and nothing is read twice.
func BenchmarkWhatWasSaidOn10kCalls(b *testing.B) {
	l := &saidLedger{details: map[string]model.CallDetail{}}
	turns := []string{"A: Good morning, am I speaking to Ann?", "Yes, who is this?", "A: This is Grant and Sons about your renewal.", "I see. How much is it this year?", "A: It is forty pounds, as it was the last time.", "That is fine, I have no questions."}
	for i := range 10_000 {
		say := append([]string{}, turns...)
		say = append(append(say, turns...), turns...)
		switch i % 50 {
		case 0:
			say = append(say, never)
		case 1:
			say = append(say, tomorrow)
		default:
			say = append(say, "Bye.")
		}
		l.say(fmt.Sprintf("+4474001%05d", i), i%60, say...)
	}
	for b.Loop() {
		readSaid(b, l, &listPorts{}, nil)
	}
}
