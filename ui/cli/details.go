package cli

import (
	"time"

	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/ui/session"
)

// detailsHelp says what asking for details takes.
const detailsHelp = "What was said on a call takes three requests, of two a second at most, and is asked for once: it is\n" +
	"stored then. Whose contact a call was, without which its summary and metrics cannot be asked for, Dialgen\n" +
	"tells for 30 days. Stopped in between, the same command goes on with the rest."

// maxMetric bounds the name of a metric, in runes.
const maxMetric = 80

// detailDocument is what was said on a call, as JSON.
type detailDocument struct {
	Summary    string           `json:"summary"`
	Metrics    []metricDocument `json:"metrics"`
	Transcript []turnDocument   `json:"transcript"`
	ContactID  string           `json:"contact_id"`
	Fetched    *time.Time       `json:"details_fetched_at"` // null = they were not asked for
}

// metricDocument is one measurement; the entries of a list have one name.
type metricDocument struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type turnDocument struct {
	Role string     `json:"role"` // as Dialgen says
	Text string     `json:"text"`
	At   *time.Time `json:"at"` // null where Dialgen does not say
}

func detailsOf(d model.CallDetail) *detailDocument {
	doc := &detailDocument{Summary: d.Summary, Metrics: []metricDocument{}, Transcript: []turnDocument{}, ContactID: printable.Text(d.Contact, maxLine), Fetched: optional(d.Fetched)}
	for _, m := range d.Metrics {
		doc.Metrics = append(doc.Metrics, metricDocument(m))
	}
	for _, t := range d.Turns {
		doc.Transcript = append(doc.Transcript, turnDocument{t.Role, t.Text, optional(t.At)})
	}
	return doc
}

// detailSteps is after how many calls it is said how far it is.
const detailSteps = 25

// wantedDetails asks for what was said, and says how far it is.
func (c command) wantedDetails(a account, metrics []string) *session.WantedDetails {
	said := 0
	return &session.WantedDetails{
		Service: a.service, Store: a.store.Ports(), Clock: session.WallClock{}, Now: time.Now, Metrics: metrics,
		Told: func(p session.DetailProgress) {
			if said++; (said == 1 || said%detailSteps == 0) && p.Going() {
				c.io.say("%s.", p.Words())
			}
		},
	}
}
