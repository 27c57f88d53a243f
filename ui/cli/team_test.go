package cli

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/team"
	"callsheet/ui/session/shared/sharedtest"
)

const teamURL = "postgres://callsheet@db.example/calls"

// teamDesk is a desk whose team is on a server, with some of the environment.
func teamDesk(t *testing.T, s *teamServer, env ...string) *desk {
	t.Helper()
	d := newDesk(t, map[string]string{"USER": "anna", "TZ": "UTC"})
	for i := 0; i < len(env); i += 2 {
		d.env[env[i]] = env[i+1]
	}
	d.openTeam = s.open
	return d
}

// want runs a command and returns what it printed and said.
func (d *desk) want(code int, args ...string) string {
	d.t.Helper()
	got, out, says := d.run(args...)
	if got != code {
		d.t.Fatalf("%v ends with %d\n%s%s", args, got, out, says)
	}
	return out + says
}

func TestATeamIsMadeJoinedLookedAtAndLeft(t *testing.T) {
	s := newTeamServer()
	d := teamDesk(t, s)
	if said := d.want(0, "team", "status"); !strings.Contains(said, "works alone") {
		t.Errorf("of no team: %s", said)
	}
	if said := d.want(2, "team", "init"); !strings.Contains(said, "postgres://USER@HOST/DATABASE") {
		t.Errorf("without a url: %s", said)
	}
	d.want(1, "team", "code")
	said := d.want(0, "team", "init", teamURL, "--name", "Outbound")
	code := strings.TrimSpace(d.want(0, "team", "code"))
	if !strings.Contains(said, "db.example:5432/calls") || strings.Contains(said, code[7:12]) {
		t.Errorf("made, it says %s", said)
	}
	if info, err := os.Stat(config.TeamPath()); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the code is kept as %v, %v", info.Mode(), err)
	}
	if secret, err := team.ParseCode(code); err != nil || string(secret.Proof(sharedtest.ID)) != string(s.proof) {
		t.Errorf("the code is %q, %v", code, err)
	}
	var report teamReport
	_, out, _ := d.run("team", "status", "--json")
	if err := json.Unmarshal([]byte(out), &report); err != nil || !report.Set || !report.Joined || !report.Sends || !report.Reachable || report.Version != "15.8" || len(report.Members) == 0 || report.Clock == nil {
		t.Errorf("status is %s, %v", out, err)
	}
	if said := d.want(1, "team", "init"); !strings.Contains(said, "`callsheet team leave`") {
		t.Errorf("made twice, it says %s", said)
	}
	if said := d.want(2, "team", "leave"); !strings.Contains(said, "--yes") {
		t.Errorf("left unasked, it says %s", said)
	}
	said = d.want(0, "team", "leave", "--yes")
	if _, err := os.Stat(config.TeamPath()); !os.IsNotExist(err) || len(s.gone) != 1 || !strings.Contains(said, "stays here") {
		t.Errorf("left, %v is gone, %v: %s", s.gone, err, said)
	}
	if said := d.want(0, "team", "status"); !strings.Contains(said, "works alone") {
		t.Errorf("left, it says %s", said)
	}
	if said := d.want(0, "team", "leave", "--yes"); !strings.Contains(said, "of no team") {
		t.Errorf("left twice, it says %s", said)
	}
}

