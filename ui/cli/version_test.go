package cli

import (
	"runtime/debug"
	"strings"
	"testing"
)

func TestTheVersionNamesTheCommitAndItsDate(t *testing.T) {
	commit := []debug.BuildSetting{
		{Key: "vcs.revision", Value: "d64edf4c0ffee0123456789"}, {Key: "vcs.time", Value: "2026-11-28T20:48:03Z"}, {Key: "vcs.modified", Value: "false"},
	}
	for _, row := range []struct {
		claim, version string
		settings       []debug.BuildSetting
		want           string
	}{
		{"a release", "v1.2.3", commit, "callsheet v1.2.3 (commit d64edf4c0ffe of 2026-11-28, go"},
		{"a build of a commit", "(devel)", commit, "callsheet unreleased (commit d64edf4c0ffe of 2026-11-28, go"},
		{"a build of changed files", "v1.2.3+dirty", append(commit[:2:2], debug.BuildSetting{Key: "vcs.modified", Value: "true"}), "callsheet v1.2.3+dirty (commit d64edf4c0ffe of 2026-11-28 with changes, go"},
		{"a build of no repository", "(devel)", nil, "callsheet unreleased (go"},
		{"one of which Go says nothing", "", nil, "callsheet unreleased (go"},
		{"one whose date is none", "v1.0.0", []debug.BuildSetting{commit[0], {Key: "vcs.time", Value: "yesterday"}}, "callsheet v1.0.0 (commit d64edf4c0ffe, go"},
	} {
		if got := buildOf(&debug.BuildInfo{Main: debug.Module{Version: row.version}, Settings: row.settings}).String(); !strings.HasPrefix(got, row.want) {
			t.Errorf("%s says %q, want %q", row.claim, got, row.want)
		}
	}
}

func TestTheVersionIsToldToScripts(t *testing.T) {
	var out strings.Builder
	if code := newProgram(nil, &out, &out, noEnv, nil).run(t.Context(), []string{"version", "--json"}); code != exitDone {
		t.Fatalf("exit code %d: %s", code, out.String())
	}
	for _, field := range []string{`"version": "`, `"commit": "`, `"date": `, `"modified": `, `"go": "go1.`, `"system": "`} {
		if !strings.Contains(out.String(), field) {
			t.Errorf("%s is missing in %s", field, out.String())
		}
	}
}
