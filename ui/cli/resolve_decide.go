package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"callsheet/api/dispatch"
	"callsheet/model"
	"callsheet/ui/session"
)

// openOne opens what a decision needs: the account, and a batch whose outcome is
// not known, by its ledger id.
func (c resolveCommand) openOne(ctx context.Context, key string) (account, *session.OpenBatch, error) {
	settings, err := c.env.settings()
	if err == nil {
		err = readOnly(settings).Err()
	}
	if err != nil {
		return account{}, nil, err
	}
	a, err := c.env.account(ctx)
	if err != nil {
		return account{}, nil, err
	}
	rows, err := a.store.Ledger.Batches(ctx)
	if err != nil {
		a.close()
		return account{}, nil, err
	}
	i := slices.IndexFunc(rows, func(b model.Batch) bool { return b.Key == key })
	switch {
	case i < 0:
		err = model.UserError(fmt.Sprintf("There is no batch %s in the ledger. `callsheet resolve` shows those that wait.", quote(key)))
	case rows[i].State != model.SendUnknown:
		err = model.UserError(fmt.Sprintf("Batch %s is settled already: it is %s.", key, rows[i].State))
	case rows[i].Service != a.service.who.String():
		err = model.UserError(fmt.Sprintf("Batch %s is at %s, which is not this profile's service. Choose its profile with --profile.", key, model.ServiceWords(rows[i].Service)))
	}
	if err != nil {
		a.close()
		return account{}, nil, err
	}
	return a, &session.OpenBatch{Finding: model.Finding{Batch: rows[i]}}, nil
}

// wasNotSent writes down the operator's word that a batch was not sent. Dialgen
// is asked first: its word goes before that of anybody who would have the
// contacts called twice.
func (c resolveCommand) wasNotSent(ctx context.Context, f resolveFlags) error {
	if err := c.io.mayAsk(f.yes, "That a batch was not sent"); err != nil {
		return err
	}
	a, o, err := c.openOne(ctx, f.notSent)
	if err != nil {
		return err
	}
	defer a.close()
	if a.service.missing == nil {
		if *o = a.reconciling(0).Once(ctx, o.Finding.Batch); o.Unreadable() {
			return o.Err
		}
	}
	if o.Known() {
		c.io.say("It was sent after all.")
		return c.decided(f, o)
	}
	c.io.say("%s", dispatch.FindingWords(o.Finding))
	if !f.yes {
		c.io.say("If Dialgen took it after all and you send it again, it calls %s twice.", people(o.Finding.Batch.Contacts))
		if err := c.io.ask(ctx, "Type not sent when you are sure:", "not sent", "Nothing was changed"); err != nil {
			return err
		}
	}
	b, err := a.service.MarkNotSent(ctx, o.Finding.Batch)
	if err != nil {
		return err
	}
	o.Finding.Batch = b
	if f.json {
		return c.decided(f, o)
	}
	return c.io.answer("%s%s", b.Reason, held([]model.Batch{b}))
}

// isThisOne writes down the operator's word that a batch stands at Dialgen, as
// far as Dialgen knows such a one.
func (c resolveCommand) isThisOne(ctx context.Context, f resolveFlags) error {
	key, id, both := strings.Cut(f.isOne, "=")
	if !both || key == "" || id == "" {
		return usageError{model.UserError("--is names both: LEDGER_ID=BATCH_ID. `callsheet resolve` shows them.")}
	}
	a, o, err := c.openOne(ctx, key)
	if err != nil {
		return err
	}
	defer a.close()
	if a.service.missing != nil {
		return a.service.missing
	}
	candidate, err := a.candidate(ctx, o.Finding.Batch, id)
	if err != nil {
		return err
	}
	if o.Finding.Batch, err = a.service.Adopt(ctx, o.Finding.Batch, candidate); err != nil {
		return err
	}
	return c.decided(f, o)
}

// candidate looks a batch up that the operator says is one of the ledger's. One
// that cannot be it is refused: a slip in an id would leave people uncalled, or
// have them called twice.
func (a account) candidate(ctx context.Context, b model.Batch, id string) (model.Candidate, error) {
	known, err := a.store.Ledger.Known(ctx, id)
	if err != nil {
		return model.Candidate{}, err
	}
	if known {
		return model.Candidate{}, model.UserError(fmt.Sprintf("%s is another batch of the ledger already. Check the id.", quote(id)))
	}
	s, err := a.service.client.For(b.User).BatchStatistics(ctx, id, 0)
	switch {
	case err != nil:
		return model.Candidate{}, err
	case s.AgentID != "" && s.AgentID != b.Agent:
		return model.Candidate{}, model.UserError(fmt.Sprintf("%s is called by another agent, %s. It cannot be this one.", quote(id), s.AgentID))
	case s.Total != b.Contacts && !(s.Status == "ingesting" && s.Total < b.Contacts):
		return model.Candidate{}, model.UserError(fmt.Sprintf("%s has %s, and this one %s. It cannot be this one.", quote(id), people(s.Total), people(b.Contacts)))
	}
	return model.Candidate{ID: id, Status: model.BatchStatus(s.Status), Contacts: s.Total, Called: s.Processed, Created: s.CreatedAt}, nil
}

// decided prints what a decision came to, which stands whether it can be printed
// or not.
func (c resolveCommand) decided(f resolveFlags, o *session.OpenBatch) error {
	c.io.done(func() error { return c.answerResolved(f, []*session.OpenBatch{o}, nil) }, doneAnyway)
	return nil
}
