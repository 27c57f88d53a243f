package cli

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/start"
)

// confirmSending shows what will happen and asks for the last word, unless it
// was given beforehand.
func (c sendCommand) confirmSending(ctx context.Context, a account, d draft, skipped skippedReport, yes bool) error {
	if yes {
		if d.ahead.Waves != nil {
			for _, line := range d.waveLines(time.Now()) {
				c.io.say("%s", line)
			}
		}
		for _, line := range d.carefulLines(time.Now()) {
			c.io.say("%s", line)
		}
		return nil
	}
	agent, err := a.agentWords(ctx, d.plan.Options.User, d.plan.Options.Agent)
	if err != nil {
		return err
	}
	c.io.say("%s: %s in %s will be called by %s.", quote(d.campaign.Name()), people(d.plan.Len()), figures.Counted(d.plan.Batches(), "batch"), agent)
	if out := skipped.String(); out != "" {
		c.io.say("Not called: %s.", out)
	}
	for _, line := range optionLines(d.plan, time.Now().In(ownClock(a.settings))) {
		c.io.say("%s", line)
	}
	c.io.say("Hours: %s.", d.ahead.Hours.Words())
	for _, line := range append(d.batchLines(time.Now()), d.carefulLines(time.Now())...) {
		c.io.say("%s", line)
	}
	return c.askNumber(ctx, a, d.plan.Len())
}

// askNumber asks for the number of contacts to be typed.
func (c sendCommand) askNumber(ctx context.Context, a account, contacts int) error {
	here := a.service.who.String()
	what := "these are real calls to real people"
	if model.IsSandbox(here) {
		what = "nobody's telephone rings"
	}
	c.io.say("It is sent to %s: %s.", model.ServiceWords(here), what)
	return c.io.ask(ctx, fmt.Sprintf("Type %d, the number of contacts, to send:", contacts), strconv.Itoa(contacts), "Nothing was sent")
}

// agentWords names the agent; one that cannot call is an error.
func (a account) agentWords(ctx context.Context, user, id string) (string, error) {
	agent, err := a.service.Agent(ctx, user, id)
	switch {
	case isRefusal(err), ctx.Err() != nil:
		return "", err
	case err != nil:
		return id + " (it could not be looked up just now)", nil //nolint:nilerr // it is said in place of the name
	case !agent.Active || !agent.Outbound:
		return "", model.UserError(fmt.Sprintf("Nothing was sent: the agent %s is not active, or does not make calls. Choose another with --agent.", quote(cmp.Or(agent.Name, id))))
	case agent.Name == "":
		return id, nil
	}
	return agent.Name + " (" + id + ")", nil
}

// optionLines say how the contacts will be dialled, to somebody whose clock shows now.
func optionLines(plan model.Plan, now time.Time) []string {
	o, begin := plan.Options, "now"
	if !o.Start.IsZero() {
		begin = start.Said(o.Start, model.Clock(o.TimeZone), now.Location(), now)
	}
	lines := []string{fmt.Sprintf("Start: %s, up to %s a second, priority %d.", begin, figures.Counted(o.CallsPerSecond, "call"), o.Priority)}
	return append(lines, "Each is rung "+plan.TriesWords()+".")
}
