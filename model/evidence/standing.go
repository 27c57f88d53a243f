package evidence

import (
	"encoding/json"
	"fmt"
)

// Standing is what entries say of the batches of a campaign.
type Standing struct {
	Batches   map[string]Batch // by key, with their State and BatchID by now
	Forgotten bool             // batches may be gone from the ledger
}

// StandingOf reads what entries say in the end.
func StandingOf(entries []Entry) Standing {
	s := Standing{Batches: map[string]Batch{}}
	for _, e := range entries {
		s.take(e)
	}
	return s
}

func (s *Standing) take(e Entry) {
	switch e.Kind {
	case KindBegun:
		s.Batches = map[string]Batch{}
		for _, b := range factsOf[Begun](e).Batches {
			s.Batches[b.Key] = b
		}
	case KindConfirmed:
		s.Batches = map[string]Batch{}
		s.add(factsOf[Confirmation](e).Batches)
	case KindAdopted:
		b := factsOf[Adopted](e).Batch
		s.Batches = map[string]Batch{b.Key: b}
	case KindReplanned:
		facts := factsOf[Replanned](e)
		for _, key := range facts.Gone {
			delete(s.Batches, key)
		}
		s.add(facts.Batches)
	case KindResumed:
		facts := factsOf[Resumed](e)
		for _, from := range facts.From {
			if b, told := s.Batches[from.Key]; told {
				b.Contacts, b.Numbers = from.Contacts, from.Numbers
				s.Batches[from.Key] = b
			}
		}
		s.add(facts.Batches)
	case KindSending:
		s.set(factsOf[Sending](e).Key, "sending", "")
	case KindOutcome:
		facts := factsOf[Outcome](e)
		s.set(facts.Key, facts.State, facts.BatchID)
	case KindReopened:
		key := factsOf[Reopened](e).Key
		s.set(key, "prepared", s.Batches[key].BatchID)
	case KindTakenBack:
		s.Batches = map[string]Batch{}
	case KindForgotten:
		s.Forgotten = true
	}
}

func (s *Standing) add(batches []Batch) {
	for _, b := range batches {
		b.State = "prepared"
		s.Batches[b.Key] = b
	}
}

func (s *Standing) set(key, state, id string) {
	b := s.Batches[key]
	b.Key, b.State, b.BatchID = key, state, id
	s.Batches[key] = b
}

// factsOf reads the facts of an entry; what cannot be read is empty.
func factsOf[T any](e Entry) (facts T) {
	_ = json.Unmarshal(e.Facts, &facts)
	return facts
}

// Compare returns how the entries of a campaign and what the ledger has of its batches
// differ; nil = they do not. entries is how many there are.
func (s Standing) Compare(ledger []Batch, entries int) *Break {
	seen := map[string]bool{}
	for _, b := range ledger {
		seen[b.Key] = true
		told, ok := s.Batches[b.Key]
		switch {
		case !ok:
			return disagreement(entries, "The ledger has batch %d with %d contacts, of which no entry tells.", b.Batch, b.Contacts)
		case told.State != b.State:
			return disagreement(entries, "Batch %d is %s in the ledger, and %s by the entries.", b.Batch, safe(b.State), safe(told.State))
		case told.BatchID != b.BatchID:
			return disagreement(entries, "Batch %d is %q at the service by the ledger, and %q by the entries.", b.Batch, safe(b.BatchID), safe(told.BatchID))
		case told.Contacts != b.Contacts || told.Numbers != b.Numbers:
			return disagreement(entries, "Batch %d has other contacts in the ledger than were confirmed.", b.Batch)
		}
	}
	for key, told := range s.Batches {
		if !seen[key] && !s.Forgotten {
			return disagreement(entries, "The entries tell of batch %d with %d contacts, which the ledger does not have.", told.Batch, told.Contacts)
		}
	}
	return nil
}

func disagreement(entries int, format string, args ...any) *Break {
	return &Break{entries, Disagrees, fmt.Sprintf(format, args...) + " The entries themselves are as they were written: the ledger was changed past them."}
}
