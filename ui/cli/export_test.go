package cli

import (
	"context"
	"fmt"
	"time"

	"callsheet/model"
	"callsheet/model/store"
	"callsheet/ui/session"
)

// ReadersOfLists opens lists as every command does.
func ReadersOfLists() session.Files { return files{} }

// WriterOfReports writes reports as the console and the command do.
func WriterOfReports() session.ReportWriter { return files{} }

// RequestShown is the request of a plan as the console shows it.
func RequestShown(p model.Plan) string {
	body, _ := service{now: time.Now}.Preview(p, p.Len())
	return body
}

// noEnv is an environment in which nothing is set.
func noEnv(string) string { return "" }

// EvidenceHolds returns an error where the evidence of a store is not as it was written, or
// tells of other batches than the ledger.
func EvidenceHolds(ctx context.Context, kept *store.Store) error {
	report, err := verifyStore(ctx, kept)
	if err == nil && !report.Verified {
		err = fmt.Errorf("the evidence is broken: %+v", report)
	}
	return err
}
