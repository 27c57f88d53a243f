package session

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/printable"
)

// DraftChange changes what is stored of a campaign that is not open here: its name, or whether
// it is archived. Nobody else may have it open meanwhile.
type DraftChange struct {
	ID       string
	Name     string // "" = it stays
	Archived *bool  // nil = it stays
}

// DraftChanged says what became of that.
type DraftChanged struct {
	ID  string
	Err error // a sentence
}

// maxName is how many letters the name of a campaign has at most.
const maxName = 80

// CheckName is the name of a campaign as it is stored, from what was typed.
func CheckName(typed string) (string, error) {
	name := strings.TrimSpace(printable.Text(typed, maxName+1))
	switch {
	case name == "":
		return "", model.UserError("A campaign needs a name.")
	case len([]rune(name)) > maxName:
		return "", model.UserError("That is too long for a name.")
	}
	return name, nil
}

// Work is the work of changing it, whose answer is DraftChanged.
func (d DraftChange) Work(store Campaigns) Work {
	return Work{Do: func(ctx context.Context) any { return DraftChanged{d.ID, d.do(ctx, store)} }}
}

func (d DraftChange) do(ctx context.Context, store Campaigns) (err error) {
	holder, err := store.Lock(ctx, d.ID)
	if err != nil {
		return err
	}
	if holder != "" {
		return model.UserError("This campaign is open elsewhere (" + printable.Text(holder, 60) + "). Nothing was changed.")
	}
	defer func() { err = errors.Join(err, store.Release(context.WithoutCancel(ctx), d.ID)) }()
	all, err := store.Summaries(ctx)
	i := slices.IndexFunc(all, func(s model.Summary) bool { return s.ID == d.ID })
	switch {
	case i >= 0 && all[i].Damage != "":
		return model.UserError("Part of this campaign is damaged, and writing it would lose what is left. Nothing was changed.")
	case i < 0 && err == nil:
		return model.UserError("This campaign is not there any more.")
	case err != nil:
		return err
	}
	draft := all[i].Draft
	d.Apply(&draft)
	return store.Save(ctx, []model.Record{{Campaign: d.ID, Draft: &draft}})
}

// Apply makes the change to a draft.
func (d DraftChange) Apply(draft *model.Draft) {
	if d.Name != "" {
		values := model.OptionValues{}
		maps.Copy(values, draft.Values)
		values[model.OptName] = d.Name
		draft.Name, draft.Values = d.Name, values
	}
	if d.Archived != nil {
		draft.View.Archived = *d.Archived
	}
}

// ApplyTo makes the change to a campaign that is open here.
func (d DraftChange) ApplyTo(c *model.Campaign) {
	if d.Name != "" {
		SetOptions(c, model.OptionValues{model.OptName: d.Name})
	}
	if d.Archived != nil {
		view := c.View
		view.Archived = *d.Archived
		SetView(c, view)
	}
}

// WhyNotArchive is why a campaign is not put away; "" = it can be.
func WhyNotArchive(s Standing) string {
	switch {
	case s.Need() < StandsEnded.Need():
		return "It needs somebody: settle that first, then archive it."
	case s == StandsSending || s == StandsPlanned || s == StandsCalling:
		return "Its calls are not over. Archive it once they are."
	}
	return ""
}

// WhyNotForget is why a campaign is not deleted from a list of campaigns; "" = it can be.
func WhyNotForget(s Standing) string {
	switch s {
	case StandsUnknown:
		return "It is not known whether Dialgen has some of it. Settle that first, then delete it."
	case StandsSending, StandsPlanned, StandsCalling:
		return "Its calls go on at Dialgen, deleted or not. Cancel them first, or wait until they are over."
	}
	return ""
}

// ForgetWords say what is lost with a campaign, and what stays of it.
const ForgetWords = "Its rows, edits, calls and results are deleted from this machine. This cannot be taken back.\n\n" +
	"What stays: the numbers that must not be called again yet, alone and with their times; the do-not-call list; and the evidence of what was done, which holds no contact and no number."

// Forget is the work of deleting a campaign, whose answer is Forgotten.
func Forget(store Campaigns, id string) Work {
	return Work{Do: func(ctx context.Context) any { return Forgotten{id, store.Forget(ctx, false, id)} }}
}

// Forgotten says what became of deleting a campaign.
type Forgotten struct {
	ID  string
	Err error
}

// Template is a new campaign with the options and the country of another, for another list.
func Template(s model.Summary) *model.Campaign {
	d := s.Draft
	c := New(nil, d.Region, d.RegionFrom)
	maps.Copy(c.Values, model.CopiedOptions(d.Values, d.Name))
	return c
}
