package ui

import (
	"context"
	"slices"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/table"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
)

// Console is the console of the scene in a window of a size.
func (s Scene) Console(t theme.Theme, window tea.WindowSizeMsg) *App {
	a := s.make(t)
	a.Update(window)
	a.drain()
	return a
}

// Draw draws the scene as the console would in a window of a size.
func (s Scene) Draw(t theme.Theme, width, height int) string {
	return s.Console(t, tea.WindowSizeMsg{Width: width, Height: height}).View()
}

// Scenes are the states of the console that are worth looking at.
func Scenes() []Scene {
	worst := sync.OnceValue(func() *model.Campaign { return campaignOf(worstList(), longName) })
	typical := func() *model.Campaign { return campaignOf(springList(), "Spring renewals") }
	all := []Scene{
		{"home-empty", func(t theme.Theme) *App {
			return still(t, sceneConfig(), nil, func(*screen.Console) []screen.Screen { return nil })
		}},
		{"home-typical", func(t theme.Theme) *App {
			a := still(t, sceneConfig(), typical(), func(*screen.Console) []screen.Screen { return nil })
			a.console.AddCampaign(&model.Campaign{Table: springList(), Values: model.OptionValues{model.OptName: longName}})
			return a
		}},
		{"file-empty", func(t theme.Theme) *App {
			return still(t, sceneConfig(), &model.Campaign{}, func(d *screen.Console) []screen.Screen { return []screen.Screen{newFileScreen(d, "")} })
		}},
		{"file-typical", func(t theme.Theme) *App { return fileScene(t, springList(), nil) }},
		{"file-error", func(t theme.Theme) *App {
			return fileScene(t, nil, model.UserError("This is an old Excel 97 workbook. Open it in Excel and save it as .xlsx."))
		}},
		{"file-worst", func(t theme.Theme) *App { return fileScene(t, worst().Table, nil) }},
		{"file-reading", func(t theme.Theme) *App {
			a := fileScene(t, springList(), nil)
			f := a.front().(*fileScreen)
			f.phase, f.progress, f.began = reading, &table.Progress{}, fixedNow.Add(-4*time.Second)
			f.progress.Bytes.Store(5_000_000)
			f.progress.Total.Store(20_000_000)
			f.progress.Rows.Store(123_456)
			return a
		}},
		{"columns-typical", func(t theme.Theme) *App {
			return still(t, sceneConfig(), typical(), func(d *screen.Console) []screen.Screen {
				return []screen.Screen{newFileScreen(d, ""), newColumnsScreen(d)}
			})
		}},
		{"columns-worst", func(t theme.Theme) *App {
			return still(t, sceneConfig(), worst(), func(d *screen.Console) []screen.Screen {
				return []screen.Screen{newFileScreen(d, ""), newColumnsScreen(d)}
			})
		}},
	}
	all = slices.Concat(all, repairScenes(typical, worst), optionsScenes(typical), reviewScenes(typical, worst))
	all = append(all, testCallScenes(typical, worst)...)
	all = append(all, callScenes(typical, worst)...)
	all = slices.Concat(all, listScenes(), columnsScenes(), zoneScenes())
	all = append(all, liveScenes(typical, worst)...)
	all = slices.Concat(all, outcomeScenes(), wavesScenes(), canaryScenes(), steerScenes(), homeScenes(), teamScenes(typical), againScenes(), saidScenes(), accountScenes())
	return append(all, paletteScenes(all)...)
}

// repairScenes are the states of Contacts.
func repairScenes(typical, worst func() *model.Campaign) []Scene {
	return []Scene{
		{"contacts-empty", func(t theme.Theme) *App {
			return contactsScene(t, campaignOf(tableOf([]string{"Name", "Phone"}, []string{"Ann", "07400 123456"}), "One"), "to_fix")
		}},
		{"contacts-typical", func(t theme.Theme) *App { return contactsScene(t, typical(), "to_fix") }},
		{"contacts-all", func(t theme.Theme) *App { return contactsScene(t, typical(), "all") }},
		{"contacts-worst", func(t theme.Theme) *App { return contactsScene(t, worst(), "all") }},
		{"repair-causes", func(t theme.Theme) *App { return benchScene(t, "") }},
		{"repair-preview", func(t theme.Theme) *App { return benchScene(t, "down down enter") }},
		{"repair-sure", func(t theme.Theme) *App { return benchScene(t, "A") }},
		{"repair-destroyed", func(t theme.Theme) *App { return benchScene(t, "end enter") }},
		{"repair-editor", func(t theme.Theme) *App { return benchScene(t, "1 e") }},
		{"repair-editor-wrong", func(t theme.Theme) *App { return benchScene(t, "1 e 9 9 9 9 9") }},
		{"repair-marked", func(t theme.Theme) *App { return benchScene(t, "1 space space down space") }},
		{"repair-history", func(t theme.Theme) *App { return benchScene(t, "a x u o") }},
		{"repair-columns", func(t theme.Theme) *App { return benchScene(t, "c") }},
		{"repair-cells", func(t theme.Theme) *App { return benchScene(t, "2 home F down down down f up / d enter") }},
		{"repair-duplicates", func(t theme.Theme) *App {
			a := contactsScene(t, typical(), "duplicate")
			a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
			a.Update(keyMsg("d"))
			return a
		}},
		{"repair-worst", func(t theme.Theme) *App {
			a := contactsScene(t, worst(), "to_fix")
			a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
			a.Update(keyMsg("e"))
			return a
		}},
	}
}

