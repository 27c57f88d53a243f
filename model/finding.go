package model

import "time"

// Finding is what the service's list says about a batch whose outcome was
// unknown. Batch is accepted when the calls of just one batch on the list go to
// its numbers; otherwise it stays unknown and Candidates, if any, are for the
// operator.
type Finding struct {
	Batch      Batch
	Candidates []Candidate // newest first
	Likely     string      // the id of the candidate that is most likely it, though no call proves it; "" = none
	OnList     int         // batches on the list
	Polls      int         // how often the list was read
	At         time.Time   // the last poll, by the ledger's clock

	// LongEnough is true when nothing like the batch was on the list for so
	// long, and so often, that "it was not sent" may be offered.
	LongEnough bool
}

// Likeliest is the candidate that is most likely the batch, as far as there is one.
func (f Finding) Likeliest() (Candidate, bool) {
	for _, c := range f.Candidates {
		if c.ID == f.Likely {
			return c, true
		}
	}
	return Candidate{}, false
}

// Candidate is a batch on the service's list that may be the one looked for.
type Candidate struct {
	ID       string
	Status   BatchStatus
	Contacts int
	Called   int       // contacts tried at least once
	Created  time.Time // by the service's clock; zero when it does not say
	Matched  int       // calls listed, all of them to numbers of the batch

	// Doubt is what keeps it from being certain, in words that follow "but";
	// "" when everything that can be compared agrees.
	Doubt string
}