func TestAJoinCodeIsTakenFromWhereNobodySeesIt(t *testing.T) {
	s := newTeamServer()
	first := teamDesk(t, s)
	first.want(0, "team", "init", teamURL)
	code := strings.TrimSpace(first.want(0, "team", "code"))

	d := teamDesk(t, s)
	for claim, args := range map[string][]string{"as an argument": {"team", "join", code}, "behind the url": {"team", "join", teamURL, code}, "in small letters": {"team", "join", strings.ToLower(code)}} {
		if said := d.want(2, args...); strings.Contains(strings.ToUpper(said), code[7:12]) {
			t.Errorf("%s: %s", claim, said)
		}
	}
	if said := d.want(2, "team", "join", teamURL); !strings.Contains(said, "`callsheet team code`") {
		t.Errorf("without a code: %s", said)
	}
	if said := d.want(2, "team", "join", "postgres://u:p4ss-canary@db.example/calls"); strings.Contains(said, "canary") || !strings.Contains(said, ".pgpass") {
		t.Errorf("with a password: %s", said)
	}
	other, slip := newTeamServer(), []byte(code)
	otherDesk := teamDesk(t, other)
	otherDesk.want(0, "team", "init", teamURL)
	wrong := strings.TrimSpace(otherDesk.want(0, "team", "code"))
	slip[20] = map[bool]byte{true: 'B', false: 'A'}[slip[20] == 'A']

	d = teamDesk(t, s)
	for claim, given := range map[string]string{"of another team": wrong, "with a slip": string(slip), "of something else": "dg-live-0123456789"} {
		d.input = given + "\n"
		got, out, says := d.run("team", "join", teamURL)
		if got == 0 || strings.Contains(out+says, given[7:12]) {
			t.Errorf("a code %s: %d %s%s", claim, got, out, says)
		}
		if _, err := os.Stat(config.TeamPath()); !os.IsNotExist(err) {
			t.Errorf("a code %s is kept: %v", claim, err)
		}
	}
	d.input = " " + strings.ToLower(code) + " \r\n"
	var report joinReport
	if err := json.Unmarshal([]byte(d.want(0, "team", "join", teamURL, "--json")), &report); err != nil || report.Member == "" || report.CodeFile != config.TeamPath() {
		t.Errorf("joined, it says %+v, %v", report, err)
	}
	d.input = ""
	if said := d.want(0, "team", "join"); !strings.Contains(said, "is a member") { // the stored one, the same member
		t.Errorf("joined again: %s", said)
	}
	var again teamReport
	if err := json.Unmarshal([]byte(d.want(0, "team", "status", "--json")), &again); err != nil || again.Member != report.Member {
		t.Errorf("joined again it is %s, and was %s: %v", again.Member, report.Member, err)
	}

	e := teamDesk(t, s, config.EnvTeamSecret, code, config.EnvTeamURL, teamURL)
	e.want(0, "team", "join")
	if _, err := os.Stat(config.TeamPath()); !os.IsNotExist(err) {
		t.Errorf("a code of the environment is kept: %v", err)
	}
	delete(e.env, config.EnvTeamSecret)
	if said := e.want(1, "team", "status"); !strings.Contains(said, "join code of the team is not stored here") {
		t.Errorf("without its code: %s", said)
	}
	delete(e.env, config.EnvTeamURL)
	if said := e.want(1, "team", "status"); !strings.Contains(said, "no url of its ledger") || !strings.Contains(said, "nothing is sent") {
		t.Errorf("without its url: %s", said)
	}
}

func TestATeamThatCannotSendSaysWhyAndTheWayOut(t *testing.T) {
	s := newTeamServer()
	d := teamDesk(t, s)
	d.want(0, "team", "init", teamURL)
	s.Away(true)
	if said := d.want(1, "team", "status"); !strings.Contains(said, "cannot be reached (connection refused)") {
		t.Errorf("away, it says %s", said)
	}
	if said := d.want(1, "team", "leave", "--yes"); !strings.Contains(said, "a member still") || !strings.Contains(said, "--untold") {
		t.Errorf("left while it is away: %s", said)
	}
	if said := d.want(1, "doctor"); !strings.Contains(said, "because of: ") || !strings.Contains(said, "team") {
		t.Errorf("the doctor says %s", said)
	}
	d.want(1, "team", "accept", "--yes")
	s.Away(false)
	if said := d.want(0, "team", "accept", "--yes"); s.without != nil || !strings.Contains(said, "Team") {
		t.Errorf("nothing is to be accepted: %s", said)
	}
	s.refuse(team.Promoted)
	var report teamReport
	if err := json.Unmarshal([]byte(d.want(1, "team", "status", "--json")), &report); err != nil || report.Sends || !strings.Contains(report.Error, "`callsheet team accept`") {
		t.Errorf("refused, it says %+v, %v", report, err)
	}
	d.want(2, "team", "accept") // nobody is there to be asked
	if said := d.want(0, "team", "accept", "--yes"); s.refused != nil || !strings.Contains(said, "Accepted") {
		t.Errorf("accepted, it says %s", said)
	}
	s.refuse(team.OtherTeam)
	if said := d.want(1, "team", "accept", "--yes"); s.refused == nil || !strings.Contains(said, "another team's") {
		t.Errorf("another team's is accepted: %s", said)
	}
	d.want(0, "team", "leave", "--yes", "--untold")
}

