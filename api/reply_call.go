package api

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"
)

// callWire is a call as any endpoint writes it: they differ in which fields
// they give and how they name the first.
type callWire struct {
	ID           text    `json:"id"`
	CallID       text    `json:"callId"`
	CallSID      text    `json:"callSid"`
	Status       text    `json:"status"`
	Direction    text    `json:"direction"`
	PhoneNumber  text    `json:"phoneNumber"`
	ContactName  text    `json:"contactName"`
	ContactID    text    `json:"contactId"`
	BatchID      text    `json:"batchId"`
	StartTime    instant `json:"startTime"`
	CreatedAt    instant `json:"createdAt"`
	EndedAt      instant `json:"endedAt"`
	Duration     number  `json:"duration"`
	Error        text    `json:"error"`
	RecordingURL text    `json:"recordingUrl"`
	Agent        text    `json:"agent"`
	Contact      struct {
		ID          text `json:"id"`
		Name        text `json:"name"`
		PhoneNumber text `json:"phoneNumber"`
	} `json:"contact"`
	Transcription json.RawMessage `json:"transcription"`
}

func (w *callWire) call() Call {
	return Call{
		ID:           cleanID(string(cmp.Or(w.CallID, w.ID))),
		SID:          cleanID(string(w.CallSID)),
		Status:       CallStatus(cleanText(string(w.Status), maxWordRunes)),
		Direction:    cleanText(string(w.Direction), maxWordRunes),
		Phone:        cleanText(string(cmp.Or(w.PhoneNumber, w.Contact.PhoneNumber)), maxWordRunes),
		Name:         cleanText(string(cmp.Or(w.ContactName, w.Contact.Name)), maxNameRunes),
		ContactID:    cleanID(string(cmp.Or(w.ContactID, w.Contact.ID))),
		BatchID:      cleanID(string(w.BatchID)),
		StartedAt:    time.Time(w.StartTime),
		CreatedAt:    time.Time(w.CreatedAt),
		Duration:     w.Duration.duration(),
		Error:        cleanText(string(w.Error), maxMessageRunes),
		RecordingURL: string(w.RecordingURL[:min(len(w.RecordingURL), maxURLRunes+1)]), // one that is longer is seen to be
	}
}

func readCalls(entries []json.RawMessage) []Call {
	calls := make([]Call, 0, len(entries))
	for _, raw := range entries {
		var w callWire
		if fill(raw, &w) == nil {
			calls = append(calls, w.call())
		}
	}
	return calls
}

// readRecent reads at most so many calls of an array, those that were made last,
// in the service's order; negative is all. A service that sends more than it was
// asked for has the newest at one of the two ends, so only those are decoded.
func readRecent(raw json.RawMessage, keep int) []Call {
	if keep < 0 {
		return readCalls(list(raw))
	}
	var head, tail []json.RawMessage
	for e := range objectsOf(raw) {
		if len(head) < keep {
			head = append(head, e)
			continue
		}
		if len(tail) == 2*keep {
			tail = append(tail[:0], tail[keep:]...)
		}
		tail = append(tail, e)
	}
	tail = tail[max(0, len(tail)-keep):]
	return latest(readCalls(append(head, tail...)), keep)
}

// latest drops all but the calls that were made last; of calls without a time
// the first stay.
func latest(calls []Call, keep int) []Call {
	if len(calls) <= keep {
		return calls
	}
	at := func(c Call) time.Time {
		if c.CreatedAt.IsZero() {
			return c.StartedAt
		}
		return c.CreatedAt
	}
	order := make([]int, len(calls))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return at(calls[b]).Compare(at(calls[a])) })
	order = order[:keep]
	slices.Sort(order)
	kept := make([]Call, keep)
	for i, from := range order {
		kept[i] = calls[from]
	}
	return kept
}

func readBatchCalls(body []byte) ([]Call, error) {
	entries, err := unwrapList(body, "calls")
	if err != nil {
		return nil, err
	}
	return readCalls(entries), nil
}

func readDialled(body []byte) (Dialled, error) {
	var w struct {
		CallID, ContactID, Status, Message text
	}
	if err := readObject(body, &w, "callId"); err != nil {
		return Dialled{}, err
	}
	d := Dialled{
		CallID:    cleanID(string(w.CallID)),
		ContactID: cleanID(string(w.ContactID)),
		Status:    CallStatus(cleanText(string(w.Status), maxWordRunes)),
		Message:   cleanText(string(w.Message), maxMessageRunes),
	}
	if d.CallID == "" {
		return Dialled{}, &errUnusable{"without naming a call"}
	}
	return d, nil
}

func readCallStatus(body []byte) (Call, error) {
	var w callWire
	if err := readObject(body, &w, "callId", "id"); err != nil {
		return Call{}, err
	}
	return w.call(), nil
}

func readCallDetails(body []byte) (CallDetails, error) {
	var w callWire
	if err := readObject(body, &w, "id", "callId"); err != nil {
		return CallDetails{}, err
	}
	d := CallDetails{
		Call:    w.call(),
		EndedAt: time.Time(w.EndedAt),
		Agent:   cleanText(string(w.Agent), maxNameRunes),
	}
	for _, raw := range list(w.Transcription) {
		if len(d.Transcript) == maxTurns {
			break
		}
		var turn struct {
			Role, Content text
			Timestamp     instant
		}
		if fill(raw, &turn) == nil {
			d.Transcript = append(d.Transcript, Turn{
				Role:    cleanText(string(turn.Role), maxWordRunes),
				Content: cleanText(string(turn.Content), maxTurnRunes),
				At:      time.Time(turn.Timestamp),
			})
		}
	}
	return d, nil
}

// readCallMetrics leaves the measurements as they were written, in either of the shapes that
// are documented, without what the call's own endpoints tell.
func readCallMetrics(body []byte) (CallMetrics, error) {
	raw, err := unwrap(body, "callData", "metricJson", "customMetrics", "summary")
	if err != nil {
		return CallMetrics{}, err
	}
	var named map[string]json.RawMessage
	if err := checkObject(raw, &named); err != nil {
		return CallMetrics{}, err
	}
	outer := named["summary"]
	if inner, wrapped := named["callData"]; wrapped {
		named = nil
		if err := fill(inner, &named); err != nil || named == nil {
			return CallMetrics{}, err
		}
	}
	m := CallMetrics{Summary: cleanText(cmp.Or(textOf(named["summary"]), textOf(outer)), maxMessageRunes)}
	for _, told := range []string{"summary", "transcription", "recordingUrl"} {
		delete(named, told)
	}
	if m.Measured, err = json.Marshal(named); err != nil {
		return CallMetrics{}, &errUnusable{"with JSON that is broken or cut off"}
	}
	return m, nil
}

func readAgent(body []byte) (Agent, error) {
	var w struct {
		ID, Name, Type       text
		IsActive             flag
		SIPTrunkID           text `json:"sipTrunkId"`
		CreatedAt, UpdatedAt instant
	}
	if err := readObject(body, &w, "id", "isActive", "type"); err != nil {
		return Agent{}, err
	}
	return Agent{
		ID:          cleanID(string(w.ID)),
		Name:        cleanText(string(w.Name), maxNameRunes),
		Type:        cleanText(string(w.Type), maxWordRunes),
		Active:      w.IsActive.value,
		ActiveKnown: w.IsActive.known,
		SIPTrunkID:  cleanID(string(w.SIPTrunkID)),
		CreatedAt:   time.Time(w.CreatedAt),
		UpdatedAt:   time.Time(w.UpdatedAt),
	}, nil
}
