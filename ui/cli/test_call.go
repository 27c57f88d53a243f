package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"callsheet/model"
	"callsheet/model/pacing"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// testCallFlags are what test-call is told besides its file.
type testCallFlags struct {
	importFlags
	number   string
	row      int // as a spreadsheet shows it; 0 = the first that is ready
	agent    string
	user     string
	interval time.Duration
	json     bool
}

// testCallCommand is `callsheet test-call`.
type testCallCommand struct{ command }

func (c testCallCommand) cobra() *cobra.Command {
	var f testCallFlags
	cmd := &cobra.Command{
		Use:   "test-call FILE",
		Short: "Ring your own telephone with what the agent is told of a contact",
		Long: "Rings your own telephone, once, with what the agent is told of one contact of a list, follows the call\n" +
			"to its end and prints what was said. Nobody else's telephone rings: a number that stands in the list, in\n" +
			"whatever row and however it is written, on the do-not-call list, or in a campaign that has not ended, is\n" +
			"refused. The number is remembered for the next time; no output repeats it.\n\n" +
			"Exit codes: 0 the call has ended; 1 nothing rings, the call failed, or how it ended cannot be seen; 2 wrong\n" +
			"usage; 3 nobody in the list is ready; 4 it is not known whether your telephone rings, and it is not asked\n" +
			"for again by itself; 130 stopped: a call that rings goes on.",
		Example: "  callsheet test-call leads.xlsx --number '+44 7400 123456'\n" +
			"  callsheet test-call leads.csv --row 12 --json",
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.interval < minInterval {
				return usageError{model.UserError("--interval is at least 1s.")}
			}
			return c.testCall(cmd.Context(), args[0], f)
		},
	}
	f.register(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.number, "number", "", "`NUMBER` of your own telephone (default the one of the last test call)")
	flags.IntVar(&f.row, "row", 0, "`ROW` whose data the agent is told, as a spreadsheet counts (default the first that is ready)")
	flags.StringVar(&f.agent, "agent", "", "`ID` of the Dialgen agent that calls")
	flags.StringVar(&f.user, "user", "", "`ID` of the user who owns the agent")
	flags.DurationVar(&f.interval, "interval", livePace.Live, "how often to look at the call")
	flags.BoolVar(&f.json, "json", false, "print the outcome as one JSON document")
	return cmd
}

