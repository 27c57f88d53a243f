package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// What was done is not undone by a result that cannot be printed: the exit code
// says what was done, and the error output what it came to.
func TestWhatWasDoneIsSaidWhereTheResultCannotBePrinted(t *testing.T) {
	t.Parallel()
	outputs := map[string]func(*testing.T) *os.File{
		"a full disk": func(t *testing.T) *os.File { return opened(t, "/dev/full") },
		"a reader that left": func(t *testing.T) *os.File {
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			r.Close()
			return w
		},
	}
	steps := []struct {
		name   string
		before []string
		args   []string
		says   string
	}{
		{"a send", nil, []string{"send", "LIST", "--yes"}, "3 contacts of \"Spring leads\" were accepted as batch_"},
		{"a send that is a document", nil, []string{"send", "LIST", "--yes", "--json"}, "were accepted as batch_"},
		{"a cancellation", []string{"send", "LIST", "--yes", "--start", "tomorrow 9:00"}, []string{"cancel", "Spring leads", "--yes"}, "was cancelled. 3 calls were taken back."},
		{"a number that is not called", nil, []string{"dnc", "add", "+447400123101"}, "1 put on the do-not-call list."},
	}
	for name, output := range outputs {
		for _, step := range steps {
			t.Run(step.name+" to "+name, func(t *testing.T) {
				t.Parallel()
				service := serve(t)
				d := newHarness(t, service.server.URL)
				list := d.spring()
				args := func(from []string) []string {
					return strings.Split(strings.ReplaceAll(strings.Join(from, "\x00"), "LIST", list), "\x00")
				}
				if step.before != nil {
					d.run(args(step.before)...).exits(0)
				}
				u := d.beginTo(output(t), args(step.args)...)
				u.ends().exits(0).explains("The result cannot be written", step.says)
				d.agrees(service)
			})
		}
	}
}

func opened(t *testing.T, name string) *os.File {
	t.Helper()
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		t.Skipf("there is no output that is full: %v", err)
	}
	return f
}

// What is kept can be listed on a disk that takes nothing more.
func TestListsAreShownOnADiskThatTakesNothing(t *testing.T) {
	t.Parallel()
	spoils := map[string]func(t *testing.T, disk string){
		"full": func(t *testing.T, disk string) {
			f, err := os.Create(filepath.Join(disk, "stuff"))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			for err == nil {
				_, err = f.Write(make([]byte, 512))
			}
		},
		"read-only": func(t *testing.T, disk string) {
			if err := syscall.Mount("", disk, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
				t.Skipf("a disk cannot be made read-only here: %v", err)
			}
		},
	}
	for name, spoil := range spoils {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newHarness(t, serve(t).server.URL)
			disk := filepath.Join(d.home, "data")
			if err := os.Mkdir(disk, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=2m"); err != nil {
				t.Skipf("only who may mount a file system can try a full one: %v", err)
			}
			t.Cleanup(func() { syscall.Unmount(disk, syscall.MNT_DETACH) })
			d.send(d.spring()).exits(0)
			d.run("dnc", "add", "+447400123999").exits(0)
			spoil(t, disk)
			for _, args := range [][]string{{"list"}, {"list", "--json"}, {"list", "--remote"}} {
				if r := d.run(args...).exits(0); !strings.Contains(r.out, "Spring leads") {
					t.Errorf("%v prints %q and says %q", args, r.out, r.says)
				}
			}
			if r := d.run("dnc", "list").exits(0); !strings.Contains(r.out, "7400 123999") {
				t.Errorf("dnc list prints %q and says %q", r.out, r.says)
			}
			d.run("dnc", "add", "+447400123998").exits(1)
		})
	}
}
