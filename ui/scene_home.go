package ui

import (
	"fmt"
	"time"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
)

// homeCampaigns are campaigns in all states there are.
func homeCampaigns() []model.Summary {
	at := func(before time.Duration) time.Time { return fixedNow.Add(-before) }
	day := 24 * time.Hour
	n := 0
	one := func(name string, changed time.Duration, batches ...model.Batch) model.Summary {
		n++
		s := model.Summary{ID: fmt.Sprintf("k%02d", n), Changed: at(changed)}
		s.Draft = model.Draft{Name: name, Rows: 255, Stage: model.StageLive, View: model.View{Home: true}, Origin: model.Origin{Path: fmt.Sprintf("/lists/list %02d.xlsx", n)},
			Values: model.OptionValues{model.OptAgent: "agent_renewals", model.OptTimeZone: "Europe/London"}}
		for i := range batches {
			b := &batches[i]
			b.Key, b.Index, b.Service, b.Agent = fmt.Sprintf("%s-%d", s.ID, i), i, sceneConfig().Account.Service, "agent_renewals"
			if b.State != model.SendPrepared {
				b.Sent = at(changed + 10*time.Minute)
			}
		}
		s.Batches = batches
		if len(batches) > 0 {
			s.Confirmed = at(changed + 11*time.Minute)
		}
		return s
	}
	batch := func(state model.SendState, contacts int, look model.Statistics) model.Batch {
		if look.Status != "" {
			look.At = at(time.Minute)
		}
		return model.Batch{State: state, ID: "batch_1", Contacts: contacts, Last: look}
	}
	look := func(status model.BatchStatus, total, ok, failed int) model.Statistics {
		return model.Statistics{Status: status, Total: total, Processed: ok + failed, Succeeded: ok, Failed: failed, Pending: total - ok - failed}
	}
	scheduled := batch(model.SendAccepted, 1_200, look(model.StatusScheduled, 1_200, 0, 0))
	scheduled.Schedule.Start = fixedNow.Add(23*time.Hour + 30*time.Minute)
	draft := one("नवीनीकरण अभियान", 2*time.Hour)
	draft.Draft.Stage, draft.Draft.Counts[model.ToFix] = model.StageContacts, 14
	held := one("Autumn survey", 26*time.Hour)
	held.Draft.Stage, held.Holder = model.StageOptions, "ben, terminal pts/7, since 10:02"
	damaged := one("Summer reminders", 40*day, batch(model.SendAccepted, 80, look(model.StatusCompleted, 80, 61, 19)))
	damaged.Damage = "Some of its rows cannot be read."
	archived := one("Winter 2024", 400*day, batch(model.SendAccepted, 500, look(model.StatusCompleted, 500, 400, 100)))
	archived.Draft.View.Archived = true
	return []model.Summary{
		one("Spring renewals", time.Hour, batch(model.SendAccepted, 255, look(model.StatusProcessing, 255, 91, 18))),
		draft,
		one("田中様 更新のご案内 二〇二六年 冬", 3*time.Hour, batch(model.SendUnknown, 300, model.Statistics{})),
		one("Payment reminders", 4*time.Hour, batch(model.SendRefused, 40, model.Statistics{})),
		one("Second half", 5*time.Hour, batch(model.SendAccepted, 1000, look(model.StatusCompleted, 1000, 720, 280)), batch(model.SendPrepared, 1000, model.Statistics{})),
		one("Early birds", 6*time.Hour, scheduled),
		held,
		one("A campaign with a name that is longer than any column of a narrow window", 30*time.Hour, batch(model.SendAccepted, 100_000, look(model.StatusCompleted, 100_000, 83_912, 16_088))),
		one("Cancelled one", 3*day, batch(model.SendAccepted, 300, look(model.StatusCancelled, 300, 90, 10))),
		one("Not looked at", 5*day, batch(model.SendAccepted, 12, model.Statistics{})),
		damaged,
		one("Spring renewals", 380*day, batch(model.SendAccepted, 240, look(model.StatusCompleted, 240, 171, 69))),
		archived,
	}
}

// batchesElsewhere are on Dialgen's list and of no campaign here.
func batchesElsewhere() []model.ListedBatch {
	one := func(n int, status model.BatchStatus, before time.Duration, total, processed, succeeded, failed int) model.ListedBatch {
		return model.ListedBatch{ID: fmt.Sprintf("batch_1795512600_agent_renewals_%04d", n), Status: status, Total: total, Processed: processed, Succeeded: succeeded, Failed: failed,
			Created: fixedNow.Add(-before), Agent: "agent_renewals", User: "user_1"}
	}
	odd := one(4, "recalibrating", 26*time.Hour, 40, 12, 9, 3)
	nameless := one(5, model.StatusCancelled, 0, 9, 4, 2, 2)
	nameless.Created = time.Time{}
	return []model.ListedBatch{
		one(1, model.StatusProcessing, 2*time.Hour, 255, 110, 91, 18),
		one(2, model.StatusIngesting, 3*time.Hour, 0, 0, 0, 0),
		one(3, model.StatusCompleted, 50*time.Hour, 1200, 1200, 801, 399),
		odd, nameless,
	}
}

func homeScenes() []Scene {
	home := func(keys ...string) func(theme.Theme) *App {
		return func(t theme.Theme) *App {
			a := still(t, sceneConfig(), nil, func(*screen.Console) []screen.Screen { return nil })
			a.stack[0].(*homeScreen).listed(homeCampaigns())
			a.width, a.height = minWidth, minHeight
			for _, k := range keys {
				a.Update(keyMsg(k))
			}
			return a
		}
	}
	return []Scene{
		{"home-twelve", home("down")},
		{"home-running", home("3")},
		{"home-found", home("/", "s", "p", "r", "i", "n", "g")},
		{"home-archived", home("6")},
		{"home-elsewhere", func(t theme.Theme) *App {
			a := home()(t)
			h := a.stack[0].(*homeScreen)
			h.listed(homeCampaigns()[6:])
			h.remote.listed(session.MadeElsewhere{Batches: batchesElsewhere()})
			a.drain()
			return a
		}},
		{"home-adopt", func(t theme.Theme) *App {
			a := home()(t)
			h := a.stack[0].(*homeScreen)
			h.listed(homeCampaigns()[6:])
			h.remote.take(batchesElsewhere())
			h.remote.ask(batchesElsewhere()[0])
			a.drain()
			return a
		}},
		{"home-nothing", home("5", "/", "z", "z", "enter")},
	}
}
