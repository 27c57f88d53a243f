package ui

import (
	"context"
	"fmt"
	"time"

	"callsheet/model"
	"callsheet/model/team"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
)

// sampleTeam is a team that stands as it is said to, and is never met.
type sampleTeam struct{ state session.TeamState }

func (s sampleTeam) Known() session.TeamState                  { return s.state }
func (s sampleTeam) Meet(context.Context) session.TeamState    { return s.state }
func (s sampleTeam) TakeOver(context.Context, team.Head) error { return nil }

// teamMembers are the first of a team's members: this machine, and colleagues who are there or gone.
func teamMembers() []team.Member {
	one := func(n int, login, host string, seen time.Duration, present bool) team.Member {
		return team.Member{ID: fmt.Sprintf("m%02d", n), Login: login, Host: host, Joined: fixedNow.Add(-60 * 24 * time.Hour), Seen: fixedNow.Add(-seen), Present: present}
	}
	return []team.Member{
		one(0, "anna", "jump1", 0, true), one(1, "ben", "jump1", 8*time.Second, true), one(2, "carla", "jump2.example", 3*time.Hour, false),
		one(3, "佐藤健", "tokyo-jump", 20*time.Second, true), one(4, "a-login-that-is-longer-than-any-column", "a-host-that-is-long.example", 50*time.Hour, false),
	}
}

// headOf is a colleague's campaign with its batches.
func headOf(n int, owner team.Member, name string, changed time.Duration, batches ...model.Batch) team.Head {
	h := team.Head{Campaign: fmt.Sprintf("t%03d", n), Name: name, Service: sceneConfig().Account.Service, Agent: "agent_renewals", Owner: owner,
		Since: fixedNow.Add(-26 * time.Hour), Changed: fixedNow.Add(-changed), Batches: batches}
	for i := range batches {
		b := &batches[i]
		b.Key, b.Campaign, b.Index, b.Service, b.Agent = fmt.Sprintf("%s-%d", h.Campaign, i), h.Campaign, i, h.Service, h.Agent
		if b.State == model.SendAccepted {
			b.ID = fmt.Sprintf("batch_1795512600_agent_renewals_%s%d", h.Campaign, i)
		}
		if b.State != model.SendPrepared {
			b.Sent = fixedNow.Add(-changed - 10*time.Minute)
		}
		h.Contacts += b.Contacts
		h.Confirmed = fixedNow.Add(-changed - 11*time.Minute)
	}
	return h
}

func theirBatch(state model.SendState, status model.BatchStatus, contacts, answered, missed int) model.Batch {
	b := model.Batch{State: state, Contacts: contacts}
	if status != "" {
		b.Last = model.Statistics{At: fixedNow.Add(-20 * time.Second), Status: status, Total: contacts, Processed: answered + missed, Succeeded: answered, Failed: missed, Pending: contacts - answered - missed}
	}
	return b
}

// teamHeads are campaigns of colleagues in all states there are, and one of this machine's.
func teamHeads() []team.Head {
	m := teamMembers()
	calling := headOf(1, m[1], "Spring renewals", time.Minute, theirBatch(model.SendAccepted, model.StatusProcessing, 1204, 311, 90))
	calling.Holder = "ben, terminal pts/3"
	gone := headOf(2, m[2], "Payment reminders", 3*time.Hour, theirBatch(model.SendAccepted, model.StatusProcessing, 300, 80, 40),
		theirBatch(model.SendUnknown, "", 300, 0, 0), theirBatch(model.SendPrepared, "", 1000, 0, 0))
	draft := headOf(3, m[3], "更新のご案内 二〇二六年", 20*time.Minute)
	draft.Contacts = 12_480
	paused := headOf(4, m[1], "A campaign with a name that is longer than any column of a narrow window", 2*time.Hour, theirBatch(model.SendAccepted, model.StatusCancelled, 500, 60, 11))
	paused.Paused = fixedNow.Add(-2 * time.Hour)
	waves := headOf(5, m[3], "Zones", 5*time.Minute, theirBatch(model.SendAccepted, model.StatusCompleted, 800, 500, 300), theirBatch(model.SendPrepared, "", 700, 0, 0))
	waves.NextWave = fixedNow.Add(3 * time.Hour)
	over := headOf(6, m[4], "Winter", 50*time.Hour, theirBatch(model.SendAccepted, model.StatusCompleted, 240, 171, 69))
	return []team.Head{headOf(0, m[0], "Own", time.Hour, theirBatch(model.SendAccepted, model.StatusCompleted, 10, 5, 5)), calling, gone, draft, paused, waves, over}
}

// teamState is how the team of the scenes stands.
func teamState() session.TeamState {
	return session.TeamState{Member: "m00", Heard: fixedNow, Standing: team.Standing{Team: "t", Name: "Renewals", Now: fixedNow, Members: teamMembers(), Heads: teamHeads(), DoNotCall: 1204}}
}

// largeTeamState is that of 20 members with 300 campaigns.
func largeTeamState() session.TeamState {
	s := teamState()
	s.Standing.Heads = nil
	for i := len(s.Standing.Members); i < 20; i++ {
		s.Standing.Members = append(s.Standing.Members, team.Member{ID: fmt.Sprintf("m%02d", i), Login: fmt.Sprintf("user%02d", i), Host: fmt.Sprintf("jump%d", i%3), Seen: fixedNow.Add(-time.Duration(i) * time.Hour), Present: i%2 == 0})
	}
	for i := range 300 {
		b := theirBatch(model.SendAccepted, model.StatusCompleted, 1000+i, 600, 400+i)
		if i%10 == 0 {
			b = theirBatch(model.SendAccepted, model.StatusProcessing, 2000+i, 20*(i+1)/7, 10)
		}
		s.Standing.Heads = append(s.Standing.Heads, headOf(i, s.Standing.Members[1+i%19], fmt.Sprintf("Campaign %03d", i), time.Duration(i)*time.Hour, b))
	}
	return s
}

