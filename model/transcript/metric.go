package transcript

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"callsheet/model/optout"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// Metric is one measurement of a call, by the name it was set up with.
type Metric struct {
	Name  string
	Value string // a scalar of JSON as text: "true", "2026-12-05"
}

// maxMetricBytes is the most of a reply about metrics that is read.
const maxMetricBytes = 1 << 20

// ReadMetrics takes the metrics out of the callData of call/get-metric, or of the whole
// reply, in both shapes that are documented: metricJson: {"intent": …}, and default
// metrics flat in callData beside customMetrics: {"KEY": {"value": …, "schema": …}}. The
// entries of a list are metrics of one name. What is no JSON has none.
func ReadMetrics(callData []byte) []Metric {
	if len(callData) > maxMetricBytes {
		return nil
	}
	var all map[string]json.RawMessage
	if json.Unmarshal(callData, &all) != nil {
		return nil
	}
	if inner := all["callData"]; inner != nil {
		all = nil
		if json.Unmarshal(inner, &all) != nil {
			return nil
		}
	}
	r := &metricReader{}
	for _, name := range sortedNames(all) {
		switch name {
		case "transcription", "summary", "recordingUrl", "id", "callId", "callSid", "batchId", "contactId", "agentId", "userId", "phoneNumber", "contactName", "contact", "agent", "startTime", "endTime",
			"createdAt", "updatedAt", "endedAt", "duration", "direction", "status", "error", "success", "metricSchema":
		case "metricJson", "customMetrics":
			var inner map[string]json.RawMessage
			if json.Unmarshal(unquoted(all[name]), &inner) == nil {
				for _, of := range sortedNames(inner) {
					r.read(of, inner[of], 0)
				}
			}
		default:
			r.read(name, all[name], 0)
		}
	}
	return r.metrics
}

// unquoted takes JSON out of a text that holds it, as some services store it.
func unquoted(raw json.RawMessage) []byte {
	var text string
	if json.Unmarshal(raw, &text) == nil && strings.HasPrefix(strings.TrimSpace(text), "{") {
		return []byte(text)
	}
	return raw
}

func sortedNames(all map[string]json.RawMessage) []string {
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

type metricReader struct{ metrics []Metric }

// maxDepth is deeper than either shape.
const maxDepth = 3

func (r *metricReader) read(name string, raw json.RawMessage, depth int) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || depth > maxDepth || len(r.metrics) == maxMetrics {
		return
	}
	switch raw[0] {
	case '{':
		var inner map[string]json.RawMessage
		if json.Unmarshal(raw, &inner) != nil {
			return
		}
		if value, is := inner["value"]; is {
			r.read(name, value, depth+1)
			return
		}
		for _, of := range sortedNames(inner) {
			if of != "schema" {
				r.read(of, inner[of], depth+1)
			}
		}
	case '[':
		var inner []json.RawMessage
		if json.Unmarshal(raw, &inner) == nil {
			for _, value := range inner {
				r.read(name, value, depth+1)
			}
		}
	case '"':
		var text string
		if json.Unmarshal(raw, &text) == nil {
			r.put(name, text)
		}
	default:
		r.put(name, string(raw))
	}
}

func (r *metricReader) put(name, value string) {
	r.metrics = append(r.metrics, Metric{Name: printable.Text(name, 80), Value: printable.Text(value, maxText/4)})
}

// nothingSaid are values of a metric that was not measured.
var nothingSaid = map[string]bool{"": true, "null": true, "none": true, "n a": true, "na": true, "not applicable": true, "unknown": true, "not mentioned": true, "not discussed": true,
	"not specified": true, "not provided": true, "undefined": true, "nil": true, "tbd": true, "not stated": true, "not given": true, "no date": true, "unclear": true, "not available": true}

// inMetrics reads what the service measured. The names by which columns tell of opt-outs
// tell it here, too.
func (f *finder) inMetrics(metrics []Metric) {
	var required, promised *Callback
	wanted := true
	for _, m := range metrics {
		name, value := optout.Words(m.Name), optout.Words(m.Value)
		quote := Quote{Source: InMetrics, Turn: -1, Metric: printable.Text(m.Name, 80), Sentence: printable.Text(m.Name+": "+m.Value, maxQuote)}
		if nothingSaid[value] || len(m.Name) > 80 {
			continue
		}
		switch {
		case callBackNames[name]:
			if wanted = !saysNo(value); wanted && required == nil {
				quote.Why = "the metric says that they are to be called back"
				required = &Callback{Quote: quote, Sure: saysYes(value)}
				required.Question = "No time is named. When are they to be called?"
				if said, words := findInAny(m.Value); said.named {
					required.Words, required.When = words, f.in.resolve(said, words)
				}
			}
		case promisedNames[name]:
			if promised != nil {
				continue
			}
			quote.Why = "the metric names the time that was promised"
			promised = &Callback{Quote: quote}
			promised.Words, promised.When = f.in.promised(m.Value)
		default:
			f.refusalInMetric(m, quote)
		}
	}
	switch {
	case !wanted:
	case promised != nil:
		promised.Sure = required != nil && required.Sure
		f.addCallback(*promised)
	case required != nil:
		f.addCallback(*required)
	}
}

