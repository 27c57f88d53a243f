package session

import (
	"context"
	"slices"

	"callsheet/model"
	"callsheet/model/hours"
	"callsheet/model/phone"
)

// AgainChoice is whom of a campaign somebody wants to call again.
type AgainChoice struct {
	Missed, Failed bool  // by the outcome of their rows
	Rows           []int // of the list: those that a filter shows, or that are marked
}

// calledBy reports whether a batch calls its contacts, or may have: what was not sent yet, or
// was refused, is sent with its own campaign.
func calledBy(b model.Batch) bool {
	return b.State != model.SendPrepared && b.State != model.SendRefused
}

// rows are those of the choice that were sent, in order.
func (a AgainChoice) rows(c *model.Campaign, r Results) []int {
	chosen := map[int]bool{}
	for _, row := range a.Rows {
		chosen[row] = true
	}
	var rows []int
	for row, batch := range model.RowBatches(c.List, c.Plan, r.Batches) {
		if batch == 0 || !calledBy(r.Batches[batch-1]) {
			continue
		}
		if outcome := r.Rows[row].Outcome; chosen[row] || a.Missed && outcome == missedWords || a.Failed && outcome == failedWords {
			rows = append(rows, row)
		}
	}
	return rows
}

// The outcomes of rows that can be chosen by.
var (
	missedWords = model.Call{Status: model.CallMissed}.OutcomeWords()
	failedWords = model.Call{Status: model.CallFailed}.OutcomeWords()
)

// CallAgain makes a new campaign, a draft, of rows of one that was confirmed. Its list is
// those rows alone, with what was decided of them, so that its counts are those of whom it
// calls. Who must not be called is found out anew. Whoever asks for it says of those whom that
// campaign called a short while ago that they are called again; of nobody else it is said: who
// may be called by a batch whose outcome is not known never is, those in a batch that has not
// ended stay in it, unless they are moved, and who was called by another campaign since, who
// answered there, or asked not to be called, is left out.
type CallAgain struct {
	ResultsOf
	Book    hours.Rulebook
	Profile string
	By      string // who asks for it
	Move    bool   // takes those of a batch that has not ended out of it
	Name    string // of the campaign; "" = that of the first, and again
	Start   string // as it is typed; "" = the one that is suggested
}

// MadeAgain is the campaign that was made, and how its rows stand.
type MadeAgain struct {
	Campaign *model.Campaign // stored, and locked here
	Draft    model.Draft     // as it is stored

	Of      string // the name of the first
	Chosen  int    // rows
	Ready   int    // of them, who would be called
	Again   int    // of those, who were called a short while ago
	Moved   int    // of those, who are taken from a batch that has not ended
	Known   int    // of those, who go along with the id by which Dialgen knows them
	Stay    int    // in a batch that has not ended
	Unknown int    // in a batch of which it is not known whether Dialgen has it
	Recent  int    // called a short while ago by another campaign
	Never   int    // on the do-not-call list, or by what the list says
	Refused int    // asked on a call not to be called, or may have
	Reached int    // answered in another campaign since
	ToFix   int
	Start   model.StartSuggestion
	Waves   bool // they are called in waves, so that no start is suggested
	Said    bool // when it begins was said
}

// firstCalls are the results of the first campaign with all of its calls: there may be hundreds
// of thousands, so that they are joined and read once.
type firstCalls struct {
	Results
	calls   []model.CampaignCall
	details map[string]model.CallDetail // that are stored, by the calls' ids
}

