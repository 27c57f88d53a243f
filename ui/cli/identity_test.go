//go:build unix

package cli_test

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
)

// forwarderTo passes on to a service that makes real calls; a sandbox stands in
// for it, which is not to say that it is one.
func forwarderTo(t *testing.T, d *dialgen) http.Handler {
	t.Helper()
	to, err := url.Parse(d.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	pass := httputil.NewSingleHostReverseProxy(to)
	pass.ModifyResponse = func(r *http.Response) error {
		r.Header.Del("Callsheet-Sandbox")
		return nil
	}
	return pass
}

// forwarded is such a forwarder's address on this machine.
func forwarded(t *testing.T, d *dialgen) string {
	t.Helper()
	s := httptest.NewServer(forwarderTo(t, d))
	t.Cleanup(s.Close)
	return s.URL
}

// front is an address at which one service answers, and then another.
type front struct {
	*httptest.Server
	now atomic.Pointer[http.Handler]
}

func takeOver(t *testing.T, first http.Handler) *front {
	t.Helper()
	f := &front{}
	f.now.Store(&first)
	f.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*f.now.Load()).ServeHTTP(w, r) }))
	t.Cleanup(f.Close)
	return f
}

func (f *front) by(h http.Handler) { f.now.Store(&h) }

// at is the same machine, working with another address.
func (d *harness) at(service string) *harness {
	other := *d
	other.env = nil
	for _, v := range d.env {
		if !strings.HasPrefix(v, "CALLSHEET_BASE_URL=") {
			other.env = append(other.env, v)
		}
	}
	other.env = append(other.env, "CALLSHEET_BASE_URL="+service)
	return &other
}

func TestAForwarderOnThisMachineIsGuardedLikeTheServiceBehindIt(t *testing.T) {
	t.Parallel()
	real := serve(t)
	first, second := forwarded(t, real), forwarded(t, real)
	d := newHarness(t, first)
	file := d.spring()
	d.send(file).exits(0)
	r := d.at(second).send(file).exits(1)
	r.explains("Nothing was sent", "Spring leads")
	d.at("http://LocalHost" + strings.TrimPrefix(second, "http://127.0.0.1")).send(file).exits(1)
	for number, batches := range real.Dials() {
		if batches > 1 {
			t.Errorf("%s is called by %d batches", number, batches)
		}
	}
}

func TestARehearsalGuardsNobodyFromTheRealCalls(t *testing.T) {
	t.Parallel()
	box, real := serve(t), serve(t)
	d := newHarness(t, box.server.URL)
	file := d.spring()
	d.send(file).exits(0)
	d.send(file).exits(1).explains("--again")
	d.at(forwarded(t, real)).send(file).exits(0)
	if len(box.Dials()) != 3 || len(real.Dials()) != 3 {
		t.Errorf("rehearsed %v, called %v", box.Dials(), real.Dials())
	}
}

// TestWhatWasConfirmedForOneIsNotSentToTheOther stops a campaign before anything
// left, and lets another service answer at the same address.
func TestWhatWasConfirmedForOneIsNotSentToTheOther(t *testing.T) {
	t.Parallel()
	box, other, real := serve(t, "create:1=429"), serve(t), serve(t)
	front := takeOver(t, box)
	d := newHarness(t, front.URL)
	sent := document[sentDoc](d.send(d.spring()).exits(1))
	for name, now := range map[string]http.Handler{"another sandbox": other, "a service that makes real calls": forwarderTo(t, real)} {
		t.Run(name, func(t *testing.T) {
			front.by(now)
			d.run("send", "--continue", sent.Campaign, "--yes").exits(1).explains("the sandbox " + box.ID())
		})
	}
	front.by(box)
	d.run("send", "--continue", sent.Campaign, "--yes").exits(0)
	if n := len(other.Dials()) + len(real.Dials()); n != 0 {
		t.Errorf("%d numbers went to another service", n)
	}
}

func TestPlainHTTPNeverGoesThroughAProxy(t *testing.T) {
	t.Parallel()
	proxy := stranger(t)
	for _, host := range []string{"127.0.0.1", "LOCALHOST", "localhost", "Localhost.", "[::ffff:127.0.0.1]"} {
		t.Run(host, func(t *testing.T) {
			t.Parallel()
			service := serve(t)
			_, port, _ := strings.Cut(strings.TrimPrefix(service.server.URL, "http://"), ":")
			d := newHarness(t, "http://"+host+":"+port)
			for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"} {
				d.env = append(d.env, name+"="+proxy)
			}
			d.send(d.spring()).exits(0)
			d.run("list", "--remote").exits(0)
			if len(service.Dials()) != 3 {
				t.Errorf("the service got %v", service.Dials())
			}
		})
	}
}
