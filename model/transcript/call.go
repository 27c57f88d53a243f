package transcript

import (
	"time"

	"callsheet/model/start"
	"callsheet/model/zones"
)

// Speaker is who says a turn.
type Speaker uint8

const (
	Unknown Speaker = iota // a role that is not known: what is said counts as likely at most
	Contact                // the person who was called ("user")
	Agent                  // the agent that called ("assistant")
)

// SpeakerOf reads the role of a turn as the service writes it.
func SpeakerOf(role string) Speaker {
	switch folded(role) {
	case "user", "contact", "customer", "human", "callee":
		return Contact
	case "assistant", "agent", "bot", "ai", "system":
		return Agent
	}
	return Unknown
}

// Turn is one utterance of a transcript.
type Turn struct {
	Speaker Speaker
	Text    string
}

// Call is what came back of one call. Any of it may be missing, and all of it is hostile.
type Call struct {
	Turns   []Turn
	Summary string
	Metrics []Metric // of ReadMetrics, or any other, by name
}

// Context is what the times that were named are read against.
type Context struct {
	// At is when the call was; "tomorrow" is the day after it. Zero = no time is resolved.
	At time.Time
	// Zones are those the person may be in. Of the empty set no time of day is resolved.
	Zones zones.Set
	// Region is the operator's country, ISO 3166 alpha-2, "" = not known. It orders the
	// choices for 1/12, and answers nothing.
	Region string
}

// Source is where something was found.
type Source uint8

const (
	InTranscript Source = iota
	InSummary
	InMetrics
)

// Quote is the words that something was found in. All texts in it are safe to draw.
type Quote struct {
	Source   Source
	Turn     int     // index of the turn; -1 in the summary and the metrics
	Speaker  Speaker // of the turn
	Metric   string  // name of the metric
	From, To int     // bytes of the words in the text of the turn or summary
	Sentence string  // they stand in, at most 300 characters of it
	// Before is what the agent had said, where the sentence answers it; "" elsewhere.
	Before   string
	Language string // English name of the rules' language; "" for a metric
	Why      string // the rule's reason, as "asks not to be called"
}

// Kind is what an opt-out says.
type Kind uint8

const (
	DoNotCall   Kind = iota // they are not to be called any more
	WrongNumber             // somebody else answers there
)

// OptOut is somebody who is not to be called at the number any more. It is offered, and
// never acted upon unasked.
type OptOut struct {
	Quote
	Kind Kind
	Sure bool // false = likely
}

// Callback is a wish, or a promise, that the person is called at another time.
type Callback struct {
	Quote
	Sure  bool   // the person, or the service, says so in so many words
	Words string // the time as it was said, "" where none was
	When
}

// When is a time as far as it is known; what is not, is asked. The zero When is not known.
type When struct {
	At       time.Time         // the instant, on their clocks; zero = not known
	Date     string            // the day on their clocks, as 2006-01-02; "" = not known
	Question string            // what is not clear, as sentences; "" where At is known
	Choices  []start.Candidate // what may be meant, the likeliest first; may be empty
}

// Findings are what was found of one call, in the order it was said: transcript, summary,
// metrics.
type Findings struct {
	OptOuts   []OptOut
	Callbacks []Callback
	// Cut is set where the call has more text than is read.
	Cut bool
}

// What is read of one call. The service bounds none of it.
const (
	maxTurns   = 2000
	maxText    = 20_000  // bytes of one turn or summary
	maxLength  = 500_000 // bytes of a call: half an hour of talk is a tenth of it
	maxMetrics = 200
	maxFound   = 50 // of each kind, in one call
	maxQuote   = 300
)
