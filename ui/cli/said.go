package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"callsheet/importer"
	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// saidCommand is `callsheet said`.
type saidCommand struct{ command }

// saidFlags are what said is told.
type saidFlags struct {
	json, callbacks bool
	fetch           bool
	output          string
	force           bool
	addSure, yes    bool
}

func (c saidCommand) cobra() *cobra.Command {
	var f saidFlags
	cmd := &cobra.Command{
		Use:   "said [CAMPAIGN]",
		Short: "Say who asked not to be called, and who wishes to be called at another time",
		Long: "Reads what was said on the calls of a campaign, by its id or name, or of all campaigns: who asked not to be\n" +
			"called, where somebody else answers, and who wishes to be called at another time, each with the sentence,\n" +
			"who said it and where. It is found by rules in the languages of the calls, so it is sure or likely.\n\n" +
			"Nobody is put on the do-not-call list unless --add-sure --yes says so, and then those alone of whom it is\n" +
			"sure; `callsheet dnc add` takes the others. `callsheet dnc remove` takes a number off again.\n\n" +
			"Only what is stored here is read; --fetch asks Dialgen for the words of the other answered calls first, at\n" +
			"a rate that is said. Exit 3 says that of some answered calls it is not known what was said, or that a batch\n" +
			"may yet call somebody who was put on the list.",
		Example: "  callsheet said 'Spring renewals'\n  callsheet said 'Spring renewals' --json --fetch\n  callsheet said 'Spring renewals' --callbacks -o callbacks.csv",
		Args:    usage(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case f.addSure && !f.yes:
				return usageError{model.UserError("--add-sure puts people on the do-not-call list. Read them first, then give --yes with it.")}
			case f.yes && !f.addSure:
				return usageError{model.UserError("--yes is for --add-sure: nobody is put on the do-not-call list without it.")}
			case f.output != "" && !f.callbacks:
				return usageError{model.UserError("-o writes the callbacks: give --callbacks with it.")}
			case f.output != "" && strings.ToLower(filepath.Ext(f.output)) != ".csv":
				return usageError{model.UserError("-o takes a name that ends in .csv.")}
			}
			return c.said(cmd.Context(), args, f)
		},
	}
	cmd.Flags().BoolVar(&f.json, "json", false, "print each finding as a JSON object on a line of its own")
	cmd.Flags().BoolVar(&f.callbacks, "callbacks", false, "only who wishes to be called at another time")
	cmd.Flags().BoolVar(&f.fetch, "fetch", false, "ask Dialgen for what was said on the calls of which it is not known")
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "write the callbacks to a `FILE` that ends in .csv")
	cmd.Flags().BoolVar(&f.force, "force", false, "replace the file if it is there already")
	cmd.Flags().BoolVar(&f.addSure, "add-sure", false, "put those on the do-not-call list who surely asked for it; needs --yes")
	cmd.Flags().BoolVar(&f.yes, "yes", false, "do so without asking")
	return cmd
}

// saidIn is what was said on the calls of one campaign.
type saidIn struct {
	campaign *model.Campaign
	session.Said
}

