package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"time"
)

// maxWrapping is how deep a reply is looked for inside wrapping objects.
const maxWrapping = 3

// errAbsent is a reply that is about something else.
var errAbsent = &errUnusable{"without what was asked for"}

// ErrNotCancelled is a reply to a cancel that says it was not done.
var ErrNotCancelled error = &errUnusable{"without saying that the batch was cancelled"}

// readObject decodes the object in a reply that has at least one of the given
// fields.
func readObject(body []byte, into any, fields ...string) error {
	raw, err := unwrap(body, fields...)
	if err != nil {
		return err
	}
	return fill(raw, into)
}

// unwrap finds the object that has at least one of the given fields: the reply
// itself, or what it carries as data, result or response.
func unwrap(body []byte, fields ...string) (json.RawMessage, error) {
	raw := json.RawMessage(bytes.TrimSpace(body))
	var named map[string]json.RawMessage
	for range maxWrapping {
		if err := checkObject(raw, &named); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(fields, func(f string) bool { _, ok := named[f]; return ok }) {
			return raw, nil
		}
		inner := firstOf(named, "data", "result", "response")
		if len(inner) == 0 || inner[0] != '{' {
			break
		}
		raw = inner
	}
	return nil, errAbsent
}

// unwrapList finds the array in a reply: the reply itself, or under one of the
// given names, or those under data. A null under such a name is an empty list.
func unwrapList(body []byte, names ...string) ([]json.RawMessage, error) {
	raw := json.RawMessage(bytes.TrimSpace(body))
	names = append(names, "data", "items", "results", "result", "response")
	for range maxWrapping {
		if len(raw) > 0 && raw[0] == '[' {
			if !json.Valid(raw) {
				return nil, &errUnusable{"with JSON that is broken or cut off"}
			}
			return list(raw), nil
		}
		var named map[string]json.RawMessage
		if err := checkObject(raw, &named); err != nil {
			return nil, err
		}
		inner := firstOf(named, names...)
		if string(inner) == "null" {
			return nil, nil
		}
		if len(inner) == 0 {
			break
		}
		raw = inner
	}
	return nil, &errUnusable{"without the list that was asked for"}
}

func firstOf(named map[string]json.RawMessage, names ...string) json.RawMessage {
	for _, name := range names {
		if raw, ok := named[name]; ok {
			return raw
		}
	}
	return nil
}

func checkObject(raw json.RawMessage, into *map[string]json.RawMessage) error {
	switch {
	case len(raw) == 0:
		return &errUnusable{"with nothing in the reply"}
	case raw[0] == '<':
		return &errUnusable{"with a web page instead of data"}
	}
	*into = nil
	if json.Unmarshal(raw, into) != nil || *into == nil {
		if json.Valid(raw) {
			return &errUnusable{"with something other than an object"}
		}
		return &errUnusable{"with JSON that is broken or cut off"}
	}
	return nil
}

// fill decodes leniently: a field of another shape stays zero.
func fill(raw json.RawMessage, into any) error {
	err := json.Unmarshal(raw, into)
	var shape *json.UnmarshalTypeError
	if err != nil && !errors.As(err, &shape) {
		return &errUnusable{"with JSON that is broken or cut off"}
	}
	return nil
}

// document is a 2xx reply, read in full.
type document struct {
	status int
	date   time.Time // zero when the reply had none
	body   []byte
}