func (c testCallCommand) testCall(ctx context.Context, path string, f testCallFlags) error {
	settings, err := c.env.settings()
	if err != nil {
		return err
	}
	options := model.Options{Agent: cmp.Or(f.agent, settings.Agent), User: cmp.Or(f.user, settings.User)}
	switch {
	case options.Agent == "":
		return usageError{model.UserError("Give the agent that calls, with --agent." + origins[model.OptAgent])}
	case options.User == "":
		return usageError{model.UserError("Give the user who owns the agent, with --user." + origins[model.OptUser])}
	}
	a, err := c.env.acting(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	list, err := listReader(c).importList(ctx, path, f.importFlags, a.session())
	if err != nil {
		return err
	}
	number, err := c.ownNumber(ctx, a, list, f.number)
	if err != nil {
		return err
	}
	plan := model.NewPlan(list.List.Snapshot(), options)
	if advice := unsaid(list); advice != "" && plan.Len() == 0 {
		return errNothingSent(exitToFix, advice)
	}
	row, err := testRow(plan, f.row, path)
	if err != nil {
		return err
	}
	own := ownClock(settings)
	call := &session.TestCall{
		Service: a.service, Guards: a.store.Guards, Clock: wallClock{}, Now: func() time.Time { return time.Now().In(own) },
		Pace: pacing.Poll{Live: f.interval, Idle: max(f.interval, livePace.Idle)}, Numbers: a.store.Remembered, Profile: settings.Profile,
	}
	c.io.say("Your telephone %s is to ring now, as %s of row %d.", maskedNumber(number), cmp.Or(quoted(plan.Contact(row).Name), "the contact"), plan.RowNumber(row))
	if model.IsSandbox(a.service.who.String()) {
		c.io.say("This is a sandbox: no telephone rings.")
	}
	c.follow(ctx, call, call.Start(plan, row, number))
	if err := c.printTestCall(call, plan, f.json); err != nil {
		return err
	}
	return testCallOutcome(ctx, call)
}

// ownNumber is the number that was given, or that of the last test call.
func (c testCallCommand) ownNumber(ctx context.Context, a account, list importedList, text string) (phone.Number, error) {
	if text == "" {
		n, err := a.store.Remembered.OwnNumber(ctx, a.settings.Profile)
		if err == nil && n == 0 {
			err = usageError{model.UserError("Give --number with that of your own telephone, such as --number '+44 7400 123456'.")}
		}
		return n, err
	}
	region := phone.Region("")
	if list.Country.From.Given() {
		region = list.Country.Region
	}
	n, err := model.OwnNumber(text, region)
	if err != nil {
		return 0, usageError{model.UserError("--number: " + err.Error())}
	}
	return n, nil
}

// testRow is the row of a plan whose data the agent is told.
func testRow(plan model.Plan, wanted int, path string) (int, error) {
	if plan.Len() == 0 {
		return 0, errNothingSent(exitToFix, "Nobody in the list is ready to be called. See why with `callsheet check "+shellWord(path)+"`.")
	}
	if wanted == 0 {
		return plan.RowAt(0), nil
	}
	for i := range plan.Len() {
		if row := plan.RowAt(i); plan.RowNumber(row) == wanted {
			return row, nil
		}
	}
	return 0, errNothingSent(exitFailed, fmt.Sprintf("Row %d is not ready to be called, so that no batch would have it. See what becomes of each row with `callsheet check %s --rows -`.", wanted, shellWord(path)))
}

// follow does the work of a call to its end, and says on the way how it stands.
func (c testCallCommand) follow(ctx context.Context, call *session.TestCall, work []session.Work) {
	said := ""
	session.Inline(ctx, wallClock{}, work, func(msg any) []session.Work {
		next := call.Update(msg)
		if words := call.Words(); words != said && call.Stage() == session.TestOn {
			said = words
			c.io.say("%s", words)
		}
		if ctx.Err() != nil {
			return nil
		}
		return next
	})
}

// testCallOutcome is the exit code of a test call, with why it did not go well.
func testCallOutcome(ctx context.Context, call *session.TestCall) error {
	switch call.Stage() {
	case session.TestEnded:
		if call.Progress().Status == model.CallFailed {
			return exitError{code: exitFailed}
		}
		return nil
	case session.TestUnknown:
		return exitError{exitUnknown, model.UserError(call.Words())}
	case session.TestOn:
		if ctx.Err() != nil {
			return exitError{exitInterrupted, model.UserError("The call is not followed any more, and goes on: it is " + call.ID() + ".")}
		}
	case session.TestRefused:
		if ctx.Err() != nil {
			return exitError{exitInterrupted, model.UserError(call.Words())}
		}
	}
	return exitError{exitFailed, model.UserError(call.Words())}
}

// testCallReport is what test-call prints as JSON. It does not have the number.
type testCallReport struct {
	Outcome     string         `json:"outcome"` // ended, refused, unknown, or unseen
	CallID      string         `json:"call_id"`
	Row         int            `json:"row"`
	Name        string         `json:"name"`
	Status      string         `json:"status"` // in the service's word
	TalkSeconds float64        `json:"talk_seconds"`
	Reason      string         `json:"reason"`
	Summary     string         `json:"summary"`
	Transcript  []testCallTurn `json:"transcript"`
	Recording   string         `json:"recording"`
	Error       string         `json:"error"`
}

type testCallTurn struct {
	Who  string `json:"who"`
	Text string `json:"text"`
}

var testOutcomes = map[session.TestStage]string{
	session.TestEnded: "ended", session.TestRefused: "refused", session.TestUnknown: "unknown", session.TestUnseen: "unseen", session.TestOn: "unseen",
}

// Bounds on what is printed of a call, in runes.
const (
	maxSaid   = 20_000
	maxSpoken = 5000 // utterances
)

// printTestCall prints how a call went, and what was said.
func (c testCallCommand) printTestCall(call *session.TestCall, plan model.Plan, document bool) error {
	p, as := call.Progress(), call.Order().As
	turns := p.Turns[:min(len(p.Turns), maxSpoken)]
	if document {
		r := testCallReport{
			Outcome: testOutcomes[call.Stage()], CallID: call.ID(), Row: plan.RowNumber(as.Row), Name: printable.Text(as.Name, maxLine), Status: printable.Text(p.Status, maxLine),
			TalkSeconds: p.Talk.Seconds(), Reason: printable.Text(p.Reason, maxLine), Summary: printable.Text(p.Summary, maxSaid), Transcript: []testCallTurn{}, Recording: printable.Text(p.Recording, maxSaid),
		}
		if err := call.Err(); err != nil {
			r.Error = reason.Sentence(err)
		}
		for _, turn := range turns {
			r.Transcript = append(r.Transcript, testCallTurn{printable.Text(turn.Who, maxLine), printable.Text(turn.Text, maxSaid)})
		}
		return c.io.answerJSON(r)
	}
	if call.Stage() != session.TestEnded {
		return nil
	}
	var b strings.Builder
	fmt.Fprintln(&b, call.Words())
	if p.Summary != "" {
		fmt.Fprintf(&b, "\n%s\n", printable.Text(p.Summary, maxSaid))
	}
	if words := call.TranscriptWords(); words != "" {
		fmt.Fprintf(&b, "\n%s\n", words)
	}
	if len(turns) > 0 {
		fmt.Fprintln(&b)
	}
	for _, turn := range turns {
		fmt.Fprintf(&b, "%s: %s\n", printable.Text(turn.Who, maxLine), printable.Text(turn.Text, maxSaid))
	}
	_, err := c.io.out.Write([]byte(b.String()))
	return written(err)
}

// quoted is a name between quotes, "" for none.
func quoted(name string) string {
	if name = printable.Text(name, maxLine); name == "" {
		return ""
	}
	return quote(name)
}

// maskedNumber is a number of which enough is shown to know one's own by: output is kept
// in logs.
func maskedNumber(n phone.Number) string {
	const first, last = 6, 2 // characters of the international form, the plus sign counted, and digits
	e164 := n.String()
	return e164[:first] + "…" + e164[len(e164)-last:]
}
