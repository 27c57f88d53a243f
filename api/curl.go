package api

import (
	"net/http"

	"callsheet/model"
)

// createPath is where batches are created.
const createPath = "/api/v1/batch"

// CreateCommand is how CreateBatch's request would be made by hand, in the lines of one
// command for a shell: the body is in a file, and the key in an environment variable.
func (c *Client) CreateCommand(keyVariable, bodyFile string) []string {
	return []string{
		"curl -X " + http.MethodPost + " " + model.ShellQuoted(c.base.JoinPath(createPath).String()) + " \\",
		"  -H \"Authorization: Bearer $" + keyVariable + "\" \\",
		"  -H \"Accept: " + jsonType + "\" -H \"Content-Type: " + jsonType + "\" \\",
		"  -d @" + model.ShellQuoted(bodyFile),
	}
}
