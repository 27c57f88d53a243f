package sandbox

import "cmp"

type liveBatch struct {
	BatchID string     `json:"batchId"`
	Calls   []liveCall `json:"calls"`
}

type liveCall struct {
	CallID       string    `json:"callId"`
	Status       string    `json:"status"`
	StartTime    timestamp `json:"startTime"`
	PhoneNumber  string    `json:"phoneNumber"`
	Error        *string   `json:"error"`
	Duration     *int      `json:"duration"`
	RecordingURL *string   `json:"recordingUrl"`
}

type callee struct {
	Name        string `json:"name"`
	PhoneNumber string `json:"phoneNumber"`
}

// hidden tells whether a call is not shown: the contact it was queued for was
// moved away before it was placed.
func (c call) hidden(b *batch) bool {
	return c.withdrawn || c.status == scheduled && b.contacts[c.contact].left
}

// over tells whether a call has its result.
func (c call) over() bool { return c.status > ongoing }

// seconds is the talk time; nil until the end.
func (c call) seconds() *int {
	if !c.over() {
		return nil
	}
	n := int(c.outcome.seconds)
	return &n
}

// shownName is what the service shows for a person.
func (p person) shownName() string { return cmp.Or(p.name, "Unknown") }

// live lists the calls of a batch so far, oldest first.
func (w *simulation) live(b *batch) liveBatch {
	calls := make([]liveCall, 0, len(b.calls))
	for i := range b.calls {
		if !b.calls[i].hidden(b) {
			calls = append(calls, w.liveCall(callRef{w.byID[b.id], i}))
		}
	}
	return liveBatch{BatchID: b.id, Calls: calls}
}

func (w *simulation) liveCall(ref callRef) liveCall {
	c, _, number := w.callParts(ref)
	id := ref.id(w.seed)
	shown := liveCall{
		CallID:       id,
		Status:       c.status.String(),
		StartTime:    w.timestamp(c.placed),
		PhoneNumber:  formatE164(number),
		Duration:     c.seconds(),
		RecordingURL: c.recording(id),
	}
	if c.over() && c.outcome.reason != noReason {
		shown.Error = &reasonTexts[c.outcome.reason]
	}
	return shown
}

// recordings is where recordings would be: over https, as the service's are, and at a host
// that is none, because nobody spoke.
const recordings = "https://sandbox.invalid/recordings/"

// recording is where an answered call could be heard; nil when there is none.
func (c call) recording(id string) *string {
	if c.status != completed {
		return nil
	}
	address := recordings + id + ".mp3"
	return &address
}

// contactOf is the id of the contact a call is with.
func (w *simulation) contactOf(ref callRef) string {
	b := w.batches[ref.batch]
	agentID, _ := w.owner(ref)
	return w.contactID(agentID, b.contacts[b.calls[ref.call].contact].person)
}
