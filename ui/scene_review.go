package ui

import (
	"fmt"
	"maps"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/table"
	"callsheet/ui/theme"
)

// zonesCampaign is people in parts of the United States, in the United Kingdom, in New
// Zealand, and some of whom no zone is known; each so often.
func zonesCampaign(often int, change model.OptionValues) *model.Campaign {
	numbers := []string{"+1 212 5%06d", "+1 213 5%06d", "+1 305 5%06d", "+44 7400 %06d", "+44 20 79%06d", "+64 21 1%06d"}
	var b table.Builder
	for i := range often * len(numbers) {
		b.Append(i+2, []table.Cell{{Text: fmt.Sprintf("Person %d", i+1)}, {Text: fmt.Sprintf(numbers[i%len(numbers)], i)}})
	}
	for i := range 2 {
		b.Append(often*len(numbers)+i+2, []table.Cell{{Text: fmt.Sprintf("Hotline %d", i+1)}, {Text: fmt.Sprintf("+800 1234 567%d", i)}})
	}
	c := campaignOf(b.Build([]string{"Name", "Phone"}), "Spring renewals")
	maps.Copy(c.Values, change)
	return c
}

// inWaves are the values of a campaign that is called in waves, and some others.
func inWaves(others model.OptionValues) model.OptionValues {
	v := model.OptionValues{model.OptWaves: model.WavesOn}
	maps.Copy(v, others)
	return v
}

// unknownCampaign is people of whom no zone is known, and nobody else.
func unknownCampaign() *model.Campaign {
	return campaignOf(tableOf([]string{"Name", "Phone"}, []string{"Hotline 1", "+800 1234 5678"}, []string{"Hotline 2", "+800 1234 5679"}), "Hotlines")
}

// askedScene is the last question of a review.
func askedScene(t theme.Theme, c *model.Campaign) *App {
	a := reviewScene(t, c)
	a.console.Config.Grace = 10e9
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	a.Update(keyMsg("enter"))
	return a
}

// requestScene is the request as it is sent.
func requestScene(t theme.Theme, c *model.Campaign) *App {
	a := reviewScene(t, c)
	r := a.front().(*reviewScreen)
	r.ready.json = "{\n  \"agentId\": \"agent_renewals\",\n  \"contacts\": [\n    {\n      \"phoneNumber\": \"+12125550000\"\n    }\n  ]\n}"
	r.ready.curl = []string{"curl -X POST https://sa.dialgen.ai/api/v1/batch \\", "  -H \"Authorization: Bearer $DIALGEN_API_KEY\" \\", "  -H \"Accept: application/json\" -H \"Content-Type: application/json\" \\", "  -d @request.json"}
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	a.Update(keyMsg("v"))
	return a
}
