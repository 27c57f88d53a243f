package model

import (
	"time"

	"callsheet/model/printable"
	"callsheet/model/transcript"
)

// CallDetail is one call in full: what was said on it, and what the service made of it. The
// address of its recording is none of it, because it expires: it is asked for when it is wanted.
type CallDetail struct {
	Call    string // its id
	Contact string // the service's id of who was called; "" = not known: it is told for 30 days only
	Turns   []Turn
	Summary string
	Metrics []transcript.Metric // in both documented shapes, by name
	// Measured says that the summary and the metrics were asked for and told, though there may be
	// none. They are worked out some time after a call, and cannot be asked for without Contact.
	Measured bool
	Tries    int       // how often they were asked for and were not there yet
	Over     bool      // the call had ended when its words were told
	Fetched  time.Time // when the service told it
}

// BatchDetails are details of calls of a batch, by its key in the ledger.
type BatchDetails struct {
	Batch   string
	Details []CallDetail
}

// Turn is one utterance of a call.
type Turn struct {
	transcript.Turn
	Role string    // as the service names who speaks, such as "assistant"
	At   time.Time // zero where the service does not say
}

// Said is what was said on the call, for transcript.Find.
func (d CallDetail) Said() transcript.Call {
	said := transcript.Call{Summary: d.Summary, Metrics: d.Metrics}
	for _, t := range d.Turns {
		said.Turns = append(said.Turns, t.Turn)
	}
	return said
}

// Bounds of what is kept of one call: an hour of talk is about 10,000 words.
const (
	maxTurns       = 2000
	maxTurnRunes   = 4000
	maxSaidBytes   = 256 << 10 // of all turns
	maxSummary     = 4000      // runes
	maxCallMetrics = 200
)

// TooLong stands in the place of the turns that are beyond the bounds.
const TooLong = "(The rest is too long to be kept.)"

// Bounded is the detail with what is kept of it, safe to be drawn. What is cut says so.
func (d CallDetail) Bounded() CallDetail {
	turns, bytes := d.Turns, 0
	d.Turns = make([]Turn, 0, min(len(turns), maxTurns+1))
	for _, t := range turns {
		t.Text, t.Role = printable.Text(t.Text, maxTurnRunes), printable.Text(t.Role, maxNameRunes)
		if bytes += len(t.Text); bytes > maxSaidBytes || len(d.Turns) == maxTurns {
			d.Turns = append(d.Turns, Turn{Turn: transcript.Turn{Text: TooLong}})
			break
		}
		d.Turns = append(d.Turns, t)
	}
	d.Summary = printable.Text(d.Summary, maxSummary)
	d.Metrics = d.Metrics[:min(len(d.Metrics), maxCallMetrics)]
	return d
}
