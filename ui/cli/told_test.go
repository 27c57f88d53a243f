//go:build unix

package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWatchRunsTheCommandOfTheSettingsOnceWithoutTheKey(t *testing.T) {
	t.Parallel()
	service := serveAt(t, 60)
	d := newHarness(t, service.server.URL)
	got := filepath.Join(d.home, "got")
	command := filepath.Join(d.home, "on event")
	if err := os.WriteFile(command, []byte("#!/bin/sh\n{ cat; env; } >>'"+got+"'\necho seen >&2\nexit 7\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	d.settings("config.toml", "on_event = [\""+command+"\"]\n"+anyHour)
	d.send(d.spring(), "--attempts", "1").exits(0)
	r := d.run("watch", "Spring leads", "--interval", "1s").exits(0).explains("on_event failed").explains("exit status 7: seen")
	if n := strings.Count(r.out, " ended: Spring leads is over: "); n != 1 {
		t.Errorf("%d lines of its end: %q", n, r.out)
	}
	data, err := os.ReadFile(got)
	if err != nil {
		t.Fatal(err)
	}
	line, env, _ := strings.Cut(string(data), "\n")
	var e struct {
		Kind, Campaign, Words string
		Sandbox               bool
		Figures               struct{ Contacts, Answered, Failed int }
	}
	if err := json.Unmarshal([]byte(line), &e); err != nil || e.Kind != "ended" || e.Campaign == "" || !e.Sandbox || e.Figures.Contacts != 3 || e.Figures.Answered+e.Figures.Failed != 3 {
		t.Errorf("%s, %v", line, err)
	}
	if strings.Contains(env, testKey) || strings.Contains(env, "DIALGEN") || strings.Contains(env, "CALLSHEET") || strings.Count(string(data), `"kind"`) != 1 {
		t.Errorf("the command had %s", data)
	}
	// What has ended before is not told again.
	if r := d.run("watch", "Spring leads", "--interval", "1s").exits(0); strings.Contains(r.out, " ended: ") {
		t.Errorf("again %q", r.out)
	}
}

func TestAMistakeInHowOneIsToldStopsBeforeAnythingIsWatched(t *testing.T) {
	t.Parallel()
	d := newHarness(t, stranger(t))
	d.settings("config.toml", anyHour+"on_event = [\"page\"]\n")
	d.run("watch", "batch_1").exits(1).explains("line 6: on_event is not of")
}

func TestTheTitleIsKeptAndGivenBack(t *testing.T) {
	t.Parallel()
	s := start(t, 100, 30, nil, "demo")
	s.sees("Spring renewals")
	s.types("\x03")
	if code := s.ends(); code != 0 {
		t.Errorf("it ends with %d", code)
	}
	s.tty.Close()
	<-s.done
	s.mu.Lock()
	out := s.raw.String()
	s.mu.Unlock()
	kept, set, back := strings.Index(out, "\x1b[22;2t"), strings.Index(out, "\x1b]2;callsheet"), strings.LastIndex(out, "\x1b[23;2t")
	if kept < 0 || set < kept || back < strings.LastIndex(out, "\x1b]2;") {
		t.Errorf("kept at %d, set at %d, given back at %d", kept, set, back)
	}
}
