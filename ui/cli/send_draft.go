package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/reason"
	"callsheet/model/team"
	"callsheet/ui/session"
)

// draft is a campaign on its way into the ledger.
type draft struct {
	campaign *model.Campaign
	plan     model.Plan
	unsaid   string            // what somebody has to say of the list first, and how; "" = nothing
	rates    session.Rates     // that are expected
	ahead    session.Preflight // what sending it does to people
	before   *model.Batch      // one with all the same numbers that stands in the way
}

// draft makes a campaign of a list, without those who must not be called, or
// not again so soon.
func (a account) draft(ctx context.Context, l importedList, values model.OptionValues, o model.Options, decided model.Overrule, by string) (draft, error) {
	// The file may be opened again from any folder.
	if path, err := filepath.Abs(l.Origin.Path); err == nil {
		l.Origin.Path = path
	}
	d := draft{campaign: session.Prepare(l.Opened, l.List, values)}
	if a.store != nil {
		if err := a.guard(ctx, &d, o, decided, by); err != nil {
			return draft{}, err
		}
	}
	d.plan = model.NewPlan(l.List.Snapshot(), o)
	d.rates = a.rates(ctx, o)
	return d, nil
}

// rates are how the calls of a campaign with these options are expected to go.
func (a account) rates(ctx context.Context, o model.Options) session.Rates {
	if a.store == nil {
		return session.AskRates(ctx, nil, "", o)
	}
	return session.AskRates(ctx, a.store.Campaigns, a.service.who.String(), o)
}

// guard marks the numbers that are known here. The ledger looks again, in the
// moment before anything is sent.
func (a account) guard(ctx context.Context, d *draft, o model.Options, decided model.Overrule, by string) error {
	list := d.campaign.List
	whole := model.NewPlan(list.Snapshot(), o)
	marks, err := a.suppressions(ctx, list.Contacts().Refs(), o.Agent)
	if err != nil {
		return err
	}
	if d.before, err = a.sentBefore(ctx, whole, decided); err != nil {
		return err
	}
	list.SetSuppressions(marks)
	list.SetNumberHistories(session.Histories(ctx, a.store.Guards, list, ""))
	list.Apply(list.Overrule(decided, by, time.Now()))
	return nil
}

// mostLooks bounds how many batches are asked about before something is sent.
const mostLooks = 20

// suppressions tells what is known of contacts that an agent is to call. About batches
// that have some of them, and are not known to have ended, the service is asked
// first.
func (a account) suppressions(ctx context.Context, refs []model.ContactRef, agent string) (model.Suppressions, error) {
	asked := map[string]bool{}
	for {
		marks, err := a.store.Guards.Suppressions(ctx, refs, agent, "")
		if err != nil || a.service.client == nil {
			return marks, err
		}
		unfinished := map[string]bool{}
		for _, m := range marks {
			if m.Unfinished && !asked[m.Batch] {
				unfinished[m.Batch] = true
			}
		}
		if len(unfinished) == 0 || len(asked)+len(unfinished) > mostLooks {
			return marks, nil
		}
		rows, err := a.store.Ledger.Batches(ctx, model.SendAccepted)
		if err != nil {
			return nil, err
		}
		var running []*watched
		for _, b := range rows {
			if unfinished[b.ID] && a.service.isHere(b) == nil {
				running = append(running, newWatched(b.ID, b, session.Begin{}))
			}
		}
		a.follow(ctx, running).Once(ctx) // without an answer they are as before
		maps.Copy(asked, unfinished)
	}
}

// sentBefore finds a batch of the ledger with just the numbers of a batch of a
// plan, to the same agent, that guards them: its outcome is not known, or it may
// have called them a short while ago, or yet; the former weighs more.
func (a account) sentBefore(ctx context.Context, whole model.Plan, decided model.Overrule) (*model.Batch, error) {
	rows, err := a.store.Ledger.Batches(ctx)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	var hashes []string
	for i := range whole.Batches() {
		hashes = append(hashes, model.NumbersHash(whole.Numbers(i)))
	}
	now, rehearsal := time.Now(), model.IsSandbox(a.service.who.String())
	var found *model.Batch
	for _, b := range rows {
		accepted := b.State == model.SendAccepted
		guard, _ := b.GuardOf(b.Ended, now, model.GuardPeriod)
		overruled := decided.Again && guard.Starts.IsZero() || decided.Move && guard.Unfinished
		// Of one whose calls are known, every number is guarded by its own.
		if !b.Guards(now, model.GuardPeriod) || accepted && (overruled || b.CallsKnown) ||
			model.IsSandbox(b.Service) != rehearsal || b.Agent != whole.Options.Agent || !slices.Contains(hashes, b.Hash) {
			continue
		}
		if found == nil || !accepted {
			found = &b
		}
	}
	return found, nil
}

