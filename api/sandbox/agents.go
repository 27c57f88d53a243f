package sandbox

import (
	"cmp"
	"net/http"
	"net/url"
	"time"
)

type agentRecord struct {
	ID           string       `json:"id"`
	Name         string       `json:"name"`
	CreatedAt    timestamp    `json:"createdAt"`
	UpdatedAt    timestamp    `json:"updatedAt"`
	Type         string       `json:"type"`
	IsActive     bool         `json:"isActive"`
	BasicDetails basicDetails `json:"basicDetails"`
	MetricConfig metricConfig `json:"metricConfig"`
	SIPTrunkID   string       `json:"sipTrunkId"`
}

type basicDetails struct {
	AgentName     string  `json:"agent_name"`
	AgentLanguage string  `json:"agentLanguage"`
	VoiceGender   string  `json:"voiceGender"`
	VoiceSpeed    float64 `json:"voiceSpeed"`
}

type metricConfig struct {
	Enabled       bool       `json:"enabled"`
	CustomMetrics []struct{} `json:"customMetrics"`
}

// describeAgent answers GET /api/v1/agent. An agent that may not dial is
// described too: the reference refuses it at dialling only.
func (s *Sandbox) describeAgent(_ *http.Request, q url.Values) reply {
	if q.Get("agentId") == "" {
		return *invalidField("agentId", "Agent ID is required")
	}
	a, found := s.agent(q.Get("agentId"))
	if !found {
		return notFound("Agent", "AGENT_NOT_FOUND")
	}
	const aMonth = 30 * 24 * time.Hour
	return ok(agentRecord{
		ID:           a.ID,
		Name:         a.Name,
		CreatedAt:    timestamp(s.clock.start.Add(-3 * aMonth)),
		UpdatedAt:    timestamp(s.clock.start.Add(-aMonth)),
		Type:         cmp.Or(a.Type, outbound),
		IsActive:     a.Active,
		BasicDetails: basicDetails{AgentName: a.Name, AgentLanguage: "en", VoiceGender: "female", VoiceSpeed: 1},
		MetricConfig: metricConfig{Enabled: true, CustomMetrics: []struct{}{}},
		SIPTrunkID:   "trunk_sandbox",
	})
}