func TestWhoIsGoneIsExcusedByName(t *testing.T) {
	s := newTeamServer()
	d := teamDesk(t, s)
	d.want(0, "team", "init", teamURL)
	s.Member("ben1", "ben", "jump2")
	s.Member("ben2", "ben", "jump3")
	s.Recover("ben1")
	if said := d.want(1, "team", "status"); !strings.Contains(said, "ben on jump2") || !strings.Contains(said, "--without WHO") {
		t.Errorf("in a recovery it says %s", said)
	}
	for name, says := range map[string]string{"carol": "Nobody in the team is called", "ben": "Several members"} {
		if said := d.want(1, "team", "accept", "--yes", "--without", name); !strings.Contains(said, says) || len(s.without) > 0 {
			t.Errorf("without %s: %s", name, said)
		}
	}
	d.run("team", "accept", "--yes", "--without", "ben on jump2")
	if strings.Join(s.without, " ") != "ben1" {
		t.Errorf("excused are %v", s.without)
	}
}

func TestWhatTheTeamWasNotToldIsSaidAndNotLeftBehind(t *testing.T) {
	s := newTeamServer()
	d := teamDesk(t, s)
	d.want(0, "team", "init", teamURL)
	untold := func() untoldReport {
		t.Helper()
		_, out, _ := d.run("team", "status", "--json")
		var report teamReport
		if err := json.Unmarshal([]byte(out), &report); err != nil {
			t.Fatal(out, err)
		}
		return report.Untold
	}
	if u := untold(); u != (untoldReport{}) {
		t.Errorf("nothing was done, and untold is %+v", u)
	}
	s.Away(true)
	d.want(0, "dnc", "add", "+442079460018", "+442079460019")
	if u := untold(); u.DoNotCall != 2 || u.Batches != 0 {
		t.Errorf("while it was away two were listed, and untold is %+v", u)
	}
	if said := d.want(1, "team", "status"); !strings.Contains(said, "The team was not told yet: 2 numbers not to be called. Colleagues do not know it. It is told as soon as the ledger can be worked with.") {
		t.Errorf("away, it says %s", said)
	}
	if said := d.want(1, "doctor"); !strings.Contains(strings.Join(strings.Fields(said), " "), "2 numbers not to be called") {
		t.Errorf("away, the doctor says %s", said)
	}
	s.Away(false)
	if said := d.want(0, "team", "status"); !strings.Contains(said, "`callsheet team import` tells it now") {
		t.Errorf("back, it says %s", said)
	}
	s.Away(true)
	var left leaveReport
	if err := json.Unmarshal([]byte(outOf(d, "team", "leave", "--untold", "--yes", "--json")), &left); err != nil || left.Untold.DoNotCall != 2 || left.Told {
		t.Errorf("left without telling it: %+v, %v", left, err)
	}
}

// outOf is what a command that goes well prints.
func outOf(d *desk, args ...string) string {
	d.t.Helper()
	code, out, says := d.run(args...)
	if code != 0 {
		d.t.Fatalf("%v ends with %d\n%s%s", args, code, out, says)
	}
	return out
}

func TestTheCommandsOfATeamSuggestWhatIsMeant(t *testing.T) {
	d := teamDesk(t, newTeamServer())
	for word, like := range map[string]string{"joi": "join", "stauts": "status", "new": "init", "create": "init", "adopt": "takeover", "exit": "leave", "show": "status"} {
		if said := d.want(2, "team", word); !strings.Contains(said, "Did you mean `callsheet team "+like+"`?") {
			t.Errorf("%s: %s", word, said)
		}
	}
	if said := d.want(2, "team"); !strings.Contains(said, "init, status, join") {
		t.Errorf("alone it says %s", said)
	}
}

func TestWhatALoginHasIsToldTheTeamAsOftenAsOneLikes(t *testing.T) {
	s := newTeamServer()
	d := teamDesk(t, s)
	if said := d.want(1, "team", "import"); !strings.Contains(said, "of no team") {
		t.Errorf("of no team it says %s", said)
	}
	d.want(0, "dnc", "add", "+442079460018", "+442079460019")
	d.want(0, "team", "init", teamURL)
	for range 2 {
		var told toldReport
		if err := json.Unmarshal([]byte(d.want(0, "team", "import", "--json")), &told); err != nil || told.DoNotCall != 2 || len(s.DoNotCall()) != 2 {
			t.Errorf("told is %+v, %v", told, err)
		}
	}
	s.Away(true)
	if said := d.want(1, "team", "import"); !strings.Contains(said, "cannot be reached") {
		t.Errorf("away, it says %s", said)
	}
}

