package cli

import (
	"time"

	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// watchReport is a batch in the words of the service's own statistics, and how
// old they are.
type watchReport struct {
	BatchID      string            `json:"batch_id"`
	Status       string            `json:"status"`
	Priority     int               `json:"priority"`
	Statistics   statisticsReport  `json:"statistics"`
	Performance  performanceReport `json:"performance"`
	Timestamps   timestampsReport  `json:"timestamps"`
	RecentCalls  []callReport      `json:"recent_calls"`
	AgentID      string            `json:"agent_id"`
	UserID       string            `json:"user_id"`
	StaleSeconds *int              `json:"stale_seconds"` // null when there are no figures at all
	Error        string            `json:"error"`         // why the last look did not succeed
	Doubts       []string          `json:"doubts"`        // what cannot be right about the figures
	partReport
}

type statisticsReport struct {
	Total           int     `json:"total"`
	Processed       int     `json:"processed"`
	Succeeded       int     `json:"succeeded"`
	Failed          int     `json:"failed"`
	Pending         int     `json:"pending"`
	PercentComplete float64 `json:"percent_complete"`
	SuccessRate     float64 `json:"success_rate"`
}

type performanceReport struct {
	CallsPerSecond         float64  `json:"calls_per_second"`
	EstimatedTimeRemaining *float64 `json:"estimated_time_remaining"` // seconds
	ElapsedTime            float64  `json:"elapsed_time"`             // seconds

	OverBy *time.Time `json:"over_by"` // as is reckoned here; null while that is not known, or it is late or stands still
}

type timestampsReport struct {
	CreatedAt   *time.Time `json:"created_at"`
	StartedAt   *time.Time `json:"started_at"`
	CompletedAt *time.Time `json:"completed_at"`
}

type callReport struct {
	ID          string     `json:"id"`
	CallSID     string     `json:"call_sid"`
	Status      string     `json:"status"`
	Duration    float64    `json:"duration"` // seconds
	CreatedAt   *time.Time `json:"created_at"`
	PhoneNumber string     `json:"phone_number"`
	ContactName string     `json:"contact_name"`
}

// reportWatched is a document for one batch, and a list for several.
func reportWatched(batches []*watched, now time.Time) any {
	reports := make([]watchReport, len(batches))
	for i, w := range batches {
		reports[i] = reportStatistics(w, now)
	}
	if len(reports) == 1 {
		return reports[0]
	}
	return reports
}

func reportStatistics(w *watched, now time.Time) watchReport {
	s := w.last()
	r := watchReport{
		BatchID: w.id, Status: string(s.Status), Priority: s.Priority, AgentID: s.AgentID, UserID: s.UserID,
		Statistics:  statisticsReport{s.Total, s.Processed, s.Succeeded, s.Failed, s.Pending, s.PercentComplete, s.SuccessRate},
		Performance: performanceReport{CallsPerSecond: s.CallsPerSecond, ElapsedTime: s.Elapsed.Seconds()},
		Timestamps:  timestampsReport{optional(s.CreatedAt), optional(s.StartedAt), optional(s.CompletedAt)},
		RecentCalls: []callReport{},
		Doubts:      append([]string{}, w.doubts()...),
		partReport:  reportPart(*w.batch),
	}
	if at, state := w.finish.OverBy(); state == model.FinishSet && !w.ended() {
		r.Performance.OverBy = &at
	}
	if s.HasRemaining {
		left := s.Remaining.Seconds()
		r.Performance.EstimatedTimeRemaining = &left
	}
	for _, c := range s.RecentCalls {
		at := c.CreatedAt
		if at.IsZero() {
			at = c.StartedAt
		}
		r.RecentCalls = append(r.RecentCalls, callReport{c.ID, c.SID, string(c.Status), c.Duration.Seconds(), optional(at), c.Phone, c.Name})
	}
	if !w.at().IsZero() {
		r.StaleSeconds = seconds(now.Sub(w.at()))
	}
	if w.poll.Err != nil {
		r.Error = printable.Text(reason.Sentence(w.poll.Err), maxLine)
	}
	return r
}

// partReport is the part of a campaign that a batch is of, such as a wave.
type partReport struct {
	Segment int        `json:"segment"`  // its place in the campaign, from 0
	Wave    string     `json:"wave"`     // its name: whom it rings, and when; "" where the campaign has none
	Starts  *time.Time `json:"starts"`   // its calls; null = as soon as it is sent
	Local   string     `json:"local"`    // the same on the clocks of its people, with their offset; "" where that is not known
	Zone    string     `json:"zone"`     // of those clocks
	CloseAt *time.Time `json:"close_at"` // nobody of it may be rung later; null where nobody says so
}

func reportPart(b model.Batch) partReport {
	p := partReport{
		Segment: b.Segment, Wave: printable.Text(b.Part.Name, maxLine), Starts: optional(session.WaveStart(b)), Zone: printable.Text(b.Part.Zone, maxLine), CloseAt: optional(b.Part.CloseAt),
	}
	if at := session.WaveStart(b); !at.IsZero() && b.Part.Zone != "" {
		p.Local = at.In(model.Clock(b.Part.Zone)).Format(time.RFC3339)
	}
	return p
}
