package apitest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/mail"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// Service answers as the API does, apart from the requests that a scripted
// fault strikes: those are meant to go wrong.
type Service interface {
	http.Handler
	// Struck is how many requests a fault has struck so far.
	Struck() int
}

// Hold wraps a service so that every request that comes to it and every reply
// it makes is held to the description.
func Hold(t testing.TB, s Service) http.Handler { return &held{t: t, service: s, requests: true} }

// HoldReplies is Hold for tests that ask for what may not be asked for.
func HoldReplies(t testing.TB, s Service) http.Handler { return &held{t: t, service: s} }

// maxChecked bounds the bodies that are read: a batch of 100,000 contacts is
// the same contact again and again.
const maxChecked = 1 << 20

type held struct {
	t        testing.TB
	service  Service
	requests bool
}

func (h *held) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	op, described := operationOf(h.t, r)
	if !described {
		h.service.ServeHTTP(w, r)
		return
	}
	asked, sent := &copied{from: r.Body}, &answer{ResponseWriter: w}
	if r.Body != nil && r.Body != http.NoBody {
		r.Body = asked
	}
	struck := h.service.Struck()
	if h.requests {
		defer func() { // also when a fault cuts the connection
			if asked.whole() {
				h.report(r, op.request(r, asked.body.Bytes()))
			}
		}()
	}
	h.service.ServeHTTP(sent, r)
	if h.service.Struck() == struck && sent.body.Len() <= maxChecked {
		h.report(r, op.reply(r, sent.status, sent.Header(), sent.body.Bytes()))
	}
}

func (h *held) report(r *http.Request, err error) {
	if err != nil {
		h.t.Errorf("%s %s is not as described: %v", r.Method, r.URL, err)
	}
}

// CheckRequest holds one request of a client to the description; one that is
// not described at all is an error.
func CheckRequest(t testing.TB, r *http.Request, body []byte) error {
	op, described := operationOf(t, r)
	if !described {
		return fmt.Errorf("%s %s is not described", r.Method, r.URL.Path)
	}
	return op.request(r, body)
}

// CheckReply holds one reply to the description of what was asked.
func CheckReply(t testing.TB, r *http.Request, status int, header http.Header, body []byte) error {
	op, described := operationOf(t, r)
	if !described {
		return fmt.Errorf("%s %s is not described", r.Method, r.URL.Path)
	}
	return op.reply(r, status, header, body)
}

// copied is a request's body and what was read of it so far.
type copied struct {
	from  io.ReadCloser
	body  bytes.Buffer
	ended bool
	long  bool
}

func (c *copied) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	if c.long = c.long || c.body.Len()+n > maxChecked; !c.long {
		c.body.Write(p[:n])
	}
	c.ended = c.ended || errors.Is(err, io.EOF)
	return n, err
}

func (c *copied) Close() error { return c.from.Close() }

// whole reports whether all of a body is there to be checked; a body that was
// not read tells nothing unless there was none.
func (c *copied) whole() bool {
	return !c.long && (c.ended || c.from == nil || c.from == http.NoBody)
}

// answer passes a reply on and keeps it.
type answer struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Write(p []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	a.body.Write(p[:min(len(p), max(0, maxChecked+1-a.body.Len()))])
	return a.ResponseWriter.Write(p)
}

// operation is one method of one path of the description.
type operation struct{ *routers.Route }

func operationOf(t testing.TB, r *http.Request) (operation, bool) {
	t.Helper()
	doc, err := description()
	if err != nil {
		t.Fatalf("read the description: %v", err)
	}
	item := doc.Paths.Value(r.URL.Path)
	if item == nil || item.GetOperation(r.Method) == nil {
		return operation{}, false
	}
	return operation{&routers.Route{Spec: doc, Path: r.URL.Path, PathItem: item, Method: r.Method, Operation: item.GetOperation(r.Method)}}, true
}

func (o operation) input(r *http.Request, body []byte) *openapi3filter.RequestValidationInput {
	clone := r.Clone(context.Background())
	clone.Body = io.NopCloser(bytes.NewReader(body))
	return &openapi3filter.RequestValidationInput{
		Request: clone, Route: o.Route,
		Options: &openapi3filter.Options{
			MultiError: true, IncludeResponseStatus: true, SkipSettingDefaults: true, AuthenticationFunc: bearer,
		},
	}
}

// request holds a request to the description, which the library reads as
// allowing whatever it does not name.
func (o operation) request(r *http.Request, body []byte) error {
	var faults []error
	for name, values := range r.URL.Query() {
		if o.Operation.Parameters.GetByInAndName(openapi3.ParameterInQuery, name) == nil {
			faults = append(faults, fmt.Errorf("the parameter %s is not described", name))
		}
		if len(values) > 1 {
			faults = append(faults, fmt.Errorf("the parameter %s is given %d times", name, len(values)))
		}
	}
	if o.Operation.RequestBody == nil && (len(body) > 0 || r.Header.Get("Content-Type") != "") {
		faults = append(faults, fmt.Errorf("no body is described, and it has one of %d bytes, %s", len(body), r.Header.Get("Content-Type")))
	}
	faults = append(faults, openapi3filter.ValidateRequest(r.Context(), o.input(r, body)))
	return errors.Join(faults...)
}

func (o operation) reply(r *http.Request, status int, header http.Header, body []byte) error {
	in := o.input(r, nil)
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: status, Header: header, Options: in.Options}
	return openapi3filter.ValidateResponse(context.Background(), out.SetBodyBytes(body))
}

// bearer checks that a key came along, whichever.
func bearer(_ context.Context, in *openapi3filter.AuthenticationInput) error {
	if key, ok := strings.CutPrefix(in.RequestValidationInput.Request.Header.Get("Authorization"), "Bearer "); !ok || key == "" {
		return errors.New("no key is sent")
	}
	return nil
}

// description reads the description once, with the formats the library leaves
// open.
var description = sync.OnceValues(func() (*openapi3.T, error) {
	openapi3.DefineStringFormatValidator("email", openapi3.NewCallbackValidator(func(s string) error {
		_, err := mail.ParseAddress(s)
		return err
	}))
	openapi3.DefineStringFormatValidator("uri", openapi3.NewCallbackValidator(func(s string) error {
		u, err := url.Parse(s)
		if err == nil && (u.Scheme == "" || u.Host == "") {
			err = errors.New("not an absolute address")
		}
		return err
	}))
	path, err := find(filepath.Join("api", "testdata", "dialgen.yaml"))
	if err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromFile(path)
	if err != nil {
		return nil, err
	}
	return doc, doc.Validate(context.Background())
})

// find looks for a file of the module: a test runs in its package's folder.
func find(name string) (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		path := filepath.Join(dir, name)
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
		if filepath.Dir(dir) == dir {
			return "", fmt.Errorf("%s is in no folder above", name)
		}
		dir = filepath.Dir(dir)
	}
}