// optionsScenes are the states of Options.
func optionsScenes(typical func() *model.Campaign) []Scene {
	return []Scene{
		{"options-typical", func(t theme.Theme) *App { return optionsScene(t, typical()) }},
		{"options-outside", func(t theme.Theme) *App { return optionsScene(t, zonesCampaign(300, nil)) }},
		{"options-waves", func(t theme.Theme) *App { return optionsScene(t, zonesCampaign(300, inWaves(nil))) }},
		{"options-wrong", func(t theme.Theme) *App {
			c := typical()
			c.Values[model.OptRate], c.Values[model.OptStart], c.Values[model.OptAgent] = "300", "yesterday", ""
			return optionsScene(t, c)
		}},
		{"options-said", func(t theme.Theme) *App { return typedScene(t, typical(), "tab", "start", "tomorrow 9am new york") }},
		{"options-asked", func(t theme.Theme) *App { return typedScene(t, typical(), "", "start", "1/12 9:00") }},
		{"options-zones", func(t theme.Theme) *App { return typedScene(t, typical(), "down down", "timezone", "new") }},
		{"options-hours", func(t theme.Theme) *App { return typedScene(t, zonesCampaign(300, nil), "", "hours", "us") }},
		{"options-basis", func(t theme.Theme) *App { return typedScene(t, zonesCampaign(300, nil), "", "hours", "daily 7-23") }},
		{"options-used", func(t theme.Theme) *App {
			a := typedScene(t, typical(), "")
			o := a.front().(*optionsScreen)
			o.used = session.Used{model.OptAgent: {"agent_renewals", "agent_surveys", "agent_old"}}
			o.agents = map[string]session.Agent{"agent_renewals": {Name: "Renewals", Active: true, Outbound: true}, "agent_surveys": {Name: "Customer surveys", Active: true, Outbound: true}}
			o.form.Focus(string(model.OptAgent))
			o.suggest(true)
			o.note()
			return a
		}},
		{"options-sets", func(t theme.Theme) *App {
			a := optionsScene(t, typical())
			a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
			a.front().(*optionsScreen).setsLoaded(setsLoaded{sets: must(sampleSets{}.OptionSets(context.Background()))})
			a.drain()
			return a
		}},
	}
}

// reviewScenes are the states of Review.
func reviewScenes(typical, worst func() *model.Campaign) []Scene {
	return []Scene{
		{"review-typical", func(t theme.Theme) *App { return reviewScene(t, typical()) }},
		{"review-worst", func(t theme.Theme) *App { return reviewScene(t, worst()) }},
		{"review-outside", func(t theme.Theme) *App { return reviewScene(t, zonesCampaign(300, nil)) }},
		{"review-waves", func(t theme.Theme) *App { return reviewScene(t, zonesCampaign(300, inWaves(nil))) }},
		{"review-days", func(t theme.Theme) *App {
			return reviewScene(t, zonesCampaign(6000, inWaves(model.OptionValues{model.OptRate: "1"})))
		}},
		{"review-unknown", func(t theme.Theme) *App { return reviewScene(t, unknownCampaign()) }},
		{"review-asked", func(t theme.Theme) *App { return askedScene(t, zonesCampaign(300, nil)) }},
		{"review-asked-waves", func(t theme.Theme) *App { return askedScene(t, zonesCampaign(300, inWaves(nil))) }},
		{"review-request", func(t theme.Theme) *App { return requestScene(t, zonesCampaign(300, inWaves(nil))) }},
	}
}
