package cli

import (
	"context"
	"time"

	"callsheet/config"
	"callsheet/model"
	"callsheet/ui/session"
)

// replan gives those of a campaign new waves whose own were missed. It is written down, and
// nothing is sent by it.
func (c sendCommand) replan(ctx context.Context, a account, kept model.StoredCampaign) (model.StoredCampaign, error) {
	campaign, err := restoreCampaign(ctx, kept)
	if err != nil {
		return kept, err
	}
	rules, err := config.LoadHours(c.env.profile)
	if err != nil {
		return kept, errNothingSent(exitFailed, err.Error())
	}
	profileHours(campaign, rules)
	here := a.service.who.String()
	made := session.ReplanWork(campaign, a.store.Campaigns, here, rules.Rulebook, time.Now()).Do(ctx).(session.ReplanMade)
	if made.Err != nil {
		return kept, errNothingSent(exitFailed, made.Err.Error())
	}
	for _, line := range made.Words(time.Local) {
		c.io.say("%s", line)
	}
	done := made.Keep(a.store.Ledger, kept.ID).Do(ctx).(session.Replanned)
	if done.Err != nil {
		return kept, done.Err
	}
	return a.store.Campaigns.Load(ctx, kept.ID)
}

// sayHeld says what of a campaign is not sent yet, and how those are called whose waves
// were missed.
func (c sendCommand) sayHeld(batches []model.Batch, now time.Time) {
	for _, line := range session.HeldWords(batches, now) {
		c.io.say("%s", line)
	}
	if len(session.Missed(batches, now)) > 0 {
		c.io.say("Call those who were missed in new waves by `callsheet send --continue %s --replan`.", batches[0].Campaign)
	}
}
