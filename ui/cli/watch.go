package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// watchFlags are what watch is told.
type watchFlags struct {
	once     bool
	json     bool
	interval time.Duration
	until    string    // as typed: when all that is left is cancelled; "" = never
	end      time.Time // which that is
}

// watchCommand is `callsheet watch`.
type watchCommand struct{ command }

func (c watchCommand) cobra() *cobra.Command {
	var f watchFlags
	cmd := &cobra.Command{
		Use:   "watch BATCH...",
		Short: "Follow batches until they end",
		Long: "Follows batches, by Dialgen's id, or all batches of a campaign, by its id or name, until they end.\n" +
			"Above their lines it says what happens to them, with the time, and runs on_event of your settings.\n" +
			"--once is a single look, which tells nothing. With --json the last look is one JSON document in the words of Dialgen's\n" +
			"reference; of several batches, a list.",
		Example: "  callsheet watch 'Spring renewals'\n" +
			"  callsheet watch batch_1678886400_agent_clx123 --once --json\n" +
			"  callsheet watch 'Spring renewals' --until 18:00",
		Args: usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.interval < minInterval {
				return usageError{model.UserError("--interval is at least 1s.")}
			}
			if f.until != "" {
				if f.once {
					return usageError{model.UserError("--until is of a watch to the end, and not of one look.")}
				}
				at, err := model.InstantAt(f.until, time.Local, time.Now(), "")
				if err != nil {
					return usageError{model.UserError("--until: " + err.Error())}
				}
				f.end = at
			}
			return c.watch(cmd.Context(), args, f)
		},
	}
	cmd.Flags().BoolVar(&f.once, "once", false, "look once and end")
	cmd.Flags().BoolVar(&f.json, "json", false, "print the last look as JSON")
	cmd.Flags().StringVar(&f.until, "until", "", "`TIME` at which all that is left is cancelled, while this watches, such as 18:00; a campaign is paused, and can be resumed")
	cmd.Flags().DurationVar(&f.interval, "interval", livePace.Live, "how often to look while something moves")
	return cmd
}

func (c watchCommand) watch(ctx context.Context, args []string, f watchFlags) error {
	told, err := c.told(ctx, f)
	if err != nil {
		return err
	}
	defer told.close(ctx)
	a, err := c.env.online(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	if rule := a.service.readOnly; rule.On() {
		if f.until != "" {
			return usageError{model.UserError("--until cancels. " + rule.Why())}
		}
		if !f.once {
			c.io.say("This only watches: what has to be cancelled at the end of its hours, and what waits for its canary, is left to others. %s", rule.Why())
		}
	}
	told.account = a
	for again := true; again && err == nil; {
		again, err = c.followAll(ctx, a, args, f, told)
	}
	return err
}

// followAll follows what is named. It reports whether more is at the service by now: what
// waited for its canary.
func (c watchCommand) followAll(ctx context.Context, a account, args []string, f watchFlags, told *watchTold) (more bool, err error) {
	named, canaries, err := c.watchedBatches(ctx, a, args)
	if err != nil {
		return false, err
	}
	rest := canaryWatch{command: c.command, account: a, ids: canaries}
	show, batches := c.liveLines(f), a.follow(ctx, named)
	batches.Pace.Live = f.interval
	if !f.once {
		batches.Close, batches.Until = a.service.readOnly.Closing(batches.named), f.end
		batches.End = func(ctx context.Context) error { return a.pauseEach(ctx, named) }
	}
	batches.Goes = func() bool { return !f.once && slices.ContainsFunc(batches.watched, (*watched).mayMove) }
	var failed error
	told.observe(ctx, batches.watched, nil, time.Now()) // what was kept is where it begins
	told.title.show(batches.watched, nil)
	session.Inline(ctx, wallClock{}, batches.Start(), func(msg any) []session.Work {
		next := batches.Update(msg)
		if polled, is := msg.(session.Polled); is {
			for _, b := range polled.Closed() {
				words, _ := b.CloseWords()
				c.io.say("%s", words)
			}
			if err := polled.EndErr(); err != nil {
				c.io.say("What is not sent yet may be sent all the same: %s", reason.Sentence(err))
			}
			for _, w := range batches.watched {
				w.observe(time.Now())
			}
			happened := told.observe(ctx, batches.watched, polled.Closed(), time.Now())
			if failed = show.tell(happened); failed == nil {
				failed = show.draw(batches.watched, time.Now())
			}
			told.tell(happened)
			told.title.show(batches.watched, happened)
			more = failed == nil && !f.once && rest.decide(ctx)
		}
		if failed != nil || more {
			return nil
		}
		return next
	})
	if failed != nil || more {
		return more, failed
	}
	if !f.once {
		session.KeepCalls(ctx, a.store.Ports(), a.service, time.Now, batches.Batches())
	}
	if f.json && slices.ContainsFunc(batches.watched, func(w *watched) bool { return !w.at().IsZero() }) {
		if err := c.io.answerJSON(reportWatched(batches.watched, time.Now())); err != nil {
			return false, err
		}
	}
	return false, watchOutcome(ctx, batches.watched)
}

// watchOutcome says why batches could not be looked at.
func watchOutcome(ctx context.Context, batches []*watched) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var failed []error
	for _, w := range batches {
		if err := w.poll.Err; err != nil {
			failed = append(failed, model.UserError(w.id+": "+reason.Sentence(err)))
		}
	}
	return errors.Join(failed...)
}

