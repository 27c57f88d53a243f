package team

import (
	"time"

	"callsheet/model"
)

// Row is what the team's ledger has of a batch that decides who may say what became of it.
type Row struct {
	State   model.SendState
	Owner   string    // the member whose campaign it is: who told it first, or took it over
	Teller  string    // the member who told its numbers
	Opening string    // that has the lease, or had the last
	Fence   int64     // of that lease; 0 = there was none
	Until   time.Time // when that lease runs out, by the database's clock
}

// Speaker is who says what became of a batch: one opening of a member.
type Speaker struct{ Member, Opening string }

// Word is what a speaker says of a batch.
type Word struct {
	State model.SendState
	Fence int64 // of the lease that they know of
	// Told is a word among all that a member tells of its batches, not one about this lease: it
	// may have been written down before the request left.
	Told bool
}

// Ruling is what the team's ledger makes of a word.
type Ruling int

// What is made of a word.
const (
	Taken      Ruling = iota + 1 // the batch is so from now on
	Same                         // it is so already: what else is known of it may be taken
	Stale                        // it is about a lease before, or a time before
	Held                         // somebody may be sending it
	Theirs                       // the campaign is somebody else's by now
	Impossible                   // what the batch is cannot become that
)

// Leased reports whether an opening has leave to send the batch.
func (r Row) Leased(now time.Time) bool {
	return r.State == model.SendSending && now.Before(r.Until)
}

// Begin is the ruling on a speaker who wants to send the batch.
func (r Row) Begin(by Speaker, now time.Time) Ruling {
	switch {
	case r.Owner != by.Member:
		return Theirs
	case r.State == model.SendPrepared:
		return Taken
	case r.Leased(now):
		return Held
	}
	return Impossible
}

// Becomes is the ruling on a word about the batch.
//
//   - That the service has it is proof. It is taken from whoever had the batch, whatever others
//     made of that in the meantime, unless a later request is on its way or was accepted.
//   - A word about a lease before changes nothing else, however long it was on its way.
//   - While a lease runs, only the opening that has it says what became of it, and that nothing
//     left only in a word about the lease itself.
//   - A lease that ran out frees nobody. Its batch is settled by the member whose it is: its own
//     ledger is durable.
//   - A fence above the row's is of a lease that this ledger does not know of any more: it is an
//     older copy, and the owner's word is about the later one.
func (r Row) Becomes(w Word, by Speaker, now time.Time) Ruling {
	owner, holder := r.Owner == by.Member, r.Opening != "" && r.Opening == by.Opening
	switch {
	case !owner && !holder && r.Teller != by.Member:
		return Theirs
	case w.State == model.SendAccepted && (r.State == model.SendPrepared || r.State == model.SendRefused):
		return Taken
	case w.Fence < r.Fence:
		return Stale
	case r.Leased(now) && w.State != r.State && !(holder && w.Fence == r.Fence):
		return Held
	case !owner && !(holder && r.Leased(now)) && w.State != model.SendAccepted:
		return Theirs
	}
	return r.next(w, now)
}

// next is the ruling on a word of somebody who may say it.
func (r Row) next(w Word, now time.Time) Ruling {
	later := w.Fence > r.Fence // than all that is known here
	switch r.State {
	case w.State:
		if later {
			return Taken
		}
		return Same
	case model.SendPrepared:
		return Taken
	case model.SendSending:
		if w.State == model.SendPrepared && w.Told && r.Leased(now) {
			return Held
		}
		return Taken
	case model.SendUnknown:
		if w.State == model.SendPrepared && now.Before(r.Until) {
			return Held
		}
		if w.State == model.SendSending && !later {
			return Stale
		}
		return Taken
	case model.SendRefused:
		if w.State == model.SendPrepared || w.State == model.SendAccepted || later {
			return Taken
		}
		return Stale
	case model.SendAccepted:
		return Impossible
	}
	return Impossible // a state that a later version wrote
}
