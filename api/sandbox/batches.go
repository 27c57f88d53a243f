package sandbox

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Per the reference: what the service reckons a contact to cost, how many
// calls the statistics show, and how long live calls can be read.
const (
	minutesPerContact = 2
	defaultRecent     = 10
	liveFor           = 30 * 24 * time.Hour
)

// createBatch answers POST /api/v1/batch.
func (s *Sandbox) createBatch(r *http.Request, _ url.Values) reply {
	o, refused := readCreateRequest(r.Body)
	if refused != nil {
		return *refused
	}
	if !s.admits(o.userID) {
		return foreignUser
	}
	return s.atPresent(func(now time.Duration) reply {
		if start := o.options.start; !start.IsZero() && !start.After(s.simulation.at(now)) {
			return *refuse(http.StatusBadRequest, refusal{Error: "Scheduled start time must be in the future"})
		}
		if refused := s.checkAgent(o.agentID); refused != nil {
			return *refused
		}
		if refused := s.checkMinutes(len(o.contacts)); refused != nil {
			return *refused
		}
		b := s.simulation.accept(o)
		return reply{http.StatusAccepted, accepted{
			Success: true,
			BatchID: b.id,
			Status:  b.status,
			Message: "Batch accepted and is being processed. Monitor the status link for updates.",
			Links: links{
				Status:    s.baseURL + batchPrefix + url.PathEscape(b.id) + statusSuffix,
				Dashboard: s.baseURL + "/batch/monitor/" + url.PathEscape(b.id),
			},
		}}
	})
}

type accepted struct {
	Success bool        `json:"success"`
	BatchID string      `json:"batchId"`
	Status  batchStatus `json:"status"`
	Message string      `json:"message"`
	Links   links       `json:"links"`
}

type links struct {
	Status    string `json:"status"`
	Dashboard string `json:"dashboard"`
}

// checkAgent refuses an agent that cannot dial.
func (s *Sandbox) checkAgent(id string) *reply {
	a, known := s.agent(id)
	if known && a.Active && a.Type != inbound {
		return nil
	}
	return noAgent
}

var noAgent = refuse(http.StatusNotFound, refusal{
	Error:   "Agent not found or inactive",
	Code:    "AGENT_NOT_FOUND",
	Message: "The agent does not exist, is inactive or does not place calls",
})

type minutes struct {
	Required  int `json:"estimatedMinutesRequired"`
	Available int `json:"availableMinutes"`
}

// checkMinutes refuses what the account cannot pay for.
func (s *Sandbox) checkMinutes(contacts int) *reply {
	required := contacts * minutesPerContact
	if s.minutes == 0 || float64(required) <= s.minutes {
		return nil
	}
	return tooFewMinutes(required, int(max(s.minutes, 0)))
}

func tooFewMinutes(required, available int) *reply {
	return refuse(http.StatusPaymentRequired, refusal{
		Error:   "Insufficient call minutes",
		Code:    "INSUFFICIENT_CREDITS",
		Message: fmt.Sprintf("Estimated %d minutes required, but only %d available", required, available),
		Details: minutes{required, available},
	})
}

var noBatch = notFound("Batch", "BATCH_NOT_FOUND")

// batchStatistics answers GET /api/v1/batch/check-status.
func (s *Sandbox) batchStatistics(_ *http.Request, q url.Values) reply {
	if q.Get("batchId") == "" {
		return *invalidField("batchId", "Batch ID is required")
	}
	limit, valid := readLimit(q)
	if !valid {
		return *invalidField("limit", "Must be a whole number above 0, -1 or all")
	}
	return s.atPresent(func(time.Duration) reply {
		b, found := s.simulation.batch(q.Get("batchId"), q.Get("userId"))
		if !found {
			return noBatch
		}
		return ok(s.simulation.statistics(b, limit))
	})
}

// readLimit reads how many recent calls are wanted; negative is all.
func readLimit(q url.Values) (int, bool) {
	if !q.Has("limit") {
		return defaultRecent, true
	}
	if q.Get("limit") == "all" {
		return -1, true
	}
	limit, err := strconv.Atoi(q.Get("limit"))
	return limit, err == nil && (limit == -1 || limit > 0)
}

// liveCalls answers GET /api/v1/status/batch.
func (s *Sandbox) liveCalls(_ *http.Request, q url.Values) reply {
	if q.Get("batchId") == "" {
		return *invalidField("batchId", "Batch ID is required")
	}
	return s.atPresent(func(now time.Duration) reply {
		b, found := s.simulation.batch(q.Get("batchId"), q.Get("userId"))
		if !found || (b.finished != never && now-b.finished > liveFor) {
			return noBatch
		}
		return ok(s.simulation.live(b))
	})
}

// listBatches answers GET /api/v1/batch/list.
func (s *Sandbox) listBatches(_ *http.Request, q url.Values) reply {
	return s.atPresent(func(time.Duration) reply {
		return ok(s.simulation.list(q.Get("userId")))
	})
}

type cancelled struct {
	Success       bool        `json:"success"`
	BatchID       string      `json:"batchId"`
	Status        batchStatus `json:"status"`
	CancelledJobs int         `json:"cancelledJobs"`
	Message       string      `json:"message"`
}

// cancelBatch answers POST /api/v1/batch/cancel. The reference describes no
// body for it, so whatever comes as one is not read.
func (s *Sandbox) cancelBatch(_ *http.Request, q url.Values) reply {
	if q.Get("batchId") == "" {
		return *invalidField("batchId", "Batch ID is required")
	}
	return s.atPresent(func(time.Duration) reply {
		b, found := s.simulation.batch(q.Get("batchId"), q.Get("userId"))
		if !found {
			return noBatch
		}
		jobs := 0
		switch b.status {
		case batchCompleted:
			return *refuse(http.StatusBadRequest, refusal{Error: "Batch is already completed", Code: "BATCH_COMPLETED"})
		case batchCancelled:
		default:
			jobs = s.simulation.cancel(b)
		}
		return ok(cancelled{true, b.id, b.status, jobs, fmt.Sprintf("Batch cancelled, %d calls will not be placed", jobs)})
	})
}
