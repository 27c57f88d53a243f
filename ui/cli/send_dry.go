package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"callsheet/model/figures"
)

// printRequests prints the bodies of the requests that would be sent, one batch
// after another as they are made. As one document they stand in it under
// "requests".
func (p *program) printRequests(d draft, report sendReport, document bool) error {
	if document {
		return p.printDocument(d, report)
	}
	for i := range d.plan.Batches() {
		if err := p.printBody(d, i, "\n"); err != nil {
			return err
		}
	}
	for _, line := range zoneWarnings(d.plan, time.Now()) {
		p.say("%s", line)
	}
	p.say("%s would be sent in %s. Nothing was sent.", people(d.plan.Len()), figures.Counted(d.plan.Batches(), "batch"))
	if out := report.Skipped.String(); out != "" {
		p.say("Not called: %s.", out)
	}
	return nil
}

// printBody prints a batch as it would be sent. A cell may hold what drives a
// terminal: it is shown as the escape that means the same.
func (p *program) printBody(d draft, batch int, after string) error {
	var body bytes.Buffer
	if err := request(d.plan.OptionsOf(batch), d.plan.Contacts(batch)).Encode(&body); err != nil {
		return err
	}
	_, err := p.out.Write(append(appendSafe(nil, body.String()), after...))
	return written(err)
}

func (p *program) printDocument(d draft, report sendReport) error {
	name, err := json.Marshal(report.Name)
	if err != nil {
		return err
	}
	skipped, err := json.Marshal(report.Skipped)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.out, "{\"campaign\":\"\",\"name\":%s,\"dry_run\":true,\"batches\":[],\"skipped\":%s,\"unfinished\":%d,\"moved\":%d,\"answered_earlier\":%d,\"requests\":[\n",
		name, skipped, report.Unfinished, report.Moved, report.AnsweredEarlier)
	if err != nil {
		return written(err)
	}
	for i := range d.plan.Batches() {
		separator := ",\n"
		if i+1 == d.plan.Batches() {
			separator = "\n]}\n"
		}
		if err := p.printBody(d, i, separator); err != nil {
			return err
		}
	}
	return nil
}
