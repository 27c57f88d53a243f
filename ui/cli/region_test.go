//go:build unix

package cli_test

import (
	"fmt"
	"strings"
	"testing"
)

// profile gives the harness a settings file with a country.
func (d *harness) profile(region string) {
	d.t.Helper()
	d.settings("config.toml", anyHour+fmt.Sprintf("region = %q\n", region))
}

// britons is a list of a thousand British numbers, a fifth of them a digit short:
// as numbers of Germany more of them would be valid.
func (d *harness) britons() string {
	lines := []string{"Name,Phone"}
	for i := range 1000 {
		phone := fmt.Sprintf("07700900%03d", i)
		if i%5 == 4 {
			phone = phone[:len(phone)-1]
		}
		lines = append(lines, fmt.Sprintf("Person %d,%s", i, phone))
	}
	return d.file("britons.csv", lines...)
}

type countryDoc struct {
	Country struct {
		Region, From, Doubt string
		Candidates          []struct {
			Region string
			Fits   int
		}
		Fits, Numbers int
	}
	Ready, Duplicate int
	ToFix            int `json:"to_fix"`
}

func TestTheCountryOfTheProfileIsNotOverruled(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	d.profile("GB")
	list := d.britons()
	doubt := "Of 40 numbers without a country code 32 are valid in the United Kingdom and 40 in Germany. If they are from there, give --region DE."
	if r := d.run("check", list).exits(3); !strings.HasPrefix(strings.SplitN(r.out, "\n", 3)[0], "800 numbers without a code: United Kingdom, set in the profile, ") ||
		!strings.Contains(strings.SplitN(r.out, "\n", 3)[0], doubt) {
		t.Errorf("check says\n%s", r.out)
	}
	got := document[countryDoc](d.run("check", list, "--json").exits(3))
	if c := got.Country; c.Region != "GB" || c.From != "profile" || c.Numbers != 40 || c.Fits != 32 || len(c.Candidates) == 0 || c.Candidates[0].Region != "DE" || c.Doubt == "" {
		t.Errorf("the document says %+v", c)
	}
	d.run("send", list, "--skip-invalid", "--dry-run").exits(0).explains(doubt)
	sent := document[sentDoc](d.send(list, "--skip-invalid").exits(0).explains(doubt))
	if sent.Batches[0].Contacts != 800 || sent.Skipped["to_fix"] != 200 {
		t.Errorf("sent %+v", sent)
	}
	for number := range service.Dials() {
		if !strings.HasPrefix(number, "+44") {
			t.Fatalf("%s was dialled", number)
		}
	}
}

func TestTheFlagGoesBeforeTheProfileAndBothBeforeTheNumbers(t *testing.T) {
	t.Parallel()
	d := newHarness(t, "http://127.0.0.1:1")
	americans := d.file("us.csv", "Phone", "(202) 555-0143", "(202) 555-0144", "(202) 555-0145")
	for _, tc := range []struct {
		claim, profile string
		flags          []string
		region, from   string
		code           int
	}{
		{"without a word none is used", "", nil, "", "none", 3},
		{"the profile stands", "GB", nil, "GB", "profile", 3},
		{"the flag stands", "US", []string{"--region", "GB"}, "GB", "flag", 3},
		{"the flag is the answer to the question", "GB", []string{"--region", "US"}, "US", "flag", 0},
	} {
		if tc.profile != "" {
			d.profile(tc.profile)
		}
		c := document[countryDoc](d.run(append([]string{"check", americans, "--json"}, tc.flags...)...).exits(tc.code)).Country
		if c.Region != tc.region || c.From != tc.from || (c.Doubt != "") != (tc.region == "GB") {
			t.Errorf("%s: %+v", tc.claim, c)
		}
	}
}

// Strangers must not get onto the list, nor those stay off it who asked.
func TestADoubtfulCountryPutsNobodyOnTheDoNotCallList(t *testing.T) {
	t.Parallel()
	d := newHarness(t, "http://127.0.0.1:1")
	d.profile("GB")
	list := d.britons()
	d.run("dnc", "import", list).exits(3).explains("40 in Germany", "--region DE or --region GB")
	if n := len(d.doNotCall()); n != 0 {
		t.Fatalf("%d numbers are on the list", n)
	}
	d.run("dnc", "import", list, "--region", "GB").exits(3)
	if n := len(d.doNotCall()); n != 800 {
		t.Errorf("%d numbers are on the list", n)
	}
}

// Beside one Swiss number, an Australian one is a valid number of Lucerne.
func TestACountryThatNobodyNamedIsNotSentTo(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	list := d.file("au.csv", "Name,Mobile,Email", "Ann,0412 345 678,ann@example.com.au", "Bo,0412 345 679,bo@example.com.au", "Cy,+41 79 123 45 67,cy@example.com")
	advice := []string{"2 rows have no country code.", "--region AU for Australia, --region CH for Switzerland"}
	r := d.run("check", list).exits(3).explains(advice...)
	if first, _, _ := strings.Cut(r.out, "\n"); !strings.HasPrefix(first, "Without a country code: 2 rows, held until somebody names their country.") {
		t.Errorf("the first line is %q", first)
	}
	c := document[countryDoc](d.run("check", list, "--json").exits(3)).Country
	if c.Region != "" || c.From != "none" || c.Numbers != 2 || len(c.Candidates) < 2 || c.Candidates[0].Region != "AU" || c.Candidates[0].Fits != 2 {
		t.Errorf("the document says %+v", c)
	}
	d.send(list).exits(3).explains(append(advice, "Nothing was sent.")...)
	d.run("dnc", "import", list).exits(3).explains(append(advice, "Nothing was put on the list.")...)
	if n := len(d.doNotCall()); n != 0 {
		t.Errorf("%d numbers are on the do-not-call list", n)
	}
	if n := len(service.Dials()); n != 0 {
		t.Fatalf("%d were dialled", n)
	}
	// Who leaves out what is to fix has the others called, and nobody by a guess.
	sent := document[sentDoc](d.send(list, "--skip-invalid").exits(0))
	if sent.Batches[0].Contacts != 1 || sent.Skipped["to_fix"] != 2 {
		t.Errorf("sent %+v", sent)
	}
	for number := range service.Dials() {
		if number != "+41791234567" {
			t.Errorf("%s was dialled", number)
		}
	}
}

func TestGoingOnSaysTheCountryOfWhatWaits(t *testing.T) {
	t.Parallel()
	service := serve(t, "create:1=402")
	d := newHarness(t, service.server.URL)
	list := d.file("gb.csv", "Name,Phone", "Ann,07400 123101", "Bo,07400 123102", "Cy,+44 7400 123103")
	const line = "2 numbers without a code: United Kingdom, "
	sent := document[sentDoc](d.send(list, "--region", "GB").exits(1).explains(line + "given by --region"))
	d.run("send", "--continue", sent.Campaign, "--yes", "--json").exits(0).explains(line + "given by --region.\n")
}
