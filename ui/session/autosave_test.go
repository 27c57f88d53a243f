package session

import (
	"context"
	"slices"
	"strings"
	"testing"

	"callsheet/model"
	"callsheet/model/columns"
)

// notebook is a store that writes nothing but what was asked of it.
type notebook struct {
	Campaigns // what is not used here
	Ledger
	wrote  []string
	refuse error
}

func (n *notebook) Create(context.Context, model.Draft) (string, error) {
	n.wrote = append(n.wrote, "create")
	return "c1", n.refuse
}

func (n *notebook) Save(_ context.Context, records []model.Record) error {
	var kinds []string
	for _, r := range records {
		switch {
		case r.Rows != nil:
			kinds = append(kinds, "rows")
		case r.Draft != nil:
			kinds = append(kinds, "draft")
		case r.Step != nil:
			kinds = append(kinds, "step")
		case r.Batch != nil:
			kinds = append(kinds, "poll")
		}
	}
	n.wrote = append(n.wrote, strings.Join(kinds, "+"))
	return n.refuse
}

func (n *notebook) Confirm(_ context.Context, id string, plan model.Plan) ([]model.Batch, error) {
	n.wrote = append(n.wrote, "confirm "+id)
	return []model.Batch{{Key: "k1", Contacts: plan.Len(), State: model.SendPrepared}}, n.refuse
}

// inline does all the work there is, as a command of the shell would, and returns
// what others than the autosaver wait for. Nothing waits for a retry.
func inline(t *testing.T, k *Autosaver, c *model.Campaign, work []Work) (answers []any) {
	t.Helper()
	for len(work) > 0 {
		next := work[0]
		msg := next.Do(t.Context())
		work = work[1:]
		if _, later := msg.(RetryDue); later {
			continue
		}
		if next.AskedBy != nil {
			answers = append(answers, msg)
		} else {
			work = append(work, k.Update(msg, c)...)
		}
		work = append(work, k.NextSave(c)...)
	}
	return answers
}

// evaluated is a campaign with a list of two, and what saves it.
func evaluated(t *testing.T) (*model.Campaign, *Autosaver, *notebook) {
	t.Helper()
	_, l := byCommand(t, (&fakePorts{files: map[string]Imported{"list": listOf("Name|Phone", ann, bo)}}).session(), "list", saidOf{region: "GB", from: columns.FromFlag})
	c := New(model.OptionValues{model.OptName: "Spring"}, "GB", columns.FromProfile)
	ReplaceRows(c, Opened{Imported: Imported{Table: l.Table}, Mapping: l.Mapping, Country: columns.RegionChoice{Region: "GB", From: columns.FromProfile}})
	SetList(c, l)
	n := &notebook{}
	return c, &Autosaver{Store: Store{Campaigns: n, Ledger: n}, Profile: "acme", Service: "here"}, n
}

func TestEveryOperationIsWrittenDown(t *testing.T) {
	for name, do := range map[string]func(*model.Campaign){
		"other columns":       func(c *model.Campaign) { MapColumns(c, c.Mapping.With(0, columns.FieldCompany)) },
		"columns taken back":  func(c *model.Campaign) { RestoreColumns(c, c.Mapping) },
		"another country":     func(c *model.Campaign) { SetCountry(c, "IE", columns.FromOperator) },
		"rows evaluated anew": func(c *model.Campaign) { SetList(c, c.List) },
		"an option":           func(c *model.Campaign) { SetOptions(c, model.OptionValues{model.OptAgent: "a1"}) },
		"a further stage":     func(c *model.Campaign) { Reach(c, model.StageReview) },
		"a plan": func(c *model.Campaign) {
			Confirm(c, model.NewPlan(c.List.Snapshot(), model.Options{}), []model.Batch{{Service: "here"}}, "acme")
		},
		"a plan taken back": Unconfirm,
		"rows that do not ring": func(c *model.Campaign) {
			if change, ok := c.List.Fixes().Change(0, model.Fix{Kind: model.FixLeaveOut}); ok {
				c.List.Apply(change)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, k, n := evaluated(t)
			inline(t, k, c, k.NextSave(c))
			if k.State(c) != AllSaved || c.ID != "c1" || !slices.Equal(n.wrote, []string{"create", "rows+draft"}) {
				t.Fatalf("at first: %v, id %q, wrote %q", k.State(c), c.ID, n.wrote)
			}
			do(c)
			if k.State(c) != Saving {
				t.Error("it counts as saved before it is")
			}
			inline(t, k, c, k.NextSave(c))
			if k.State(c) != AllSaved || n.wrote[len(n.wrote)-1] != "draft" {
				t.Errorf("afterwards: %v, wrote %q", k.State(c), n.wrote)
			}
			before := len(n.wrote)
			if inline(t, k, c, k.NextSave(c)); len(n.wrote) != before {
				t.Errorf("nothing changed, and it wrote %q", n.wrote[before:])
			}
		})
	}
}

