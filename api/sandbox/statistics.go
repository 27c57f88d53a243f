package sandbox

import (
	"math"
	"sort"
	"time"
)

// rateWindow is how far back the current rate looks.
const rateWindow = 10 * time.Second

type batchReport struct {
	BatchID     string       `json:"batchId"`
	Status      batchStatus  `json:"status"`
	Priority    float64      `json:"priority"`
	Statistics  statistics   `json:"statistics"`
	Performance performance  `json:"performance"`
	Timestamps  timestamps   `json:"timestamps"`
	RecentCalls []recentCall `json:"recentCalls"`
	Webhooks    *webhooks    `json:"webhooks"`
	AgentID     string       `json:"agentId"`
	UserID      string       `json:"userId"`
}

type statistics struct {
	Total           int     `json:"total"`
	Processed       int     `json:"processed"`
	Succeeded       int     `json:"succeeded"`
	Failed          int     `json:"failed"`
	Pending         int     `json:"pending"`
	PercentComplete float64 `json:"percentComplete"`
	SuccessRate     float64 `json:"successRate"`
}

type performance struct {
	CallsPerSecond         float64 `json:"callsPerSecond"`
	EstimatedTimeRemaining *int    `json:"estimatedTimeRemaining"` // seconds
	ElapsedTime            int     `json:"elapsedTime"`            // seconds
}

type timestamps struct {
	CreatedAt   timestamp  `json:"createdAt"`
	StartedAt   *timestamp `json:"startedAt,omitempty"`
	CompletedAt *timestamp `json:"completedAt"`
}

type batchRow struct {
	BatchID         string      `json:"batchId"`
	Status          batchStatus `json:"status"`
	Total           int         `json:"total"`
	Processed       int         `json:"processed"`
	Succeeded       int         `json:"succeeded"`
	Failed          int         `json:"failed"`
	PercentComplete float64     `json:"percentComplete"`
	CreatedAt       timestamp   `json:"createdAt"`
	AgentID         string      `json:"agentId"`
	Priority        float64     `json:"priority"`

	age      time.Duration // since it was stored, on the sandbox's clock
	listings int           // lists its user asked for since, this one included
}

// counts are the running counters of a batch. Pending are the contacts
// without a result, so they and the results always add up to the total.
func (b *batch) counts() statistics {
	total := b.total()
	return statistics{
		Total:           total,
		Processed:       b.processed,
		Succeeded:       b.succeeded,
		Failed:          b.failed,
		Pending:         total - b.succeeded - b.failed,
		PercentComplete: percent(b.succeeded+b.failed, total),
		SuccessRate:     percent(b.succeeded, b.processed),
	}
}

// statistics is the heartbeat of a batch with its newest calls; a negative
// limit is all of them.
func (w *simulation) statistics(b *batch, limit int) batchReport {
	report := batchReport{
		BatchID:     b.id,
		Status:      b.status,
		Priority:    b.options.priority,
		Statistics:  b.counts(),
		Performance: w.performance(b),
		Timestamps:  timestamps{CreatedAt: w.timestamp(b.created), StartedAt: w.timestampOnce(b.started)},
		RecentCalls: []recentCall{},
		Webhooks:    b.options.webhooks,
		AgentID:     b.agentID,
		UserID:      b.userID,
	}
	if b.status == batchCompleted {
		report.Timestamps.CompletedAt = w.timestampOnce(b.finished)
	}
	if limit < 0 {
		limit = len(b.calls)
	}
	for i := len(b.calls) - 1; i >= 0 && len(report.RecentCalls) < limit; i-- {
		if b.calls[i].hidden(b) {
			continue
		}
		ref := callRef{w.byID[b.id], i}
		c, p, number := w.callParts(ref)
		report.RecentCalls = append(report.RecentCalls, recentCall{
			ID:          ref.id(w.seed),
			CallSID:     ref.sid(w.seed),
			Status:      c.status.String(),
			Duration:    c.seconds(),
			CreatedAt:   w.timestamp(c.created),
			PhoneNumber: formatE164(number),
			ContactName: p.shownName(),
		})
	}
	return report
}

// performance is how fast a batch goes: the rate of the last seconds while it
// runs, the average once it is over, as the reference's example has it.
func (w *simulation) performance(b *batch) performance {
	if b.started == never {
		return performance{}
	}
	if b.finished != never {
		took := b.finished - b.started
		return performance{CallsPerSecond: perSecond(len(b.calls), took), ElapsedTime: int(took.Seconds())}
	}
	elapsed := w.now - b.started
	remaining := w.remaining(b)
	return performance{
		CallsPerSecond:         perSecond(w.recent(b), min(elapsed, rateWindow)),
		EstimatedTimeRemaining: &remaining,
		ElapsedTime:            int(elapsed.Seconds()),
	}
}

// recent is how many calls of a batch were placed within the rate's window.
func (w *simulation) recent(b *batch) int {
	placed := len(b.calls) - b.queued
	return placed - sort.Search(placed, func(i int) bool { return b.calls[i].placed > w.now-rateWindow })
}

// remaining estimates the seconds to the end: everybody who has no result at
// the pace there is, and not before the last retry planned.
func (w *simulation) remaining(b *batch) int {
	rest := time.Duration(b.total()-b.succeeded-b.failed) * w.pace(b)
	for _, q := range b.retries {
		if len(q) > 0 {
			rest = max(rest, q[len(q)-1].due-w.now)
		}
	}
	return int(math.Ceil(rest.Seconds()))
}

// list shows the batches of a user, newest first; no user is everybody.
func (w *simulation) list(userID string) []batchRow {
	rows := []batchRow{}
	for i := len(w.batches) - 1; i > 0; i-- {
		b := w.batches[i]
		if userID != "" && b.userID != userID {
			continue
		}
		b.listings++
		rows = append(rows, w.row(b))
	}
	return rows
}

// row is a batch as the list shows it.
func (w *simulation) row(b *batch) batchRow {
	n := b.counts()
	return batchRow{
		BatchID:         b.id,
		Status:          b.status,
		Total:           n.Total,
		Processed:       n.Processed,
		Succeeded:       n.Succeeded,
		Failed:          n.Failed,
		PercentComplete: n.PercentComplete,
		CreatedAt:       w.timestamp(b.created),
		AgentID:         b.agentID,
		Priority:        b.options.priority,
		age:             w.now - b.created,
		listings:        b.listings,
	}
}

// percent is a share in percent with two decimals.
func percent(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return math.Round(float64(part)/float64(whole)*10_000) / 100
}

// perSecond is a rate with two decimals; a span below a second counts as one,
// so that the first call is no burst.
func perSecond(n int, span time.Duration) float64 {
	return math.Round(float64(n)/max(span.Seconds(), 1)*100) / 100
}

type recentCall struct {
	ID          string    `json:"id"`
	CallSID     string    `json:"callSid"`
	Status      string    `json:"status"`
	Duration    *int      `json:"duration,omitempty"`
	CreatedAt   timestamp `json:"createdAt"`
	PhoneNumber string    `json:"phoneNumber"`
	ContactName string    `json:"contactName"`
}
