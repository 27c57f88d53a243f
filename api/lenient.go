package api

import (
	"bytes"
	"encoding/json"
	"iter"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The types below read whatever stands where a value is expected. What cannot
// be read is the zero value, never an error: one odd field must not hide the
// rest of a reply.

const (
	maxSeconds = 10 * 365 * 24 * 3600 // longer than anything here lasts
	maxCount   = 1 << 40
)

// text reads a string, a number or a boolean as text, and an object by the name
// it gives itself.
type text string

func (t *text) UnmarshalJSON(b []byte) error {
	*t = text(textOf(b))
	return nil
}

func textOf(b []byte) string {
	switch {
	case len(b) == 0 || string(b) == "null" || b[0] == '[':
		return ""
	case b[0] == '"':
		if bytes.IndexByte(b, '\\') < 0 && utf8.Valid(b) {
			return string(b[1 : len(b)-1])
		}
		var s string
		if json.Unmarshal(b, &s) != nil {
			return ""
		}
		return s
	case b[0] == '{':
		var named struct {
			Message, Name, ID json.RawMessage
		}
		if json.Unmarshal(b, &named) != nil {
			return ""
		}
		for _, raw := range []json.RawMessage{named.Message, named.Name, named.ID} {
			if len(raw) > 0 && raw[0] != '{' && raw[0] != '[' && string(raw) != "null" {
				return textOf(raw)
			}
		}
		return ""
	}
	return string(b)
}

// texts reads a list of texts, or one alone.
type texts []string

func (t *texts) UnmarshalJSON(b []byte) error {
	*t = nil
	var list []text
	if len(b) > 0 && b[0] == '[' {
		if json.Unmarshal(b, &list) != nil {
			return nil //nolint:nilerr // a list of something else is none
		}
	} else {
		list = []text{text(textOf(b))}
	}
	for _, s := range list {
		if s != "" {
			*t = append(*t, string(s))
		}
	}
	return nil
}

// number reads a number, also one given as a string.
type number struct {
	value float64
	known bool
}

func (n *number) UnmarshalJSON(b []byte) error {
	*n = number{}
	s := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(textOf(b)), "%"))
	if v, err := strconv.ParseFloat(s, 64); err == nil && !math.IsNaN(v) && !math.IsInf(v, 0) {
		*n = number{value: v, known: true}
	}
	return nil
}

// count is the number as a count of things: whole and not negative.
func (n number) count() int {
	return int(min(max(n.value, 0), maxCount))
}

// duration is the number as seconds.
func (n number) duration() time.Duration { return secondsToDuration(n.value) }

func secondsToDuration(s float64) time.Duration {
	if math.IsNaN(s) {
		return 0
	}
	return time.Duration(min(max(s, 0), maxSeconds) * float64(time.Second))
}

// flag reads a boolean, also one given as a string or number.
type flag struct {
	value, known bool
}

func (f *flag) UnmarshalJSON(b []byte) error {
	*f = flag{}
	if v, err := strconv.ParseBool(strings.ToLower(strings.TrimSpace(textOf(b)))); err == nil {
		*f = flag{value: v, known: true}
	}
	return nil
}

// instant reads a time in any of the layouts services write, and seconds or
// milliseconds since 1970.
type instant time.Time

var layouts = []string{
	time.RFC3339Nano,
	"2006-01-02T15:04:05.999999999Z0700",
	"2006-01-02T15:04:05.999999999", // no zone: UTC
	"2006-01-02 15:04:05.999999999Z07:00",
	"2006-01-02 15:04:05.999999999 Z07:00",
	"2006-01-02 15:04:05.999999999 -0700",
	"2006-01-02 15:04:05.999999999",
	"2006-01-02T15:04Z07:00",
	"2006-01-02T15:04",
	time.DateOnly,
	time.RFC1123,
	time.RFC1123Z,
}

func (i *instant) UnmarshalJSON(b []byte) error {
	*i = instant(instantOf(strings.TrimSpace(textOf(b))))
	return nil
}

func instantOf(s string) time.Time {
	if s == "" || len(s) > maxWordRunes {
		return time.Time{}
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return plausible(t)
		}
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || v <= 0 || v > 1e14 {
		return time.Time{}
	}
	const asMilliseconds = 1e11 // as seconds this is the year 5138
	if v < asMilliseconds {
		v *= 1000
	}
	return plausible(time.UnixMilli(int64(v)))
}

// plausible drops times outside the years anything here can happen in, such as
// a year 1 that stands for "none".
func plausible(t time.Time) time.Time {
	t = t.UTC()
	if t.Year() < 1971 || t.Year() > 9998 {
		return time.Time{}
	}
	return t
}

// objectsOf finds the objects in an array of sound JSON, without copying or
// decoding anything.
func objectsOf(raw json.RawMessage) iter.Seq[json.RawMessage] {
	return func(yield func(json.RawMessage) bool) {
		depth, from, quoted := 0, 0, false
		for i := 0; i < len(raw); i++ {
			switch c := raw[i]; {
			case quoted && c == '\\':
				i++
			case c == '"':
				quoted = !quoted
			case quoted:
			case c == '[' || c == '{':
				if depth == 1 && c == '{' {
					from = i
				}
				depth++
			case c == ']' || c == '}':
				depth--
				if depth == 1 && c == '}' && raw[0] == '[' && !yield(raw[from:i+1]) {
					return
				}
			}
		}
	}
}

// list reads the elements of an array that are objects.
func list(raw json.RawMessage) []json.RawMessage {
	var all []json.RawMessage
	if json.Unmarshal(raw, &all) != nil {
		return nil
	}
	objects := all[:0]
	for _, e := range all {
		if e = bytes.TrimSpace(e); len(e) > 0 && e[0] == '{' {
			objects = append(objects, e)
		}
	}
	return objects
}
