//go:build unix

package store

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// The logins and the group of these tests, which nobody has.
const (
	annasUID, bensUID, carlasUID = 61001, 61002, 61003
	teamGID                      = 61010
)

// shared is a folder that a group shares, two below one with this program. It skips where
// nobody can become somebody else.
func shared(t *testing.T) string {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can run programs of several logins")
	}
	base, err := os.MkdirTemp("", "callsheet-shared-")
	ok(t, err)
	t.Cleanup(func() { os.RemoveAll(base) })
	ok(t, os.Chmod(base, 0o755))
	// This program, where every login can start it.
	program := filepath.Join(base, "program")
	if os.Link(os.Args[0], program) != nil {
		ok(t, os.WriteFile(program, must(os.ReadFile(os.Args[0]))(t), 0o755))
	}
	dir := filepath.Join(base, "srv", "ledger")
	ok(t, os.MkdirAll(dir, 0o755))
	ok(t, os.Chown(dir, 0, teamGID))
	ok(t, os.Chmod(dir, fs.ModeSetgid|0o770))
	return dir
}

// login is a process of a login that has a folder open.
type login struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Scanner
}

// as starts one, with a umask and in groups.
func as(t *testing.T, dir string, uid, umask int, groups ...uint32) *login {
	t.Helper()
	base := filepath.Dir(filepath.Dir(dir))
	cmd := exec.Command(filepath.Join(base, "program"), "-test.run=^TestALoginOfItsOwn$")
	cmd.Dir = base
	cmd.Env = append(os.Environ(), "STORE_LOGIN_DIR="+dir, fmt.Sprintf("STORE_LOGIN_UMASK=%o", umask), fmt.Sprintf("STORE_LOGIN_WHO=login %d", uid))
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(uid), Groups: groups}}
	l := &login{cmd: cmd}
	var err error
	l.in, err = cmd.StdinPipe()
	ok(t, err)
	out, err := cmd.StdoutPipe()
	ok(t, err)
	l.out = bufio.NewScanner(out)
	ok(t, cmd.Start())
	t.Cleanup(l.die)
	return l
}

// hears is the next line a login says.
func (l *login) hears(t *testing.T) string {
	t.Helper()
	for l.out.Scan() {
		if text, said := strings.CutPrefix(l.out.Text(), "said: "); said {
			return text
		}
	}
	t.Fatal("a login says no more")
	return ""
}

// does has a login do something, and returns what it says of it.
func (l *login) does(t *testing.T, what string) string {
	t.Helper()
	_, err := fmt.Fprintln(l.in, what)
	ok(t, err)
	return l.hears(t)
}

func (l *login) die() {
	_ = l.cmd.Process.Kill()
	_ = l.cmd.Wait()
}

// TestALoginOfItsOwn is no test, but the process of a login.
func TestALoginOfItsOwn(t *testing.T) {
	dir := os.Getenv("STORE_LOGIN_DIR")
	if dir == "" {
		t.Skip("it is started by others")
	}
	var umask int
	_, _ = fmt.Sscanf(os.Getenv("STORE_LOGIN_UMASK"), "%o", &umask)
	syscall.Umask(umask)
	say := func(text any) { fmt.Printf("said: %v\n", text) }
	s, err := Open(ctx, dir, Options{Who: os.Getenv("STORE_LOGIN_WHO"), Shared: true})
	if err != nil {
		say(err)
		return
	}
	say("open")
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		what, name, _ := strings.Cut(in.Text(), " ")
		switch what {
		case "confirm":
			b := confirmed(t, s, name, 1, 2)
			say(b.Campaign)
		case "send":
			all, err := s.Ledger.Batches(ctx)
			for _, b := range all {
				if b.Campaign == name {
					_, err = s.Ledger.Begin(ctx, b)
				}
			}
			say(err)
		case "lock":
			holder, err := s.Campaigns.Lock(ctx, name)
			if err != nil {
				say(err)
				continue
			}
			say("held by " + holder)
		case "number":
			before, err := s.Remembered.OwnNumber(ctx, "default")
			if err == nil {
				err = s.Remembered.SaveOwnNumber(ctx, "default", numbers(len(name))[0])
			}
			say(fmt.Sprint(before > 0, err))
		case "list":
			before, err := s.Remembered.RecentFiles(ctx)
			if err == nil {
				err = s.Remembered.SaveRecentFile(ctx, name)
			}
			say(fmt.Sprint(before, err))
		case "close":
			say(s.Close())
			return
		}
	}
}

