//go:build unix

package cli_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"callsheet/api/apitest"
	"callsheet/api/sandbox"
	"callsheet/model"
	"callsheet/model/store"
	"callsheet/ui/cli"
)

// testKey must turn up nowhere but in the requests to the service.
const testKey = "dg-live-4f9c2e71b8a05d36"

// dialgen is the sandbox on the network.
type dialgen struct {
	*sandbox.Sandbox
	server *httptest.Server
}

// serve runs the sandbox with scripted faults.
func serve(t *testing.T, faults ...string) *dialgen {
	t.Helper()
	return serveAt(t, 1, faults...)
}

// serveAt runs it so many times faster than life.
func serveAt(t *testing.T, speed float64, faults ...string) *dialgen {
	t.Helper()
	var script []sandbox.Fault
	for _, text := range faults {
		some, err := sandbox.ParseFaults(text)
		if err != nil {
			t.Fatal(err)
		}
		script = append(script, some...)
	}
	return serveWith(t, sandbox.Config{Speed: speed, Faults: script})
}

// serveWith runs it as a configuration says.
func serveWith(t *testing.T, cfg sandbox.Config) *dialgen {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	cfg.BaseURL = "http://" + listener.Addr().String()
	d := &dialgen{Sandbox: sandbox.New(cfg)}
	d.server = &httptest.Server{Listener: listener, Config: &http.Server{
		Handler: apitest.Hold(t, d.Sandbox), BaseContext: func(net.Listener) context.Context { return ctx },
	}}
	d.server.Start()
	t.Cleanup(func() {
		stop() // a reply that hangs ends here
		d.server.Close()
	})
	return d
}

// name is how the ledger names it.
func (d *dialgen) name() string { return model.SandboxService(d.ID()) }

