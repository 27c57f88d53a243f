package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"callsheet/model"
	"callsheet/model/document"
	"callsheet/model/evidence"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/model/store"
)

// evidenceCommand is `callsheet evidence`.
type evidenceCommand struct{ command }

// evidenceFlags are what evidence is told.
type evidenceFlags struct {
	output string
	head   string
	verify bool
	json   bool
}

func (c evidenceCommand) cobra() *cobra.Command {
	var f evidenceFlags
	cmd := &cobra.Command{
		Use:   "evidence [CAMPAIGN]",
		Short: "Show and verify who confirmed what, and what Dialgen replied",
		Long: "Shows who confirmed a campaign, when, to how many, under which hours, on what basis and with which\n" +
			"do-not-call list, and what Dialgen replied; and verifies that nothing of it was changed, removed or\n" +
			"added since. CAMPAIGN is an id or a name, also of a campaign that was forgotten; without one all are\n" +
			"verified. Exit code 1 where something was changed.\n\n" +
			"-o writes it to a file: .jsonl to be verified anywhere, .html, .md or .txt for people. --verify says\n" +
			"only whether it is whole, of a campaign or of a file that -o wrote.",
		Example: "  callsheet evidence 'Spring renewals'\n  callsheet evidence 'Spring renewals' -o spring.jsonl\n" +
			"  callsheet evidence --verify spring.jsonl",
		Args: usage(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				if f.output != "" || f.head != "" {
					return usageError{model.UserError("Name the campaign whose evidence is meant.")}
				}
				return c.verifyAll(cmd.Context(), f)
			}
			return c.evidence(cmd.Context(), args[0], f)
		},
	}
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "write it to a new `FILE`: .jsonl, .html, .md or .txt")
	cmd.Flags().StringVar(&f.head, "head", "", "a `HASH` that was noted earlier, which must be in it")
	cmd.Flags().BoolVar(&f.verify, "verify", false, "say only whether it is whole; also of a file that -o wrote")
	cmd.Flags().BoolVar(&f.json, "json", false, "print it as one JSON document")
	return cmd
}

func (c evidenceCommand) evidence(ctx context.Context, wanted string, f evidenceFlags) error {
	settings, err := c.env.settings()
	if err != nil {
		return err
	}
	write, err := evidenceWriter(f.output, ownClock(settings))
	if err != nil {
		return err
	}
	chain, broken, err := c.find(ctx, wanted, f)
	if err != nil {
		return err
	}
	if broken == nil {
		broken = chain.Holds(f.head)
	}
	if f.output != "" {
		err := writeWhole(ctx, f.output, false, func(w io.Writer) error { return write(w, chain, broken) })
		if errors.Is(err, fs.ErrExist) {
			return model.UserError(fmt.Sprintf("%s is there already, and what was handed over earlier is not written over. Give another name.", printable.Text(f.output, maxShownPath)))
		}
		if err != nil {
			return cannotWrite(f.output, err)
		}
	}
	switch {
	case f.json:
		err = c.io.answerJSON(reportEvidence(chain, broken))
	case f.verify || f.output != "":
		if broken == nil {
			err = c.io.answer("%s", evidence.VerdictWords(chain, nil))
		}
	default:
		_, err = io.WriteString(c.io.out, evidence.NewPage(chain, broken, ownClock(settings)).Text())
		err = written(err)
	}
	if err != nil {
		return err
	}
	if broken != nil {
		return model.UserError("The evidence is not as it was written. " + printable.Text(broken.Words, maxLine))
	}
	return nil
}

// evidenceWriter is how a file is written, by the ending of its name; nil where none is.
func evidenceWriter(name string, clock *time.Location) (func(io.Writer, evidence.Chain, *evidence.Break) error, error) {
	if strings.ToLower(filepath.Ext(name)) == ".jsonl" {
		return func(w io.Writer, chain evidence.Chain, _ *evidence.Break) error { return evidence.Write(w, chain) }, nil
	}
	form := document.FormOf(name)
	switch {
	case name == "":
		return nil, nil
	case form == nil:
		return nil, usageError{model.UserError("-o takes a name that ends in .jsonl, .html, .md or .txt.")}
	}
	return func(w io.Writer, chain evidence.Chain, broken *evidence.Break) error {
		_, err := io.WriteString(w, form(evidence.NewPage(chain, broken, clock)))
		return err
	}, nil
}

