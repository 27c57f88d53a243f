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
func (c sendCommand) printRequests(d draft, report sendReport, document bool) error {
	if document {
		return c.printDocument(d, report)
	}
	for i := range d.plan.Batches() {
		if err := c.printBody(d, i, "\n"); err != nil {
			return err
		}
	}
	for _, line := range append(d.batchLines(time.Now()), d.carefulLines(time.Now())...) {
		c.io.say("%s", line)
	}
	c.io.say("%s would be sent in %s. Nothing was sent.", people(d.plan.Len()), figures.Counted(d.plan.Batches(), "batch"))
	if out := report.Skipped.String(); out != "" {
		c.io.say("Not called: %s.", out)
	}
	return nil
}

// printBody prints a batch as it would be sent. A cell may hold what drives a
// terminal: it is shown as the escape that means the same.
func (c sendCommand) printBody(d draft, batch int, after string) error {
	var body bytes.Buffer
	if err := batchRequest(d.plan.OptionsOf(batch), d.plan.Contacts(batch)).Encode(&body); err != nil {
		return err
	}
	_, err := c.io.out.Write(append(appendSafe(nil, body.String()), after...))
	return written(err)
}

func (c sendCommand) printDocument(d draft, report sendReport) error {
	name, err := json.Marshal(report.Name)
	if err != nil {
		return err
	}
	skipped, err := json.Marshal(report.Skipped)
	if err != nil {
		return err
	}
	timing, err := json.Marshal(report.Hours)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.io.out, "{\"campaign\":\"\",\"name\":%s,\"dry_run\":true,\"batches\":[],\"skipped\":%s,\"unfinished\":%d,\"moved\":%d,\"answered_earlier\":%d,\"hours\":%s,\"requests\":[\n",
		name, skipped, report.Unfinished, report.Moved, report.AnsweredEarlier, appendSafe(nil, string(timing)))
	if err != nil {
		return written(err)
	}
	for i := range d.plan.Batches() {
		separator := ",\n"
		if i+1 == d.plan.Batches() {
			separator = "\n]}\n"
		}
		if err := c.printBody(d, i, separator); err != nil {
			return err
		}
	}
	return nil
}
