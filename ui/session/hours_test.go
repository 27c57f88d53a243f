package session

import (
	"testing"

	"callsheet/model"
	"callsheet/model/hours"
)

func TestABasisIsThatOfTheHoursItWasGivenFor(t *testing.T) {
	for claim, c := range map[string]struct {
		set  model.OptionValues
		want string
	}{
		"other hours take it away":              {model.OptionValues{model.OptHours: "daily 1-24"}, ""},
		"those of the places, too":              {model.OptionValues{model.OptHours: ""}, ""},
		"the same hours leave it":               {model.OptionValues{model.OptHours: "daily 0-24", model.OptRate: "3"}, "they asked"},
		"other options leave it":                {model.OptionValues{model.OptRate: "3"}, "they asked"},
		"other hours may come with one of them": {model.OptionValues{model.OptHours: "daily 1-24", model.OptHoursBasis: "a contract"}, "a contract"},
	} {
		campaign := &model.Campaign{Values: model.OptionValues{model.OptHours: "daily 0-24", model.OptHoursBasis: "they asked"}}
		SetOptions(campaign, c.set)
		if got := campaign.Values[model.OptHoursBasis]; got != c.want {
			t.Errorf("%s: %q, want %q", claim, got, c.want)
		}
	}
}

func TestARuleOfOnesOwnIsWrittenDownAsItSays(t *testing.T) {
	own, err := hours.ParseOwnRule("callcentre", "mon-fri 9-18")
	if err != nil {
		t.Fatal(err)
	}
	book := hours.NewRulebook([]hours.Rule{own}, hours.Rulebook{}.Calendar())
	for text, want := range map[string]string{"callcentre": own.String(), "": "", "us-fl": "", "florence": "", own.String(): ""} {
		v := model.OptionValues{model.OptHours: text, model.OptHoursBasis: "they asked"}
		settled := SettledHours(v, book)
		if settled[model.OptHours] != want {
			t.Errorf("%q is written down as %q, want %q", text, settled[model.OptHours], want)
		}
		if want != "" && settled[model.OptHoursBasis] != "they asked" {
			t.Errorf("%q loses its basis", text)
		}
	}
}
