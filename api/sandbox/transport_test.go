package sandbox

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"callsheet/model/panics"
)

// askList builds a request for the list; body may be nil.
func askList(t *testing.T, ctx context.Context, url string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, "GET", url+"/api/v1/batch/list?userId=user_a", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer key")
	return r
}

func TestTransportAnswersAsAServerDoes(t *testing.T) {
	b := newBench(t, Config{})
	server := httptest.NewServer(b)
	defer server.Close()
	ask := func(client *http.Client, url string) (*http.Response, string) {
		post, err := http.NewRequest("POST", url+"/api/v1/batch", io.MultiReader(strings.NewReader(batchBody(0, 20, `{"priority":11}`))))
		if err != nil {
			t.Fatal(err)
		}
		post.Header.Set("Authorization", "Bearer key")
		post.Header.Set("Content-Type", "application/json")
		response, err := client.Do(post)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response, string(body)
	}
	want, wantBody := ask(server.Client(), server.URL)
	got, gotBody := ask(&http.Client{Transport: b.Transport()}, "https://sandbox.invalid")
	if got.Status != want.Status || got.Proto != want.Proto || got.ContentLength != want.ContentLength || gotBody != wantBody {
		t.Errorf("in process: %s %s %d %s\nserved: %s %s %d %s",
			got.Status, got.Proto, got.ContentLength, gotBody, want.Status, want.Proto, want.ContentLength, wantBody)
	}
	for _, name := range []string{"Date", "Content-Type", "Content-Length"} {
		if got.Header.Get(name) != want.Header.Get(name) || got.Header.Get(name) == "" {
			t.Errorf("%s is %q in process, %q served", name, got.Header.Get(name), want.Header.Get(name))
		}
	}
	if n := b.Requests()["POST /api/v1/batch"]; n != 2 {
		t.Errorf("%d requests counted, want 2", n)
	}
}

func TestTransportHonoursTheContext(t *testing.T) {
	b := newBench(t, Config{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := b.Transport().RoundTrip(askList(t, ctx, "https://sandbox.invalid")); !errors.Is(err, context.Canceled) {
		t.Errorf("a request given up before: %v", err)
	}
	if len(b.Requests()) != 0 {
		t.Error("a request given up before arrived")
	}

	ctx, cancel = context.WithCancel(context.Background())
	body, feed := io.Pipe()
	post, err := http.NewRequestWithContext(ctx, "POST", "https://sandbox.invalid/api/v1/batch", body)
	if err != nil {
		t.Fatal(err)
	}
	post.Header.Set("Authorization", "Bearer key")
	post.Header.Set("Content-Type", "application/json")
	go func() {
		io.WriteString(feed, `{"agentId":`)
		cancel()
	}()
	if _, err := b.Transport().RoundTrip(post); !errors.Is(err, context.Canceled) {
		t.Errorf("a request given up half sent: %v", err)
	}
	if _, err := io.WriteString(feed, `"a"}`); err == nil {
		t.Error("the body of a request given up is still read")
	}
}

func TestTransportRefusesARequestWithoutAHost(t *testing.T) {
	r := askList(t, context.Background(), "")
	if _, err := New(Config{}).Transport().RoundTrip(r); err == nil {
		t.Error("a request to nowhere was answered")
	}
}

func TestTransportOfADroppingHandler(t *testing.T) {
	drop := transport{http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })}
	if _, err := drop.RoundTrip(askList(t, context.Background(), "https://sandbox.invalid")); !errors.Is(err, errHungUp) {
		t.Errorf("a dropped connection is %v", err)
	}
	half := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "9")
		io.WriteString(w, "one")
		http.NewResponseController(w).Flush()
		io.WriteString(w, "two")
		panic(http.ErrAbortHandler)
	})
	server := httptest.NewServer(half)
	defer server.Close()
	for base, via := range map[string]http.RoundTripper{server.URL: http.DefaultTransport, "https://sandbox.invalid": transport{half}} {
		response, err := via.RoundTrip(askList(t, context.Background(), base))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if string(body) != "one" || response.ContentLength != 9 || !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("of a reply dropped halfway %s brings %q of %d bytes, then %v", base, body, response.ContentLength, err)
		}
	}
	broken := transport{http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("broken") })}
	defer func() {
		if f, ok := recover().(*panics.Caught); !ok || f.Value != "broken" {
			t.Errorf("recovered %v, want the handler's panic", f)
		}
	}()
	broken.RoundTrip(askList(t, context.Background(), "https://sandbox.invalid"))
}

func TestTransportOfASilentHandler(t *testing.T) {
	silent := transport{http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})}
	response, err := silent.RoundTrip(askList(t, context.Background(), "https://sandbox.invalid"))
	if err != nil || response.StatusCode != 200 || response.ContentLength != 0 {
		t.Errorf("%+v, %v", response, err)
	}
}
