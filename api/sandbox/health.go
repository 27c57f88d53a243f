package sandbox

import (
	"net/http"
	"net/url"
)

// healthName is the endpoint that wants no key.
const healthName = "health"

type health struct {
	Status string `json:"status"`
}

// health answers GET /api/v1/health. The reference names it and does not say what it answers.
func (s *Sandbox) health(*http.Request, url.Values) reply { return ok(health{"ok"}) }