// Make makes the campaign, with the results of the first. Nothing is stored, and the error says
// why, where nobody could be called.
func (a CallAgain) Make(ctx context.Context, r Results, choice AgainChoice) (MadeAgain, error) {
	c := a.Campaign
	if why := WhyNotAgain(c, a.Here); why != "" {
		return MadeAgain{}, model.UserError(why)
	}
	rows := choice.rows(c, r)
	made := MadeAgain{Of: c.Name(), Chosen: len(rows)}
	rows = slices.DeleteFunc(rows, func(row int) bool {
		// A no of another row binds this one, and that row may stay behind.
		v := c.List.Verdict(row)
		no := v.State == model.DoNotCall && v.Out != model.OnDoNotCallList || v.State == model.ToFix && v.Problem == model.MaybeOptedOut
		if no {
			made.Never++
		}
		return no
	})
	if len(rows) == 0 {
		return MadeAgain{}, made.nobody()
	}
	before := firstCalls{Results: r, calls: r.CampaignCalls(c)}
	var err error
	if before.details, err = storedDetails(ctx, a.Store.Ledger, r.Batches); err != nil {
		return MadeAgain{}, err
	}
	next, err := a.list(ctx, before, rows)
	if err != nil {
		return MadeAgain{}, err
	}
	if err := a.decide(ctx, next, &made, before, rows); err != nil {
		return MadeAgain{}, err
	}
	if made.count(next.List); made.Ready == 0 {
		return MadeAgain{}, made.nobody()
	}
	if err := a.begin(ctx, next, &made, before); err != nil {
		return MadeAgain{}, err
	}
	return made, a.store(ctx, next, &made)
}

// WhyNotAgain is why nobody of a campaign can be called again by whoever works with a service;
// "" = they can.
func WhyNotAgain(c *model.Campaign, here string) string {
	switch {
	case !c.Sent():
		return "Nobody of this campaign was called yet: it was not sent."
	case c.List == nil && whyNotSteered(c) != "":
		return "This batch was made elsewhere, and its list is not here. Call them again from the list that it was made of."
	case c.List == nil || c.Locked != "":
		return "Part of this campaign is damaged, so that it cannot be told who would be called again."
	case Elsewhere(c, here) != "":
		return elsewhereWords(Elsewhere(c, here))
	}
	return ""
}

// list is a campaign of rows of the first.
func (a CallAgain) list(ctx context.Context, r firstCalls, rows []int) (*model.Campaign, error) {
	c := a.Campaign
	part, edits := model.PartOf(c.List, rows, "as it was in "+c.Name(), a.By, a.Now())
	next := &model.Campaign{
		Origin: c.Origin, Table: part, Mapping: c.Mapping, Region: c.Region, RegionFrom: c.RegionFrom,
		Values: model.AgainOptions(c.Values, c.ID, c.Name()), Stage: model.StageOptions, View: model.View{Screen: model.StageOptions},
	}
	if a.Name != "" {
		next.Values[model.OptName] = a.Name
	}
	list, err := model.Diagnose(ctx, part, c.Mapping, c.Region, edits, nil)
	if err != nil {
		return nil, err
	}
	a.knowContacts(list, r, next.Agent())
	marks, err := a.Store.Guards.Suppressions(ctx, list.Contacts().Refs(), next.Agent(), "")
	if err != nil {
		return nil, err
	}
	list.SetSuppressions(marks)
	list.SetNumberHistories(Histories(ctx, a.Store.Guards, list, ""))
	next.List = list
	return next, nil
}

// decide lays over the rows what follows from calling them again. rows are theirs in the first
// campaign.
func (a CallAgain) decide(ctx context.Context, next *model.Campaign, made *MadeAgain, r firstCalls, rows []int) error {
	list, now := next.List, a.Now()
	apply := func(c model.Change) int {
		if len(c.Rows) > 0 {
			list.Apply(c)
		}
		return len(c.Rows)
	}
	refused, err := a.refused(ctx, list, r)
	if err != nil {
		return err
	}
	number := func(row int) phone.Number { return list.Verdict(row).Number }
	made.Refused = apply(model.LeaveOut(list, func(row int) bool { return refused[number(row)] }, "left out who asked on a call not to be called, or may have", a.By, now))
	made.Reached = apply(model.LeaveOut(list, func(row int) bool {
		before := r.Rows[rows[row]]
		since := before.First
		switch {
		case before.Outcome == answeredWords:
			since = before.Last // that answer is known to whoever chose them
		case since.IsZero():
			since = r.Batches[0].Prepared
		}
		return !refused[number(row)] && list.Suppression(number(row)).Answered.After(since)
	}, "left out who answered in another campaign since", a.By, now))
	own := map[string]bool{}
	for _, b := range r.Batches {
		own[b.ID] = b.ID != ""
	}
	apply(model.CallAgain(list, func(m model.Suppression) bool { return own[m.Batch] && !m.SameID }, a.By, now))
	if a.Move {
		apply(list.Overrule(model.Overrule{Move: true, Agent: next.Agent()}, a.By, now))
	}
	return nil
}

