package cli

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"callsheet/model/team"
)

func TestTheDoctorLooksAtTheTeamsDatabase(t *testing.T) {
	s := newTeamServer()
	d := teamDesk(t, s)
	d.want(0, "team", "init", teamURL)
	for _, row := range []struct {
		claim string
		found team.Inspection
		says  string
	}{
		{"well", team.Inspection{Version: "15.8", Encrypted: true}, "PostgreSQL 15.8."},
		{"forgetful", team.Inspection{Version: "15.8", Local: true, Weakened: []string{"fsync is off", "full_page_writes is off"}}, "Fsync is off and full_page_writes is off"},
		{"a standby", team.Inspection{Version: "15.8", Local: true, ReadOnly: true}, "postgres://USER@HOST1,HOST2/DATABASE"},
		{"in the clear", team.Inspection{Version: "15.8"}, "not encrypted"},
	} {
		s.inspect = row.found
		_, out, says := d.run("doctor")
		if said := strings.Join(strings.Fields(out+says), " "); !strings.Contains(said, row.says) || !strings.Contains(said, "joined as") || !strings.Contains(said, "team.url") {
			t.Errorf("%s: %s", row.claim, out+says)
		}
	}
}

func TestTheDoctorSaysHowFarThisMachinesClockIsFromTheTeams(t *testing.T) {
	s := newTeamServer()
	d := teamDesk(t, s)
	d.want(0, "team", "init", teamURL)
	const more = 20 * time.Second // what is said is rounded, and a machine may be slow
	for _, row := range []struct {
		claim string
		ahead time.Duration
		says  string
	}{
		{"this machine's is behind", 3*time.Hour + more, "This machine's clock is 3 h behind the database's, which decides for the team."},
		{"this machine's is ahead", -3*time.Hour - more, "This machine's clock is 3 h ahead of the database's, which decides for the team."},
		{"both are alike", 0, ""},
	} {
		s.ahead = row.ahead
		_, out, _ := d.run("doctor")
		said := strings.Join(strings.Fields(out), " ")
		if strings.Contains(said, "team clock") != (row.says != "") || !strings.Contains(said, row.says) || row.says != "" && !strings.Contains(said, "such as by NTP") {
			t.Errorf("%s: %s", row.claim, out)
		}
		var report teamReport
		if err := json.Unmarshal([]byte(d.want(0, "team", "status", "--json")), &report); err != nil || report.Clock == nil || (*report.Clock < 0) != (row.ahead > 0) && row.ahead != 0 {
			t.Errorf("%s: status has %v, %v", row.claim, report.Clock, err)
		}
	}
}
