//go:build unix

package cli_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"callsheet/model/store"
)

// sharedGID is the group of the folder that logins share here, which nobody else is in.
const sharedGID = 61010

// colleagues are logins of one computer that share a folder of campaigns, each with a home
// and a umask of its own. They skip where this test cannot act for several logins.
type colleagues struct {
	t      *testing.T
	base   string // that everybody can pass
	shared string
}

func newColleagues(t *testing.T) colleagues {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can run programs of several logins")
	}
	base, err := os.MkdirTemp("", "callsheet-shared-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(base) })
	c := colleagues{t, base, filepath.Join(base, "ledger")}
	for _, err := range []error{
		os.Chmod(base, 0o755), os.Link(program(t, nil).Path, filepath.Join(base, "callsheet")),
		os.Mkdir(c.shared, 0o700), os.Chown(c.shared, 0, sharedGID), os.Chmod(c.shared, fs.ModeSetgid|0o770),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// colleague is one of them.
type colleague struct {
	of   colleagues
	home string
	uid  uint32
	env  []string
	gid  uint32
}

func (c colleagues) login(uid uint32, service string) colleague {
	c.t.Helper()
	l := colleague{of: c, home: filepath.Join(c.base, fmt.Sprint(uid)), uid: uid, gid: sharedGID}
	l.env = environment(l.home, append(account(service, testKey), "XDG_DATA_HOME="+filepath.Join(l.home, "data"), "USER=anna")...)
	writeSettings(c.t, l.home, "config.toml", fmt.Sprintf("data_dir = %q\n%s", c.shared, anyHour))
	list := "Name,Phone\nOlivia,+447400123101\nBen,+447400123102\nMaya,+447400123103\n"
	if err := os.WriteFile(filepath.Join(l.home, "list.csv"), []byte(list), 0o600); err != nil {
		c.t.Fatal(err)
	}
	err := filepath.WalkDir(l.home, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, int(uid), int(uid))
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return l
}

// in is the login, in another group.
func (l colleague) in(gid uint32) colleague {
	l.gid = gid
	return l
}

// begin begins a command of the login.
func (l colleague) begin(args ...string) *underway {
	t := l.of.t
	t.Helper()
	u := &underway{desk: &harness{t: t, home: l.home, env: l.env}, cmd: program(t, l.env, args...)}
	u.cmd.Path = filepath.Join(l.of.base, "callsheet")
	u.cmd.Dir, u.cmd.Stdout, u.cmd.Stderr, u.cmd.Env = l.home, &u.out, &u.says, l.env
	u.cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: l.uid, Gid: l.uid, Groups: []uint32{l.gid}}}
	if err := u.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return u
}

func TestTwoLoginsOfOneComputerSendTheSameListOnce(t *testing.T) {
	t.Parallel()
	service := serve(t)
	c := newColleagues(t)
	anna, ben := c.login(61001, service.server.URL), c.login(61002, service.server.URL)
	both := []*underway{anna.begin("send", "list.csv", "--yes", "--json"), ben.begin("send", "list.csv", "--yes", "--json")}
	sent, said := 0, ""
	for _, u := range both {
		r := u.ends()
		if r.code == 0 {
			sent++
		}
		said += fmt.Sprintf("exit code %d\n%s%s\n", r.code, r.out, r.says)
	}
	if sent != 1 { // the other is told before or while it sends, whatever comes first
		t.Errorf("%d sent:\n%s", sent, said)
	}
	rung := service.Dials()
	for number, n := range rung {
		if n != 1 {
			t.Errorf("%s is given to the service %d times", number, n)
		}
	}
	if len(rung) != 3 {
		t.Errorf("%v are given to the service", rung)
	}
	for _, l := range []colleague{anna, ben} {
		if r := l.begin("list", "--json").ends().exits(0); strings.Count(r.out, `"where": "being taken in by Dialgen"`) != 1 {
			t.Errorf("one of them sees %s", r.out)
		}
		if r := l.begin("doctor", "--json").ends().exits(0); !strings.Contains(r.out, " in "+c.shared+", which several logins share.") {
			t.Errorf("doctor says %s", r.out)
		}
		if _, err := os.Stat(filepath.Join(l.home, "data", "callsheet", store.File)); err == nil {
			t.Error("there is a ledger of one's own, too")
		}
	}
	c.login(61003, service.server.URL).in(61003).begin("list").ends().exits(1).explains("sudo usermod -aG 61010 61003")
}

func TestALoginBringsItsOwnLedgerIntoTheSharedFolderBeforeItSends(t *testing.T) {
	t.Parallel()
	service := serve(t)
	c := newColleagues(t)
	anna, ben := c.login(61001, service.server.URL), c.login(61002, service.server.URL)
	settings := filepath.Join(anna.home, "callsheet", "config.toml")
	shares, err := os.ReadFile(settings)
	if err != nil {
		t.Fatal(err)
	}
	has := func(text string) {
		t.Helper()
		if err := os.WriteFile(settings, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	has(anyHour)
	anna.begin("send", "list.csv", "--yes", "--json").ends().exits(0)
	anna.begin("dnc", "add", "+447400123109").ends().exits(0)
	has(string(shares))
	anna.begin("send", "list.csv", "--yes").ends().exits(1).explains("run `callsheet team import`")
	if r := anna.begin("team", "import").ends().exits(0); !strings.Contains(r.out, "1 campaign and 1 number of the do-not-call list are in "+c.shared) {
		t.Errorf("it answers %q", r.out)
	}
	if r := ben.begin("send", "list.csv", "--yes", "--json").ends(); r.code == 0 {
		t.Errorf("ben sends what anna sent:\n%s", r.out)
	}
	if r := anna.begin("list", "--json").ends().exits(0); strings.Count(r.out, `"state": "accepted"`) != 1 {
		t.Errorf("anna sees %s", r.out)
	}
	if r := anna.begin("team", "import", "--json").ends().exits(0); !strings.Contains(r.out, `"campaigns": 0`) {
		t.Errorf("again it answers %q", r.out)
	}
	has(anyHour) // a nightly command that knows nothing of it
	anna.begin("send", "list.csv", "--yes").ends().exits(1).explains("data_dir is not set here, so people could be called twice")
	if rung := service.Dials(); len(rung) != 3 {
		t.Errorf("%v are given to the service", rung)
	}
}