func TestASharedFolderIsRefusedWithTheCommandThatMendsIt(t *testing.T) {
	for _, row := range []struct {
		claim  string
		spoil  func(dir string) error
		groups []uint32
		want   []string
	}{
		{"one that is not there", os.Remove, []uint32{teamGID}, []string{"is not there", "sudo install -d -m 2770 -g callsheet "}},
		{"a file", func(dir string) error { os.Remove(dir); return os.WriteFile(dir, nil, 0o644) }, []uint32{teamGID}, []string{"that is a file"}},
		{"one below a closed folder", func(dir string) error { return os.Chmod(filepath.Dir(dir), 0o700) }, []uint32{teamGID}, []string{"is closed to you", "namei -l "}},
		{"of a group one is not in", nil, nil, []string{"you (61001) are not in it", "sudo usermod -aG 61010 61001"}},
		{"of root's group", func(dir string) error { return os.Chown(dir, 0, 0) }, []uint32{0}, []string{"not one for several logins", "sudo chgrp callsheet "}},
		{"one that everybody can read", func(dir string) error { return os.Chmod(dir, fs.ModeSetgid|0o775) }, []uint32{teamGID}, []string{"mode 2775", "Everybody", "Run `sudo chmod 2770 "}},
		{"one that everybody can pass", func(dir string) error { return os.Chmod(dir, fs.ModeSetgid|0o771) }, []uint32{teamGID}, []string{"Everybody", "Run `sudo chmod 2770 "}},
		{"somebody else's that the group cannot write", func(dir string) error { return os.Chmod(dir, fs.ModeSetgid|0o750) }, []uint32{teamGID}, []string{"cannot write", "mode 2750", "Run `sudo chmod 2770 "}},
		{"without setgid", func(dir string) error { return os.Chmod(dir, 0o770) }, []uint32{teamGID}, []string{"without setgid", "mode 770", "Run `sudo chmod 2770 "}},
		{"one's own without setgid", func(dir string) error {
			if err := os.Chown(dir, annasUID, teamGID); err != nil {
				return err
			}
			return os.Chmod(dir, 0o770)
		}, []uint32{teamGID}, []string{"without setgid", "Run `chmod 2770 "}},
		{"a sticky one", func(dir string) error { return os.Chmod(dir, fs.ModeSetgid|fs.ModeSticky|0o770) }, []uint32{teamGID}, []string{"sticky, mode 3770", "Run `sudo chmod -t "}},
		{"a database that root alone can write", func(dir string) error { return os.WriteFile(filepath.Join(dir, File), nil, 0o600) }, []uint32{teamGID},
			[]string{File + " belongs to root", "sudo chgrp 61010 ", "sudo chmod 660 "}},
		{"a database of another group", func(dir string) error {
			name := filepath.Join(dir, File)
			if err := os.WriteFile(name, nil, 0o600); err != nil {
				return err
			}
			_ = os.Chown(name, bensUID, bensUID)
			return os.Chmod(name, 0o666)
		}, []uint32{teamGID}, []string{File + " belongs to 61002", "sudo chgrp 61010 ", "sudo chmod 660 "}},
		{"a link in the database's place", func(dir string) error { return os.Symlink("/etc/hostname", filepath.Join(dir, File)) }, []uint32{teamGID}, []string{"is not a file"}},
		{"locks that root alone can make", func(dir string) error { return os.Mkdir(filepath.Join(dir, "holders"), 0o700) }, []uint32{teamGID},
			[]string{"holders belongs to root", "sudo chgrp 61010 ", "sudo chmod 2770 "}},
	} {
		t.Run(row.claim, func(t *testing.T) {
			dir := shared(t)
			if row.spoil != nil {
				ok(t, row.spoil(dir))
			}
			said := as(t, dir, annasUID, 0o022, row.groups...).hears(t)
			for _, want := range row.want {
				if !strings.Contains(said, want) {
					t.Errorf("it says %q, without %q", said, want)
				}
			}
		})
	}
}

