package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// printRequests prints the bodies of the requests that would be sent, byte for
// byte, one after another as they are made. As one document they stand in it
// under "requests".
func (p *program) printRequests(d draft, report sendReport, document bool) error {
	if document {
		return written(writeRequests(p.out, d, report))
	}
	for i := range d.plan.Batches() {
		if err := request(d.plan.Options, d.plan.Contacts(i)).Encode(p.out); err != nil {
			return written(err)
		}
		if _, err := io.WriteString(p.out, "\n"); err != nil {
			return written(err)
		}
	}
	for _, line := range zoneWarnings(d.plan, time.Now()) {
		p.say("%s", line)
	}
	p.say("%s would be sent in %s. Nothing was sent.", people(d.plan.Len()), counted(d.plan.Batches(), "batch"))
	if out := report.Skipped.String(); out != "" {
		p.say("Not called: %s.", out)
	}
	return nil
}

func writeRequests(w io.Writer, d draft, report sendReport) error {
	name, err := json.Marshal(report.Name)
	if err != nil {
		return err
	}
	skipped, err := json.Marshal(report.Skipped)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "{\"campaign\":\"\",\"name\":%s,\"dry_run\":true,\"batches\":[],\"skipped\":%s,\"requests\":[", name, skipped); err != nil {
		return err
	}
	for i := range d.plan.Batches() {
		separator := ",\n"
		if i == 0 {
			separator = "\n"
		}
		if _, err := io.WriteString(w, separator); err != nil {
			return err
		}
		if err := request(d.plan.Options, d.plan.Contacts(i)).Encode(w); err != nil {
			return err
		}
	}
	_, err = io.WriteString(w, "\n]}\n")
	return err
}
