package ui

import (
	"callsheet/model/table"

	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"github.com/muesli/termenv"

	"callsheet/model"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// scene is a console in one state, without anything under way.
type scene struct {
	name string
	make func(*testing.T) *App
}

// still builds a console with the given screens on its stack.
func still(cfg Config, c *model.Campaign, screens func(*desk) []screen) *App {
	cfg.Open = ""
	a := New(theme.New(theme.Options{NoColor: true, Profile: termenv.Ascii}), cfg)
	a.desk.campaign = c
	if c != nil && c.Table != nil {
		c.ID = "c1"
		a.desk.keep(c)
	}
	for _, s := range screens(a.desk) {
		a.push(s)
	}
	if c != nil && c.Table != nil {
		a.desk.keeper.opened(c, c.Draft(a.desk.keeper.profile, a.desk.keeper.service))
	}
	a.stack[0].(*homeScreen).loading = false
	return a
}

func campaignOf(t *testing.T, table *table.Table, name string) *model.Campaign {
	t.Helper()
	values := model.DefaultOptionValues()
	values[model.OptName], values[model.OptAgent], values[model.OptUser] = name, "agent_renewals", "user_1"
	values[model.OptTimeZone] = "Europe/London"
	c := &model.Campaign{Table: table, Region: "GB", RegionFrom: model.FromOperator, Values: values, Stage: model.StageOptions,
		Origin: model.Origin{Path: "/lists/spring.csv", Format: "csv", Encoding: "utf-8", Delimiter: ",", HeaderRow: 1}}
	c.Mapping = model.GuessMapping(table, "GB").Keyed()
	list, err := model.Diagnose(context.Background(), table, c.Mapping, c.Region, model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c.List = list
	return c
}

const longName = "Quarterly policy renewals for the northern region, third reminder (四半期の契約更新)"

// worstList is a list with long names, wide characters and six-digit counts.
func worstList() *table.Table {
	rows := [][]string{{"Title of the policy holder as printed on the policy", "Mobile", "Email", "Company", "Notes 📝", "Do not call"}}
	for i := range 123_456 {
		phone := fmt.Sprintf("07400 %06d", i)
		switch i % 40 {
		case 0:
			phone = fmt.Sprintf("7400%06d", 200_000+i)
		case 1:
			phone = "07400 1234"
		case 2:
			phone = "07400 000003"
		}
		dnc := ""
		if i%90 == 7 {
			dnc = "yes"
		}
		rows = append(rows, []string{"Prof. Dr. Maximiliane-Theodora von und zu Hohenschönhausen 王小明 👩‍👩‍👧", phone,
			"maximiliane.theodora@hohenschoenhausen.example", "Gesellschaft für außerordentlich lange Firmennamen mbH & Co. KG", "ממתין להצעה", dnc})
	}
	return tableOf(rows...)
}

func scenes(t *testing.T) []scene {
	worst := campaignOf(t, worstList(), longName)
	typical := func(t *testing.T) *model.Campaign { return campaignOf(t, springList(), "Spring renewals") }
	all := []scene{
		{"home-empty", func(*testing.T) *App { return still(testConfig(), nil, func(*desk) []screen { return nil }) }},
		{"home-typical", func(t *testing.T) *App {
			a := still(testConfig(), typical(t), func(*desk) []screen { return nil })
			a.desk.keep(&model.Campaign{Table: springList(), Values: model.OptionValues{model.OptName: longName}})
			return a
		}},
		{"file-empty", func(*testing.T) *App {
			return still(testConfig(), &model.Campaign{}, func(d *desk) []screen { return []screen{newFileScreen(d, "")} })
		}},
		{"file-typical", func(*testing.T) *App { return fileScene(springList(), nil) }},
		{"file-error", func(*testing.T) *App {
			return fileScene(nil, model.UserError("This is an old Excel 97 workbook. Open it in Excel and save it as .xlsx."))
		}},
		{"file-worst", func(*testing.T) *App { return fileScene(worst.Table, nil) }},
		{"file-reading", func(*testing.T) *App {
			a := fileScene(springList(), nil)
			f := a.front().(*fileScreen)
			f.phase, f.progress, f.began = reading, &session.ReadProgress{}, fixedNow.Add(-4*time.Second)
			f.progress.Bytes.Store(5_000_000)
			f.progress.Total.Store(20_000_000)
			f.progress.Rows.Store(123_456)
			return a
		}},
		{"columns-typical", func(t *testing.T) *App {
			return still(testConfig(), typical(t), func(d *desk) []screen { return []screen{newFileScreen(d, ""), newColumnsScreen(d)} })
		}},
		{"columns-worst", func(*testing.T) *App {
			return still(testConfig(), worst, func(d *desk) []screen { return []screen{newFileScreen(d, ""), newColumnsScreen(d)} })
		}},
		{"contacts-empty", func(t *testing.T) *App {
			return contactsScene(t, campaignOf(t, tableOf([]string{"Name", "Phone"}, []string{"Ann", "07400 123456"}), "One"), "to_fix")
		}},
		{"contacts-typical", func(t *testing.T) *App { return contactsScene(t, typical(t), "to_fix") }},
		{"contacts-all", func(t *testing.T) *App { return contactsScene(t, typical(t), "all") }},
		{"contacts-worst", func(t *testing.T) *App { return contactsScene(t, worst, "all") }},
		{"repair-causes", func(t *testing.T) *App { return benchScene(t, "") }},
		{"repair-preview", func(t *testing.T) *App { return benchScene(t, "down down enter") }},
		{"repair-destroyed", func(t *testing.T) *App { return benchScene(t, "end enter") }},
		{"repair-editor", func(t *testing.T) *App { return benchScene(t, "1 e") }},
		{"repair-editor-wrong", func(t *testing.T) *App { return benchScene(t, "1 e 9 9 9 9 9") }},
		{"repair-marked", func(t *testing.T) *App { return benchScene(t, "1 space space down space") }},
		{"repair-history", func(t *testing.T) *App { return benchScene(t, "a x u o") }},
		{"repair-columns", func(t *testing.T) *App { return benchScene(t, "c") }},
		{"repair-duplicates", func(t *testing.T) *App {
			a := contactsScene(t, typical(t), "duplicate")
			a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
			a.Update(keyMsg("d"))
			return a
		}},
		{"repair-worst", func(t *testing.T) *App {
			a := contactsScene(t, worst, "to_fix")
			a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
			a.Update(keyMsg("e"))
			return a
		}},
		{"options-typical", func(t *testing.T) *App { return optionsScene(typical(t)) }},
		{"options-wrong", func(t *testing.T) *App {
			c := typical(t)
			c.Values[model.OptRate], c.Values[model.OptStart], c.Values[model.OptAgent] = "300", "yesterday", ""
			return optionsScene(c)
		}},
		{"review-typical", func(t *testing.T) *App { return reviewScene(t, typical(t)) }},
		{"review-worst", func(t *testing.T) *App { return reviewScene(t, worst) }},
	}
	all = append(all, listScenes(t)...)
	return append(all, liveScenes(t, typical, worst)...)
}

func fileScene(table *table.Table, err error) *App {
	a := still(testConfig(), &model.Campaign{}, func(d *desk) []screen { return []screen{newFileScreen(d, "/lists/spring.csv")} })
	f := a.front().(*fileScreen)
	if err != nil {
		f.show(fileOpened{err: err})
		return a
	}
	file := &fakeFile{"/lists/spring.csv", table}
	preview, _ := file.Read(context.Background(), session.ReadOptions{}, nil)
	f.show(fileOpened{file: file, preview: preview})
	return a
}

func contactsScene(t *testing.T, c *model.Campaign, show string) *App {
	t.Helper()
	a := still(testConfig(), c, func(d *desk) []screen {
		return []screen{newFileScreen(d, ""), newColumnsScreen(d), newContactsScreen(d)}
	})
	showAll(t, a, show)
	return a
}

// benchScene is the bench with 400 bad rows after some keys.
func benchScene(t *testing.T, keys string) *App {
	t.Helper()
	a := still(testConfig(), campaignOf(t, badList(), "Spring renewals"), func(d *desk) []screen {
		return []screen{newFileScreen(d, ""), newColumnsScreen(d), newContactsScreen(d)}
	})
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	a.front().Init()
	for k := range strings.FieldsSeq(keys) {
		if k == "space" {
			k = " "
		}
		a.Update(keyMsg(k))
	}
	a.toast = widget.NewToast(a.desk.theme)
	return a
}

// showAll shows the rows of a filter, without the commands that find them.
func showAll(t testing.TB, a *App, show string) {
	t.Helper()
	s := a.front().(*contactsScreen)
	s.pane, s.only = paneRows, narrowing{}
	s.filter.Select(show)
	s.showCauses(countOf(context.Background(), s.list()))
	rows, err := s.list().Rows(context.Background(), s.currentFilter())
	if err != nil {
		t.Fatal(err)
	}
	s.showRows(rows)
	s.seek = nil
}

func optionsScene(c *model.Campaign) *App {
	return still(testConfig(), c, func(d *desk) []screen {
		o := newOptionsScreen(d)
		o.take(agentFound{id: "agent_renewals", agent: Agent{Name: "Renewals", Active: true, Outbound: true}})
		return []screen{newFileScreen(d, ""), newColumnsScreen(d), newContactsScreen(d), o}
	})
}

func reviewScene(t *testing.T, c *model.Campaign) *App {
	t.Helper()
	return still(testConfig(), c, func(d *desk) []screen {
		options, errs := model.ParseOptions(c.Values, fixedNow)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		r := newReviewScreen(d, options, "Renewals")
		plan := model.NewPlan(c.List.Freeze(), options)
		r.Update(review(plan, c.RegionFrom, "{}"))
		return []screen{newFileScreen(d, ""), newColumnsScreen(d), newContactsScreen(d), newOptionsScreen(d), r}
	})
}

func liveScenes(t *testing.T, typical func(*testing.T) *model.Campaign, worst *model.Campaign) []scene {
	live := func(make func(*testing.T) *model.Campaign, batch model.Batch, failed string, looks ...model.Statistics) func(*testing.T) *App {
		return func(t *testing.T) *App {
			c := *make(t)
			options, _ := model.ParseOptions(c.Values, fixedNow)
			plan := model.NewPlan(c.List.Freeze(), options)
			c.Plan, c.Stage = &plan, model.StageLive
			batch.Contacts = plan.Len()
			if len(looks) > 0 {
				batch.Contacts = looks[len(looks)-1].Total
			}
			c.Batches = []model.Batch{batch}
			return still(testConfig(), &c, func(d *desk) []screen {
				l := newLiveScreen(d)
				l.left = fixedNow.Add(-12 * time.Second)
				for _, look := range looks {
					l.take(looked{stats: map[int]model.Statistics{0: look}})
				}
				if failed != "" {
					l.looked = fixedNow.Add(-90 * time.Second)
					l.take(looked{err: errors.New(failed)})
				}
				return []screen{newFileScreen(d, ""), l}
			})
		}
	}
	accepted := model.Batch{State: model.SendAccepted, ID: "batch_1795512600_agent_renewals_0001"}
	calls := []model.Call{
		{ID: "c3", Status: "ONGOING", Phone: "+447400123101", Name: "Olivia Grant", At: fixedNow},
		{ID: "c2", Status: "MISSED", Phone: "+447400123103", Name: "田中 由美 👩‍👩‍👧 with a very long name indeed", Error: "busy", At: fixedNow.Add(-time.Second)},
		{ID: "c1", Status: "COMPLETED", Phone: "+447400123107", Name: "Amit Rao", Duration: 83 * time.Second, At: fixedNow.Add(-2 * time.Minute)},
		{ID: "c0", Status: "TELEPORTED", Phone: "unknown", Name: "\x1b[31mred", At: fixedNow.Add(-3 * time.Minute)},
	}
	look := func(at time.Duration, status model.BatchStatus, total, ok, failed int) model.Statistics {
		return model.Statistics{At: fixedNow.Add(at), Status: status, Total: total, Processed: ok + failed, Succeeded: ok, Failed: failed,
			Pending: total - ok - failed, StartedAt: fixedNow.Add(-10 * time.Minute), Calls: calls}
	}
	done := look(0, model.StatusCompleted, 300, 251, 49)
	done.EndedAt = fixedNow
	w := func(*testing.T) *model.Campaign { return worst }
	planned := func(t *testing.T) *model.Campaign {
		c := *typical(t)
		c.Values = maps.Clone(c.Values)
		c.Values[model.OptStart], c.Values[model.OptTimeZone] = "tomorrow 9:00", "Europe/Berlin"
		return &c
	}
	cancelled := look(0, model.StatusCancelled, 300, 90, 10)
	cancelled.EndedAt = fixedNow
	return []scene{
		{"live-scheduled", live(planned, accepted, "", model.Statistics{At: fixedNow, Status: model.StatusScheduled, Total: 300, Pending: 300})},
		{"live-cancelled", live(typical, accepted, "", look(-time.Minute, model.StatusProcessing, 300, 60, 1), cancelled)},
		{"live-sending", live(typical, model.Batch{State: model.SendSending}, "")},
		{"live-empty", live(typical, accepted, "")},
		{"live-typical", live(typical, accepted, "", look(-2*time.Minute, model.StatusProcessing, 300, 20, 1), look(-time.Minute, model.StatusProcessing, 300, 90, 10), look(0, model.StatusProcessing, 300, 180, 20))},
		{"live-worst", live(w, accepted, "Dialgen does not answer: the connection was refused. Check the network.", look(-time.Minute, "recalibrating", 123_456, 100_001, 1_234), look(0, "recalibrating", 123_456, 101_001, 2_345))},
		{"live-done", live(typical, accepted, "", look(-time.Minute, model.StatusProcessing, 300, 200, 20), done)},
		{"live-refused", live(typical, model.Batch{State: model.SendRefused, Reason: "Dialgen has 500 call minutes left, and this campaign needs about 2,000. Buy minutes, or send fewer contacts."}, "")},
		{"live-elsewhere", live(typical, model.Batch{State: model.SendUnknown, Service: "https://sa.dialgen.ai", Reason: "Dialgen did not answer within 5 minutes."}, "")},
		{"live-unknown", live(typical, model.Batch{State: model.SendUnknown, Reason: "Dialgen did not answer within 5 minutes."}, "")},
		{"live-likely", func(t *testing.T) *App {
			a := live(typical, model.Batch{State: model.SendUnknown, Reason: "Dialgen did not answer within 5 minutes."}, "")(t)
			a.front().(*liveScreen).search = search{last: fixedNow, finding: Finding{Looks: 4, Likely: "batch_1795836426_agent_renewals_0042", Candidates: []Candidate{
				{ID: "batch_1795836426_agent_renewals_0042", Status: model.StatusScheduled, Contacts: 2, Created: fixedNow},
			}}}
			return a
		}},
	}
}

func TestScreens(t *testing.T) {
	sizes := []struct{ w, h int }{{80, 24}, {120, 40}}
	for _, s := range scenes(t) {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", s.name, size.w, size.h), func(t *testing.T) {
				a := s.make(t)
				a.Update(tea.WindowSizeMsg{Width: size.w, Height: size.h})
				a.settle()
				view := a.View()
				fits(t, view, size.w, size.h)
				golden.RequireEqual(t, []byte(view+"\n"))
			})
		}
	}
}

// fits holds that a screen fills its window exactly and holds no control.
func fits(t interface {
	Helper()
	Errorf(string, ...any)
}, view string, width, height int) {
	t.Helper()
	lines := strings.Split(view, "\n")
	if len(lines) != height {
		t.Errorf("%d lines, want %d", len(lines), height)
	}
	for i, line := range lines {
		if w := ansi.StringWidth(line); w != width {
			t.Errorf("line %d is %d cells wide, want %d: %q", i+1, w, width, line)
		}
		for _, r := range ansi.Strip(line) {
			if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
				t.Errorf("line %d holds the control character %U", i+1, r)
			}
		}
	}
}

func TestEveryScreenFitsEveryWindow(t *testing.T) {
	for _, s := range scenes(t) {
		t.Run(s.name, func(t *testing.T) {
			a := s.make(t)
			for _, size := range [][2]int{{200, 60}, {80, 24}, {81, 25}, {111, 30}, {112, 24}, {300, 90}, {40, 10}, {1, 1}} {
				a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				fits(t, a.View(), size[0], size[1])
			}
		})
	}
}
