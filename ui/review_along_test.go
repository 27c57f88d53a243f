package ui

import (
	"testing"

	"callsheet/model/table"
)

func TestWhatIsSentAlongIsChosenFromTheReview(t *testing.T) {
	cfg := testConfig()
	cfg.Files = &fakeFiles{lists: map[string]*table.Table{"/lists/spring.csv": tableOf([]string{"Name", "Phone", "Plan", "Date of birth"},
		[]string{"Zoë Grant", "+442079460018", "Gold", "1970-01-02"}, []string{"Ben Osei", "+442079460019", "Silver", "1981-05-06"})}}
	cfg.Open = "/lists/spring.csv"
	r := newRobot(t, cfg, 100, 30)
	r.sees("column names in row 1")
	r.press("enter")
	r.sees("Not sent: private")
	r.sees("1 column that looks private")
	r.press("ctrl+n")
	r.sees("Zoë")
	r.press("ctrl+n")
	r.sees("Calls a second")
	r.press("ctrl+n")
	r.sees("2 columns: name {plan}")
	r.sees("Not sent: 1 column that looks private. Press s to choose.")
	r.press("s")
	r.sees("What does each column mean?")
	r.press("down", "down", "down", "x")
	r.sees("{date_of_birth}")
	r.press("ctrl+n")
	r.sees("Will dial")
	r.press("ctrl+n")
	r.sees("Calls a second")
	r.press("ctrl+n")
	r.sees("3 columns: name {plan} {date_of_birth}")
	r.press("s")
	r.sees("What does each column mean?")
	r.press("x")
	r.lacks("{date_of_birth}")
}
