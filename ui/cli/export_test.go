package cli

import (
	"time"

	"callsheet/model"
	"callsheet/ui/session"
)

// ReadersOfLists opens lists as every command does.
func ReadersOfLists() session.Files { return files{} }

// RequestShown is the request of a plan as the console shows it.
func RequestShown(p model.Plan) string {
	body, _ := service{now: time.Now}.Preview(p, p.Len())
	return body
}

// noEnv is an environment in which nothing is set.
func noEnv(string) string { return "" }
