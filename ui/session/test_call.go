package session

import (
	"context"
	"errors"
	"fmt"
	"time"

	"callsheet/model"
	"callsheet/model/pacing"
	"callsheet/model/phone"
	"callsheet/model/reason"
)

// TestCall rings the operator's own telephone with what the agent would be told of a
// contact, and follows the call to its end. One goes at a time.
//
// The number is never that of a contact, and no contact id goes along: by an id the service
// would find the contact, and store this number as theirs. The ledger has nothing of it,
// since nobody has to be guarded from it but the operator: where the answer is lost, it is
// said that this is not known, and only the operator asks again.
type TestCall struct {
	Service Tester
	Guards  Guards
	Clock   Clock
	Now     func() time.Time // in the operator's zone
	Pace    pacing.Poll
	Numbers OwnNumbers // nil = the number is not remembered
	Profile string

	stage    TestStage
	order    TestOrder
	number   int // of the calls that were asked for: what comes back of an earlier one is dropped
	callID   string
	lost     bool // the answer to the call before, to the same number, was lost
	found    bool // and this is that call: the service named it when it was asked again
	progress TestProgress
	err      error // why nothing rings, or why it is not known whether it does
	unseen   error // why the last look failed; nil = it did not
	looks    int   // without anything new: that failed, or for what was said
	pace     time.Duration
	began    time.Time
}

// TestStage is how far a test call has come.
type TestStage int

const (
	TestNone    TestStage = iota
	TestAsked             // the number is checked, and then the service asked
	TestRefused           // nothing rings
	TestUnknown           // it is not known whether it rings
	TestOn                // the service has it
	TestEnded             // and it is known how
	TestUnseen            // how it comes on cannot be seen any more
)

// Bounds on how long a call is followed. An agent ends one after half an hour, where
// nothing else was set.
const (
	testFollow = 2 * time.Hour
	testMisses = 8 // looks that fail, one after another
	testWaits  = 8 // looks for what was said, after the end
)

type (
	testAsked struct {
		number int
		callID string
		err    error
	}
	testDue    struct{ number int }
	testLooked struct {
		number   int
		progress TestProgress
		err      error
		stopped  bool
	}
)

// Stage is how far it has come.
func (t *TestCall) Stage() TestStage { return t.stage }

// Order is what was asked for last.
func (t *TestCall) Order() TestOrder { return t.order }

// ID is the service's id of the call, "" while it has none.
func (t *TestCall) ID() string { return t.callID }

// Progress is what was seen of the call last.
func (t *TestCall) Progress() TestProgress { return t.progress }

// Err is why nothing rings, or why it is not known whether it does.
func (t *TestCall) Err() error { return t.err }

// UnderWay reports whether a call is asked for, or goes on as far as can be seen.
func (t *TestCall) UnderWay() bool { return t.stage == TestAsked || t.stage == TestOn }

// Waiting reports whether what was said in a call that has ended is still waited for.
func (t *TestCall) Waiting() bool { return t.stage == TestEnded && t.wants() && t.looks < testWaits }

// WhyNotLook says in a sentence why looking at the call again shows nothing new; "" = it may.
func (t *TestCall) WhyNotLook() string {
	switch {
	case t.callID == "":
		return "There is no call to look at."
	case t.UnderWay():
		return "It is looked at by itself."
	case t.stage == TestEnded && !t.wants():
		return "It has ended, and this is all that was said."
	}
	return ""
}

// Start rings a number with the data of a row of a plan, just as a batch would send them.
// There is nothing to do while a call is under way.
func (t *TestCall) Start(plan model.Plan, row int, to phone.Number) []Work {
	if t.UnderWay() {
		return nil
	}
	lost := t.stage == TestUnknown && t.order.To == to
	as := plan.Contact(row)
	as.ID, as.Number = "", 0
	t.order = TestOrder{To: to, As: as, Agent: plan.Options.Agent, User: plan.Options.User}
	t.number++
	t.stage, t.callID, t.lost, t.found, t.progress, t.err, t.unseen, t.looks = TestAsked, "", lost, false, TestProgress{}, nil, nil, 0
	order, number, service, numbers, profile := t.order, t.number, t.Service, t.Numbers, t.Profile
	check := t.mayRing(plan, to)
	return []Work{{Do: func(ctx context.Context) any {
		if err := check(ctx); err != nil {
			return testAsked{number, "", &NotDialled{Err: err}}
		}
		if numbers != nil {
			_ = numbers.SaveOwnNumber(context.WithoutCancel(ctx), profile, to) // it is typed again, then
		}
		callID, err := service.Dial(ctx, order)
		return testAsked{number, callID, err}
	}}}
}

