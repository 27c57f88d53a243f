package cli

import (
	"context"
	"slices"
	"time"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// canaryWatch decides about what waits of campaigns for their canaries while these are
// watched, as a console does that has them open.
type canaryWatch struct {
	command
	account account
	ids     []string // of the campaigns that wait
	said    map[string]string
}

// decide decides about each by what is known by now, and sends what is released. It
// reports whether anything was sent.
func (w *canaryWatch) decide(ctx context.Context) (sent bool) {
	if len(w.ids) == 0 || ctx.Err() != nil || w.account.service.readOnly.On() {
		return false
	}
	// Of campaigns that cannot be read nothing is released.
	all, _ := w.account.store.Campaigns.Summaries(ctx)
	for _, id := range w.ids {
		i := slices.IndexFunc(all, func(s model.Summary) bool { return s.ID == id })
		if i < 0 {
			continue
		}
		released, err := w.one(ctx, all[i])
		if err != nil {
			w.say(id, reason.Sentence(err))
		}
		sent = sent || released
	}
	return sent
}

// say says what became of a campaign, once.
func (w *canaryWatch) say(id, words string) {
	if w.said == nil {
		w.said = map[string]string{}
	}
	if words != "" && w.said[id] != words {
		w.said[id] = words
		w.io.say("%s", printable.Text(words, maxLine))
	}
}

// one decides about a campaign. Only where something can be decided is it opened, so that
// a console can open it meanwhile.
func (w *canaryWatch) one(ctx context.Context, found model.Summary) (sent bool, err error) {
	k, waits := session.CanaryIn(found.Batches)
	if !waits || !k.Release.ByOutcome() || found.Draft.Service != w.account.service.who.String() {
		return false, nil
	}
	if k.Judge(ctx, w.account.store.Ledger).Decision == model.DecidedNotYet {
		return false, nil
	}
	if found.Holder != "" {
		w.say(found.ID, quote(found.Draft.Name)+" is open elsewhere, by "+found.Holder+": it is decided there.")
		return false, nil
	}
	kept, err := w.account.resume(ctx, found.ID)
	if err != nil {
		return false, err
	}
	defer func() { _ = w.account.store.Campaigns.Release(context.WithoutCancel(ctx), found.ID) }()
	campaign, err := restoreCampaign(ctx, kept)
	if err != nil {
		return false, err
	}
	rules, err := config.LoadHours(w.env.profile)
	if err != nil {
		return false, err
	}
	releasing := session.Releasing{Ledger: w.account.store.Ledger, Rulebook: rules.Rulebook, Now: time.Now}
	for _, work := range releasing.Judge(campaign) {
		judged := work.Do(ctx).(session.CanaryJudged)
		if judged.Err != nil {
			return false, judged.Err
		}
		session.SetReleases(campaign, judged.Releases)
		if w.say(found.ID, judged.Why); !judged.Released {
			continue
		}
		sent = true
		if err := (sendCommand{w.command}).dispatch(ctx, w.account, campaign, lookTime); err != nil {
			return sent, err
		}
	}
	return sent, nil
}
