package transcript

import (
	"slices"
	"strings"
	"testing"
)

// call reads turns, those of the agent beginning with "A: ".
func call(turns ...string) Call {
	var c Call
	for _, text := range turns {
		if said, agent := strings.CutPrefix(text, "A: "); agent {
			c.Turns = append(c.Turns, Turn{Agent, said})
			continue
		}
		c.Turns = append(c.Turns, Turn{Contact, text})
	}
	return c
}

func TestAnOptOutIsShownWithItsSentenceAndWhoSaidIt(t *testing.T) {
	const said = "Hello. Yes, I am. Look, please do not call me again! Bye."
	found := Find(call("A: Am I speaking to Ada?", said), Context{})
	if len(found.OptOuts) != 1 {
		t.Fatalf("%+v", found)
	}
	o := found.OptOuts[0]
	if o.Turn != 1 || o.Speaker != Contact || o.Source != InTranscript || o.Kind != DoNotCall || !o.Sure || o.Language != "English" || o.Why != "asks not to be called" {
		t.Errorf("%+v", o)
	}
	if o.Sentence != "Look, please do not call me again!" || !strings.Contains(said[o.From:o.To], "do not call me again") {
		t.Errorf("the sentence is %q, the words %q", o.Sentence, said[o.From:o.To])
	}
}

func TestOnlyTheContactAsksNotToBeCalled(t *testing.T) {
	const stop = "Please do not call me again."
	for _, c := range []struct {
		claim string
		call  Call
		found int
		sure  bool
	}{
		{"the contact", call(stop), 1, true},
		{"the agent", call("A: " + stop), 0, false},
		{"somebody whose role is not known", Call{Turns: []Turn{{Unknown, stop}}}, 1, false},
		{"the agent, with a promise", call("A: We will never call you again."), 0, false},
		{"the agent's promise after a refusal of the offer", call("I'm not interested.", "A: I see, we won't call you again."), 1, false},
		{"the agent's promise after much else", call("I'm not interested.", "A: Why?", "It is too dear.", "A: I see, we won't call you again."), 0, false},
		{"the agent's offer that is taken", call("A: Would you like me to remove you from our list?", "Yes, please."), 1, true},
		{"the agent's offer that is not", call("A: Would you like me to remove you from our list?", "No, it's fine."), 0, false},
		{"a yes to another question", call("A: Would you like me to remove you from our list?", "What?", "A: Are you Ada?", "Yes."), 0, false},
		{"the summary", Call{Summary: "The customer asked not to be called again."}, 1, true},
		{"the summary, of somebody who did not", Call{Summary: "The customer did not ask to be removed from the list."}, 0, false},
	} {
		t.Run(c.claim, func(t *testing.T) {
			found := Find(c.call, Context{})
			if len(found.OptOuts) != c.found || c.found > 0 && found.OptOuts[0].Sure != c.sure {
				t.Errorf("%+v", found.OptOuts)
			}
		})
	}
}

func TestAnAnswerIsShownWithItsQuestion(t *testing.T) {
	found := Find(call("A: Hi. Would you like me to remove you from our list?", "Yes, please."), Context{})
	if len(found.OptOuts) != 1 || found.OptOuts[0].Before != "Would you like me to remove you from our list?" || found.OptOuts[0].Sentence != "Yes, please." {
		t.Errorf("%+v", found.OptOuts)
	}
	found = Find(call("A: When should I call you?", "Tomorrow at ten."), Context{})
	if len(found.Callbacks) != 1 || found.Callbacks[0].Before != "When should I call you?" || found.Callbacks[0].Words != "Tomorrow at ten" {
		t.Errorf("%+v", found.Callbacks)
	}
}

