//go:build unix

package cli_test

import "testing"

// The console that begins anew works for the profile that was chosen, and one whose settings are
// wrong is not begun with.
func TestAnotherProfileIsWorkedForFromTheConsole(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	writeSettings(t, home, "config.toml", `profile = "north"

[profiles.north]
user_id = "user_north"
base_url = "http://127.0.0.1:9"

[profiles.audit]
user_id = "user_audit"
base_url = "http://127.0.0.1:9"
read_only = true

[profiles.broken]
region = "Atlantis"
`)
	s := start(t, 100, 30, []string{"HOME=" + home, "XDG_CONFIG_HOME=" + home, "XDG_DATA_HOME=" + home, "DIALGEN_API_KEY=" + testKey})
	s.sees("What would you like to do?")
	s.types("\x1bOR") // f3
	s.sees("north (now), user user_north, at http://127.0.0.1:9")
	s.sees("audit, read-only, user user_audit")
	s.types("\x1b[A\x1b[A" + enterKey)
	s.sees("audit · read-only")
	s.sees("You work for the profile audit now.")
	s.types("\x1bOR")
	s.sees("audit (now), read-only")
	s.types("\x1b[B" + enterKey)
	s.sees("Atlantis")
	s.types(leaveKey)
	if code := s.ends(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}