// objection says why a draft is not sent, if there is a reason.
func (d draft) objection(skipInvalid bool, now time.Time) error {
	switch toFix := d.plan.Excluded.Of(model.ToFix); {
	case d.before != nil && d.before.State == model.SendAccepted:
		return errNothingSent(exitFailed, d.sentWords(now))
	case d.before != nil && d.before.State == model.SendSending:
		return errNothingSent(exitFailed, fmt.Sprintf("These contacts are being sent to this agent right now, by %s. Look at it with `callsheet list`.", quote(d.before.Name)))
	case d.before != nil:
		return errNothingSent(exitFailed, fmt.Sprintf("These contacts were sent to this agent at %s, by %s, and it is not known whether Dialgen took them. Run `callsheet resolve` first.",
			moment(d.before.Sent, now), quote(d.before.Name)))
	case phoneAdvice(d.campaign.Mapping) != "":
		return errNothingSent(exitToFix, phoneAdvice(d.campaign.Mapping))
	case len(d.plan.CalledByBoth()) > 0:
		return errNothingSent(exitFailed, bothWords(d.plan.CalledByBoth()))
	case d.unsaid != "" && (!skipInvalid || d.plan.Len() == 0):
		return errNothingSent(exitToFix, d.unsaid)
	case toFix > 0 && !skipInvalid:
		return errNothingSent(exitToFix, fmt.Sprintf("%s%s. See which with `callsheet check %s`, put them right in the console, or give --skip-invalid to leave them out.",
			spaced(nextPhoneAdvice(d.campaign.List)), rowsNeed(toFix), quote(filepath.Base(d.campaign.Origin.Path))))
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
		m := d.suppressionOf(model.MaybeCalled)
		text += fmt.Sprintf(" %s may be called already by %s, whose outcome is not known%s: %s.", people(n), m.CampaignWords(), m.IDWords(), m.UncertainAdvice("run `callsheet resolve` first"))
	}
	for _, why := range []model.Exclusion{model.InUnfinished, model.CalledRecently} {
		if n := out[why]; n > 0 {
			m := d.suppressionOf(why)
			text += fmt.Sprintf(" %s %s %s. %s%s", people(n), figures.Are(n), m.CalledWords(now.Local()), spaced(m.PollAdvice()), overruleWords(m, d.plan.Options.Agent))
		}
	}
	if n := d.plan.Excluded.Of(model.DoNotCall); n > 0 {
		text += fmt.Sprintf(" %s must not be called.", people(n))
	}
	if n := d.plan.Excluded.Of(model.ToFix); n > 0 {
		text += fmt.Sprintf(" %s: open the file in the console.", rowsNeed(n))
		if advice := nextPhoneAdvice(d.campaign.List); advice != "" {
			text += " " + advice
		}
	}
	if d.plan.Excluded.Total() == d.plan.Excluded.Of(model.Blank) {
		text += " There is nobody in the file."
	}
	return text
}

// sentWords says that the same contacts were sent before, and what can be done.
func (d draft) sentWords(now time.Time) string {
	guard, _ := d.before.GuardOf(d.before.Ended, now, model.GuardPeriod)
	m := guard.Suppression(*d.before)
	text := fmt.Sprintf("These contacts were sent to this agent at %s, by %s, as %s: they are %s. %s",
		moment(d.before.Settled, now), quote(d.before.Name), d.before.ID, m.CalledWords(now.Local()), overruleWords(m, d.before.Agent))
	if guard.Unfinished {
		return text + " " + m.PollAdvice()
	}
	return strings.TrimSuffix(text, ".") + ", or wait until " + moment(guard.Until, now) + "."
}

// spaced is a sentence with room for the next, or nothing.
func spaced(sentence string) string {
	if sentence == "" {
		return ""
	}
	return sentence + " "
}

// suppressionOf is what is known of somebody of the list who is out for a reason: of
// all, that which holds longest.
func (d draft) suppressionOf(why model.Exclusion) model.Suppression {
	list := d.campaign.List
	var found model.Suppression
	reasons := map[string]bool{}
	for row := range list.Len() {
		if v := list.Verdict(row); v.Out == why {
			reasons[list.Suppression(v.Number).IDWords()] = true
			if m := list.Suppression(v.Number); m.Unfinished && !found.Unfinished || m.Unfinished == found.Unfinished && m.Called.After(found.Called) {
				found = m
			}
		}
	}
	if len(reasons) > 1 {
		found.SameID, found.Stays = false, false // which is so of some alone
	}
	return found
}

