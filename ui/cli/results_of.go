package cli

import (
	"context"
	"fmt"
	"time"

	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// resultsOf opens a campaign to tell what came of it, by its id or name. The account is to
// be closed.
func (c command) resultsOf(ctx context.Context, wanted string) (account, session.ResultsOf, error) {
	a, err := c.env.account(ctx)
	if err != nil {
		return account{}, session.ResultsOf{}, err
	}
	found, err := a.find(ctx, wanted)
	if err != nil {
		a.close()
		return account{}, session.ResultsOf{}, err
	}
	campaign, err := session.Look(ctx, a.store.Ports(), found.ID)
	if err != nil {
		a.close()
		return account{}, session.ResultsOf{}, err
	}
	return a, session.ResultsOf{Campaign: campaign, Store: a.store.Ports(), Service: a.service, Here: a.service.who.String(), Now: time.Now}, nil
}

// whyMissing says why calls are missing in results; "" where none are.
func whyMissing(r session.Results) string {
	if r.Why == nil {
		return ""
	}
	return printable.Text(reason.Sentence(r.Why), maxLine)
}

// orMissing is the exit code of a command that told what is known, where that is not all.
func orMissing(r session.Results, err error) error {
	if err == nil && (r.Unsure > 0 || r.Details != nil && r.Details.Incomplete()) {
		return exitError{code: exitToFix}
	}
	return err
}

// thereAlready is a file that is not replaced unasked.
func thereAlready(path string) error {
	return model.UserError(fmt.Sprintf("%s is there already. Give another name, or --force to replace it.", printable.Text(path, maxLine)))
}
