package model

import (
	"strings"
	"testing"
	"time"
)

func TestOnlyAnAddressThatCanDoNoHarmIsShown(t *testing.T) {
	for _, row := range []struct{ name, address, why string }{
		{"https", "https://recordings.dialgen.ai/call_1.mp3?Expires=1795836426&Signature=ab~c-_%2F%3D&Key-Pair-Id=K2", ""},
		{"in capitals", "HTTPS://recordings.dialgen.ai/call_1.mp3", ""},
		{"with a port", "https://recordings.dialgen.ai:8443/a", ""},
		{"http", "http://recordings.dialgen.ai/call_1.mp3", "begins with http:"},
		{"a script", "javascript:alert(1)//https://a.example", "begins with javascript:"},
		{"data", "data:text/html,<b>", "signs"},
		{"a file", "file:///etc/passwd", "begins with file:"},
		{"a scheme of another program", "ssh://a.example", "begins with ssh:"},
		{"no scheme", "//a.example/b", "does not say"},
		{"a path", "/recordings/1.mp3", "does not say"},
		{"a name", "https://anna@a.example/1.mp3", "name or password"},
		{"a password", "https://anna:secret@a.example/1.mp3", "name or password"},
		{"no host", "https:///1.mp3", "no host"},
		{"a port alone", "https://:443/1.mp3", "no host"},
		{"opaque", "https:a.example/1.mp3", "none that can be read"},
		{"the end of a sequence", "https://a.example/\x1b\\\x1b]52;c;AA\x07", "steer a terminal"},
		{"a control of eight bits", "https://a.example/\u009c", "steer a terminal"},
		{"turned around", "https://a.example/\u202e3pm", "steer a terminal"},
		{"a letter that looks like another", "https://dіalgen.ai/1.mp3", "another host"},
		{"lines", "https://a.example/\nhttps://b.example", "steer a terminal"},
		{"a backslash", `https://a.example\@b.example/`, "signs"},
		{"a quote", `https://a.example/" onclick="x`, "steer"},
		{"long", "https://a.example/" + strings.Repeat("a", 4096), "longer than"},
		{"a port that is none", "https://a.example:99x/", "none that can be read"},
		{"nothing", "", "does not say"},
	} {
		got, err := RecordingAddress(row.address)
		switch {
		case row.why == "" && (err != nil || got != row.address):
			t.Errorf("%s: %q, %v", row.name, got, err)
		case row.why != "" && (err == nil || got != "" || !strings.Contains(err.Error(), row.why)):
			t.Errorf("%s: %q, %v", row.name, got, err)
		case err != nil && strings.ContainsFunc(err.Error(), func(r rune) bool { return r < ' ' || r >= 0x7f }):
			t.Errorf("%s: the reason is %q", row.name, err)
		}
	}
}

func TestARecordingIsKeptForNinetyDays(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	for _, row := range []struct {
		at      time.Time
		deleted bool
	}{{now, false}, {now.Add(-90 * 24 * time.Hour), false}, {now.Add(-90*24*time.Hour - time.Second), true}, {time.Time{}, false}, {now.Add(time.Hour), false}} {
		if got := (Call{At: row.at}).RecordingDeleted(now); got != row.deleted {
			t.Errorf("of %v: %v", row.at, got)
		}
	}
}