// inTeam is the console of a scene in a team.
func inTeam(cfg screen.Config, s session.TeamState) screen.Config {
	cfg.Store.Team = sampleTeam{s}
	return cfg
}

// teamTroubles are the states in which a team's ledger has something wrong: it does not answer, is
// another than it was, has to be put right, or is a copy that waits; and campaigns were taken over.
func teamTroubles() (away, refused, setup, recovery, lost session.TeamState) {
	after := func(change func(*session.TeamState)) session.TeamState {
		s := teamState()
		change(&s)
		return s
	}
	away = after(func(s *session.TeamState) {
		s.Heard, s.Err = fixedNow.Add(-12*time.Minute), &team.AwayError{Why: "connection refused"}
	})
	refused = after(func(s *session.TeamState) {
		s.Err = &team.RefusedError{Difference: team.Older, Database: "db.example:5432/callsheet", Detail: "it has 1,204 entries, and 1,310 were seen"}
	})
	setup = after(func(s *session.TeamState) {
		s.Err = &team.SetupError{Database: "db.example:5432/callsheet", Why: "this user may not use the team's tables there", Remedy: "Whoever keeps it allows that: GRANT the role that made the team TO the user."}
	})
	recovery = after(func(s *session.TeamState) {
		s.Standing.Recovery = &team.Recovery{Since: fixedNow.Add(-time.Hour), By: teamMembers()[1], Waiting: teamMembers()[2:]}
	})
	lost = after(func(s *session.TeamState) {
		s.Lost = []team.Lost{{Campaign: "c1", By: teamMembers()[1], At: fixedNow.Add(-time.Hour)}, {Campaign: "k06", By: teamMembers()[1], At: fixedNow.Add(-time.Hour)}}
	})
	return away, refused, setup, recovery, lost
}

func teamScenes(typical func() *model.Campaign) []Scene {
	home := func(s session.TeamState, own []model.Summary, keys ...string) func(theme.Theme) *App {
		return func(t theme.Theme) *App {
			a := still(t, inTeam(sceneConfig(), s), nil, func(*screen.Console) []screen.Screen { return nil })
			h := a.stack[0].(*homeScreen)
			h.team.take()
			h.listed(own)
			a.width, a.height = minWidth, minHeight
			for _, k := range keys {
				a.Update(keyMsg(k))
			}
			return a
		}
	}
	own := func() []model.Summary { return homeCampaigns()[:3] }
	away, refused, setup, recovery, lost := teamTroubles()
	by := func(b model.Batch) model.Batch {
		b.CancelledBy, b.CancelledAt = "ben on jump1", fixedNow.Add(-20*time.Minute)
		b.Last.Status = model.StatusCancelled
		return b
	}
	cancelled := func() []model.Summary {
		own := homeCampaigns()[:3]
		for i := range own {
			if len(own[i].Batches) > 0 && own[i].Batches[0].State == model.SendAccepted {
				own[i].Batches[0] = by(own[i].Batches[0])
			}
		}
		return own
	}
	onContacts := func(s session.TeamState) func(theme.Theme) *App {
		return func(t theme.Theme) *App {
			a := contactsScene(t, typical(), "to_fix")
			a.console.Team.Team, a.console.Team.State = sampleTeam{s}, s
			return a
		}
	}
	return []Scene{
		{"home-team", home(teamState(), own(), "down", "down", "down", "down")},
		{"home-team-gone", home(teamState(), own(), "8", "/", "p", "a", "y", "enter")},
		{"home-team-many", home(largeTeamState(), homeCampaigns(), "8")},
		{"home-team-read", home(teamState(), nil, "/", "z", "o", "n", "e", "enter", "enter")},
		{"home-team-cancel", home(teamState(), nil, "/", "p", "a", "y", "enter", "c")},
		{"home-team-take-over", home(teamState(), nil, "/", "p", "a", "y", "enter", "t")},
		{"home-team-members", home(largeTeamState(), own(), "T")},
		{"home-team-away", home(away, own())},
		{"home-team-refused", home(refused, own(), "T")},
		{"home-team-setup", home(setup, own(), "T")},
		{"home-team-recovery", home(recovery, own())},
		{"home-team-lost", home(lost, homeCampaigns()[:3], "/", "田", "enter")},
		{"contacts-team-away", onContacts(away)},
		{"contacts-team-refused", onContacts(refused)},
		{"home-team-cancelled", home(teamState(), cancelled(), "/", "s", "p", "r", "enter")},
		{"live-team-cancelled", func(t theme.Theme) *App {
			c := scenePaused(1)
			c.Plan.Segments[0].Release.Paused, c.Batches[0].Part.Release.Paused = time.Time{}, time.Time{}
			c.Batches[0] = by(c.Batches[0])
			a := lookedAtScene(t, c)
			a.console.Team.Team, a.console.Team.State = sampleTeam{teamState()}, teamState()
			return a
		}},
		{"live-team-lost", func(t theme.Theme) *App {
			c := scenePaused(1)
			c.Plan.Segments[0].Release.Paused, c.Batches[0].Part.Release.Paused = time.Time{}, time.Time{}
			c.Batches[0].Last.Status = model.StatusProcessing
			a := lookedAtScene(t, c)
			a.console.Team.Team, a.console.Team.State = sampleTeam{lost}, lost
			lost.SetTold(a.console.Campaigns, fixedNow)
			return a
		}},
	}
}
