package dialling

import "time"

// Run is attempts on neighbours in the order of a batch, each a turn after the one
// before. A batch has few runs, however many contacts.
type Run struct {
	Contact int // the first
	Count   int
	Number  int           // of the attempt on each of them, from 0
	At      time.Duration // of the first, since calling began
	Turn    time.Duration // between two of them
}

// Time is when a contact of the run is called.
func (r Run) Time(contact int) time.Duration {
	return r.At + time.Duration(contact-r.Contact)*r.Turn
}

// End is the contact behind the last of the run.
func (r Run) End() int { return r.Contact + r.Count }

// Turn is the time between two calls at the full rate.
func (b Batch) Turn() time.Duration { return time.Second / time.Duration(max(b.Rate, 1)) }

// Runs are the attempts of Each, in the order of time. A limit of lines makes a run of
// each attempt.
func (b Batch) Runs() []Run {
	var runs []Run
	if b.Lines > 0 {
		b.Each(func(a Attempt) { runs = append(runs, Run{a.Contact, 1, a.Number, a.At, b.Turn()}) })
		return runs
	}
	// waiting are runs whose next attempts are due, which come as far apart as the
	// calls before, and are put last in the order in which they are due. So a run that is
	// due when its turn comes is called to its end.
	var waiting []Run
	turn, now, fresh := b.Turn(), time.Duration(0), 0
	for fresh < b.Contacts || len(waiting) > 0 {
		var r Run
		switch {
		case len(waiting) > 0 && (waiting[0].At <= now || fresh >= b.Contacts):
			r, waiting = waiting[0], waiting[1:]
			r.At = max(r.At, now)
		default:
			r = Run{Contact: fresh, Count: b.Contacts - fresh, At: now, Turn: turn}
			due := now + b.Ring + b.Delay
			if len(waiting) > 0 {
				due = waiting[0].At
			}
			if len(waiting) > 0 || b.Attempts > 1 {
				r.Count = min(r.Count, max(1, int((due-now+turn-1)/turn)))
			}
			fresh += r.Count
		}
		runs = append(runs, r)
		if r.Number+1 < b.Attempts {
			waiting = append(waiting, Run{r.Contact, r.Count, r.Number + 1, r.At + b.Ring + b.Delay, turn})
		}
		now = r.At + time.Duration(r.Count)*turn
	}
	return runs
}
