package ui

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/table"
	"callsheet/ui/contacts"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// anyList draws a list with everything that can be wrong in it.
func anyList(t *rapid.T) *table.Table {
	phones := []string{
		"07400 1231%02d", "7400 1231%02d", "447400 1231%02d", "(202) 555-01%02d", "+49 30 1234%02d", "+1555123%02d67", "07400 123%02d", "", "n/a",
		"0", "4.479E+11", "07400 1231%02d / 07400 123155", "call me", "999", "+44 20 7946 00%02d ext 5", "tel: 07400-1231%02d", "0900 1234%02d", "+49 900 11234%02d", "#REF!",
	}
	rows := [][]string{{"Phone", "Name", "Email", "Do not call"}}
	for i := range rapid.IntRange(1, 60).Draw(t, "rows") {
		phone := rapid.SampledFrom(phones).Draw(t, "phone")
		if strings.Contains(phone, "%") {
			phone = fmt.Sprintf(phone, rapid.IntRange(0, 30).Draw(t, "number"))
		}
		row := []string{phone, fmt.Sprint("Person ", i), rapid.SampledFrom([]string{"", "a@b", "ann@example.con", "ann@example.com"}).Draw(t, "email"), rapid.SampledFrom([]string{"", "", "", "yes"}).Draw(t, "dnc")}
		if rapid.IntRange(0, 9).Draw(t, "blank") == 0 {
			row = []string{"", "", "", ""}
		}
		rows = append(rows, row)
	}
	return tableOf(rows...)
}

// figure finds the number drawn before some words, -1 when there is none.
func figure(text, after string) int {
	found := regexp.MustCompile(`([\d,]+) ` + after).FindStringSubmatch(text)
	if found == nil {
		return -1
	}
	n, err := strconv.Atoi(strings.ReplaceAll(found[1], ",", ""))
	if err != nil {
		return -1
	}
	return n
}

func TestTheFiguresAgreeOnAllScreens(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := campaignOf(anyList(rt), "Any")
		list := c.List
		counts := list.Counts()
		if counts.Total() != list.Len() {
			rt.Fatalf("%v adds up to %d of %d rows", counts, counts.Total(), list.Len())
		}
		causes := list.Causes().All()
		names := model.CauseNames(causes)
		sorted := slices.Sorted(slices.Values(names))
		if len(slices.Compact(sorted)) != len(names) {
			rt.Fatalf("two causes have one name: %q", names)
		}
		for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
			a := still(plain, testConfig(), c, func(d *screen.Console) []screen.Screen {
				return []screen.Screen{newColumnsScreen(d), contacts.New(d)}
			})
			a.width, a.height = size[0], size[1]
			for _, s := range a.stack {
				s.SetSize(a.bodySize())
			}
			columns, bench := a.stack[1].(*columnsScreen), a.stack[2].(*contacts.Screen)
			bench.Init()
			head := ansi.Strip(columns.View())
			if rows := figure(head, "rows?"); rows != list.Len() || max(0, figure(strings.ReplaceAll(head, "(", ""), "blank")) != counts.Of(model.Blank) {
				rt.Fatalf("of %v Columns says\n%s", counts, head)
			}
			said := ansi.Strip(bench.Status())
			if figure(said, "contacts?") != counts.Of(model.Ready) || max(0, figure(said, "to fix")) != counts.Of(model.ToFix) || max(0, figure(said, "blank")) != counts.Of(model.Blank) {
				rt.Fatalf("of %v Contacts says %q", counts, said)
			}
			for _, chip := range bench.States() {
				bench.Filter.Select(chip.Key)
				bench.Only = contacts.Narrowing{}
				bench.Search()
				if len(bench.Table.Rows) != chip.Count {
					rt.Fatalf("%s shows %d rows and counts %d", chip.Label, len(bench.Table.Rows), chip.Count)
				}
			}
			if len(causes) == 0 {
				continue
			}
			bench.Focus(contacts.PaneCauses)
			for i, cause := range causes {
				bench.Causes.At = i
				bench.ShowCause()
				if len(bench.Table.Rows) != cause.Rows {
					rt.Fatalf("%s shows %d rows and counts %d", names[i], len(bench.Table.Rows), cause.Rows)
				}
				if view := ansi.Strip(bench.View()); !strings.Contains(view, names[i]+"  "+figures.Counted(cause.Rows, "row")) {
					rt.Fatalf("%d × %s is not said at %v:\n%s", cause.Rows, names[i], size, view)
				}
			}
			// What the question offers is what it shows.
			for _, region := range bench.Causes.Regions {
				bench.ChooseFilter("region:" + string(region.Region))
				if len(bench.Table.Rows) != region.Rows {
					rt.Fatalf("%s shows %d rows and counts %d", region.Region, len(bench.Table.Rows), region.Rows)
				}
			}
		}
		plan := model.NewPlan(list.Snapshot(), model.Options{})
		r := &reviewScreen{console: &screen.Console{Theme: plain, Config: testConfig(), Campaign: c, Saver: &session.Autosaver{}}, ready: &reviewed{ahead: session.Preflight{Asked: plan, Plan: plan}, causes: plan.Causes(), out: plan.ExcludedBy()}}
		out := ansi.Strip(r.excludedWords())
		for _, state := range []struct {
			state model.State
			words string
		}{{model.ToFix, "to fix"}, {model.Duplicate, "duplicate"}, {model.DoNotCall, "do not call"}, {model.Blank, "blank"}} {
			if max(0, figure(out, state.words)) != counts.Of(state.state) {
				rt.Fatalf("of %v Review says %q", counts, out)
			}
		}
		warned := ansi.Strip(strings.Join(r.warningLines(), "\n"))
		for i, cause := range causes {
			if cause.State == model.Ready && !strings.Contains(warned+"\n", widget.FitRight(figures.Count(cause.Rows), 9, "")+"  "+names[i]+"\n") {
				rt.Fatalf("%d × %s is not said by Review:\n%s", cause.Rows, names[i], warned)
			}
		}
	})
}

func TestEscapeClosesTheRequestBeforeItLeavesReview(t *testing.T) {
	c := campaignOf(springList(), "Spring")
	r := newReviewScreen(&screen.Console{Theme: plain, Config: testConfig(), Campaign: c, Saver: &session.Autosaver{}}, model.Options{}, "")
	r.SetSize(80, 20)
	plan := model.NewPlan(c.List.Snapshot(), model.Options{CallsPerSecond: 1})
	r.Update(reviewedOf(plan, c))
	r.Update(keyMsg("v"))
	if !r.json {
		t.Fatal("v shows nothing")
	}
	r.Update(keyMsg("esc"))
	if r.json || len(r.console.Emitted) != 0 {
		t.Errorf("esc left %v, and asked for %v", r.json, r.console.Emitted)
	}
}
