package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/reason"
)

// draft is a campaign on its way into the ledger.
type draft struct {
	campaign *model.Campaign
	plan     model.Plan
	again    *model.Change // those who are called again so soon, by --again
	before   *model.Batch  // one with all the same numbers that stands in the way
}

// draft makes a campaign of a list, without those who must not be called, or
// not again so soon.
func (a account) draft(ctx context.Context, l importedList, values model.OptionValues, o model.Options, again bool, by string) (draft, error) {
	d := draft{campaign: &model.Campaign{
		Origin: l.Origin, Table: l.Table, Mapping: l.Mapping, Region: l.Region, List: l.List, Values: values,
		Stage: model.StageLive, View: model.View{Screen: model.StageLive},
	}}
	// The file may be opened again from any folder.
	if path, err := filepath.Abs(l.Origin.Path); err == nil {
		d.campaign.Origin.Path = path
	}
	if a.store != nil {
		if err := a.guard(ctx, &d, o, again, by); err != nil {
			return draft{}, err
		}
	}
	d.plan = model.NewPlan(l.List.Freeze(), o)
	return d, nil
}

// guard marks the numbers that are known here. The ledger looks again, in the
// moment before anything is sent.
func (a account) guard(ctx context.Context, d *draft, o model.Options, again bool, by string) error {
	list := d.campaign.List
	whole := model.NewPlan(list.Freeze(), o)
	var err error
	if d.before, err = a.sentBefore(ctx, whole, again); err != nil {
		return err
	}
	marks, err := a.store.Marks(ctx, list.Numbers(), "")
	if err != nil {
		return err
	}
	list.SetMarks(marks)
	if again {
		d.again = callAgain(list, by)
	}
	return nil
}

// sentBefore finds a batch of the ledger with just the numbers of a batch of a
// plan, to the same agent, whose outcome is not known, or which was accepted a
// short while ago; the former weighs more.
func (a account) sentBefore(ctx context.Context, whole model.Plan, again bool) (*model.Batch, error) {
	states := []model.SendState{model.SendUnknown, model.SendSending}
	if !again {
		states = append(states, model.SendAccepted)
	}
	rows, err := a.store.Batches(ctx, states...)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	var hashes []string
	for i := range whole.Batches() {
		hashes = append(hashes, model.NumbersHash(whole.Numbers(i)))
	}
	since, rehearsal := time.Now().Add(-model.GuardPeriod), model.Rehearsal(a.service.who.String())
	var found *model.Batch
	for _, b := range rows {
		settled := b.State == model.SendAccepted
		if model.Rehearsal(b.Service) != rehearsal || b.Agent != whole.Options.Agent || settled && !b.Settled.After(since) || !slices.Contains(hashes, b.Hash) {
			continue
		}
		if found == nil || !settled {
			found = &b
		}
	}
	return found, nil
}

// callAgain turns the rows on again that were called a short while ago.
func callAgain(list *model.List, by string) *model.Change {
	c := &model.Change{What: "called again so soon, by --again", By: by, At: time.Now()}
	for row := range list.Len() {
		if list.Verdict(row).Out == model.CalledRecently {
			before := list.Edit(row)
			after := before
			after.Again = true
			c.Rows = append(c.Rows, model.RowEdit{Row: row, Before: before, After: after})
		}
	}
	if len(c.Rows) == 0 {
		return nil
	}
	list.Apply(*c)
	return c
}

// objection says why a draft is not sent, if there is a reason.
func (d draft) objection(skipInvalid bool, now time.Time) error {
	switch toFix := d.plan.Excluded.Of(model.ToFix); {
	case d.before != nil && d.before.State == model.SendAccepted:
		return errNothingSent(exitFailed, fmt.Sprintf("These contacts were sent to this agent at %s, by %s, as %s. Give --again to have them called once more, or wait until %s.",
			moment(d.before.Settled, now), quote(d.before.Name), d.before.ID, moment(d.before.Settled.Add(model.GuardPeriod), now)))
	case d.before != nil && d.before.State == model.SendSending:
		return errNothingSent(exitFailed, fmt.Sprintf("These contacts are being sent to this agent right now, by %s. Look at it with `callsheet list`.", quote(d.before.Name)))
	case d.before != nil:
		return errNothingSent(exitFailed, fmt.Sprintf("These contacts were sent to this agent at %s, by %s, and it is not known whether Dialgen took them. Run `callsheet resolve` first.",
			moment(d.before.Sent, now), quote(d.before.Name)))
	case toFix > 0 && !skipInvalid:
		return errNothingSent(exitToFix, fmt.Sprintf("%s. See which with `callsheet check %s`, put them right in the console, or give --skip-invalid to leave them out.",
			rowsNeed(toFix), quote(filepath.Base(d.campaign.Origin.Path))))
	case d.plan.Len() == 0:
		return errNothingSent(exitFailed, d.nobodyWords(now))
	}
	return nil
}

// nobodyWords says why nobody is left to be called.
func (d draft) nobodyWords(now time.Time) string {
	text := "Nobody is left to be called."
	out := d.plan.ExcludedBy()
	if n := out[model.MaybeCalled]; n > 0 {
		text += fmt.Sprintf(" %s may be called already by %s, whose outcome is not known: run `callsheet resolve` first.", people(n), d.calledBy(model.MaybeCalled))
	}
	if n := out[model.CalledRecently]; n > 0 {
		text += fmt.Sprintf(" %s %s called a short while ago by %s: give --again to have them called once more.", people(n), were(n), d.calledBy(model.CalledRecently))
	}
	if n := d.plan.Excluded.Of(model.DoNotCall); n > 0 {
		text += fmt.Sprintf(" %s must not be called.", people(n))
	}
	if n := d.plan.Excluded.Of(model.ToFix); n > 0 {
		text += fmt.Sprintf(" %s: open the file in the console.", rowsNeed(n))
	}
	if d.plan.Excluded.Total() == d.plan.Excluded.Of(model.Blank) {
		text += " There is nobody in the file."
	}
	return text
}

// calledBy names a campaign that called somebody of the list.
func (d draft) calledBy(why model.Exclusion) string {
	list := d.campaign.List
	for row := range list.Len() {
		if v := list.Verdict(row); v.Out == why {
			return quote(list.Mark(v.Number).Campaign)
		}
	}
	return "another campaign"
}

// keep writes a campaign down with its rows and its plan, as prepared.
func (a account) keep(ctx context.Context, d draft) ([]model.Batch, error) {
	summary := d.campaign.Draft(a.settings.Profile, a.service.who.String())
	id, err := a.store.Create(ctx, summary)
	if err != nil {
		return nil, unkept(err)
	}
	records := []model.Record{{Campaign: id, Rows: d.campaign.Table}, {Campaign: id, Draft: &summary}}
	if d.again != nil {
		records = append(records, model.Record{Campaign: id, Step: &model.Step{Kind: model.StepMade, Change: *d.again}})
	}
	err = a.store.Keep(ctx, records)
	if err == nil {
		var batches []model.Batch
		if batches, err = a.store.Confirm(ctx, id, d.plan); err == nil {
			return batches, nil
		}
	}
	// Half a campaign is of no use to anybody; one that cannot be removed is a
	// draft, which sends nothing.
	_ = a.store.Forget(context.WithoutCancel(ctx), id)
	return nil, unkept(err)
}

// unkept says that sending ended because the ledger cannot be written.
func unkept(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return model.Advice("Nothing was sent, because it cannot be written down first. " + reason.Sentence(err))
}
