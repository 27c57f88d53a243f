package sandbox

import (
	"cmp"
	"math"
	"math/rand/v2"
	"strings"
)

// utterance is one thing said in a call.
type utterance struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// talk is a conversation a call may have had, with what the service makes of
// it. {name} and {agent} stand for the two who speak; the agent begins.
type talk struct {
	lines       []string
	summary     string
	intent      string
	sentiment   string
	keyPoints   []string
	actionItems []string
}

var talks = [...]talk{
	{
		lines: []string{
			"Hello, is this {name}? This is {agent}, calling about your policy renewal.",
			"Yes, speaking.",
			"Your cover ends on the last day of the month. Shall I renew it on the same terms?",
			"Is the price the same as last year?",
			"It is. You keep your discount, and the papers come by email today.",
			"Then yes, please renew it.",
			"Done. Thank you, {name}, and have a good day.",
		},
		summary:     "{name} renewed the policy on the same terms.",
		intent:      "renew",
		sentiment:   "positive",
		keyPoints:   []string{"Asked whether the price changes", "Accepted the renewal"},
		actionItems: []string{"Send the papers by email"},
	},
	{
		lines: []string{
			"Good day, am I speaking with {name}? {agent} here, about the renewal of your contract.",
			"I am on my way to work, can you call another time?",
			"Of course. Would tomorrow after five suit you?",
			"After five is good.",
		},
		summary:     "{name} had no time and asked for a call tomorrow after five.",
		intent:      "call_back",
		sentiment:   "neutral",
		keyPoints:   []string{"No time now", "Tomorrow after five suits"},
		actionItems: []string{"Call back tomorrow after five"},
	},
	{
		lines: []string{
			"Hello {name}, this is {agent} with a reminder of your appointment on Thursday at ten.",
			"Oh, Thursday does not work for me any more.",
			"No problem. I can offer Friday at nine or Monday at two.",
			"Monday at two, please.",
			"I have moved it to Monday at two. Is there anything else?",
			"No, that is all. Thank you.",
		},
		summary:     "{name} moved the appointment from Thursday to Monday at two.",
		intent:      "reschedule",
		sentiment:   "positive",
		keyPoints:   []string{"Thursday no longer suits", "New appointment on Monday at two"},
		actionItems: []string{"Confirm Monday at two in writing"},
	},
	{
		lines: []string{
			"Hello, {agent} speaking. Is this {name}? It is about your renewal next month.",
			"I have already signed with somebody else.",
			"Thank you for telling me. May I ask what made the difference?",
			"The price, mostly. Please take me off the list.",
			"I will see to that. Goodbye, {name}.",
		},
		summary:     "{name} does not renew, signed elsewhere for the price, and asked not to be called again.",
		intent:      "decline",
		sentiment:   "negative",
		keyPoints:   []string{"Signed with a competitor", "Price decided", "Wants no more calls"},
		actionItems: []string{"Add to the do-not-call list"},
	},
	{
		lines: []string{
			"Hello {name}, this is {agent}. Your appointment is tomorrow at half past eleven. Can I confirm it?",
			"Yes, I will be there.",
			"Please bring your card with you.",
			"Do I need anything else?",
			"Nothing else. It takes about twenty minutes.",
			"Good.",
			"Then we see you tomorrow, {name}.",
			"Until tomorrow.",
		},
		summary:     "{name} confirmed the appointment tomorrow at half past eleven.",
		intent:      "confirm",
		sentiment:   "positive",
		keyPoints:   []string{"Appointment confirmed", "Will bring the card"},
		actionItems: []string{},
	},
}

// talk is the conversation of a call and how sure the service is of what it
// makes of it: the same ones however often they are asked for.
func (w *simulation) talk(ref callRef) (t talk, confidence float64) {
	dice := rand.New(rand.NewPCG(w.seed, ref.scrambled(w.seed)))
	return talks[dice.IntN(len(talks))], math.Round(70+29*dice.Float64()) / 100
}

// said is the conversation with the names filled in.
func (t talk) said(name, agent string) []utterance {
	names := speakers(name, agent)
	said := make([]utterance, len(t.lines))
	for i, line := range t.lines {
		role := "assistant"
		if i%2 == 1 {
			role = "user"
		}
		said[i] = utterance{Role: role, Content: names.Replace(line)}
	}
	return said
}

func speakers(name, agent string) *strings.Replacer {
	return strings.NewReplacer("{name}", cmp.Or(name, "there"), "{agent}", cmp.Or(agent, "your assistant"))
}

type metricReply struct {
	Success      bool              `json:"success"`
	CallData     metricCall        `json:"callData"`
	MetricSchema map[string]string `json:"metricSchema"`
}

type metricCall struct {
	ID           string    `json:"id"`
	ContactID    string    `json:"contactId"`
	AgentID      string    `json:"agentId"`
	Status       string    `json:"status"`
	StartTime    timestamp `json:"startTime"`
	EndTime      timestamp `json:"endTime"`
	Duration     *int      `json:"duration"`
	PhoneNumber  string    `json:"phoneNumber"`
	ContactName  string    `json:"contactName"`
	Summary      string    `json:"summary"`
	RecordingURL *string   `json:"recordingUrl,omitempty"`
	Metric       metric    `json:"metricJson"`
}

type metric struct {
	Intent      string   `json:"intent"`
	Sentiment   string   `json:"sentiment"`
	Confidence  float64  `json:"confidence"`
	KeyPoints   []string `json:"keyPoints"`
	ActionItems []string `json:"actionItems"`
	CallStatus  string   `json:"callStatus"`
}

var metricSchema = map[string]string{
	"intent":      "string",
	"sentiment":   "string",
	"confidence":  "number",
	"keyPoints":   "string[]",
	"actionItems": "string[]",
	"callStatus":  "string",
}

// metric is what the service makes of a call that is over.
func (w *simulation) metric(ref callRef) metricReply {
	c, p, number := w.callParts(ref)
	id := ref.id(w.seed)
	agentID, _ := w.owner(ref)
	data := metricCall{
		ID:           id,
		ContactID:    w.contactOf(ref),
		AgentID:      agentID,
		Status:       c.status.String(),
		StartTime:    w.timestamp(c.placed),
		EndTime:      w.timestamp(c.ended),
		Duration:     c.seconds(),
		PhoneNumber:  formatE164(number),
		ContactName:  p.shownName(),
		Summary:      "The call was not answered.",
		RecordingURL: c.recording(id),
		Metric: metric{
			Intent:      "none",
			Sentiment:   "neutral",
			KeyPoints:   []string{},
			ActionItems: []string{},
			CallStatus:  c.status.String(),
		},
	}
	if c.status == completed {
		t, confidence := w.talk(ref)
		data.Summary = speakers(cmp.Or(p.name, "The person called"), "").Replace(t.summary)
		data.Metric = metric{
			Intent:      t.intent,
			Sentiment:   t.sentiment,
			Confidence:  confidence,
			KeyPoints:   t.keyPoints,
			ActionItems: t.actionItems,
			CallStatus:  c.status.String(),
		}
	}
	return metricReply{Success: true, CallData: data, MetricSchema: metricSchema}
}
