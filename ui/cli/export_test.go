package cli

import (
	"callsheet/model"
	"callsheet/ui/session"
)

// ReadersOfLists opens lists as every command does.
func ReadersOfLists() session.Files { return files{} }

// RequestShown is the request of a plan as the console shows it.
func RequestShown(p model.Plan) string { return service{}.Preview(p, p.Len()) }

// noEnv is an environment in which nothing is set.
func noEnv(string) string { return "" }
