package sandbox

import (
	"mime"
	"net/http"
	"strings"
)

var endpoints = map[string]endpoint{
	"/api/v1/batch":              {"create", http.MethodPost, false, maxCreateBytes, (*Sandbox).createBatch},
	"/api/v1/batch/check-status": {"status", http.MethodGet, false, 0, (*Sandbox).batchStatistics},
	"/api/v1/status/batch":       {"calls", http.MethodGet, false, 0, (*Sandbox).liveCalls},
	"/api/v1/batch/list":         {"list", http.MethodGet, false, 0, (*Sandbox).listBatches},
	"/api/v1/batch/cancel":       {"cancel", http.MethodPost, false, 0, (*Sandbox).cancelBatch},
	"/api/v1/call/dial":          {"dial", http.MethodPost, false, maxBodyBytes, (*Sandbox).dialTest},
	"/api/v1/status/call":        {"call", http.MethodGet, false, 0, (*Sandbox).liveCall},
	"/api/v1/call/check-status":  {"record", http.MethodGet, false, 0, (*Sandbox).callRecord},
	"/api/v1/call/get-metric":    {"metric", http.MethodGet, true, 0, (*Sandbox).callMetric},
	"/api/v1/agent":              {"agent", http.MethodGet, true, 0, (*Sandbox).describeAgent},
	"/api/v1/health":             {healthName, http.MethodGet, false, 0, (*Sandbox).health},
}

// linkedStatus answers the status link a created batch comes with. What the
// service answers there is not documented; here it is the statistics.
var linkedStatus = endpoint{"link", http.MethodGet, false, 0, (*Sandbox).batchStatistics}

// ServeHTTP answers one request of the API.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set(IdentityHeader, s.id)
	if answer, asked := s.identify(w, r); asked {
		write(w, answer, s.Now())
		return
	}
	if answer, asked := s.inspect(w, r); asked {
		write(w, answer, s.Now())
		return
	}
	e, _, found := route(r.URL.Path)
	f, struck := s.count(r, e, found)
	if struck {
		f.kind.play(&faultedRequest{s, e, f.value, w, r})
		return
	}
	write(w, s.serve(w, r), s.Now())
}

// count notes that a request arrived and finds the fault that strikes it.
func (s *Sandbox) count(r *http.Request, e endpoint, found bool) (Fault, bool) {
	key := r.Method + " " + r.URL.Path
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.requests[key]; !known && len(s.requests) >= maxCounted {
		key = "other"
	}
	s.requests[key]++
	if !found || r.Method != e.method {
		return Fault{}, false
	}
	return s.script.next(e.name)
}

// serve checks what all endpoints have in common and hands over to one.
func (s *Sandbox) serve(w http.ResponseWriter, r *http.Request) reply {
	e, batchID, found := route(r.URL.Path)
	if !found {
		return notFound("Route", "NOT_FOUND")
	}
	if r.Method != e.method {
		return notAllowed(w, e.method)
	}
	if e.name != healthName && !s.authorised(r) {
		return badKey
	}
	query := r.URL.Query() // what the reference does not name is nobody's concern
	if batchID != "" {
		query.Set("batchId", batchID)
	}
	user := query.Get("userId")
	switch {
	case user != "" && !s.admits(user):
		return foreignUser
	case user == "" && e.user:
		return *invalidField("userId", "User ID is required")
	case user == "":
		query.Set("userId", s.userID) // the key says whose it is; "" is anybody's
	}
	if e.limit > 0 {
		if r.ContentLength > e.limit {
			return *refuse(http.StatusRequestEntityTooLarge, tooLarge)
		}
		r.Body = http.MaxBytesReader(w, r.Body, e.limit)
		if !isJSON(r.Header.Get("Content-Type")) {
			return *invalidField("Content-Type", "Must be application/json")
		}
	}
	return e.answer(s, r, query)
}

// route finds the endpoint of a path, and the batch when the path names one.
func route(path string) (e endpoint, batchID string, found bool) {
	if e, found = endpoints[path]; found {
		return e, "", true
	}
	id, prefixed := strings.CutPrefix(path, batchPrefix)
	id, suffixed := strings.CutSuffix(id, statusSuffix)
	if prefixed && suffixed && id != "" && !strings.Contains(id, "/") {
		return linkedStatus, id, true
	}
	return endpoint{}, "", false
}

func isJSON(contentType string) bool {
	media, params, err := mime.ParseMediaType(contentType)
	charset, given := params["charset"]
	return err == nil && media == "application/json" && (!given || strings.EqualFold(charset, "utf-8"))
}
