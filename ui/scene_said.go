package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/transcript"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
)

// sampleSaid is calls that are stored with what was said on them.
type sampleSaid struct {
	session.Ledger
	calls   []model.Call
	details map[string]model.CallDetail
}

func (s *sampleSaid) Calls(context.Context, string) ([]model.Call, error) { return s.calls, nil }

func (s *sampleSaid) CallDetails(context.Context, string) (map[string]model.CallDetail, error) {
	return s.details, nil
}

// call adds an answered call, and what was said on it: "A:" is said by the agent, "S:" is the
// summary. Without a word its details are not stored.
func (s *sampleSaid) call(phone string, minutes int, said ...string) {
	id := fmt.Sprintf("call_%04d", len(s.calls))
	s.calls = append(s.calls, model.Call{ID: id, Phone: phone, Name: "As Dialgen has it", Status: model.CallAnswered, At: fixedNow.Add(-time.Duration(minutes) * time.Minute), Duration: time.Duration(40+minutes) * time.Second})
	if len(said) == 0 {
		return
	}
	d := model.CallDetail{Call: id, Measured: true, Over: true, Fetched: fixedNow}
	for _, text := range said {
		turn := model.Turn{Turn: transcript.Turn{Speaker: transcript.Contact, Text: text}}
		switch {
		case strings.HasPrefix(text, "S: "):
			d.Summary = text[3:]
			continue
		case strings.HasPrefix(text, "A: "):
			turn.Speaker, turn.Text = transcript.Agent, text[3:]
		}
		d.Turns = append(d.Turns, turn)
	}
	s.details[id] = d
}

// saidCampaign is a campaign that was sent to people in several places.
func saidCampaign() *model.Campaign {
	c := campaignOf(tableOf([]string{"Name", "Mobile", "Plan"},
		[]string{"Olivia Grant", "+447400123101", "Gold"}, []string{"Zoë Młynarczyk", "+447400123102", "Gold"}, []string{"Amit Rao", "+447400123103", "Gold"},
		[]string{"田中 由美", "+447400123104", "Basic"}, []string{"Maximiliane-Theodora von und zu Hohenschönhausen", "+4915112345678", "Gold"}, []string{"Sam Poole", "+12125550143", "Basic"},
		[]string{"Nadia Haddad", "+447400123107", "Gold"}, []string{"Ben Okafor", "+447400123108", "Gold"}), "Spring renewals")
	options, _ := model.ParseOptions(c.Values, fixedNow)
	plan := model.NewPlan(c.List.Snapshot(), options)
	c.Plan, c.Stage = &plan, model.StageLive
	c.Batches = []model.Batch{{Key: "k", State: model.SendAccepted, ID: "batch_1795512600_agent_renewals_0001", Contacts: plan.Len(), Schedule: options.Schedule(),
		Last: model.Statistics{At: fixedNow, Status: model.StatusCompleted, Total: plan.Len(), Processed: plan.Len(), Succeeded: plan.Len(), StartedAt: fixedNow.Add(-time.Hour), EndedAt: fixedNow}}}
	return c
}

func sampleCalls() *sampleSaid {
	s := &sampleSaid{details: map[string]model.CallDetail{}}
	s.call("+447400123101", 50, "A: Good morning, am I speaking to Olivia?", "Yes. Look, I have told you people three times: please do not call me again!", "S: The customer was upset and asked us not to call her again.")
	s.call("+447400123102", 44, "A: Would you like me to remove you from our list?", "Yes, please.")
	s.call("+447400123103", 40, "I am driving. Call me tomorrow at 3 pm.")
	s.call("+447400123104", 36, "もう電話しないでください。")
	s.call("+4915112345678", 30, "Da sind Sie falsch verbunden, hier gibt es keine Frau von Hohenschönhausen.")
	s.call("+12125550143", 28, "Can you try me again on Friday at 10 am?")
	s.call("+447400123107", 20, "I'm not interested.", "A: I see, we won't call you again.")
	s.call("+447400123108", 12, "Bitte nicht vor zehn Uhr anrufen.")
	s.call("+447400123199", 8)
	s.call("+447400123198", 7)
	return s
}

// saidScene is the screen of what people said, once it was read, after some keys.
func saidScene(t theme.Theme, calls *sampleSaid, err error, keys string) *App {
	a := still(t, sceneConfig(), saidCampaign(), func(d *screen.Console) []screen.Screen {
		l := newLiveScreen(d)
		l.said.shown = newSaidScreen(&l.said)
		return []screen.Screen{newFileScreen(d, ""), l, l.said.shown}
	})
	s := a.front().(*saidScreen)
	if calls != nil {
		said, failed := session.SaidOf{Campaign: a.console.Campaign, Store: session.Store{Ledger: calls}, Now: a.console.Config.Now, Region: "GB"}.Get(context.Background())
		s.of.take(saidRead{must(said, failed), nil})
	}
	if err != nil {
		s.of.take(saidRead{err: err})
	}
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	for k := range strings.FieldsSeq(keys) {
		a.press(keyMsg(strings.ReplaceAll(k, "space", " ")))
		a.drain()
	}
	return a
}

func saidScenes() []Scene {
	nothing := func() *sampleSaid {
		s := &sampleSaid{details: map[string]model.CallDetail{}}
		s.call("+447400123101", 50, "Yes, that is fine. Bye.")
		return s
	}
	unread := func() *sampleSaid {
		s := &sampleSaid{details: map[string]model.CallDetail{}}
		s.call("+447400123101", 50)
		s.call("+447400123102", 40)
		return s
	}
	return []Scene{
		{"said-optouts", func(t theme.Theme) *App { return saidScene(t, sampleCalls(), nil, "") }},
		{"said-marked", func(t theme.Theme) *App { return saidScene(t, sampleCalls(), nil, "down space space") }},
		{"said-likely", func(t theme.Theme) *App { return saidScene(t, sampleCalls(), nil, "A") }},
		{"said-callbacks", func(t theme.Theme) *App { return saidScene(t, sampleCalls(), nil, "tab") }},
		{"said-when", func(t theme.Theme) *App { return saidScene(t, sampleCalls(), nil, "tab space space n") }},
		{"said-listed", func(t theme.Theme) *App {
			a := saidScene(t, sampleCalls(), nil, "")
			s := a.front().(*saidScreen)
			for i := range s.of.said.OptOuts[:3] {
				o := &s.of.said.OptOuts[i]
				o.Listed, o.ListedFrom = fixedNow, session.SaidOnACall("Spring renewals")
			}
			return a
		}},
		{"said-fetching", func(t theme.Theme) *App {
			a := saidScene(t, sampleCalls(), nil, "")
			a.front().(*saidScreen).of.fetch.asking = true
			return a
		}},
		{"said-asked", func(t theme.Theme) *App { return saidScene(t, sampleCalls(), nil, "tab end") }},
		{"said-reading", func(t theme.Theme) *App { return saidScene(t, nil, nil, "") }},
		{"said-empty", func(t theme.Theme) *App { return saidScene(t, &sampleSaid{}, nil, "") }},
		{"said-unread", func(t theme.Theme) *App { return saidScene(t, unread(), nil, "") }},
		{"said-nobody", func(t theme.Theme) *App { return saidScene(t, nothing(), nil, "") }},
		{"said-error", func(t theme.Theme) *App {
			return saidScene(t, nil, errors.New("reading the calls: the disk is away"), "")
		}},
	}
}
