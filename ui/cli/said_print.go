package cli

import (
	"context"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/transcript"
	"callsheet/ui/session"
)

// saidDocument is a finding as JSON: one of each line.
type saidDocument struct {
	Kind     string     `json:"kind"` // do_not_call, wrong_number or callback
	Sure     bool       `json:"sure"` // false = likely
	Campaign string     `json:"campaign"`
	Of       string     `json:"campaign_name"`
	Row      int        `json:"row"` // as a spreadsheet shows it; 0 where no row has the number
	Phone    string     `json:"phone"`
	Name     string     `json:"name"`
	CallID   string     `json:"call_id"`
	Called   *time.Time `json:"called_at"`

	FoundIn  string `json:"found_in"` // transcript, summary, metric, or code: that the call ended with
	SaidBy   string `json:"said_by"`  // contact, agent, or "" where that is not known
	Metric   string `json:"metric"`
	Sentence string `json:"sentence"`
	Before   string `json:"before"`   // what the agent had said, which the sentence answers
	Language string `json:"language"` // of the rule that found it
	Why      string `json:"why"`

	Listed   *time.Time        `json:"on_do_not_call_list_since"` // null = it is not
	Callback *callbackDocument `json:"callback"`                  // null for the others
}

// callbackDocument is when somebody wishes to be called.
type callbackDocument struct {
	At       *time.Time       `json:"at"`   // on their clock; null = it is not known
	Date     string           `json:"date"` // on their calendar; "" = it is not known
	Words    string           `json:"words"`
	Question string           `json:"question"` // what is not clear; "" where at is known
	Choices  []choiceDocument `json:"choices"`
	OptedOut bool             `json:"opted_out"` // they asked not to be called, too
	Answered bool             `json:"answered_since"`
}

type choiceDocument struct {
	At    time.Time `json:"at"`
	Words string    `json:"words"`
}

func saidDocumentOf(c *model.Campaign, p session.SaidPerson) saidDocument {
	d := saidDocument{Campaign: c.ID, Of: printable.Text(c.Name(), maxLine), Phone: printable.Text(p.Phone, maxLine), Name: printable.Text(p.Name, maxLine), CallID: printable.Text(p.Call.ID, maxLine), Called: optional(p.Call.At), Listed: optional(p.Listed)}
	if p.Number != 0 {
		d.Phone = p.Number.String()
	}
	if p.Row >= 0 && c.List != nil {
		d.Row = c.List.Table.RowNumber(p.Row)
	}
	return d
}

func (d *saidDocument) quote(q transcript.Quote) {
	d.FoundIn = map[transcript.Source]string{transcript.InTranscript: "transcript", transcript.InSummary: "summary", transcript.InMetrics: "metric"}[q.Source]
	if q.Source == transcript.InTranscript {
		d.SaidBy = map[transcript.Speaker]string{transcript.Contact: "contact", transcript.Agent: "agent"}[q.Speaker]
	}
	d.Metric, d.Sentence, d.Before, d.Language, d.Why = printable.Text(q.Metric, maxLine), q.Sentence, q.Before, q.Language, printable.Text(q.Why, maxLine)
}

// optOutDocuments are the hits of somebody who asked not to be called.
func optOutDocuments(c *model.Campaign, o session.SaidOptOut) []saidDocument {
	var all []saidDocument
	for _, h := range o.Hits {
		p := o.SaidPerson
		p.Call = h.Call
		d := saidDocumentOf(c, p)
		d.Kind, d.Sure = "do_not_call", h.Sure
		if h.Kind == transcript.WrongNumber {
			d.Kind = "wrong_number"
		}
		if d.quote(h.Quote); h.ByCode {
			d.FoundIn = "code"
		}
		all = append(all, d)
	}
	return all
}

func callbackDocumentOf(c *model.Campaign, b session.SaidCallback) saidDocument {
	d := saidDocumentOf(c, b.SaidPerson)
	d.Kind, d.Sure = "callback", b.Sure
	d.quote(b.Quote)
	d.Callback = &callbackDocument{Date: b.Date, Words: b.Words, Question: b.Question, Choices: []choiceDocument{}, OptedOut: b.OptedOut, Answered: b.Since}
	if !b.At.IsZero() {
		d.Callback.At = &b.At
	}
	for _, choice := range b.Choices {
		d.Callback.Choices = append(d.Callback.Choices, choiceDocument{choice.At, choice.Words})
	}
	return d
}

// print tells what was found, in the form that was asked for.
func (c saidCommand) print(ctx context.Context, all []saidIn, f saidFlags, own *time.Location) error {
	if f.output != "" {
		n, err := c.writeCallbacks(ctx, all, f, own)
		if err == nil && !f.json {
			err = c.io.answer("Wrote %s to %s.", figures.Counted(n, "callback"), f.output)
		}
		if err != nil || !f.json {
			return err
		}
	}
	if f.json {
		return c.printLines(all, f)
	}
	for i, in := range all {
		if i > 0 {
			if err := c.io.answer(""); err != nil {
				return err
			}
		}
		if err := c.printTables(in, f, own); err != nil {
			return err
		}
	}
	if len(all) == 0 {
		return c.io.answer("No campaign was sent yet.")
	}
	return nil
}

func (c saidCommand) printLines(all []saidIn, f saidFlags) error {
	var documents []any
	for _, in := range all {
		if !f.callbacks {
			for _, o := range in.OptOuts {
				for _, d := range optOutDocuments(in.campaign, o) {
					documents = append(documents, d)
				}
			}
		}
		for _, b := range in.Callbacks {
			documents = append(documents, callbackDocumentOf(in.campaign, b))
		}
	}
	return c.io.answerLines(slices.Values(documents))
}

// printTables tells of one campaign for people.
func (c saidCommand) printTables(in saidIn, f saidFlags, own *time.Location) error {
	if err := c.io.answer("%s: %s %s", quote(in.campaign.Name()), in.Words(), in.KnownWords()); err != nil {
		return err
	}
	if !f.callbacks && len(in.OptOuts) > 0 {
		rows := [][]string{{"NUMBER", "NAME", "WHAT", "HOW SURE", "CALL", "WHERE", "WHAT WAS SAID"}}
		for _, o := range in.OptOuts {
			for _, h := range o.Shown() {
				sure := session.SureWord(h.Sure)
				if !o.Listed.IsZero() {
					sure += ", on the list"
				}
				rows = append(rows, []string{o.Who(), o.Name, session.KindWords(h.Kind), sure, whenWords(h.Call.At, own), h.Where(), session.Line(h.Quote)})
			}
		}
		if err := c.io.table(rows); err != nil {
			return err
		}
	}
	if len(in.Callbacks) == 0 {
		return nil
	}
	rows := [][]string{{"NUMBER", "NAME", "CALL BACK (THEIR TIME)", "YOUR TIME", "HOW SURE", "CALL", "WHAT WAS SAID"}}
	for _, b := range in.Callbacks {
		sure := session.SureWord(b.Sure)
		switch {
		case b.OptedOut:
			sure += ", not to be called"
		case b.Since:
			sure += ", answered since"
		}
		rows = append(rows, []string{b.Who(), b.Name, b.TheirTime(), whenWords(b.At, own), sure, whenWords(b.Call.At, own), session.Line(b.Quote)})
	}
	return c.io.table(rows)
}

func whenWords(at time.Time, own *time.Location) string {
	if at.IsZero() {
		return ""
	}
	return at.In(own).Format("Mon 2 Jan 15:04")
}