// stranger is a server of somebody else, to whom nothing may come.
func stranger(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t.Errorf("%s %s went to another address", r.Method, r.URL)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// harness is a machine of its own, whose operator works with one service.
type harness struct {
	t    *testing.T
	home string
	env  []string
}

func newHarness(t *testing.T, service string) *harness {
	t.Helper()
	d := &harness{t: t, home: t.TempDir()}
	d.env = environment(d.home, append(account(service, testKey), "XDG_DATA_HOME="+filepath.Join(d.home, "data"), "USER=anna")...)
	t.Cleanup(func() { searchForKey(t, d.home, testKey) })
	d.settings("config.toml", anyHour)
	return d
}

// anyHour are settings with which a test does not depend on the hour at which it runs,
// and does not wait before it sends.
const anyHour = `
grace_seconds = 0
[profiles.default]
hours = "daily 0-24"
hours_basis = "a test rings nobody"
`

// settings writes the settings file, or another file of its folder.
func (d *harness) settings(name, text string) {
	d.t.Helper()
	writeSettings(d.t, d.home, name, text)
}

// writeSettings writes a file of the settings folder of a home.
func writeSettings(t *testing.T, home, name, text string) {
	t.Helper()
	folder := filepath.Join(home, "callsheet")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// file writes a list and returns its path.
func (d *harness) file(name string, lines ...string) string {
	d.t.Helper()
	path := filepath.Join(d.home, name)
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return path
}

// records writes a list of cells as CSV and returns its path.
func (d *harness) records(name string, records [][]string) string {
	d.t.Helper()
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(records); err != nil {
		d.t.Fatal(err)
	}
	return d.file(name, strings.TrimSuffix(b.String(), "\n"))
}

// spring is a list of three contacts and nothing wrong with them.
func (d *harness) spring() string {
	return d.file("spring_leads.csv", "Name,Phone", "Olivia,+447400123101", "Ben,+447400123102", "Maya,+447400123103")
}

// ran is a command that has ended.
type ran struct {
	t         *testing.T
	code      int
	out, says string // standard and error output
}

// underway is a command that runs.
type underway struct {
	desk      *harness
	cmd       *exec.Cmd
	out, says bytes.Buffer
}

func (d *harness) begin(args ...string) *underway {
	d.t.Helper()
	return d.beginTo(nil, args...)
}

// beginTo begins a command whose standard output is a file; nil keeps it.
func (d *harness) beginTo(out *os.File, args ...string) *underway {
	d.t.Helper()
	u := &underway{desk: d, cmd: program(d.t, d.env, args...)}
	u.cmd.Dir, u.cmd.Stdout, u.cmd.Stderr = d.home, &u.out, &u.says
	if out != nil {
		defer out.Close()
		u.cmd.Stdout = out
	}
	if err := u.cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	return u
}

func (u *underway) signal(s syscall.Signal) {
	u.desk.t.Helper()
	if err := u.cmd.Process.Signal(s); err != nil {
		u.desk.t.Fatal(err)
	}
}

func (u *underway) ends() ran {
	t := u.desk.t
	t.Helper()
	err := u.cmd.Wait()
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		t.Fatal(err)
	}
	r := ran{t, u.cmd.ProcessState.ExitCode(), u.out.String(), u.says.String()}
	if strings.Contains(r.out+r.says, testKey) {
		t.Errorf("%v prints the key:\n%s%s", u.cmd.Args, r.out, r.says)
	}
	return r
}

func (d *harness) run(args ...string) ran {
	d.t.Helper()
	return d.begin(args...).ends()
}

// send is the command most tests begin with.
func (d *harness) send(file string, more ...string) ran {
	d.t.Helper()
	return d.run(append([]string{"send", file, "--yes", "--json"}, more...)...)
}

// exits fails the test when the exit code is another.
func (r ran) exits(code int) ran {
	r.t.Helper()
	if r.code != code {
		r.t.Fatalf("exit code %d, want %d\n%s%s", r.code, code, r.out, r.says)
	}
	return r
}

// explains fails the test when the error output lacks some words.
func (r ran) explains(words ...string) ran {
	r.t.Helper()
	for _, w := range words {
		if !strings.Contains(r.says, w) {
			r.t.Errorf("%q is not said:\n%s", w, r.says)
		}
	}
	return r
}

// document reads the output as one JSON document and nothing else.
func document[T any](r ran) T {
	r.t.Helper()
	var v T
	dec := json.NewDecoder(strings.NewReader(r.out))
	if err := dec.Decode(&v); err != nil || dec.More() {
		r.t.Fatalf("the output is not one JSON document (%v): %s", err, r.out)
	}
	return v
}

// sentDoc is what send prints as JSON.
type sentDoc struct {
	Campaign, Name string
	Batches        []struct {
		LedgerID   string `json:"ledger_id"`
		Contacts   int
		State      string
		BatchID    string `json:"batch_id"`
		Status     string
		HTTPStatus int `json:"http_status"`
		Error      string
		Note       string
	}
	Skipped map[string]int
}

func (d sentDoc) states() string {
	var states []string
	for _, b := range d.Batches {
		states = append(states, b.State)
	}
	return strings.Join(states, " ")
}

// ledger reads what is written down on the harness's machine.
func (d *harness) ledger(f func(context.Context, *store.Store)) {
	d.t.Helper()
	s, err := store.Open(d.t.Context(), filepath.Join(d.home, "data", "callsheet"), store.Options{Who: "the test"})
	if err != nil {
		d.t.Fatal(err)
	}
	defer s.Close()
	f(d.t.Context(), s)
}

// agrees holds that the service stored just what the ledger says: numbers of
// accepted batches once for each, those of refused and prepared ones not at all,
// and of unknown ones at most once.
func (d *harness) agrees(with *dialgen) {
	d.t.Helper()
	d.ledger(func(ctx context.Context, s *store.Store) {
		batches, err := s.Ledger.Batches(ctx)
		if err != nil {
			d.t.Fatal(err)
		}
		if err := cli.EvidenceHolds(ctx, s); err != nil {
			d.t.Error(err)
		}
		want, doubtful := map[string]int{}, map[string]int{}
		for _, b := range batches {
			numbers, err := s.Ledger.Numbers(ctx, b.Key)
			if err != nil {
				d.t.Fatal(err)
			}
			for _, n := range numbers {
				switch b.State {
				case model.SendAccepted:
					want[n.String()]++
				case model.SendUnknown:
					doubtful[n.String()]++
				}
			}
		}
		dials := with.Dials()
		for n, times := range doubtful {
			if dials[n] > want[n]+times {
				d.t.Errorf("%s is dialled %d times", n, dials[n])
			}
			delete(dials, n)
			delete(want, n)
		}
		if !maps.Equal(dials, want) {
			d.t.Errorf("the service stored %d numbers, the ledger has %d accepted", len(dials), len(want))
		}
	})
}

// later is a start that lies ahead, however long a test takes and whenever it is
// run.
func later() string { return time.Now().UTC().AddDate(0, 0, 2).Format(time.DateOnly) + " 09:00" }

// eventually waits for what another process does.
func eventually(t *testing.T, what string, ready func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !ready(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s did not happen", what)
		}
	}
}

// scripted answers requests by path, for what the sandbox never says.
func scripted(t *testing.T, replies map[string]string) *httptest.Server {
	t.Helper()
	var mu sync.Mutex
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		reply, ok := replies[r.URL.Path]
		if !ok {
			w.WriteHeader(http.StatusNotFound)
			reply = `{"error": "Batch not found", "code": "BATCH_NOT_FOUND"}`
		}
		w.Header().Set("Content-Type", "application/json")
		w.Write([]byte(reply))
	}))
	t.Cleanup(s.Close)
	return s
}
