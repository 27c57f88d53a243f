package model

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"callsheet/model/printable"
)

// RecordingKept is how long the service keeps the recording of a call.
const RecordingKept = 90 * 24 * time.Hour

// RecordingDeleted reports whether a call is so long ago that its recording is deleted.
func (c Call) RecordingDeleted(now time.Time) bool {
	return !c.At.IsZero() && now.Sub(c.At) > RecordingKept
}

// maxAddress bounds the address of a recording, in bytes: signed ones are long.
const maxAddress = 4096

// RecordingAddress is the address of a recording as it can be opened, or in a sentence why
// it is not shown: it comes from a reply and is hostile. What is said in a call goes over
// no network in the clear, so it is https alone.
func RecordingAddress(raw string) (string, error) {
	const refused = "The address that Dialgen gives for the recording is not shown: "
	refuse := func(format string, args ...any) (string, error) {
		return "", UserError(refused + fmt.Sprintf(format, args...) + ".")
	}
	switch {
	case len(raw) > maxAddress:
		return refuse("it is longer than %d characters", maxAddress)
	case strings.ContainsFunc(raw, func(r rune) bool { return r <= ' ' || r >= 0x7f }):
		return refuse("it has characters that stand in no address, and could steer a terminal or name another host than it seems to")
	case strings.ContainsAny(raw, "\\\"<>`"):
		return refuse("it has signs that stand in no address, and that browsers read in several ways")
	}
	u, err := url.Parse(raw)
	switch {
	case err != nil || u.Opaque != "" && strings.EqualFold(u.Scheme, "https"):
		return refuse("it is none that can be read")
	case u.Scheme == "":
		return refuse("it does not say that it is https")
	case u.Scheme != "https":
		return refuse("it begins with %s:, and only https is", printable.Text(u.Scheme, 20))
	case u.User != nil:
		return refuse("it has a name or password in it")
	case u.Hostname() == "":
		return refuse("it names no host")
	}
	return raw, nil
}
