package ui

import (
	"testing"

	"callsheet/model"
	"callsheet/model/table"
	"callsheet/ui/screen"
)

// sharedList has one number for four people, and rows without a plan.
func sharedList() *table.Table {
	return tableOf([]string{"Name", "Phone", "Plan"},
		[]string{"Zoë Grant", "+442079460018", "Gold"}, []string{"Ben Osei", "+442079460019", "Silver"}, []string{"Cy Fox", "+442079460020", ""},
		[]string{"Di Orr", "+442079460030", "Gold"}, []string{"Ed Poe", "+442079460030", "Gold"}, []string{"Flo Lowe", "+442079460030", "Gold"}, []string{"Gus Hall", "+442079460030", ""})
}

func TestSharedNumbersAndNeededValuesAreAskedOnce(t *testing.T) {
	cfg := testConfig()
	cfg.Files = &fakeFiles{lists: map[string]*table.Table{"/lists/spring.csv": sharedList()}}
	cfg.Open = "/lists/spring.csv"
	r := newRobot(t, cfg, 120, 40)
	r.sees("column names in row 1")
	r.press("enter")
	r.sees("What does each column mean?")
	r.press("down", "down", "n")
	r.sees("{plan} needed")
	r.press("ctrl+n")
	r.sees("No {plan}")
	r.sees("One number, many people")
	r.sees("4 of 7 rows share 1 number")
	r.press("esc")
	r.sees("4 of 7 rows share 1 number")
	r.press("ctrl+n")
	r.sees("No {plan}")
	r.press("ctrl+n")
	r.sees("Calls a second")
	r.press("ctrl+n")
	r.sees("2 contacts")
	r.sees("{plan}: nobody is called without, and 1 row to fix")
	r.sees("4 of 7 rows share 1 number")
}

// needingPlan is a console whose last list could not do without its plan.
func needingPlan(t *testing.T) screen.Config {
	t.Helper()
	kept, cfg := newMemory(), testConfig()
	cfg.Mappings = kept
	r := columnsOf(t, cfg, renewals(), 120, 40)
	r.press("down", "down", "down", "n")
	r.sees("{plan} needed")
	r.press("ctrl+n")
	r.sees("will be called")
	r.waits("the columns remembered", func() bool { return kept.size() == 6 })
	return cfg
}

func TestAListThatLacksWhatThePromptNeededAsksWhatIsSent(t *testing.T) {
	for _, c := range []struct {
		claim string
		press func(*robot)
		means string
		then  string
		plan  any
	}{
		{"another column", func(r *robot) {
			r.press("enter")
			r.sees("Which column holds {plan}?")
			r.press("down", "enter") // behind the office phone
		}, "{plan} needed", "2 contacts will be called", "Gold"},
		{"a text instead", func(r *robot) {
			r.press("f")
			r.sees("What the agent gets where {plan} is empty")
			r.press("ctrl+u")
			r.write("your cover")
			r.press("enter")
		}, "{plan} or “your cover”", "2 contacts will be called", "your cover"},
		{"not needed", func(r *robot) { r.press("n") }, "Phone to dial", "2 contacts will be called", nil},
	} {
		for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
			cfg := needingPlan(t)
			r := columnsOf(t, cfg, renewals("Name", "Mobile", "Office phone", "Tariff", "Renews"), size[0], size[1])
			r.sees("The prompt needed {plan} in your last such list")
			r.sees("a text instead")
			if col, _ := r.app.front().(*columnsScreen).here(); !col.Absent() || col.Key != "plan" {
				t.Fatalf("%s: the cursor is on %+v", c.claim, col)
			}
			r.press("r")
			r.sees("The list has no such column")
			c.press(r)
			r.lacks("The prompt needed")
			r.sees(c.means)
			r.press("u")
			r.sees("The prompt needed {plan}")
			r.press("ctrl+r", "ctrl+n")
			r.sees(c.then)
			if got := r.app.console.Campaign.List.Contacts().Of(0).Metadata["plan"]; got != c.plan {
				t.Errorf("%s: sends %v", c.claim, got)
			}
		}
	}
}

func TestAListThatLacksWhatThePromptNeededIsHeldUntilItIsSaid(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		r := columnsOf(t, needingPlan(t), renewals("Name", "Mobile", "Office phone", "Tariff", "Renews"), size[0], size[1])
		r.press("ctrl+n")
		r.sees("No {plan}")
		if counts := r.app.console.Campaign.List.Counts(); counts.Of(model.ToFix) != 3 {
			t.Fatalf("states %v", counts)
		}
		r.press("esc")
		r.sees("The prompt needed {plan}")
	}
}

func TestATextStandsInForAnyNeededColumn(t *testing.T) {
	r := columnsOf(t, testConfig(), renewals(), 120, 40)
	r.press("down", "down", "f") // the office phone, which is empty in a row
	r.sees("What the agent gets where {office_phone} is empty")
	r.press("ctrl+u")
	r.write("-")
	r.sees("rows without {office_phone} are held")
	r.press("enter")
	r.sees("{office_phone} needed")
	r.press("f", "ctrl+u")
	r.write("none given")
	r.press("enter")
	r.sees("{office_phone} or")
	r.press("home", "f")
	r.sees("Only a column that is sent along")
}