// watchedBatches finds what is to be followed: the accepted batches of campaigns
// of this machine, and batches by their ids. canaries are the campaigns of which more
// waits for the outcome of those.
func (c watchCommand) watchedBatches(ctx context.Context, a account, args []string) (all []*watched, canaries []string, err error) {
	campaigns, damage := a.store.Campaigns.Summaries(ctx)
	if damage != nil {
		// A batch at Dialgen can be named by its id, whatever this machine remembers.
		c.io.say("%s", damage)
	}
	add := func(w *watched) {
		if !slices.ContainsFunc(all, func(o *watched) bool { return o.id == w.id }) {
			w.expect(campaigns)
			all = append(all, w)
		}
	}
	// Also those of a campaign that was forgotten: that they ended matters to
	// whoever is in them.
	rows, err := a.store.Ledger.Batches(ctx, model.SendAccepted)
	if err != nil {
		return nil, nil, err
	}
	ours := map[string]model.Batch{}
	for _, b := range rows {
		ours[b.ID] = b
	}
	for _, arg := range args {
		found, err := findCampaign(campaigns, arg)
		if _, none := errors.AsType[errNoCampaign](err); none {
			b := ours[arg]
			if head, is, err := a.theirs(ctx, arg); b.ID == "" && err == nil && is {
				for _, w := range a.watchedTheirs(head) {
					add(w)
				}
				continue
			}
			i := slices.IndexFunc(campaigns, func(s model.Summary) bool { return b.Campaign != "" && s.ID == b.Campaign })
			if i < 0 {
				add(newWatched(arg, b, session.Begin{}))
			} else {
				add(newWatched(arg, b, beginOf(campaigns[i])))
			}
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		before := len(all)
		for _, b := range found.Batches {
			switch {
			case b.State == model.SendAccepted:
				add(newWatched(b.ID, b, beginOf(found)))
			case b.State == model.SendUnknown && b.Note != "":
				c.io.say("%s", printable.Text(b.Note, maxLine))
			}
		}
		t := session.TallyOf(found.Batches)
		if waits := a.reportWaits(ctx, found.ID, found.Batches); waits != nil {
			canaries = append(canaries, found.ID)
			c.io.say("%s", waits.words())
		} else if rest := t.Unknown + t.Sending + t.Waiting + t.Refused; rest > 0 {
			c.io.say("%s of %s %s not at Dialgen, as far as is known: %s.", people(rest), quote(found.Draft.Name), figures.Are(rest), stateWords(found, time.Now()))
		}
		if len(all) == before && t.Accepted == 0 {
			return nil, nil, model.UserError(fmt.Sprintf("Nothing of %s is at Dialgen: %s.", quote(found.Draft.Name), stateWords(found, time.Now())))
		}
	}
	return all, canaries, nil
}
