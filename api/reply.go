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

func readBatchCreated(body []byte) (BatchCreated, error) {
	var w struct {
		BatchID text `json:"batchId"`
		Status  text `json:"status"`
		Message text `json:"message"`
		Links   struct {
			Status    text `json:"status"`
			Dashboard text `json:"dashboard"`
		} `json:"links"`
	}
	err := readObject(body, &w, "batchId")
	if err != nil && !errors.Is(err, errAbsent) {
		return BatchCreated{}, err
	}
	created := BatchCreated{
		BatchID:      cleanID(string(w.BatchID)),
		Status:       BatchStatus(cleanText(string(w.Status), maxWordRunes)),
		Message:      cleanText(string(w.Message), maxMessageRunes),
		StatusURL:    cleanURL(string(w.Links.Status)),
		DashboardURL: cleanURL(string(w.Links.Dashboard)),
	}
	if created.BatchID == "" {
		return BatchCreated{}, &errUnusable{"without naming a batch"}
	}
	return created, nil
}

// readBatchStatistics keeps at most so many of the recent calls; negative is all
// of them.
func readBatchStatistics(body []byte, keep int) (BatchStatistics, error) {
	var w struct {
		BatchID    text   `json:"batchId"`
		Status     text   `json:"status"`
		Priority   number `json:"priority"`
		Statistics struct {
			Total, Processed, Succeeded, Failed, Pending number
			PercentComplete, SuccessRate                 number
		} `json:"statistics"`
		Performance struct {
			CallsPerSecond, EstimatedTimeRemaining, ElapsedTime number
		} `json:"performance"`
		Timestamps struct {
			CreatedAt, StartedAt, CompletedAt instant
		} `json:"timestamps"`
		RecentCalls json.RawMessage `json:"recentCalls"`
		AgentID     text            `json:"agentId"`
		UserID      text            `json:"userId"`
	}
	if err := readObject(body, &w, "batchId", "statistics"); err != nil {
		return BatchStatistics{}, err
	}
	return BatchStatistics{
		BatchID:         cleanID(string(w.BatchID)),
		Status:          BatchStatus(cleanText(string(w.Status), maxWordRunes)),
		Priority:        w.Priority.count(),
		Total:           w.Statistics.Total.count(),
		Processed:       w.Statistics.Processed.count(),
		Succeeded:       w.Statistics.Succeeded.count(),
		Failed:          w.Statistics.Failed.count(),
		Pending:         w.Statistics.Pending.count(),
		PercentComplete: w.Statistics.PercentComplete.value,
		SuccessRate:     w.Statistics.SuccessRate.value,
		CallsPerSecond:  w.Performance.CallsPerSecond.value,
		Elapsed:         w.Performance.ElapsedTime.duration(),
		Remaining:       w.Performance.EstimatedTimeRemaining.duration(),
		HasRemaining:    w.Performance.EstimatedTimeRemaining.known,
		CreatedAt:       time.Time(w.Timestamps.CreatedAt),
		StartedAt:       time.Time(w.Timestamps.StartedAt),
		CompletedAt:     time.Time(w.Timestamps.CompletedAt),
		RecentCalls:     readRecent(w.RecentCalls, keep),
		AgentID:         cleanID(string(w.AgentID)),
		UserID:          cleanID(string(w.UserID)),
	}, nil
}

func readBatchList(body []byte) ([]BatchSummary, error) {
	entries, err := unwrapList(body, "batches")
	if err != nil {
		return nil, err
	}
	batches := make([]BatchSummary, 0, len(entries))
	for _, raw := range entries {
		var w struct {
			BatchID, Status, AgentID            text
			Total, Processed, Succeeded, Failed number
			PercentComplete, Priority           number
			CreatedAt                           instant
		}
		if err := fill(raw, &w); err != nil {
			return nil, err
		}
		b := BatchSummary{
			BatchID:         cleanID(string(w.BatchID)),
			Status:          BatchStatus(cleanText(string(w.Status), maxWordRunes)),
			Total:           w.Total.count(),
			Processed:       w.Processed.count(),
			Succeeded:       w.Succeeded.count(),
			Failed:          w.Failed.count(),
			PercentComplete: w.PercentComplete.value,
			CreatedAt:       time.Time(w.CreatedAt),
			AgentID:         cleanID(string(w.AgentID)),
			Priority:        w.Priority.count(),
		}
		// Without an id there is nothing to watch, cancel or reconcile.
		if b.BatchID != "" {
			batches = append(batches, b)
		}
	}
	return batches, nil
}

func readBatchCancelled(body []byte) (BatchCancelled, error) {
	var w struct {
		Success                  flag
		BatchID, Status, Message text
		CancelledJobs            number
	}
	if err := readObject(body, &w, "batchId", "status", "cancelledJobs", "success"); err != nil {
		return BatchCancelled{}, err
	}
	if w.Success.known && !w.Success.value {
		return BatchCancelled{}, ErrNotCancelled
	}
	return BatchCancelled{
		BatchID:       cleanID(string(w.BatchID)),
		Status:        BatchStatus(cleanText(string(w.Status), maxWordRunes)),
		CancelledJobs: w.CancelledJobs.count(),
		Message:       cleanText(string(w.Message), maxMessageRunes),
	}, nil
}
