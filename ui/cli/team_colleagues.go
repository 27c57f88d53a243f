package cli

import (
	"context"
	"errors"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/model/team"
	"callsheet/ui/session"
)

// meet asks how the team stands, once for a command; false = there is no team. That it cannot be
// asked is in the state.
func (a account) meet(ctx context.Context) (state session.TeamState, has bool) {
	t := a.store.Team
	if t == nil {
		return session.TeamState{}, false
	}
	if state = t.Known(); state.Heard.IsZero() && state.Err == nil {
		state = t.Meet(ctx)
	}
	return state, true
}

// teamList is what list prints of a team as JSON.
type teamList struct {
	Name      string         `json:"name"`
	Error     string         `json:"error"`     // why nothing can be sent, "" where it can
	Campaigns []teamCampaign `json:"campaigns"` // of colleagues
}

func listOfTeam(state session.TeamState, now time.Time) *teamList {
	l := &teamList{Name: printable.Text(state.Standing.Name, maxLine), Error: state.Remedy(now), Campaigns: []teamCampaign{}}
	for _, h := range state.Theirs() {
		l.Campaigns = append(l.Campaigns, reportHead(h, state.Member))
	}
	return l
}

// answerTeam prints the campaigns of colleagues.
func (c listCommand) answerTeam(state session.TeamState, now time.Time) error {
	if why := state.Remedy(now); why != "" {
		c.io.say("%s", why)
	}
	theirs := state.Theirs()
	if len(theirs) == 0 {
		return nil
	}
	clock := state.Clock(now)
	rows := [][]string{{"CAMPAIGN OF A COLLEAGUE", "STATE", "ANSWERED", "WHOSE", "ID"}}
	for _, h := range theirs {
		s := session.SummaryOfHead(h)
		o := session.OutlineOfHead(h, s, clock)
		rows = append(rows, []string{h.Name, o.Words, answeredWords(o.Results), session.TheirsWords(h, clock), h.Campaign})
	}
	if err := c.io.answer(""); err != nil {
		return err
	}
	return c.io.table(rows)
}

// theirs finds a colleague's campaign by its id or its name, or by a batch of it; false = there
// is none.
func (a account) theirs(ctx context.Context, wanted string) (head team.Head, found bool, err error) {
	state, has := a.meet(ctx)
	if !has {
		return team.Head{}, false, nil
	}
	heads := state.Theirs()
	ofBatch := func(h team.Head) bool {
		return slices.ContainsFunc(h.Batches, func(b model.Batch) bool { return b.ID != "" && b.ID == wanted })
	}
	if i := slices.IndexFunc(heads, ofBatch); i >= 0 {
		head = heads[i]
		head.Batches = slices.DeleteFunc(slices.Clone(head.Batches), func(b model.Batch) bool { return b.ID != wanted })
		return head, true, nil
	}
	head, err = headNamed(heads, wanted)
	if _, none := errors.AsType[errNoHead](err); none {
		return team.Head{}, false, state.Err
	}
	return head, err == nil, err
}

// watchedTheirs are the batches of a colleague's campaign that are at the service. Nothing of
// them is kept here.
func (a account) watchedTheirs(h team.Head) (all []*watched) {
	for _, b := range session.TheirRunning(h, a.service.who.String()) {
		b.Key, b.Campaign = "", ""
		all = append(all, newWatched(b.ID, b, session.Begin{}))
	}
	return all
}

// sayWhose says that what is cancelled is a colleague's.
func (c cancelCommand) sayWhose(ctx context.Context, a account, wanted string) error {
	head, is, err := a.theirs(ctx, wanted)
	if err != nil {
		c.io.say("Whether it is a colleague's is not known: %s", reason.Sentence(err)) // to stop is always possible
		return nil
	}
	if !is {
		return nil
	}
	if why := session.WhyNotCancelTheirs(head, a.service.who.String()); why != "" {
		return model.UserError(why)
	}
	c.io.say("%s", session.CancelTheirsWords(head, a.service.who.String()))
	return nil
}
