package session

import (
	"context"

	"callsheet/model"
)

// ReadOnly is the rule of a profile that looks, and never has anybody called nor keeps
// anybody from being called: it does not send, cancel, pause, resume, move or ring. The zero
// value is no such rule.
//
// Its campaigns that were confirmed are looked at, as by somebody who finds them open
// elsewhere (Reopen). What would change them all the same is refused where it is done: by
// the ledger here (Store), and by the service where it is asked for.
type ReadOnly struct {
	Profile string // "" = there is no rule
	Where   string // it is said, such as a line of the settings; "" = by the profile
}

// On reports whether the rule holds.
func (r ReadOnly) On() bool { return r.Profile != "" }

// Why says in a sentence or two why something is not done, and what can be; "" where the rule
// does not hold.
func (r ReadOnly) Why() string {
	if !r.On() {
		return ""
	}
	where := ""
	if r.Where != "" {
		where = " (read_only, " + r.Where + ")"
	}
	return "The profile " + r.Profile + " can only look" + where + ". To send, cancel, pause, resume, move or ring, start with another one by --profile."
}

// Err is Why as an error; nil where the rule does not hold.
func (r ReadOnly) Err() error {
	if !r.On() {
		return nil
	}
	return model.UserError(r.Why())
}

// Store is what is stored on this machine, for whom the rule is of: nothing of it has
// anybody called, or kept from it.
func (r ReadOnly) Store(s Store) Store {
	s.ReadOnly = r
	if r.On() {
		s.Ledger = lookedAt{s.Ledger, r}
	}
	return s
}

// Closing is who cancels at a close; nil where the rule holds, and somebody else has to watch.
func (r ReadOnly) Closing(c Canceller) Canceller {
	if r.On() {
		return nil
	}
	return c
}

// lookedAt is a ledger that is read, and written by polls alone.
type lookedAt struct {
	Ledger
	rule ReadOnly
}

func (l lookedAt) Confirm(context.Context, string, model.Plan) ([]model.Batch, error) {
	return nil, l.rule.Err()
}

func (l lookedAt) Unconfirm(context.Context, string) error { return l.rule.Err() }

func (l lookedAt) Retry(_ context.Context, b model.Batch) (model.Batch, error) {
	return b, l.rule.Err()
}

func (l lookedAt) ReleaseSegments(context.Context, string, []int, model.ReleasedBy) ([]model.Release, error) {
	return nil, l.rule.Err()
}

func (l lookedAt) KeepSegments(context.Context, string, []int, string) ([]model.Release, error) {
	return nil, l.rule.Err()
}

func (l lookedAt) AddSegments(context.Context, string, model.Plan, []string) ([]model.Batch, error) {
	return nil, l.rule.Err()
}

func (l lookedAt) Pause(context.Context, string) ([]model.Release, error) { return nil, l.rule.Err() }

func (l lookedAt) Resume(context.Context, string, model.Plan) ([]model.Batch, error) {
	return nil, l.rule.Err()
}
