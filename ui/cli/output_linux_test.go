package cli_test

import (
	"os"
	"strings"
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
				d := newDesk(t, service.server.URL)
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
