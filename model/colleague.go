package model

import (
	"fmt"

	"callsheet/model/printable"
)

// maxColleagueRunes is as much of a colleague's name as is shown: "anna on jump2".
const maxColleagueRunes = 60

// ColleagueWords name a colleague, as far as that fits on one line and can be drawn.
func ColleagueWords(colleague string) string {
	if words := printable.Text(colleague, maxColleagueRunes); words != "" || colleague == "" {
		return words
	}
	return "somebody"
}

// CampaignWords name a campaign, and where it is not this machine's own, whose it is:
// `a colleague's "Spring renewals" (anna on jump2)`.
func CampaignWords(name, colleague string) string {
	words := campaignWords(name, colleague)
	if colleague != "" {
		return "a colleague's " + words
	}
	return words
}

// campaignWords are CampaignWords where there is little room, what matters first.
func campaignWords(name, colleague string) string {
	words := fmt.Sprintf("%q", printable.Text(name, maxNameRunes))
	if colleague != "" {
		words += " (" + ColleagueWords(colleague) + ")"
	}
	return words
}

// CampaignWords name the campaign that a number is guarded by.
func (m Suppression) CampaignWords() string { return CampaignWords(m.Campaign, m.Colleague) }

func (m Suppression) shortCampaign() string { return campaignWords(m.Campaign, m.Colleague) }

// byColleague says whose batch it was; "" where it was this machine's own.
func (m Suppression) byColleague() string {
	if m.Colleague == "" {
		return ""
	}
	return " by " + ColleagueWords(m.Colleague)
}

// UncertainAdvice is how it is found out whether a number is called that is only perhaps: by
// whoever sent the batch, as its own machine knows most of it. here says what to do where that is this one.
func (m Suppression) UncertainAdvice(here string) string { return uncertainAdvice(m.Colleague, here) }

// CancelAdvice is how the batch that guards a number is ended: "cancel it".
func (m Suppression) CancelAdvice() string { return cancelAdvice(m.Colleague, "it") }

func uncertainAdvice(colleague, here string) string {
	if colleague == "" {
		return here
	}
	return "ask " + ColleagueWords(colleague) + " to settle that first, or take their campaign over on Home (t) if they are gone"
}
