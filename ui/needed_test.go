package ui

import (
	"testing"

	"callsheet/model"
)

// sharedList has one number for four people, and rows without a plan.
func sharedList() *model.Table {
	return table([]string{"Name", "Phone", "Plan"},
		[]string{"Zoë Grant", "+442079460018", "Gold"}, []string{"Ben Osei", "+442079460019", "Silver"}, []string{"Cy Fox", "+442079460020", ""},
		[]string{"Di Orr", "+442079460030", "Gold"}, []string{"Ed Poe", "+442079460030", "Gold"}, []string{"Flo Lowe", "+442079460030", "Gold"}, []string{"Gus Hall", "+442079460030", ""})
}

func TestSharedNumbersAndNeededValuesAreAskedOnce(t *testing.T) {
	cfg := testConfig()
	cfg.Files = &fakeFiles{lists: map[string]*model.Table{"/lists/spring.csv": sharedList()}}
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
