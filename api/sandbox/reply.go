package sandbox

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"time"
)

// reply is what an endpoint answers: a status and a value to be rendered as
// JSON.
type reply struct {
	status int
	body   any
}

// refusal is the service's error body.
type refusal struct {
	Error   string `json:"error,omitempty"`
	Code    string `json:"code,omitempty"`
	Message string `json:"message,omitempty"`
	Details any    `json:"details,omitempty"`
}

type fieldErrors struct {
	FieldErrors map[string][]string `json:"fieldErrors"`
}

func ok(body any) reply { return reply{http.StatusOK, body} }

func refuse(status int, r refusal) *reply { return &reply{status, r} }

func invalid(fields map[string][]string) *reply {
	return refuse(http.StatusBadRequest, refusal{Error: "Validation failed", Code: "INVALID_REQUEST", Details: fieldErrors{fields}})
}

func invalidField(field, message string) *reply {
	return invalid(map[string][]string{field: {message}})
}

func notFound(what, code string) reply {
	return *refuse(http.StatusNotFound, refusal{Error: what + " not found", Code: code})
}

const jsonType = "application/json; charset=utf-8"

// write renders and sends a reply; date is the time on the sandbox's clock.
func write(w http.ResponseWriter, r reply, date time.Time) {
	writeBody(w, r.status, jsonType, render(r), date)
}

func writeBody(w http.ResponseWriter, status int, contentType string, body []byte, date time.Time) {
	writeHead(w, status, contentType, len(body), date)
	w.Write(body) // a client that hung up is nobody to tell
}

// writeHead begins a reply of so many bytes. The date is always said, because
// net/http would add the wall clock's.
func writeHead(w http.ResponseWriter, status int, contentType string, size int, date time.Time) {
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Length", strconv.Itoa(size))
	h.Set("Date", date.UTC().Format(http.TimeFormat))
	w.WriteHeader(status)
}

// render is the body of a reply.
func render(r reply) []byte {
	var body bytes.Buffer
	enc := json.NewEncoder(&body)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(r.body); err != nil {
		// Only a value JSON cannot hold gets here, and that is a mistake in this package.
		panic("sandbox: render reply: " + err.Error())
	}
	return body.Bytes()
}
