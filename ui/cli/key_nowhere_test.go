//go:build unix

package cli_test

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"callsheet/ui/cli"
)

// proxySecret is the password of a proxy, which is shown nowhere.
const proxySecret = "proxy-pass-71c5e09ab3d2"

// quoting is a service that quotes the key it was given in all that it answers.
func quoting(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := r.Header.Get("Authorization")
		w.Header().Set("X-Request-Id", testKey)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(map[string]int{http.MethodPost: http.StatusUnauthorized, http.MethodGet: http.StatusInternalServerError}[r.Method])
		w.Write([]byte(`{"error": "no such key: ` + header + `", "message": "` + base64.StdEncoding.EncodeToString([]byte(header)) + `", "details": [{"path": "` + testKey + `", "message": "` + testKey + `"}]}`))
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// keyPasted are the places where a person may paste the key by mistake: a word, a flag, a
// name of a file, a cell.
func keyPasted(t *testing.T) [][]string {
	t.Helper()
	list := filepath.Join(t.TempDir(), testKey+".csv") // outside of the home that is searched
	if err := os.WriteFile(list, []byte("Name,Phone,Note\nOlivia,"+testKey+",x\nBen,+447400123102,"+testKey+"\n"+testKey+",12,y\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return [][]string{
		{testKey}, {"--key", testKey}, {"--key=" + testKey}, {"version", testKey}, {"send", testKey + ".csv"}, {testKey, testKey + ".csv"},
		{"check", list}, {"check", list, "--json"}, {"check", list, "--rows", "-"}, {"send", list, "--dry-run", "--skip-invalid"},
		{"check", list, "--region", testKey}, {"check", list, "--map", testKey + "=phone"}, {"check", list, "--sheet", testKey},
		{"list", "--profile", testKey}, {"watch", testKey, "--once"}, {"cancel", testKey, "--yes"}, {"pause", testKey}, {"export", testKey, "-o", "x.csv"},
		{"calls", testKey}, {"report", testKey}, {"again", testKey, "--missed"}, {"evidence", testKey}, {"hours", testKey}, {"dnc", "add", testKey}, {"purge", testKey},
	}
}

// wholeSend is what a campaign leaves behind: the store, exports, reports, evidence.
var wholeSend = [][]string{
	{"list"}, {"list", "--json", "--remote"}, {"watch", "Spring leads", "--interval", "1s"}, {"calls", "Spring leads", "--json"}, {"evidence", "Spring leads"}, {"said", "Spring leads", "--fetch"},
	{"export", "Spring leads", "-o", "out.csv"}, {"export", "Spring leads", "-o", "out.xlsx"}, {"report", "Spring leads", "-o", "out.html"}, {"resolve"},
}

// A key is planted wherever one can come from, in all forms in which it is quoted. The
// harness searches what each command prints and all that lies in its home.
func theKeyIsInItsFileAlone(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	d.env = append(d.env, "DIALGEN_API_KEY=")
	data := filepath.Join(d.home, "data")
	out, said, code := atLogin(t, d.home, testKey, []string{"XDG_DATA_HOME=" + data}, "login", "--service", service.server.URL, "--user", "user_demo", "--agent", "agent_demo_renewals", "--json")
	if code != 0 {
		t.Fatalf("exit code %d\n%s%s", code, out, said)
	}
	kept := filepath.Join(data, "callsheet", "keys.toml")
	if text, err := os.ReadFile(kept); err != nil || !strings.Contains(string(text), testKey) {
		t.Fatalf("%v: the key is not where it belongs", err)
	}
	aside := filepath.Join(t.TempDir(), "keys.toml") // it is the one file that has it: all else is searched after each command
	for _, args := range [][]string{{"list", "--remote", "--json"}, {"doctor"}, {"doctor", "--json"}, {"send", d.spring(), "--yes", "--json"}, {"evidence", "Spring leads"}} {
		out, said, _ := atLogin(t, d.home, "", append(slices.Clone(d.env), "XDG_DATA_HOME="+data), args...)
		if form, found := cli.FindKey([]byte(out+said), testKey); found {
			t.Errorf("%v prints it, as %q", args, form)
		}
		if err := os.Rename(kept, aside); err != nil {
			t.Fatal(err)
		}
		searchForKey(t, d.home, testKey)
		if err := os.Rename(aside, kept); err != nil {
			t.Fatal(err)
		}
	}
	if out, said, code := atLogin(t, d.home, "", []string{"XDG_DATA_HOME=" + data}, "logout"); code != 0 {
		t.Errorf("exit code %d\n%s%s", code, out, said)
	}
	searchForKey(t, d.home, testKey) // nothing has it any more
}

func TestTheKeyIsFoundInNothingThatIsPrintedOrKept(t *testing.T) {
	t.Parallel()
	t.Run("a service that quotes it", func(t *testing.T) {
		t.Parallel()
		d := newHarness(t, quoting(t))
		d.run("send", d.spring(), "--yes", "--json")
		d.run("list", "--remote", "--json")
		d.run("resolve")
		d.run("evidence", "Spring leads")
		d.run("watch", "batch_1", "--once", "--json")
		d.run("cancel", "batch_1", "--yes")
		d.run("doctor")
		d.run("doctor", "--json")
		if found, err := os.ReadDir(filepath.Join(d.home, "data")); err != nil || len(found) == 0 {
			t.Errorf("nothing was kept: %v", err)
		}
	})
	t.Run("what a campaign leaves", func(t *testing.T) {
		t.Parallel()
		d := newHarness(t, serveAt(t, 3600).server.URL)
		d.send(d.spring()).exits(0)
		for _, args := range wholeSend {
			if r := d.run(args...); r.code != 0 && r.code != 3 {
				t.Errorf("%v: exit code %d\n%s%s", args, r.code, r.out, r.says)
			}
		}
		for _, name := range []string{"out.csv", "out.xlsx", "out.html"} {
			if _, err := os.Stat(filepath.Join(d.home, name)); err != nil {
				t.Error(err)
			}
		}
	})
	t.Run("a command that gives it, and a proxy with a password", func(t *testing.T) {
		t.Parallel()
		d := newHarness(t, "https://api.example.test")
		script := filepath.Join(t.TempDir(), "give")
		if err := os.WriteFile(script, []byte("#!/bin/sh\necho "+testKey+"\necho the key is "+testKey+" >&2\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		d.settings("config.toml", anyHour+"base_url = \"https://api.example.test\"\nkey_command = [\""+script+"\"]\n")
		d.env = append(d.env, "DIALGEN_API_KEY=", "CALLSHEET_BASE_URL=", "HTTPS_PROXY=http://ops:"+proxySecret+"@127.0.0.1:9")
		said := ""
		for _, args := range [][]string{{"list", "--remote"}, {"send", d.spring(), "--yes", "--json"}, {"resolve"}, {"doctor"}, {"doctor", "--json"}, {testKey, "--yes"}, {"watch", testKey, "--once"}} {
			r := d.run(args...)
			said += r.out + r.says
		}
		if strings.Contains(said, proxySecret) || !strings.Contains(said, "proxy") && !strings.Contains(said, "refused") {
			t.Errorf("of the proxy it says\n%s", said)
		}
		searchForKey(t, d.home, proxySecret)
	})
	t.Run("login, and the file that it stores the key in", theKeyIsInItsFileAlone)
	t.Run("a person who pastes it", func(t *testing.T) {
		t.Parallel()
		d := newHarness(t, serve(t).server.URL)
		for _, args := range keyPasted(t) {
			d.run(args...)
		}
	})
}

// Neither does it stand on a terminal, in the name of a list, a cell or a title.
func TestTheKeyIsNotDrawn(t *testing.T) {
	t.Parallel()
	served := serve(t)
	list := keyPasted(t)[6][1]
	s := start(t, 120, 40, account(served.server.URL, testKey), list)
	s.sees("These are its first rows")
	s.types(enterKey)
	s.sees("What does each column mean?")
	s.types(nextKey)
	s.sees("to fix")
	s.types(leaveKey)
	s.ends()
	<-s.done
	for what, seen := range map[string]string{"is written": s.raw.String(), "is seen": s.out.String()} {
		if form, found := cli.FindKey([]byte(seen), testKey); found {
			at := strings.Index(seen, form)
			t.Errorf("the key %s, as %q: %q", what, form, seen[max(0, at-60):min(at+60, len(seen))])
		}
	}
}