// prepare writes a campaign down with its rows and its plan, as prepared.
func (a account) prepare(ctx context.Context, d draft) error {
	summary := d.campaign.Draft(a.settings.Profile, a.service.who.String())
	id, err := a.store.Campaigns.Create(ctx, summary)
	if err != nil {
		return unkept(err)
	}
	records := []model.Record{{Campaign: id, Rows: d.campaign.Table}, {Campaign: id, Draft: &summary}}
	// What the file itself says was decided is among them.
	made, _ := d.campaign.List.Steps()
	for _, change := range made {
		records = append(records, model.Record{Campaign: id, Step: &model.Step{Kind: model.StepMade, Change: change}})
	}
	err = a.store.Campaigns.Save(ctx, records)
	if err == nil {
		var batches []model.Batch
		if batches, err = a.store.Ledger.Confirm(ctx, id, d.plan); err == nil {
			session.SetID(d.campaign, id)
			session.Confirm(d.campaign, d.plan, batches, a.settings.Profile)
			return nil
		}
	}
	// Half a campaign is of no use to anybody; one that cannot be removed is a
	// draft, which sends nothing.
	_ = a.store.Campaigns.Forget(context.WithoutCancel(ctx), false, id)
	return unkept(err)
}

// unkept says that sending ended because the ledger cannot be written.
func unkept(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	_, refused := errors.AsType[*team.RefusedError](err)
	if _, recovery := errors.AsType[*team.RecoveryError](err); refused || recovery {
		return err // it says so itself
	}
	_, away := errors.AsType[*team.AwayError](err)
	if _, setup := errors.AsType[*team.SetupError](err); away || setup {
		return model.UserError("Nothing was sent. " + reason.Sentence(err))
	}
	return model.UserError("Nothing was sent, because it cannot be written down first. " + reason.Sentence(err))
}

func (d draft) report(now time.Time) sendReport {
	out, timing := d.plan.ExcludedBy(), d.reportHours(now)
	outside, unknown := d.ahead.NotCalled()
	return sendReport{
		Hours:      &timing,
		Name:       d.campaign.Name(),
		Batches:    []batchReport{},
		Unfinished: out[model.InUnfinished], Moved: model.ContactsOf(d.plan.Taken()), AnsweredEarlier: model.ContactsOf(d.plan.AnsweredEarlier()),
		Skipped: skippedReport{
			LeftOut: out[model.ByOperator], Hidden: out[model.HiddenInFile], NoContact: out[model.NoContact], Blank: d.plan.Excluded.Of(model.Blank),
			ToFix: d.plan.Excluded.Of(model.ToFix), Duplicate: d.plan.Excluded.Of(model.Duplicate), DoNotCall: d.plan.Excluded.Of(model.DoNotCall),
			RecentlyCalled: out[model.CalledRecently] + out[model.InUnfinished], MaybeCalled: out[model.MaybeCalled],
			OutsideHours: outside, ZoneUnknown: unknown, OverCap: d.ahead.OverCap(),
		},
	}
}

// maxKnownLines bounds how many campaigns are named for one reason.
const maxKnownLines = 5

// knownWords say of the contacts that are known from other campaigns what
// becomes of them, and how it could be otherwise.
func (d draft) knownWords(now time.Time) []string {
	var lines []string
	say := func(known []model.KnownFrom, words func(model.KnownFrom) string) {
		for i, k := range known {
			if i == maxKnownLines {
				lines = append(lines, fmt.Sprintf("So it is for %s of %s more.", people(model.ContactsOf(known[i:])), figures.Counted(len(known)-i, "campaign")))
				return
			}
			lines = append(lines, words(k))
		}
	}
	say(d.plan.InUnfinished(), func(k model.KnownFrom) string {
		return fmt.Sprintf("%s %s %s, and left to it. %s", people(k.Contacts), figures.Are(k.Contacts), k.Suppression.CalledWords(now.Local()), overruleWords(k.Suppression, d.plan.Options.Agent))
	})
	say(d.plan.Taken(), func(k model.KnownFrom) string {
		return fmt.Sprintf("%s %s taken from %s, which calls them no more.", people(k.Contacts), figures.Are(k.Contacts), k.Suppression.CampaignWords()+k.Suppression.IDWords())
	})
	say(d.plan.AnsweredEarlier(), func(k model.KnownFrom) string {
		return fmt.Sprintf("%s %s. Give --skip-answered to leave them out.", people(k.Contacts), k.Suppression.AnsweredWords(now.Local()))
	})
	return lines
}
