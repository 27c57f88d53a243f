package sandbox

import (
	"cmp"
	"net/http"
	"net/url"
	"time"
)

// oneCall is a live call asked for by its id, which knows more.
type oneCall struct {
	liveCall
	ContactID string  `json:"contactId"`
	BatchID   *string `json:"batchId"` // null for a test call
}

type callReply struct {
	Success bool     `json:"success"`
	Data    callData `json:"data"`
}

type callData struct {
	ID            string      `json:"id"`
	Status        string      `json:"status"`
	Direction     string      `json:"direction"`
	Duration      *int        `json:"duration,omitempty"`
	CreatedAt     timestamp   `json:"createdAt"`
	EndedAt       *timestamp  `json:"endedAt,omitempty"`
	Contact       callee      `json:"contact"`
	Agent         string      `json:"agent"` // its name
	RecordingURL  *string     `json:"recordingUrl,omitempty"`
	Transcription []utterance `json:"transcription"`
}

// withCall runs f on the call a request names, if it is the user's.
func (s *Sandbox) withCall(q url.Values, f func(ref callRef, now time.Duration) reply) reply {
	if q.Get("callId") == "" {
		return *invalidField("callId", "Call ID is required")
	}
	return s.atPresent(func(now time.Duration) reply {
		ref, found := s.simulation.find(q.Get("callId"), q.Get("userId"))
		if !found {
			return noCall
		}
		return f(ref, now)
	})
}

var noCall = notFound("Call", "CALL_NOT_FOUND")

// liveCall answers GET /api/v1/status/call.
func (s *Sandbox) liveCall(_ *http.Request, q url.Values) reply {
	return s.withCall(q, func(ref callRef, now time.Duration) reply {
		c, _, _ := s.simulation.callParts(ref)
		if c.over() && now-c.ended > liveFor {
			return noCall
		}
		shown := oneCall{liveCall: s.simulation.liveCall(ref), ContactID: s.simulation.contactOf(ref)}
		if ref.batch > 0 {
			shown.BatchID = &s.simulation.batches[ref.batch].id
		}
		return ok(shown)
	})
}

// callRecord answers GET /api/v1/call/check-status.
func (s *Sandbox) callRecord(_ *http.Request, q url.Values) reply {
	return s.withCall(q, func(ref callRef, _ time.Duration) reply {
		c, p, number := s.simulation.callParts(ref)
		id := ref.id(s.simulation.seed)
		agentID, _ := s.simulation.owner(ref)
		a, _ := s.agent(agentID)
		data := callData{
			ID:            id,
			Status:        c.status.String(),
			Direction:     outbound,
			Duration:      c.seconds(),
			CreatedAt:     s.simulation.timestamp(c.created),
			Contact:       callee{Name: p.shownName(), PhoneNumber: formatE164(number)},
			Agent:         cmp.Or(a.Name, agentID),
			RecordingURL:  c.recording(id),
			Transcription: []utterance{},
		}
		if c.over() {
			data.EndedAt = s.simulation.timestampOnce(c.ended)
		}
		if c.status == completed {
			t, _ := s.simulation.talk(ref)
			data.Transcription = t.said(p.name, a.Name)
		}
		return ok(callReply{Success: true, Data: data})
	})
}

// callMetric answers GET /api/v1/call/get-metric, which wants all four ids.
func (s *Sandbox) callMetric(_ *http.Request, q url.Values) reply {
	for _, name := range []string{"agentId", "contactId"} {
		if q.Get(name) == "" {
			return *invalidField(name, "Is required")
		}
	}
	return s.withCall(q, func(ref callRef, _ time.Duration) reply {
		c, _, _ := s.simulation.callParts(ref)
		agentID, _ := s.simulation.owner(ref)
		if q.Get("agentId") != agentID || q.Get("contactId") != s.simulation.contactOf(ref) {
			return noCall
		}
		if !c.over() {
			return notFound("Call metrics", "METRICS_NOT_READY")
		}
		return ok(s.simulation.metric(ref))
	})
}

type inProgress struct {
	Message string `json:"message"`
	CallID  string `json:"callId"`
}

type dialled struct {
	Message   string `json:"message"`
	CallID    string `json:"callId"`
	ContactID string `json:"contactId"`
	Status    string `json:"status"`
}

// dialTest answers POST /api/v1/call/dial.
func (s *Sandbox) dialTest(r *http.Request, _ url.Values) reply {
	t, refused := readTestCall(r.Body)
	if refused != nil {
		return *refused
	}
	if !s.admits(t.userID) {
		return foreignUser
	}
	return s.atPresent(func(time.Duration) reply {
		if refused := s.checkAgent(t.agentID); refused != nil {
			return *refused
		}
		if refused := s.checkMinutes(1); refused != nil {
			return *refused
		}
		if ref, inUse := s.simulation.onCall[t.to.number]; inUse {
			return reply{http.StatusConflict, inProgress{"Call already in progress for this contact", ref.id(s.simulation.seed)}}
		}
		ref := s.simulation.dial(t)
		c, _, _ := s.simulation.callParts(ref)
		return ok(dialled{"Call initiated", ref.id(s.simulation.seed), s.simulation.contactOf(ref), c.status.String()})
	})
}