func TestMetricsTellInBothShapes(t *testing.T) {
	for _, c := range []struct {
		claim, reply string
		optOuts      int
		kind         Kind
		sure         bool
		callbacks    int
	}{
		{"an opt-out among metricJson", `{"success":true,"callData":{"id":"c","summary":"do not call","metricJson":{"intent":"renewal","doNotCall":true}}}`, 1, DoNotCall, true, 0},
		{"an opt-out among custom metrics", `{"callData":{"customMetrics":{"do_not_call":{"value":"yes","schema":{"type":"string","description":"do not call"}}}}}`, 1, DoNotCall, true, 0},
		{"none", `{"callData":{"metricJson":{"doNotCall":false,"optedOut":"No"}}}`, 0, 0, false, 0},
		{"none that was measured", `{"callData":{"metricJson":{"doNotCall":null,"dnc":"N/A","opt_out":"not mentioned"}}}`, 0, 0, false, 0},
		{"a value that is not understood", `{"callData":{"metricJson":{"doNotCall":"perhaps on mondays"}}}`, 1, DoNotCall, false, 0},
		{"a disposition", `{"metricJson":{"disposition":"DNC"}}`, 1, DoNotCall, true, 0},
		{"another disposition", `{"metricJson":{"disposition":"not interested","callStatus":"completed"}}`, 0, 0, false, 0},
		{"a wrong number", `{"metricJson":{"callOutcome":"Wrong number"}}`, 1, WrongNumber, true, 0},
		{"a key point", `{"metricJson":{"keyPoints":["asked about the price","customer asked us to stop calling"],"actionItems":[]}}`, 1, DoNotCall, true, 0},
		{"JSON as a text", `{"callData":{"metricJson":"{\"doNotCall\":true}"}}`, 1, DoNotCall, true, 0},
		{"a callback, flat", `{"callData":{"callbackRequired":true,"promisedDate":"2026-12-05","followUpAction":"none","ticketRaised":false}}`, 0, 0, false, 1},
		{"a callback without its date", `{"callData":{"callbackRequired":"Yes","promisedDate":"N/A"}}`, 0, 0, false, 1},
		{"no callback", `{"callData":{"callbackRequired":false,"promisedDate":null}}`, 0, 0, false, 0},
		{"an action item", `{"metricJson":{"actionItems":["Call back requested for tomorrow at 5 pm"]}}`, 0, 0, false, 1},
		{"no JSON", `<html>do not call</html>`, 0, 0, false, 0},
		{"a list", `["do not call"]`, 0, 0, false, 0},
	} {
		t.Run(c.claim, func(t *testing.T) {
			found := Find(Call{Metrics: ReadMetrics([]byte(c.reply))}, Context{})
			if len(found.OptOuts) != c.optOuts || len(found.Callbacks) != c.callbacks {
				t.Fatalf("%+v", found)
			}
			if c.optOuts > 0 && (found.OptOuts[0].Kind != c.kind || found.OptOuts[0].Sure != c.sure || found.OptOuts[0].Why == "" || found.OptOuts[0].Sentence == "") {
				t.Errorf("%+v", found.OptOuts[0])
			}
		})
	}
}

// A date that was promised where no callback is wanted is a date of something else.
func TestAPromisedDateWithoutACallbackIsLikely(t *testing.T) {
	for _, c := range []struct {
		claim   string
		metrics []Metric
		found   int
		sure    bool
	}{
		{"wanted", []Metric{{"callbackRequired", "true"}, {"promisedDate", "2026-12-05"}}, 1, true},
		{"not said", []Metric{{"promisedDate", "2026-12-05"}}, 1, false},
		{"not wanted", []Metric{{"callbackRequired", "false"}, {"promisedDate", "2026-12-05"}}, 0, false},
		{"not wanted, named behind", []Metric{{"promisedDate", "2026-12-05"}, {"callbackRequired", "false"}}, 0, false},
	} {
		t.Run(c.claim, func(t *testing.T) {
			found := Find(Call{Metrics: c.metrics}, Context{})
			if len(found.Callbacks) != c.found || c.found > 0 && found.Callbacks[0].Sure != c.sure {
				t.Errorf("%+v", found.Callbacks)
			}
		})
	}
}

func TestWhatIsFoundIsBoundedAndSaysSo(t *testing.T) {
	long := strings.Repeat("blah ", 10_000)
	found := Find(call(long+"do not call me again"), Context{})
	if !found.Cut || len(found.OptOuts) != 0 {
		t.Errorf("a turn of %d bytes: cut %v, %d opt-outs", len(long), found.Cut, len(found.OptOuts))
	}
	found = Find(call(strings.Repeat("Do not call me again. ", 500)), Context{})
	if !found.Cut || len(found.OptOuts) != maxFound {
		t.Errorf("cut %v, %d opt-outs", found.Cut, len(found.OptOuts))
	}
	found = Find(call("so "+strings.Repeat("and ", 1000)+"do not call me again "+strings.Repeat("and ", 1000)), Context{})
	if len(found.OptOuts) != 1 || len(found.OptOuts[0].Sentence) > 400 || !strings.Contains(found.OptOuts[0].Sentence, "do not call me again") {
		t.Errorf("%+v", found.OptOuts)
	}
	found = Find(call("Do not\u202e call me\x1b[31m again."), Context{})
	if len(found.OptOuts) != 1 || strings.ContainsAny(found.OptOuts[0].Sentence, "\u202e\x1b") {
		t.Errorf("%+v", found.OptOuts)
	}
}

// Each language that has rules has the kinds without which a no would be missed.
func TestEachLanguageHasTheRulesThatMatter(t *testing.T) {
	have := map[string][]use{}
	add := func(all map[string][]*rule) {
		for _, rules := range all {
			for _, r := range rules {
				have[r.of.name] = append(have[r.of.name], r.use)
			}
		}
	}
	add(rules().speech.exact)
	add(rules().speech.prefixes)
	for _, l := range rules().languages {
		for _, u := range []use{stops, bare, wrong, callMe, callBack} {
			if !slices.Contains(have[l.name], u) {
				t.Errorf("%s has no rule of kind %d", l.name, u)
			}
		}
		if len(l.before[takenBack]) == 0 || len(l.before[limited])+len(l.after[limited]) == 0 || len(l.times.exact) == 0 {
			t.Errorf("%s has no guards, or no words for times", l.name)
		}
	}
	if len(rules().languages) < 12 {
		t.Errorf("only %d languages", len(rules().languages))
	}
}