// find reads and verifies what is meant: an exported file, or a campaign of this machine.
func (c evidenceCommand) find(ctx context.Context, wanted string, f evidenceFlags) (evidence.Chain, *evidence.Break, error) {
	if info, err := os.Stat(expandHome(wanted)); f.verify && err == nil && !info.IsDir() {
		return readEvidence(expandHome(wanted))
	}
	kept, err := c.env.viewStore(ctx, "", time.Now)
	if err != nil {
		return evidence.Chain{}, nil, err
	}
	defer kept.Close()
	key, err := evidenceKey(ctx, kept, wanted)
	if err != nil {
		return evidence.Chain{}, nil, err
	}
	return kept.Evidence.Chain(ctx, key)
}

// readEvidence reads and verifies an exported file.
func readEvidence(path string) (evidence.Chain, *evidence.Break, error) {
	file, err := os.Open(path)
	if err != nil {
		return evidence.Chain{}, nil, model.UserError(fmt.Sprintf("%s cannot be read: %s.", printable.Text(path, maxShownPath), reason.Of(err)))
	}
	defer file.Close()
	chain, err := evidence.Read(file)
	if broken, is := errors.AsType[*evidence.Break](err); is {
		return chain, broken, nil
	}
	if err != nil {
		return chain, nil, model.UserError(fmt.Sprintf("%s cannot be read: %s.", printable.Text(path, maxShownPath), reason.Of(err)))
	}
	return chain, evidence.Verify(chain), nil
}

// evidenceKey finds a campaign of which there is evidence, by its key or its name.
func evidenceKey(ctx context.Context, kept *store.Store, wanted string) (string, error) {
	told, err := kept.Evidence.Summaries(ctx)
	if err != nil {
		return "", err
	}
	// The ledger knows a campaign by its name when its evidence is gone, too.
	campaigns, damage := kept.Campaigns.Summaries(ctx)
	var found []string
	names := map[string]string{}
	add := func(key, name string, at time.Time) {
		if (key == wanted || name == wanted) && !slices.Contains(found, key) {
			found = append(found, key)
			names[key] = fmt.Sprintf("%s  %s", key, at.UTC().Format(time.DateTime+" UTC"))
		}
	}
	for _, t := range told {
		add(t.Head.Campaign, t.Last.Name, t.Last.At)
	}
	drafts := 0
	for _, s := range campaigns {
		switch {
		case !s.Confirmed.IsZero():
			add(s.ID, s.Draft.Name, s.Confirmed)
		case s.ID == wanted || s.Draft.Name == wanted:
			drafts++
		}
	}
	switch {
	case slices.Contains(found, wanted):
		return wanted, nil
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		text := "There is evidence of several campaigns called " + quote(wanted) + ". Give the id of the one you mean:"
		for _, key := range found {
			text += "\n  " + names[key]
		}
		return "", model.UserError(text)
	case drafts > 0:
		return "", model.UserError(quote(wanted) + " was not confirmed yet, so there is nothing to be told of it.")
	case damage != nil:
		return "", damage
	}
	return "", model.UserError("There is no evidence of " + quote(wanted) + " on this machine. `callsheet evidence` lists what there is; a file is verified with --verify.")
}

// evidenceReport is what evidence prints of a campaign as JSON.
type evidenceReport struct {
	Campaign string          `json:"campaign"`
	Name     string          `json:"name"`
	Verified bool            `json:"verified"`
	Broken   *evidence.Break `json:"broken"` // null where it is whole
	Head     evidence.Head   `json:"head"`
	Entries  []entryReport   `json:"entries"`
}

type entryReport struct {
	Hash  string          `json:"hash"`
	Entry *evidence.Entry `json:"entry"` // null where it cannot be read
}