// refusalInMetric reads a metric whose name or value tells of an opt-out.
func (f *finder) refusalInMetric(m Metric, quote Quote) {
	cell := table.Cell{Text: m.Value}
	switch optout.TellingOf(m.Name) {
	case optout.TellsNo:
		switch optout.SaysNo(cell) {
		case optout.SaysNoCalls:
			quote.Why = "the metric says that they are not to be called"
			f.addOptOut(OptOut{Quote: quote, Sure: true})
		case optout.SaysOdd:
			if saysNo(optout.Words(m.Value)) {
				return
			}
			quote.Why = "the metric is about those who are not to be called, and its value is not understood"
			f.addOptOut(OptOut{Quote: quote})
		}
		return
	case optout.TellsLikely:
		if optout.SaysNo(cell) == optout.SaysNoCalls {
			quote.Why = "the metric likely says that they are not to be called"
			f.addOptOut(OptOut{Quote: quote})
		}
		return
	case optout.TellsYes:
		if optout.SaysMayNot(cell) == optout.SaysNoCalls {
			quote.Why = "the metric says that they do not agree to calls"
			f.addOptOut(OptOut{Quote: quote})
		}
		return
	}
	words := optout.Words(m.Value)
	switch name := optout.Words(m.Name); {
	case wrongNames[name]:
		if !saysNo(words) {
			quote.Why = "the metric says that it is a wrong number"
			f.addOptOut(OptOut{Quote: quote, Kind: WrongNumber, Sure: saysYes(words)})
		}
	case refusalValues[words]:
		quote.Why = "the metric says that they are not to be called"
		f.addOptOut(OptOut{Quote: quote, Sure: true})
	case wrongValues[words]:
		quote.Why = "the metric says that it is a wrong number"
		f.addOptOut(OptOut{Quote: quote, Kind: WrongNumber, Sure: true})
	case callBackValues[words]:
		quote.Why = "the metric says that they are to be called back"
		f.addCallback(Callback{Quote: quote, When: When{Question: "No time is named. When are they to be called?"}})
	default:
		f.inText(m.Value, quote)
	}
}

// The words by which services and people name it in a metric.
var (
	callBackNames  = set("callback required,call back required,callback requested,call back requested,callback needed,needs callback,wants callback,callback,call back,requires callback,request callback,requested callback,is callback required,is callback,schedule callback,callback scheduled")
	promisedNames  = set("promised date,promised time,promised date time,callback date,callback time,call back date,call back time,callback at,callback date time,callback datetime,scheduled callback,scheduled callback time,scheduled callback date,next call date,next call time,follow up date,followup date,follow up time,preferred callback time,preferred call time,requested callback time,best time to call,best callback time,next contact date")
	wrongNames     = set("wrong number,is wrong number,wrong person,is wrong person,wrong contact")
	refusalValues  = set("do not call,dnc,opt out,opted out,optout,do not contact,do not call again,unsubscribe,unsubscribed,remove from list,stop calling,dnc request,dnc requested,do not call request,requested dnc,asked not to be called,donotcall,add to dnc,opt out request,opt out requested,removal requested,request removal")
	wrongValues    = set("wrong number,wrong person,wrong no,wrong party,wrong contact,wrongnumber,incorrect number")
	callBackValues = set("callback,call back,callback requested,call back requested,callback required,call back later,callback scheduled,schedule callback,reschedule,rescheduled,call later")
)

func set(list string) map[string]bool {
	all := map[string]bool{}
	for phrase := range strings.SplitSeq(list, ",") {
		all[phrase] = true
	}
	return all
}

func saysYes(words string) bool {
	first, _, _ := strings.Cut(words, " ")
	return first == "true" || first == "yes" || first == "1" || first == "y"
}

func saysNo(words string) bool {
	first, _, _ := strings.Cut(words, " ")
	return first == "false" || first == "no" || first == "0" || first == "n" || first == "not"
}