// mayRing checks that a number is nobody's who is called: what cannot be known is a reason
// not to ring it.
func (t *TestCall) mayRing(plan model.Plan, to phone.Number) func(context.Context) error {
	guards, now := t.Guards, t.Now
	return func(ctx context.Context) error {
		place, found, err := plan.Find(ctx, to)
		switch {
		case err != nil:
			return model.UserError("It was stopped before anything was asked for.")
		case found:
			return model.UserError("This number stands " + place.Words() + ", and a test call never goes to a contact's. Give the number of your own telephone.")
		}
		known, err := guards.Suppressions(ctx, []model.ContactRef{{Number: to}}, "", "")
		if err != nil {
			return model.UserError("It cannot be looked up whether this number may be rung. " + reason.Sentence(err))
		}
		switch m := known[to]; {
		case !m.DoNotCall.IsZero():
			return model.UserError("This number is on the do-not-call list, and nobody on it is ever called. Give another one.")
		case m.Unfinished || m.Uncertain:
			return model.UserError("This number is " + m.CalledWords(now()) + ", and a test call never goes to a contact's. Give the number of your own telephone.")
		}
		return nil
	}
}

// Update takes what comes back from a test call.
func (t *TestCall) Update(msg any) []Work {
	switch msg := msg.(type) {
	case testAsked:
		if msg.number == t.number && t.stage == TestAsked {
			return t.answered(msg)
		}
	case testDue:
		if msg.number == t.number {
			return t.Look()
		}
	case testLooked:
		if msg.number == t.number && !msg.stopped {
			return t.looked(msg)
		}
	}
	return nil
}

// answered takes over what the service said to being asked for a call.
func (t *TestCall) answered(msg testAsked) []Work {
	not, proven := errors.AsType[*NotDialled](msg.err)
	t.found = proven && not.During != "" && t.lost
	switch {
	case msg.err == nil:
		t.callID = msg.callID
	case t.found:
		// Nobody but the operator is at this number: it is the call whose answer was lost.
		t.callID = not.During
	case proven:
		t.stage, t.err = TestRefused, not.Err
		return nil
	default:
		t.stage, t.err = TestUnknown, msg.err
		return nil
	}
	t.stage, t.began, t.pace = TestOn, t.Clock.Now(), t.Pace.Live
	t.progress.Status = model.CallScheduled
	return t.Look()
}

// Look asks how the call comes on, at once.
func (t *TestCall) Look() []Work {
	if t.callID == "" {
		return nil
	}
	order, callID, number, service := t.order, t.callID, t.number, t.Service
	return []Work{{Do: func(ctx context.Context) any {
		p, err := service.TestCall(ctx, order, callID)
		return testLooked{number, p, err, ctx.Err() != nil}
	}}}
}

// looked takes over what was seen of the call.
func (t *TestCall) looked(msg testLooked) []Work {
	moved := false
	if t.unseen = msg.err; msg.err == nil {
		moved = msg.progress.Status != t.progress.Status
		if t.stage != TestEnded || msg.progress.over() {
			t.take(msg.progress)
		}
	}
	if moved {
		t.looks = 0
	} else if msg.err != nil || t.stage == TestEnded {
		t.looks++
	}
	switch {
	case t.stage == TestEnded:
		if !t.Waiting() {
			return nil
		}
	case msg.err != nil && t.looks >= testMisses, t.Clock.Now().Sub(t.began) > testFollow:
		t.stage = TestUnseen
		return nil
	case msg.err == nil:
		t.looks = 0
		moved = true // while it rings and goes on, somebody waits for it
	}
	t.pace = t.Pace.Next(max(t.pace, t.Pace.Live), moved)
	return []Work{later(max(t.pace, pacing.Asked(msg.err)), testDue{t.number})}
}

// take takes over a call as it was seen. What was said stays, once it was seen.
func (t *TestCall) take(p TestProgress) {
	if len(p.Turns) == 0 {
		p.Turns = t.progress.Turns
	}
	if p.Summary == "" {
		p.Summary = t.progress.Summary
	}
	t.progress, t.stage = p, TestOn
	if p.over() {
		t.stage = TestEnded
	}
}

// wants reports whether more is to come of a call that has ended: what was said, and the
// summary, are written some time after it.
func (t *TestCall) wants() bool {
	p := t.progress
	return p.Status == model.CallAnswered && (len(p.Turns) == 0 || p.Summary == "")
}

// Words say how it stands, and what to do next where something went wrong.
func (t *TestCall) Words() string {
	switch t.stage {
	case TestAsked:
		return "Checking your number, then asking Dialgen to ring it."
	case TestRefused:
		return "Your telephone does not ring. " + reason.Sentence(t.err)
	case TestUnknown:
		return "It is not known whether your telephone will ring, and it is not asked for again by itself: wait a minute, and ring again only if it stays silent. " + reason.Sentence(t.err)
	case TestUnseen:
		why := ""
		if t.unseen != nil {
			why = " " + reason.Sentence(t.unseen)
		}
		return "How the call comes on cannot be seen any more. Look for " + t.callID + " in Dialgen." + why
	case TestOn:
		return t.onWords()
	case TestEnded:
		return testEndWords(t.progress)
	}
	return ""
}

// onWords say how a call comes on that has not ended.
func (t *TestCall) onWords() string {
	words := "Dialgen has it: your telephone rings in a moment."
	switch t.progress.Status {
	case model.CallScheduled:
	case model.CallOngoing:
		words = "In progress: your telephone rings, or you are talking."
	default:
		words = fmt.Sprintf("Dialgen says of the call: %s.", wordOf(t.progress.Status))
	}
	if t.found {
		words += " It is the call whose answer was lost."
	}
	if t.unseen != nil {
		words += " The last look failed, and it is looked again."
	}
	return words
}
