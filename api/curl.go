package api

import (
	"net/http"
	"strings"
)

// createPath is where batches are created.
const createPath = "/api/v1/batch"

// CreateCommand is how CreateBatch's request would be made by hand, in the lines of one
// command for a shell: the body is in a file, and the key in an environment variable.
func (c *Client) CreateCommand(keyVariable, bodyFile string) []string {
	return []string{
		"curl -X " + http.MethodPost + " " + shellQuoted(c.base.JoinPath(createPath).String()) + " \\",
		"  -H \"Authorization: Bearer $" + keyVariable + "\" \\",
		"  -H \"Accept: " + jsonType + "\" -H \"Content-Type: " + jsonType + "\" \\",
		"  -d @" + shellQuoted(bodyFile),
	}
}

// shellQuoted is a word for a shell, as it is where nothing in it means anything to one.
func shellQuoted(word string) string {
	if strings.Trim(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:/._-") == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