func TestASharedFolderOnANetworkFileSystemIsRefused(t *testing.T) {
	dir := t.TempDir()
	network := func(string) (bool, bool) { return true, false }
	for what, open := range map[string]func(context.Context, string, Options) (*Store, error){"opened": Open, "looked at": View} {
		_, err := open(ctx, dir, Options{Shared: true, reach: network})
		if err == nil || !strings.Contains(err.Error(), "network file system") || !strings.Contains(err.Error(), "`callsheet help team`") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if left := must(os.ReadDir(dir))(t); len(left) > 0 {
		t.Errorf("%v was made there", left)
	}
	s := open(t, t.TempDir(), Options{reach: network}) // one of a login's own is used, as ever
	confirmed(t, s, "Spring", 1)
}

// checkShared holds that all that lies in a folder is the team's, whoever made it.
func checkShared(t *testing.T, dir, when string) {
	t.Helper()
	for name, mode := range modes(t, dir) {
		want, said := members(teamGID).file, fs.ModePerm|fs.ModeSetgid
		if mode.IsDir() {
			want = members(teamGID).folder
		}
		info, err := os.Lstat(filepath.Join(filepath.Dir(dir), name))
		if mode&said != want || err != nil || groupOf(info) != teamGID {
			t.Errorf("%s: %s has %v, group %d", when, name, mode, groupOf(info))
		}
	}
}

func TestSeveralLoginsWorkInOneFolderWhateverTheirUmask(t *testing.T) {
	for _, umask := range []int{0, 0o022, 0o077, 0o277} {
		t.Run(fmt.Sprintf("umask %03o", umask), func(t *testing.T) {
			dir := shared(t)
			check := func(when string) {
				t.Helper()
				checkShared(t, dir, when)
			}
			anna, ben := as(t, dir, annasUID, umask, teamGID), as(t, dir, bensUID, umask, teamGID)
			if a, b := anna.hears(t), ben.hears(t); a != "open" || b != "open" {
				t.Fatalf("anna: %s; ben: %s", a, b)
			}
			check("opened")
			spring, summer := anna.does(t, "confirm Spring"), ben.does(t, "confirm Summer")
			if got := ben.does(t, "lock "+spring); !strings.HasPrefix(got, "held by login 61001, since ") {
				t.Errorf("ben hears of anna's campaign: %s", got)
			}
			check("confirmed")
			if got := ben.does(t, "send "+summer); got != "<nil>" {
				t.Errorf("ben begins: %s", got)
			}
			check("ben began")
			// Both lists have the same people.
			if got := anna.does(t, "send "+spring); !strings.Contains(got, "Summer") {
				t.Errorf("anna begins: %s", got)
			}
			anna.die()
			if got := ben.does(t, "lock "+spring); got != "held by " {
				t.Errorf("ben hears of anna's campaign, whose console died: %s", got)
			}
			carla := as(t, dir, carlasUID, umask, teamGID)
			if got := carla.hears(t); got != "open" {
				t.Fatalf("carla: %s", got)
			}
			if got := carla.does(t, "lock "+spring); !strings.HasPrefix(got, "held by login 61002, since ") {
				t.Errorf("carla hears of it: %s", got)
			}
			carla.does(t, "confirm Autumn")
			check("carla came")
			for _, l := range []*login{ben, carla} { // each has their own lists
				if first, then := l.does(t, "list /home/a.csv"), l.does(t, "list /home/b.csv"); first != "[] <nil>" || then != "[/home/a.csv] <nil>" {
					t.Errorf("lists of one's own: %s, then %s", first, then)
				}
			}
			for _, l := range []*login{ben, carla} { // each has their own telephone
				if first, then := l.does(t, "number x"), l.does(t, "number x"); first != "false <nil>" || then != "true <nil>" {
					t.Errorf("a telephone of one's own: %s, then %s", first, then)
				}
			}
			if got := ben.does(t, "close x"); got != "<nil>" {
				t.Errorf("ben closes: %s", got)
			}
			if got := carla.does(t, "lock "+spring); got != "held by " {
				t.Errorf("carla hears of what ben closed: %s", got)
			}
			carla.die()
			anna = as(t, dir, annasUID, umask, teamGID)
			if got := anna.hears(t); got != "open" {
				t.Fatalf("anna comes back: %s", got)
			}
			check("all came back")
			// root works among them, and takes nothing away from them.
			s, err := Open(ctx, dir, Options{Shared: true, Who: "root"})
			ok(t, err)
			confirmed(t, s, "Winter", 9)
			check("root came")
			ok(t, s.Close())
			if got := anna.does(t, "confirm Next"); strings.Contains(got, " ") {
				t.Errorf("anna goes on: %s", got)
			}
		})
	}
}

func TestWhatSomebodyLeftHalfWrittenStopsNobodyElse(t *testing.T) {
	dir := shared(t)
	left := filepath.Join(dir, WitnessFile+".new")
	ok(t, os.WriteFile(left, []byte("half"), 0o600))
	ok(t, os.Chown(left, bensUID, bensUID))
	anna := as(t, dir, annasUID, 0o077, teamGID)
	if got := anna.hears(t); got != "open" {
		t.Fatal(got)
	}
	spring := anna.does(t, "confirm Spring")
	if got := anna.does(t, "send "+spring); got != "<nil>" {
		t.Error(got)
	}
}

func TestAFileOfOnesOwnIsSetUpForTheOthers(t *testing.T) {
	dir := shared(t)
	other := t.TempDir()
	s := open(t, other, Options{})
	b := confirmed(t, s, "Spring", 1)
	ok(t, s.Close())
	for _, name := range []string{File, WitnessFile} { // as mv leaves them
		data := must(os.ReadFile(filepath.Join(other, name)))(t)
		ok(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
		ok(t, os.Chown(filepath.Join(dir, name), annasUID, annasUID))
		ok(t, os.Chmod(filepath.Join(dir, name), 0o600))
	}
	anna := as(t, dir, annasUID, 0o022, teamGID)
	if got := anna.hears(t); got != "open" {
		t.Fatal(got)
	}
	ben := as(t, dir, bensUID, 0o022, teamGID)
	if got := ben.hears(t); got != "open" {
		t.Fatal(got)
	}
	if got := ben.does(t, "lock "+b.Campaign); got != "held by " {
		t.Error(got)
	}
}