func FuzzFind(f *testing.F) {
	for _, name := range []string{"sentences.txt", "heldout.txt"} {
		for i, e := range examples(f, name) {
			if i%7 == 0 && len(e.call.Turns) > 0 {
				f.Add(e.call.Turns[0].Text, e.call.Turns[len(e.call.Turns)-1].Text, e.call.Summary, `{"metricJson":{"promisedDate":"tomorrow"}}`)
			}
		}
	}
	f.Add("A", "\xff\xfe do not call me again", "\u200d\u094d", `{"callData":{"customMetrics":{"x":{"value":[{"value":{"value":1}}]}}}}`)
	in := Context{At: at1030, Zones: zonesNamed(f, "Europe/London", "America/New_York")}
	f.Fuzz(func(t *testing.T, agent, contact, summary, metrics string) {
		c := Call{Turns: []Turn{{Agent, agent}, {Contact, contact}, {Unknown, agent}}, Summary: summary, Metrics: ReadMetrics([]byte(metrics))}
		found := Find(c, in)
		check := func(q Quote) {
			text := summary
			if q.Source == InTranscript {
				text = c.Turns[q.Turn].Text
				if q.Speaker != c.Turns[q.Turn].Speaker {
					t.Errorf("said by %d: %+v", q.Speaker, q)
				}
			}
			if q.Source != InMetrics && (q.From < 0 || q.To <= q.From || q.To > len(text)) {
				t.Errorf("the words stand at %d to %d of %d", q.From, q.To, len(text))
			}
			if q.Why == "" || q.Sentence == "" || strings.ContainsAny(q.Sentence+q.Before, "\x1b\n\u202e") {
				t.Errorf("%+v", q)
			}
		}
		for _, o := range found.OptOuts {
			check(o.Quote)
			if o.Source == InTranscript && o.Speaker == Agent {
				t.Errorf("the agent asked: %+v", o)
			}
		}
		for _, c := range found.Callbacks {
			check(c.Quote)
			if c.At.IsZero() == (c.Question == "") {
				t.Errorf("known and asked, or neither: %+v", c)
			}
			if !c.At.IsZero() && !c.At.After(at1030) {
				t.Errorf("a time before the call: %+v", c)
			}
		}
	})
}

// Goal: 10,000 calls of 40 turns in ten seconds on one processor, so under a millisecond
// each: a batch is read once, when its transcripts come, and one transcript costs three
// requests.
func BenchmarkFind(b *testing.B) {
	var c Call
	all := examples(b, "sentences.txt")
	for i := range 40 {
		turn := Turn{Speaker: Agent, Text: "I am calling about your policy, which ends next month, and would like to tell you what has changed. Is this a good moment for you?"}
		if i%2 == 1 {
			turn = Turn{Speaker: Contact, Text: "Well, I have not thought about that yet. How much would it be if I took the other one? " + all[(i*37)%len(all)].text}
		}
		c.Turns = append(c.Turns, turn)
	}
	in := Context{At: at1030, Zones: zonesNamed(b, "Europe/London")}
	Find(c, in)
	b.ReportAllocs()
	for b.Loop() {
		Find(c, in)
	}
}

func TestOneCallbackIsKeptOfACall(t *testing.T) {
	in := Context{At: at1030, Zones: zonesNamed(t, "Europe/London")}
	for _, c := range []struct {
		claim   string
		call    Call
		at      string
		choices int
	}{
		{"a time before a limit", call("Don't call me right now, I'm driving. Call me tonight at eight."), "2026-11-28 20:00", 0},
		{"a time before none", call("Call me back later.", "A: When?", "Tomorrow at ten."), "2026-11-29 10:00", 0},
		{"the same time twice", call("Call me tomorrow at ten.", "A: So I call you tomorrow at ten.", "Yes."), "2026-11-29 10:00", 0},
		{"two times", call("Call me tomorrow at ten.", "A: I see.", "No, call me tomorrow at eleven."), "", 2},
		{"no time", call("Call me back later."), "", 0},
	} {
		t.Run(c.claim, func(t *testing.T) {
			got, ok := Find(c.call, in).Callback()
			at := ""
			if !got.At.IsZero() {
				at = got.At.Format("2006-01-02 15:04")
			}
			if !ok || at != c.at || len(got.Choices) != c.choices || (at == "") == (got.Question == "") {
				t.Errorf("%v at %q: %+v", ok, at, got)
			}
		})
	}
	if _, ok := (Findings{}).Callback(); ok {
		t.Error("there is one of none")
	}
}
