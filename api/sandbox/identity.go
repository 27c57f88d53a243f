package sandbox

import (
	"net/http"
)

// A sandbox says on every reply which one it is, and answers the same to whoever
// asks: by this a client tells it from a service that calls people, whatever
// address either has. Two sandboxes never have one id unless they were given it.
const (
	IdentityHeader = "Callsheet-Sandbox"
	IdentityPath   = "/callsheet/sandbox" // needs no key, counts as no request, and no fault strikes it
)

// identity is the answer at IdentityPath.
type identity struct {
	Sandbox string `json:"sandbox"`
}

// ID tells this sandbox from every other.
func (s *Sandbox) ID() string { return s.id }

// identify answers who this is; it is false for every other question.
func (s *Sandbox) identify(w http.ResponseWriter, r *http.Request) (reply, bool) {
	switch {
	case r.URL.Path != IdentityPath:
		return reply{}, false
	case r.Method != http.MethodGet:
		return notAllowed(w, http.MethodGet), true
	}
	return ok(identity{s.id}), true
}
