package cli

import (
	"strings"
	"testing"

	"callsheet/config"
	"callsheet/model"
)

func TestACampaignIsFoundByItsIDOrAnUnmistakableName(t *testing.T) {
	all := []model.Summary{
		{ID: "aa", Draft: model.Draft{Name: "Spring"}},
		{ID: "bb", Draft: model.Draft{Name: "Summer"}},
		{ID: "cc", Draft: model.Draft{Name: "Summer"}},
		{ID: "dd", Draft: model.Draft{Name: "aa"}},
	}
	cases := []struct{ name, wanted, id, says string }{
		{"an id is that one", "bb", "bb", ""},
		{"a name is that one", "Spring", "aa", ""},
		{"an id goes before a name", "aa", "aa", ""},
		{"a name of two is none", "Summer", "", "Give the id"},
		{"a part of a name is none", "Spri", "", "There is no campaign"},
		{"nothing is none", "", "", "There is no campaign"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			found, err := findCampaign(all, c.wanted)
			if found.ID != c.id || (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("found %q, %v", found.ID, err)
			}
		})
	}
}

func TestAServiceIsTheSameHoweverItsAddressIsWritten(t *testing.T) {
	cases := []struct{ name, address, origin string }{
		{"none is the public one", "", "https://sa.dialgen.ai"},
		{"a slash at the end", "https://sa.dialgen.ai/", "https://sa.dialgen.ai"},
		{"capitals and the usual port", "HTTPS://SA.Dialgen.ai:443", "https://sa.dialgen.ai"},
		{"another port is another service", "http://127.0.0.1:8787", "http://127.0.0.1:8787"},
		{"a path is part of it", "https://proxy.example/Dialgen/", "https://proxy.example/Dialgen"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := serviceOrigin(config.Settings{BaseURL: c.address}); got != c.origin {
				t.Errorf("%q, want %q", got, c.origin)
			}
		})
	}
}