func TestWhereTheOperatorIsIsWrittenButNotWaitedFor(t *testing.T) {
	c, k, n := evaluated(t)
	inline(t, k, c, k.NextSave(c))
	view := c.View
	view.Row, view.Columns = 1, []model.ViewColumn{{Name: "Name", Shown: true}}
	SetView(c, view)
	if k.State(c) != AllSaved || k.Idle(c) {
		t.Errorf("state %v, idle %v", k.State(c), k.Idle(c))
	}
	inline(t, k, c, k.NextSave(c))
	if !k.Idle(c) || n.wrote[len(n.wrote)-1] != "draft" {
		t.Errorf("idle %v, wrote %q", k.Idle(c), n.wrote)
	}
}

func TestAPlanIsConfirmedAfterAllBeforeIt(t *testing.T) {
	c, k, n := evaluated(t)
	plan := model.NewPlan(c.List.Snapshot(), model.Options{})
	k.Confirm(c, plan, "review")
	answers := inline(t, k, c, k.NextSave(c))
	if got, ok := answers[0].(Confirmed); len(answers) != 1 || !ok || got.Err != nil || len(got.Batches) != 1 {
		t.Errorf("the answer is %+v", answers)
	}
	if want := []string{"create", "rows+draft", "confirm c1"}; !slices.Equal(n.wrote, want) {
		t.Errorf("wrote %q, want %q", n.wrote, want)
	}
}

func TestNothingIsConfirmedThatCannotBeWritten(t *testing.T) {
	c, k, n := evaluated(t)
	n.refuse = model.UserError("The disk is full.")
	k.Confirm(c, model.NewPlan(c.List.Snapshot(), model.Options{}), "review")
	answers := inline(t, k, c, k.NextSave(c))
	if got, ok := answers[0].(Confirmed); !ok || got.Err == nil || !strings.Contains(got.Err.Error(), "Nothing was sent") {
		t.Errorf("the answer is %+v", answers)
	}
	if k.State(c) != SaveFailed || k.Failed != "The disk is full." || slices.Contains(n.wrote, "confirm c1") {
		t.Errorf("state %v, %q, wrote %q", k.State(c), k.Failed, n.wrote)
	}
	// What could not be written is tried again, and is not lost.
	n.refuse = nil
	k.Update(RetryDue{}, c)
	inline(t, k, c, k.NextSave(c))
	if k.State(c) != AllSaved {
		t.Errorf("once there is room: %v, wrote %q", k.State(c), n.wrote)
	}
}

func TestAnotherAccountIsWrittenLikeAChange(t *testing.T) {
	c, k, n := evaluated(t)
	c.ID = "c1"
	for name, kept := range map[string]struct {
		draft model.Draft
		state SaveState
	}{
		"as it is kept":         {c.Draft("acme", "here"), AllSaved},
		"of another profile":    {c.Draft("other", "here"), Saving},
		"of another service":    {c.Draft("acme", "there"), Saving},
		"with other rows ready": {func() model.Draft { d := c.Draft("acme", "here"); d.Counts = model.Counts{}; return d }(), Saving},
	} {
		if k.Loaded(c, kept.draft); k.State(c) != kept.state {
			t.Errorf("%s: %v, want %v", name, k.State(c), kept.state)
		}
	}
	if len(n.wrote) != 0 {
		t.Errorf("wrote %q", n.wrote)
	}
}
