package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/session"
)

// continueCampaign sends what waits of a campaign that was confirmed earlier:
// batches that were held, and those the service refused. While the outcome of
// one is not known, nothing of it is sent.
func (c sendCommand) continueCampaign(ctx context.Context, f sendFlags) error {
	if err := c.io.mayAsk(f.yes, "Sending"); err != nil {
		return err
	}
	a, err := c.env.acting(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	kept, err := a.resume(ctx, f.resume)
	if err != nil {
		return err
	}
	if f.replan {
		if kept, err = c.replan(ctx, a, kept); err != nil {
			return err
		}
	}
	report := sendReport{Campaign: kept.ID, Name: kept.Draft.Name, Batches: []batchReport{}, Skipped: skippedOf(kept.Draft.Counts), Resumed: f.resumed}
	waiting, err := waitingOf(kept, f.release, time.Now())
	if err != nil || waiting == 0 {
		return c.answerNothingWaits(ctx, a, kept, f, report, err)
	}
	campaign, err := restoreCampaign(ctx, kept)
	if err != nil {
		return err
	}
	batches := waitingBatches(kept, f.release, time.Now())
	if words := campaign.Plan.CountryWords(kept.Draft.RegionFrom, batches...); words != "" {
		c.io.say("%s.", words)
	}
	rules, err := config.LoadHours(c.env.profile)
	if err != nil {
		return errNothingSent(exitFailed, err.Error())
	}
	d, changed, err := continuedHours(campaign, batches, f, rules, session.Histories(ctx, a.store.Guards, campaign.List, campaign.ID))
	if err != nil {
		return err
	}
	for _, line := range d.carefulLines(time.Now()) {
		c.io.say("%s", line)
	}
	if !f.yes {
		c.io.say("%s: %s %s still to be called by %s.", quote(kept.Draft.Name), people(waiting), figures.Are(waiting), campaign.Plan.Options.Agent)
		if err := c.askNumber(ctx, a, waiting); err != nil {
			return err
		}
	}
	if err := d.again(time.Now()); err != nil {
		return err
	}
	if changed {
		summary := campaign.Draft(a.settings.Profile, a.service.who.String())
		if err := a.store.Campaigns.Save(ctx, []model.Record{{Campaign: campaign.ID, Draft: &summary}}); err != nil {
			return unkept(err)
		}
	}
	if f.release {
		if err := a.releaseRest(ctx, campaign, rules.Rulebook); err != nil {
			return err
		}
	}
	if err := a.retryRefused(ctx, campaign); err != nil {
		return err
	}
	if err := a.release(ctx, campaign); err != nil {
		return err
	}
	return c.sendBatches(ctx, a, campaign, report, f)
}

// answerNothingWaits says how a campaign stands of which nothing can be sent now; because is
// why, nil where nothing is left.
func (c sendCommand) answerNothingWaits(ctx context.Context, a account, kept model.StoredCampaign, f sendFlags, report sendReport, because error) error {
	c.sayHeld(kept.Batches, time.Now())
	report.add(kept.Batches)
	report.Waits = a.reportWaits(ctx, kept.ID, kept.Batches)
	if because == nil && report.Waits != nil {
		because = errNothingSent(exitFailed, report.Waits.words())
	}
	if failure := c.answerSent(f, report); failure != nil {
		return failure
	}
	return because
}

// retryRefused makes the batches ready to be sent again that the service refused.
func (a account) retryRefused(ctx context.Context, campaign *model.Campaign) error {
	for i, b := range campaign.Batches {
		if b.State != model.SendRefused {
			continue
		}
		b, err := a.store.Ledger.Retry(ctx, b)
		if err != nil {
			return err
		}
		session.SetOutcome(campaign, i, b)
	}
	return nil
}

// release lets what waits for the operator alone be sent, once that is written down.
func (a account) release(ctx context.Context, campaign *model.Campaign) error {
	for _, w := range session.Release(a.store.Ledger, campaign, time.Now()) {
		r := w.Do(ctx).(session.Released)
		if r.Err != nil {
			return r.Err
		}
		session.SetReleases(campaign, r.Releases)
	}
	return nil
}

// continuedHours are the hours of what waits of a campaign: those that were confirmed with
// it, else the profile's. That somebody could be rung outside them is an error, unless it is
// allowed by now. changed tells that the campaign's options were.
func continuedHours(c *model.Campaign, waiting []int, f sendFlags, rules config.Hours, known model.NumberHistories) (d draft, changed bool, err error) {
	before := c.Revision
	now, basis := time.Now(), *f.options[model.OptHoursBasis]
	switch {
	case f.outside:
		session.SetOptions(c, model.OptionValues{model.OptOutsideHours: model.OutsideHoursAllowed, model.OptHoursBasis: basis})
	case basis != "":
		return draft{}, false, usageError{model.UserError("--basis goes with --allow-outside-hours here: what was confirmed is sent as it is.")}
	default:
		profileHours(c, rules)
	}
	d = draft{campaign: c, plan: c.Plan.Only(waiting...).Knowing(known)}
	d.ahead = session.NewContinuation(d.plan, c.Values, rules.Rulebook, now)
	if len(d.ahead.Wrong) > 0 {
		return d, false, errNothingSent(exitToFix, hoursErrors(d.ahead.Wrong))
	}
	if d.ahead.Indecent() > 0 && !d.ahead.Hours.OutsideAllowed {
		return d, false, errNothingSent(exitToFix, strings.Join(d.outsideWords(), "\n"))
	}
	if d.ahead.OverCap() > 0 {
		return d, false, errNothingSent(exitToFix, strings.Join(append(d.ahead.CapWords(now), session.CappedAdvice), "\n"))
	}
	return d, c.Revision != before, nil
}

// profileHours gives a campaign that was confirmed without any the hours of the profile.
func profileHours(c *model.Campaign, rules config.Hours) {
	if c.Values[model.OptHours] == "" && c.Values[model.OptHoursBasis] == "" && rules.Rule != "" {
		session.SetOptions(c, model.OptionValues{model.OptHours: rules.Rule, model.OptHoursBasis: rules.Basis})
	}
}

// resume takes a confirmed campaign for this process and loads it.
func (a account) resume(ctx context.Context, wanted string) (model.StoredCampaign, error) {
	found, err := a.find(ctx, wanted)
	if err != nil {
		return model.StoredCampaign{}, err
	}
	name, origin := quote(found.Draft.Name), a.service.who.String()
	switch {
	case len(found.Batches) == 0:
		return model.StoredCampaign{}, model.UserError(name + " was not confirmed yet, so there is nothing to go on with. Open it in the console.")
	case found.Draft.Service != origin:
		return model.StoredCampaign{}, model.UserError(fmt.Sprintf("%s is for %s, and this profile works with %s. Choose the other with --profile.", name, model.ServiceWords(found.Draft.Service), model.ServiceWords(origin)))
	}
	holder, err := a.store.Campaigns.Lock(ctx, found.ID)
	if err != nil {
		return model.StoredCampaign{}, err
	}
	if holder != "" {
		return model.StoredCampaign{}, model.UserError(fmt.Sprintf("%s is open elsewhere (%s). Close it there first.", name, holder))
	}
	kept, err := a.store.Campaigns.Load(ctx, found.ID)
	if err == nil && kept.Damage != "" {
		return model.StoredCampaign{}, model.UserError("Nothing was sent. " + kept.Damage)
	}
	return kept, err
}

// waitingOf is how many contacts of a campaign can be sent now, those with them that
// wait for a canary where they are released. Why none of them can be is an error.
func waitingOf(kept model.StoredCampaign, release bool, now time.Time) (int, error) {
	waiting := 0
	for _, b := range kept.Batches {
		switch b.State {
		case model.SendUnknown, model.SendSending:
			return 0, errNothingSent(exitUnknown, fmt.Sprintf("It is not known whether Dialgen took batch %d of %s. Run `callsheet resolve` first.", b.Index+1, quote(kept.Draft.Name)))
		case model.SendPrepared, model.SendRefused:
			if mustWait(b, release, now) {
				continue
			}
			if start := startOf(kept, b, now); !start.IsZero() && !start.After(now) {
				return 0, errNothingSent(exitFailed, fmt.Sprintf("The start of this campaign, %s, has passed. Send its file again with another: those who were sent already are left out.", start.Format("Mon 2 Jan 15:04 MST")))
			}
			waiting += b.Contacts
		}
	}
	return waiting, nil
}

// startOf is when the first calls of a batch are to be made; zero is at once.
func startOf(kept model.StoredCampaign, b model.Batch, now time.Time) time.Time {
	if b.Segment < 0 || b.Segment >= len(kept.Segments) {
		return kept.Options.Start
	}
	return kept.Segments[b.Segment].OptionsAt(now).Start
}

// mustWait reports whether a batch may not be sent now, though somebody is there, who
// may release what waits for a canary.
func mustWait(b model.Batch, release bool, now time.Time) bool {
	r := b.Part.Release
	return now.Before(r.NotBefore) || r.Over(now) || r.ForOutcome() && !release
}

// waitingBatches are those of a campaign that are still to be sent.
func waitingBatches(kept model.StoredCampaign, release bool, now time.Time) []int {
	var waiting []int
	for _, b := range kept.Batches {
		if (b.State == model.SendPrepared || b.State == model.SendRefused) && !mustWait(b, release, now) {
			waiting = append(waiting, b.Index)
		}
	}
	return waiting
}

// restoreCampaign makes the plan again that was confirmed.
func restoreCampaign(ctx context.Context, kept model.StoredCampaign) (*model.Campaign, error) {
	if kept.Table == nil {
		return nil, model.UserError("The rows of this campaign are not kept here any more. Send its file again: those who were sent already are left out.")
	}
	return session.Resume(ctx, kept)
}

// skippedOf are the rows a campaign left out, as far as they were kept count of.
func skippedOf(counts model.Counts) skippedReport {
	return skippedReport{ToFix: counts.Of(model.ToFix), Duplicate: counts.Of(model.Duplicate), DoNotCall: counts.Of(model.DoNotCall)}
}
