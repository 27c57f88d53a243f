package sandbox

import (
	"net/http"
	"net/url"
)

// Limits on bodies: a batch of 100,000 rich contacts stays well below the
// first, everything else is small.
const (
	maxCreateBytes = 256 << 20
	maxBodyBytes   = 1 << 20
	maxCounted     = 1000 // different requests counted by name
)

const (
	batchPrefix  = "/api/v1/batch/"
	statusSuffix = "/status"
)

// endpoint is one method of one path.
type endpoint struct {
	name   string // as a fault calls it
	method string
	user   bool  // whether the reference requires the user in the query
	limit  int64 // bytes of body; 0 takes none
	answer func(*Sandbox, *http.Request, url.Values) reply
}

var (
	tooLarge    = refusal{Error: "Request body too large", Code: "PAYLOAD_TOO_LARGE"}
	badKey      = *refuse(http.StatusUnauthorized, refusal{Error: "Unauthorized", Code: "UNAUTHORIZED", Message: "Missing or invalid API key"})
	foreignUser = *refuse(http.StatusForbidden, refusal{Error: "Forbidden", Code: "FORBIDDEN", Message: "The userId does not belong to this API key"})
)

// notAllowed refuses a method and names the one there is.
func notAllowed(w http.ResponseWriter, method string) reply {
	w.Header().Set("Allow", method)
	return *refuse(http.StatusMethodNotAllowed, refusal{Error: "Method not allowed", Code: "METHOD_NOT_ALLOWED"})
}