func TestACampaignIsTakenOverFromWhoIsGoneAlone(t *testing.T) {
	s := newTeamServer()
	d := teamDesk(t, s)
	d.want(0, "team", "init", teamURL)
	ben := s.Member("ben1", "ben", "jump2")
	for id, name := range map[string]string{"c1": "Spring", "c2": "Twice", "c3": "Twice"} {
		if _, err := ben.Tell(t.Context(), team.News{Heads: []team.Head{{Campaign: id, Name: name, Contacts: 3, Confirmed: time.Now()}}}); err != nil {
			t.Fatal(err)
		}
	}
	for wanted, says := range map[string]string{"Autumn": "No colleague has a campaign", "Twice": "Several colleagues"} {
		if said := d.want(1, "team", "takeover", wanted, "--yes"); !strings.Contains(said, says) {
			t.Errorf("%s: %s", wanted, said)
		}
	}
	d.want(2, "team", "takeover", "Spring") // nobody is there to be asked
	d.want(2, "team", "takeover")
	if said := d.want(1, "team", "takeover", "c1", "--yes"); !strings.Contains(said, "nothing to take over") {
		t.Errorf("of which nothing was sent: %s", said)
	}
}

func TestTheDoNotCallListIsTheTeamsAsWell(t *testing.T) {
	s := newTeamServer()
	d := teamDesk(t, s)
	d.want(0, "team", "init", teamURL)
	ben := s.Member("ben1", "ben", "jump2")
	if _, err := ben.ListDoNotCall(t.Context(), []model.DNCEntry{{Number: 442079460020}, {Number: 442079460021}}); err != nil {
		t.Fatal(err)
	}
	if said := d.want(0, "dnc", "add", "+442079460018"); strings.Contains(said, "later") || len(s.DoNotCall()) != 3 {
		t.Errorf("%d are on the team's list: %s", len(s.DoNotCall()), said)
	}
	var list struct {
		Numbers []struct{ Number string }
		Team    *dncOfTeam
	}
	if err := json.Unmarshal([]byte(d.want(0, "dnc", "list", "--json")), &list); err != nil || len(list.Numbers) != 1 || list.Team == nil || list.Team.NotShown != 2 || list.Team.Numbers != 3 {
		t.Errorf("it is %+v, %v", list, err)
	}
	if said := d.want(0, "dnc", "list"); !strings.Contains(said, "2 numbers that colleagues put on the team's list are not shown") {
		t.Errorf("it says %s", said)
	}
	s.Away(true)
	if said := d.want(0, "dnc", "add", "+442079460019"); !strings.Contains(said, "told later of 1 number") || !strings.Contains(said, "cannot be reached") {
		t.Errorf("away, it says %s", said)
	}
	if said := d.want(0, "dnc", "list"); !strings.Contains(said, "not known now") {
		t.Errorf("away, the list says %s", said)
	}
	if said := d.want(1, "dnc", "remove", "+442079460018"); !strings.Contains(said, "cannot be reached") {
		t.Errorf("away, it is removed: %s", said)
	}
	s.Away(false)
	d.want(0, "dnc", "add", "+442079460019")
	if n := len(s.DoNotCall()); n != 4 {
		t.Errorf("once it is back, %d are on the team's list", n)
	}
	d.want(0, "dnc", "remove", "+442079460018")
	if n := len(s.DoNotCall()); n != 3 {
		t.Errorf("of both it is removed, and %d are on the team's list", n)
	}
}

func TestColleaguesCampaignsAreListed(t *testing.T) {
	s := newTeamServer()
	d := teamDesk(t, s)
	if said := d.want(0, "list", "--json"); strings.Contains(said, `"team"`) {
		t.Errorf("of no team it lists %s", said)
	}
	d.want(0, "team", "init", teamURL)
	ben := s.Member("ben1", "ben", "jump2")
	if _, err := ben.Tell(t.Context(), team.News{Heads: []team.Head{{Campaign: "c1", Name: "Spring\x1b[2J", Contacts: 3, Confirmed: time.Now(), Since: time.Now()}}}); err != nil {
		t.Fatal(err)
	}
	var listed struct{ Team *teamList }
	if err := json.Unmarshal([]byte(d.want(0, "list", "--json")), &listed); err != nil || listed.Team == nil || len(listed.Team.Campaigns) != 1 || listed.Team.Campaigns[0].Owner != "ben on jump2" || strings.Contains(listed.Team.Campaigns[0].Name, "\x1b") {
		t.Errorf("it is %+v, %v", listed.Team, err)
	}
	if said := d.want(0, "list"); !strings.Contains(said, "ben on jump2") || !strings.Contains(said, "Spring") {
		t.Errorf("it says %s", said)
	}
	s.Away(true)
	if said := d.want(0, "list"); !strings.Contains(said, "cannot be reached") {
		t.Errorf("away, it says %s", said)
	}
}
