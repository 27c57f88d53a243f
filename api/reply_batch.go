package api

import (
	"encoding/json"
	"errors"
	"time"
)

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