func reportEvidence(chain evidence.Chain, broken *evidence.Break) evidenceReport {
	r := evidenceReport{Campaign: chain.Head.Campaign, Verified: broken == nil, Broken: broken, Head: chain.Head, Entries: []entryReport{}}
	for _, l := range chain.Links {
		report := entryReport{Hash: l.Hash}
		if e, ok := evidence.Decode(l.Entry); ok {
			report.Entry, r.Name = &e, e.Name
		}
		r.Entries = append(r.Entries, report)
	}
	return r
}

// allReport is what evidence prints of all campaigns as JSON.
type allReport struct {
	Verified  bool          `json:"verified"`
	Missing   int           `json:"missing"` // entries of whichever campaign that are gone
	Campaigns []chainReport `json:"campaigns"`
}

type chainReport struct {
	Campaign string          `json:"campaign"`
	Name     string          `json:"name"`
	Entries  int             `json:"entries"`
	Hash     string          `json:"hash"`
	LastAt   *time.Time      `json:"last_at"`
	Verified bool            `json:"verified"`
	Broken   *evidence.Break `json:"broken"`
}

// verifyAll verifies everything that is told on this machine.
func (c evidenceCommand) verifyAll(ctx context.Context, f evidenceFlags) error {
	kept, err := c.env.viewStore(ctx, "", time.Now)
	if err != nil {
		return err
	}
	defer kept.Close()
	report, err := verifyStore(ctx, kept)
	if err != nil {
		return err
	}
	if f.json {
		err = c.io.answerJSON(report)
	} else {
		err = c.answerAll(report)
	}
	switch {
	case err != nil:
		return err
	case report.Missing > 0:
		return model.UserError(fmt.Sprintf("%s of this machine's evidence %s missing, of campaigns that may not be listed any more.", figures.Count(report.Missing)+" entries", figures.Are(report.Missing)))
	case !report.Verified:
		return model.UserError("Not all evidence is as it was written. `callsheet evidence CAMPAIGN` says where it is broken.")
	}
	return nil
}

func verifyStore(ctx context.Context, kept *store.Store) (allReport, error) {
	report := allReport{Campaigns: []chainReport{}}
	keys, err := kept.Evidence.Campaigns(ctx)
	if err != nil {
		return report, err
	}
	if report.Missing, err = kept.Evidence.Missing(ctx); err != nil {
		return report, err
	}
	report.Verified = report.Missing == 0
	for _, key := range keys {
		chain, broken, err := kept.Evidence.Chain(ctx, key)
		if err != nil {
			return report, err
		}
		r := chainReport{Campaign: key, Entries: len(chain.Links), Hash: chain.Head.Hash, Verified: broken == nil, Broken: broken}
		if entries := chain.Entries(); len(entries) > 0 {
			last := entries[len(entries)-1]
			r.Name, r.LastAt = printable.Text(last.Name, maxLine), optional(last.At)
		}
		report.Verified = report.Verified && r.Verified
		report.Campaigns = append(report.Campaigns, r)
	}
	return report, nil
}

func (c evidenceCommand) answerAll(report allReport) error {
	if len(report.Campaigns) == 0 {
		return c.io.answer("Nothing was confirmed on this machine yet, so there is no evidence.")
	}
	rows := [][]string{{"Campaign", "Name", "Entries", "Last", "Verified"}}
	for _, r := range report.Campaigns {
		last, verdict := "", "whole"
		if r.LastAt != nil {
			last = r.LastAt.Format(time.DateTime) + " UTC"
		}
		if r.Broken != nil {
			verdict = "BROKEN: " + r.Broken.Words
		}
		rows = append(rows, []string{r.Campaign, r.Name, figures.Count(r.Entries), last, verdict})
	}
	return c.io.table(rows)
}

// cancelFacts is what the service said to cancelling a batch.
func cancelFacts(status string, calls int, message string, err error) evidence.Cancelled {
	facts := evidence.Cancelled{Status: status, Calls: calls, Message: printable.Text(message, maxLine)}
	if err != nil {
		facts.Error = printable.Text(reason.Sentence(err), maxLine)
	}
	return facts
}
