package cli

import (
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// build is which Callsheet this is, as Go wrote it into the binary.
type build struct {
	Version  string     `json:"version"`  // the tag, or what Go makes of the commit; "unreleased" where neither is known
	Commit   string     `json:"commit"`   // "" where it was not built from a repository
	Date     *time.Time `json:"date"`     // of the commit, so that the same commit makes the same binary; null when not known
	Modified bool       `json:"modified"` // it was built from files that differ from the commit
	Go       string     `json:"go"`
	System   string     `json:"system"` // such as linux/amd64
}

// thisBuild is that of this program.
func thisBuild() build {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	return buildOf(info)
}

func buildOf(info *debug.BuildInfo) build {
	b := build{Version: info.Main.Version, Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value
		case "vcs.time":
			if at, err := time.Parse(time.RFC3339, s.Value); err == nil {
				b.Date = optional(at)
			}
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	if b.Version == "" || b.Version == "(devel)" {
		b.Version = "unreleased"
	}
	return b
}

func (b build) String() string {
	var parts []string
	if b.Commit != "" {
		commit := "commit " + b.Commit[:min(12, len(b.Commit))]
		if b.Date != nil {
			commit += " of " + b.Date.Format(time.DateOnly)
		}
		if b.Modified {
			commit += " with changes"
		}
		parts = append(parts, commit)
	}
	return "callsheet " + b.Version + " (" + strings.Join(append(parts, b.Go, b.System), ", ") + ")"
}

// version names this Callsheet in one word: its version, or the commit where it has none.
func version() string {
	b := thisBuild()
	if b.Version == "unreleased" && b.Commit != "" {
		return b.Commit[:min(12, len(b.Commit))]
	}
	return b.Version
}

// versionCommand is `callsheet version`.
type versionCommand struct{ command }

func (c versionCommand) cobra() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Show which Callsheet this is",
		Example: "  callsheet version\n  callsheet version --json",
		Args:    usage(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			if asJSON {
				return c.io.answerJSON(thisBuild())
			}
			return c.io.answer("%s", thisBuild())
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON document")
	return cmd
}

func userAgent() string { return "callsheet/" + version() }