func (c saidCommand) said(ctx context.Context, args []string, f saidFlags) error {
	a, err := c.env.account(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	all, err := c.readAll(ctx, a, args, f)
	if err != nil {
		return err
	}
	mayCall := 0
	if f.addSure {
		if mayCall, err = c.addSure(ctx, a, all); err != nil {
			return err
		}
	}
	missing := 0
	for _, in := range all {
		missing += in.Unknown()
	}
	if err := c.print(ctx, all, f, ownClock(a.settings)); err != nil {
		return err
	}
	if missing > 0 && !f.json {
		c.io.say("Of %s it is not known here what was said. `callsheet said %s--fetch` asks Dialgen.", figures.Counted(missing, "answered call"), argument(args))
	}
	if missing+mayCall > 0 {
		return exitError{code: exitToFix}
	}
	return nil
}

// argument is a campaign as it was given, with a blank behind it.
func argument(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return shellWord(args[0]) + " "
}

// readAll reads the campaign that was named, or all that were sent. One whose rows cannot be
// read does not keep the others from being read.
func (c saidCommand) readAll(ctx context.Context, a account, args []string, f saidFlags) ([]saidIn, error) {
	var wanted []model.Summary
	if len(args) > 0 {
		found, err := a.find(ctx, args[0])
		if err != nil {
			return nil, err
		}
		wanted = []model.Summary{found}
	} else {
		all, err := a.store.Campaigns.Summaries(ctx)
		if err != nil {
			return nil, err
		}
		for _, s := range all {
			if len(s.Batches) > 0 {
				wanted = append(wanted, s)
			}
		}
	}
	var read []saidIn
	for _, s := range wanted {
		campaign, err := session.Look(ctx, a.store.Ports(), s.ID)
		if err != nil && len(args) == 0 && ctx.Err() == nil {
			c.io.say("%s is left out. %s", quote(s.Draft.Name), reason.Sentence(err))
			continue
		}
		if err != nil {
			return nil, err
		}
		if f.fetch {
			if err := c.fetch(ctx, a, campaign); err != nil {
				return nil, err
			}
		}
		said, err := c.reads(a, campaign).Get(ctx)
		if err != nil {
			return nil, err
		}
		read = append(read, saidIn{campaign, said})
	}
	return read, nil
}

// addSure puts those on the do-not-call list who surely asked for it, and returns how many
// batches may yet call them.
func (c saidCommand) addSure(ctx context.Context, a account, all []saidIn) (mayCall int, err error) {
	for i := range all {
		in := &all[i]
		var numbers []phone.Number
		for _, o := range in.OptOuts {
			if o.Open() && o.Sure() {
				numbers = append(numbers, o.Number)
			}
		}
		done := session.AddToDoNotCall(ctx, a.store.Ports(), numbers, session.SaidOnACall(in.campaign.Name()))
		if done.Err != nil {
			return mayCall, done.Err
		}
		if len(numbers) > 0 {
			c.io.say("%s", done.Words())
		}
		for _, batch := range done.Calling {
			c.io.say("%s", batch.Sentence())
		}
		mayCall += len(done.Calling)
		now := time.Now()
		for j := range in.OptOuts {
			if o := &in.OptOuts[j]; o.Open() && o.Sure() {
				o.Listed, o.ListedFrom = now, session.SaidOnACall(in.campaign.Name())
			}
		}
	}
	return mayCall, nil
}

// callbackHeader names the columns of the file of callbacks.
func callbackHeader(own *time.Location) []string {
	return []string{"Name", "Number", "Their time", "Their date", "Time zone", "Your time (" + own.String() + ")", "In their words", "What is not clear", "What was said", "Said on", "Do not call", "Campaign", "Row", "Call id"}
}

// writeCallbacks writes the callbacks to a file, which a spreadsheet opens.
func (c saidCommand) writeCallbacks(ctx context.Context, all []saidIn, f saidFlags, own *time.Location) (int, error) {
	var rows [][]string
	for _, in := range all {
		for _, b := range in.Callbacks {
			rows = append(rows, callbackRow(in.campaign, b, own))
		}
	}
	path, err := filepath.Abs(expandHome(f.output))
	if err != nil {
		return 0, model.UserError("This path cannot be used. Give another.")
	}
	for _, in := range all {
		if err := notTheList(path, in.campaign.Origin); err != nil {
			return 0, err
		}
	}
	err = writeWhole(ctx, path, f.force, func(w io.Writer) error { return importer.WriteCSV(w, callbackHeader(own), rows) })
	if errors.Is(err, fs.ErrExist) {
		return 0, thereAlready(f.output)
	}
	return len(rows), cannotWrite(path, err)
}

func callbackRow(c *model.Campaign, b session.SaidCallback, own *time.Location) []string {
	d := saidDocumentOf(c, b.SaidPerson)
	theirs, date, zone, yours, no := "", b.Date, "", "", ""
	if !b.At.IsZero() {
		theirs, date, zone, yours = b.At.Format("2006-01-02 15:04"), b.At.Format(time.DateOnly), b.At.Location().String(), b.At.In(own).Format("2006-01-02 15:04")
	}
	if b.OptedOut {
		no = "yes"
	}
	row := ""
	if d.Row > 0 {
		row = figures.Count(d.Row)
	}
	said := ""
	if !b.Call.At.IsZero() {
		said = b.Call.At.In(own).Format("2006-01-02 15:04")
	}
	return []string{d.Name, d.Phone, theirs, date, zone, yours, b.Words, b.Question, b.Sentence, said, no, printable.Text(c.Name(), maxLine), row, d.CallID}
}

// fetch asks for what was said on the answered calls of a campaign of which it is not known,
// and says how far it is.
func (c saidCommand) fetch(ctx context.Context, a account, campaign *model.Campaign) error {
	of := session.ResultsOf{Campaign: campaign, Store: a.store.Ports(), Service: a.service, Here: a.service.who.String(), Now: time.Now}
	details := session.Details{Service: a.service, Store: of.Store, Clock: wallClock{}, Now: time.Now}
	told := time.Now()
	far, err := session.FetchSaid(ctx, of, &details, c.reads(a, campaign), func(p session.DetailProgress) {
		if now := time.Now(); p.Going() && now.Sub(told) >= sayEvery {
			told = now
			c.io.say("%s.", p.Words())
		}
	})
	if err != nil {
		return err
	}
	if far.Err != nil {
		c.io.say("Not all could be fetched. %s", reason.Sentence(far.Err))
	} else if far.Failed > 0 {
		c.io.say("Dialgen told nothing of %s.", figures.Counted(far.Failed, "call"))
	}
	return nil
}

// sayEvery is how often it is said how far fetching is.
const sayEvery = 10 * time.Second

func (c saidCommand) reads(a account, campaign *model.Campaign) session.SaidOf {
	return session.SaidOf{Campaign: campaign, Store: a.store.Ports(), Now: time.Now, Region: a.settings.Region}
}
