//go:build unix

package cli

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/config"
	"callsheet/model/events"
)

// script is a command that a test runs.
func script(t *testing.T, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "on event") // no shell parts it
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+body), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTheCommandIsGivenTheEventAndNoKey(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	const canary = "sk-canary-0123456789"
	env := config.CommandEnvironment([]string{
		"PATH=" + os.Getenv("PATH"), "DIALGEN_API_KEY=" + canary, "DIALGEN_USER_ID=u", "CALLSHEET_BASE_URL=https://x", "COPY_OF_IT=Bearer " + canary, "dialgen_api_key=" + canary, "KEPT=yes",
	}, " "+canary+"\n")
	c := eventCommand{config.Command{Argv: []string{script(t, `{ printf '%s\n' "$@"; cat; env; } >"$OUT"`), "$(id)", "a b; c"}, Env: append(env, "OUT="+out), Time: time.Minute}}
	e := events.Event{Kind: events.Ended, Campaign: "c1", Name: "Spring", At: time.Date(2027, 3, 2, 12, 0, 0, 0, time.UTC), Figures: events.Figures{Contacts: 3, Called: 3, Answered: 2, Failed: 1}, Words: "Spring is over."}
	if err := c.Run(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	if !slices.Equal(lines[:2], []string{"$(id)", "a b; c"}) {
		t.Errorf("given %q", lines[:2])
	}
	const want = `{"kind":"ended","campaign":"c1","name":"Spring","wave":"","at":"2027-03-02T12:00:00Z","sandbox":false,"figures":{"contacts":3,"called":3,"answered":2,"failed":1,"waiting":0},"words":"Spring is over."}`
	if lines[2] != want || !json.Valid([]byte(lines[2])) {
		t.Errorf("on its input is %s", lines[2])
	}
	if text := string(data); strings.Contains(text, canary) || strings.Contains(text, "DIALGEN") || strings.Contains(text, "CALLSHEET") || !strings.Contains(text, "KEPT=yes") {
		t.Errorf("its environment is %s", text)
	}
}

func TestACommandThatFailsIsExplained(t *testing.T) {
	for _, row := range []struct {
		name, says string
		argv       []string
		time       time.Duration
	}{
		{"it is not there", "cannot be run", []string{"/nowhere/page"}, time.Minute},
		{"it ends with an error", "exit status 3: no such page", []string{script(t, "echo 'no such \a\x1bpage' >&2; exit 3")}, time.Minute},
		{"it hangs, with what it has started", "took longer than", []string{script(t, "sleep 1000 & sleep 1000")}, 50 * time.Millisecond},
		{"it writes without an end", "took longer than", []string{script(t, "yes >&2")}, 200 * time.Millisecond},
	} {
		t.Run(row.name, func(t *testing.T) {
			err := eventCommand{config.Command{Argv: row.argv, Env: []string{"PATH=" + os.Getenv("PATH")}, Time: row.time}}.Run(context.Background(), events.Event{})
			if err == nil || !strings.Contains(err.Error(), row.says) || strings.Contains(err.Error(), "\x1b") || len(err.Error()) > 1000 {
				t.Errorf("says %v, want %q", err, row.says)
			}
		})
	}
}

func TestACommandThatDoesNotReadItsInputIsDone(t *testing.T) {
	if err := (eventCommand{config.Command{Argv: []string{"true"}, Env: []string{"PATH=" + os.Getenv("PATH")}, Time: time.Minute}}).Run(t.Context(), events.Event{Words: strings.Repeat("x", 1<<17)}); err != nil {
		t.Error(err)
	}
}