var answeredWords = model.Call{Status: model.CallAnswered}.OutcomeWords()

// refused are the numbers whose people asked on a call not to be called, or may have, in this
// campaign or another. Nothing is put on the do-not-call list by it.
func (a CallAgain) refused(ctx context.Context, list *model.List, r firstCalls) (map[phone.Number]bool, error) {
	histories, err := a.Store.Guards.Histories(ctx, list.Numbers(), "")
	if err != nil {
		return nil, err
	}
	said, err := SaidOf{Campaign: a.Campaign, Store: a.Store, Now: a.Now, details: r.details}.Get(ctx)
	if err != nil {
		return nil, err
	}
	refused := map[phone.Number]bool{}
	for n, h := range histories.Of {
		if !h.Refusal.IsZero() {
			refused[n] = true
		}
	}
	for _, o := range said.OptOuts {
		refused[o.Number] = true
	}
	for _, call := range r.calls { // those that could not be stored, too
		if call.OptedOut() {
			refused[call.To] = true
		}
	}
	delete(refused, 0)
	return refused, nil
}

// count counts how the rows stand.
func (m *MadeAgain) count(list *model.List) {
	for row := range list.Len() {
		v := list.Verdict(row)
		switch {
		case v.State == model.Ready:
			m.Ready++
			if v.Warnings&model.CalledAgain != 0 {
				m.Again++
			}
			if v.Moved {
				m.Moved++
			}
			if list.Edit(row).Contact().ID != "" && !list.Suppression(v.Number).IDElsewhere {
				m.Known++
			}
		case v.State == model.DoNotCall:
			m.Never++
		case v.State == model.ToFix:
			m.ToFix++
		case v.Out == model.InUnfinished:
			m.Stay++
		case v.Out == model.MaybeCalled:
			m.Unknown++
		case v.Out == model.CalledRecently:
			m.Recent++
		}
	}
}

// begin says when the campaign begins: as was said, or at the next time at which the fewest were
// tried before.
func (a CallAgain) begin(ctx context.Context, next *model.Campaign, made *MadeAgain, r firstCalls) error {
	now := a.Now()
	if a.Start != "" {
		made.Said = true
		SetOptions(next, model.OptionValues{model.OptStart: a.Start})
		if _, errs := model.ParseOptions(next.Values, now); errs[model.OptStart] != "" {
			return model.UserError(errs[model.OptStart])
		}
		SetOptions(next, model.SettledWhen(next.Values, now))
	}
	options, _ := model.ParseOptions(next.Values, now)
	tries, err := a.tries(ctx, r)
	if err != nil {
		return err
	}
	plan := model.NewPlan(next.List.Snapshot(), options)
	made.Start = model.SuggestStart(plan, preflight(plan, next.Values, a.Book, now).Hours.Hours, tries, now)
	SetOptions(next, model.OptionValues{model.OptAgainTries: made.Start.Hours})
	made.Waves = InWaves(next.Values)
	if at := made.Start.At; !made.Said && !made.Waves && !at.IsZero() {
		SetStart(next, at, now)
	}
	return nil
}

// store writes the campaign down. It is on the disk when it returns.
func (a CallAgain) store(ctx context.Context, next *model.Campaign, made *MadeAgain) error {
	if next.List.Counts().Of(model.ToFix) > 0 {
		next.View.Screen = model.StageContacts
	}
	var err error
	made.Campaign = next
	made.Draft, err = storeDraft(ctx, a.Store.Campaigns, next, a.Profile, a.Here)
	return err
}

// AgainOf is the campaign whose contacts one calls again, by its key in the store and its name;
// "" where it was made of a file.
func AgainOf(v model.OptionValues) (id, name string) {
	return v[model.OptAgainOf], v[model.OptAgainName]
}
