package model

import (
	"strings"
	"testing"
	"time"
)

func TestWhyACallEndedIsSaidInWords(t *testing.T) {
	for text, want := range map[string]string{
		"INVALID_NUMBER": "the number is not valid", "BUSY": "the line was busy", "NO_ANSWER": "nobody answered", "NETWORK_ERROR": "the network failed",
		"INSUFFICIENT_CREDITS": "there was no call credit left", "USER_HANGUP": "they hung up", "SILENCE": "nobody spoke", "TIMEOUT": "the call took too long",

		"no answer": "nobody answered", " No-Answer. ": "nobody answered", "noAnswer": "nobody answered", "busy": "the line was busy", "UserHangup": "they hung up",
		"BUSY: user busy":                       "the line was busy: user busy",
		"NETWORK_ERROR - no route":              "the network failed: no route",
		"TIMEOUT (after 30 s)":                  "the call took too long: after 30 s",
		"Invalid number: rejected by carrier":   "the number is not valid: rejected by carrier",
		"TIMEOUT:":                              "the call took too long",
		"SIP 603: call declined by carrier":     "SIP 603: call declined by carrier",
		"VOICEMAIL":                             "VOICEMAIL",
		"The line was BUSY":                     "The line was BUSY",
		"\x1b[2J boom":                          "[2J boom",
		"BUSY: \x1b]52;c;x\x07":                 "the line was busy: ]52;c;x",
		"DO_NOT_CALL":                           "they asked not to be called",
		"":                                      "",
		strings.Repeat("x", 3*maxReason):        strings.Repeat("x", maxReason),
		strings.Repeat("_", 1<<20) + "BUSY":     strings.Repeat("_", maxReason),
		"BUSY:" + strings.Repeat("\u00a0 ", 99): "the line was busy",
	} {
		if got := (Call{Error: text}).ReasonWords(); got != want {
			t.Errorf("%.60q is %q, want %q", text, got, want)
		}
	}
}

func TestRingingIsNoTalk(t *testing.T) {
	for _, row := range []struct {
		claim string
		call  Call
		want  time.Duration
	}{
		{"an answered call is talk", Call{Status: CallAnswered, Duration: 46 * time.Second}, 46 * time.Second},
		{"a missed call rang", Call{Status: CallMissed, Duration: 22 * time.Second}, 0},
		{"a failed call too", Call{Status: CallFailed, Duration: 22 * time.Second}, 0},
		{"a call that goes on is not told of", Call{Status: CallOngoing, Duration: 22 * time.Second}, 0},
		{"of a state that is not known nothing is", Call{Status: "RINGING", Duration: 22 * time.Second}, 0},
		{"what cannot be true is none", Call{Status: CallAnswered, Duration: 9 * time.Hour}, 0},
		{"nor what is below nothing", Call{Status: CallAnswered, Duration: -time.Hour}, 0},
	} {
		if got := row.call.Talk(); got != row.want {
			t.Errorf("%s: %v", row.claim, got)
		}
	}
}
