package events_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model"
	"callsheet/model/events"
)

var noon = time.Date(2027, 3, 2, 12, 0, 0, 0, time.UTC)

// batch is one that calls, with so many answered and failed of a hundred.
func batch(answered, failed int) model.Batch {
	return model.Batch{Key: "k", ID: "batch_1", State: model.SendAccepted, Contacts: 100, Sent: noon.Add(-time.Hour), Last: model.Statistics{
		At: noon, Status: model.StatusProcessing, Total: 100, Processed: answered + failed, Succeeded: answered, Failed: failed, Pending: 100 - answered - failed,
	}}
}

// with changes a batch.
func with(b model.Batch, changes ...func(*model.Batch)) model.Batch {
	for _, change := range changes {
		change(&b)
	}
	return b
}

func wave(b *model.Batch)      { b.Part.Name, b.Part.Zone = "New York 8:00", "America/New_York" }
func completed(b *model.Batch) { b.Last.Status = model.StatusCompleted }
func scheduled(b *model.Batch) {
	b.Last = model.Statistics{At: noon, Status: model.StatusScheduled, Total: 100}
}
func prepared(b *model.Batch) { b.State, b.ID, b.Last = model.SendPrepared, "", model.Statistics{} }
func asks(b *model.Batch)     { b.Part.Release.By = model.ReleasedByOperator }
func canary(b *model.Batch)   { b.Part.Release.By = model.ReleasedByOutcome }
func notBefore(at time.Time) func(*model.Batch) {
	return func(b *model.Batch) { b.Part.Release.NotBefore = at }
}
func notAfter(at time.Time) func(*model.Batch) {
	return func(b *model.Batch) { b.Part.Release.NotAfter = at }
}
func closing(at time.Time) func(*model.Batch) {
	return func(b *model.Batch) { b.Part.CloseAt = at }
}
func state(s model.SendState) func(*model.Batch) {
	return func(b *model.Batch) { b.State = s }
}

func look(at time.Time, batches ...model.Batch) events.Look {
	return events.Look{Campaign: "c1", Name: "Spring renewals", At: at, Batches: batches}
}

func kinds(all []events.Event) string {
	var names []string
	for _, e := range all {
		names = append(names, string(e.Kind))
	}
	return strings.Join(names, " ")
}

func TestWhatChangesBetweenTwoLooksIsTold(t *testing.T) {
	later := noon.Add(time.Minute)
	stood := func(l events.Look) events.Look { l.Stood = 6 * time.Minute; return l }
	rows := []struct {
		name          string
		before, after events.Look
		kinds, says   string
	}{
		{"nothing changed", look(noon, batch(10, 1)), look(later, batch(10, 1)), "", ""},
		{"calls go on", look(noon, batch(10, 1)), look(later, batch(40, 2)), "", ""},
		{"it is over", look(noon, batch(90, 1)), look(later, with(batch(95, 5), completed)), "ended", "Spring renewals is over: 95 of 100 answered, 5 failed."},
		{"it is over, and some got no result", look(noon, batch(50, 1)), look(later, with(batch(50, 5), func(b *model.Batch) { b.Last.Status = model.StatusCancelled })),
			"ended", "45 without a result"},
		{"it was over before", look(noon, with(batch(95, 5), completed)), look(later, with(batch(95, 5), completed)), "", ""},
		{"one of two batches is over", look(noon, batch(90, 1), with(batch(1, 0), func(b *model.Batch) { b.Key = "l" })),
			look(later, with(batch(90, 1), completed), with(batch(1, 0), func(b *model.Batch) { b.Key = "l" })), "", ""},
		{"the last that is sent is over, and a wave waits for tomorrow", look(noon, batch(90, 1), with(batch(0, 0), wave, prepared, notBefore(noon.Add(20*time.Hour)), func(b *model.Batch) { b.Key = "l" })),
			look(later, with(batch(90, 1), completed), with(batch(0, 0), wave, prepared, notBefore(noon.Add(20*time.Hour)), func(b *model.Batch) { b.Key = "l" })), "", ""},
		{"all is over while the outcome of a batch is not known", look(noon, batch(90, 1), with(batch(0, 0), prepared, state(model.SendSending), func(b *model.Batch) { b.Key = "l" })),
			look(later, with(batch(90, 1), completed), with(batch(0, 0), prepared, state(model.SendUnknown), func(b *model.Batch) { b.Key = "l" })), "unknown", "callsheet resolve"},
		{"it stands still", look(noon, batch(10, 1)), stood(look(later, batch(10, 1))), "stalled", "stands still: nothing has moved for 6 m."},
		{"it still stands still", stood(look(noon, batch(10, 1))), stood(look(later, batch(10, 1))), "", ""},
		{"over 20 % fail", look(noon, batch(40, 9)), look(later, batch(40, 11)), "unhealthy", "of 51 results 22 % failed"},
		{"20 % fail", look(noon, batch(40, 9)), look(later, batch(40, 10)), "", ""},
		{"all fail, and there are too few results to tell", look(noon, batch(0, 0)), look(later, batch(0, 9)), "", ""},
		{"all of a quarter of a small campaign fail", look(noon, batch(0, 9)), look(later, batch(0, 25)), "unhealthy", "100 % failed and 0 % answered"},
		{"it was bad before", look(noon, batch(40, 20)), look(later, batch(40, 30)), "", ""},
		{"figures that contradict each other tell nothing", look(noon, batch(40, 1)), look(later, batch(40, 90)), "", ""},
		{"a wave begins", look(noon, with(batch(0, 0), wave, scheduled)), look(later, with(batch(0, 0), wave)), "began", "Spring renewals: 100 contacts (New York 8:00) are being called."},
		{"a wave that is pending rings nobody", look(noon, with(batch(0, 0), wave, scheduled)), look(later, with(batch(0, 0), wave, scheduled, func(b *model.Batch) { b.Last.Status = model.StatusPending })), "", ""},
		{"a wave begins and is over between two looks", look(noon, with(batch(0, 0), wave, scheduled)), look(later, with(batch(95, 5), wave, completed)), "began ended", ""},
		{"what was scheduled begins", look(noon, with(batch(0, 0), scheduled, func(b *model.Batch) { b.Schedule.Start = noon })), look(later, with(batch(1, 0), func(b *model.Batch) { b.Schedule.Start = noon })), "began", ""},
		{"what was sent just now begins, as its operator knows", look(noon, with(batch(0, 0), scheduled)), look(later, batch(1, 0)), "", ""},
		{"a wave waits for you from now on", look(noon, with(batch(0, 0), wave, prepared, asks, notBefore(later))), look(later, with(batch(0, 0), wave, prepared, asks, notBefore(later))), "waits_for_you", "Spring renewals: 100 contacts (New York 8:00) wait for you and can be sent now."},
		{"a wave waited before", look(noon, with(batch(0, 0), wave, prepared, asks)), look(later, with(batch(0, 0), wave, prepared, asks)), "", ""},
		{"a wave was missed", look(noon, with(batch(0, 0), wave, prepared, asks, notAfter(noon))), look(later, with(batch(0, 0), wave, prepared, asks, notAfter(noon))), "missed", "missed their hours and were not sent"},
		{"a wave is cancelled at its close", look(noon, with(batch(5, 0), wave, closing(noon))), look(later, with(batch(5, 0), wave, closing(noon), func(b *model.Batch) { b.Last.Status = model.StatusCancelled })),
			"cancelled_at_close ended", "100 contacts (New York 8:00) cancelled at the end of their hours, 95 without a result."},
		{"a wave is cancelled before its close", look(noon, with(batch(5, 0), wave, closing(noon.Add(time.Hour)))), look(later, with(batch(5, 0), wave, closing(noon.Add(time.Hour)), func(b *model.Batch) { b.Last.Status = model.StatusCancelled })), "ended", ""},
		{"the canary lets the rest go", look(noon, with(batch(0, 0), prepared, canary)), look(later, with(batch(0, 0), prepared, canary, func(b *model.Batch) { b.Part.Release.Done = later })), "canary_released", "100 contacts are released by the canary"},
		{"the canary keeps the rest", look(noon, with(batch(0, 0), prepared, canary)), look(later, with(batch(0, 0), prepared, canary, func(b *model.Batch) { b.Part.Release.Kept = "The canary missed its limits: 60 % failed." })),
			"canary_kept", "100 contacts wait for you. The canary missed its limits: 60 % failed."},
		{"a batch is refused", look(noon, with(batch(0, 0), prepared, state(model.SendSending))), look(later, with(batch(0, 0), prepared, func(b *model.Batch) { b.State, b.Reason = model.SendRefused, "+447400123456 is no number" })), "refused", "100 contacts were not taken by Dialgen"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			var w events.Watch
			if all := w.Observe(row.before); len(all) > 0 {
				t.Errorf("the first look tells %s", kinds(all))
			}
			all := w.Observe(row.after)
			if kinds(all) != row.kinds {
				t.Fatalf("told %q, want %q", kinds(all), row.kinds)
			}
			if row.says != "" && !strings.Contains(all[0].Words, row.says) {
				t.Errorf("says %q, want %q", all[0].Words, row.says)
			}
			if again := w.Observe(row.after); len(again) > 0 {
				t.Errorf("again told %s", kinds(again))
			}
			if text, err := json.Marshal(all); err != nil || strings.Contains(string(text), "+44") {
				t.Errorf("%s, %v", text, err)
			}
		})
	}
}

func TestWhatCouldNotBeCancelledIsToldOnceHoweverOftenItIsTried(t *testing.T) {
	var w events.Watch
	b := with(batch(5, 0), wave, closing(noon))
	l := look(noon, b)
	l.NotCancelled = []model.Batch{b}
	all := w.Observe(l)
	if kinds(all) != "not_cancelled" || !strings.Contains(all[0].Words, "callsheet cancel batch_1") {
		t.Errorf("told %+v", all)
	}
	if again := w.Observe(l); len(again) > 0 {
		t.Errorf("again told %s", kinds(again))
	}
}

func TestWavesThatHappenTogetherAreToldTogether(t *testing.T) {
	var w events.Watch
	var before, after []model.Batch
	for i := range 30 {
		b := with(batch(0, 0), scheduled, func(b *model.Batch) {
			b.Key, b.Segment, b.Part.Name = fmt.Sprint(i), i, fmt.Sprintf("Zone %d", i)
		})
		before, after = append(before, b), append(after, with(b, func(b *model.Batch) { b.Last.Status = model.StatusProcessing }))
	}
	w.Observe(look(noon, before...))
	all := w.Observe(look(noon.Add(time.Minute), after...))
	if kinds(all) != "began" || !strings.Contains(all[0].Words, "3,000 contacts (Zone 0, Zone 1, Zone 2 and 27 more waves)") || all[0].Wave != "" {
		t.Errorf("told %+v", all)
	}
}

func TestNamesFromOutsideCannotSteerATerminal(t *testing.T) {
	var w events.Watch
	name := func(b *model.Batch) { b.Part.Name = "a\x1b]2;x\x07\u009d9;b\n\u202ec" }
	l := look(noon, with(batch(0, 0), name, scheduled))
	l.Name = "\x1b]9;evil\x07\x00Spring\u200e"
	w.Observe(l)
	l.Batches = []model.Batch{with(batch(0, 0), name)}
	for _, e := range w.Observe(l) {
		for _, text := range []string{e.Name, e.Wave, e.Words} {
			if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x202e || r == 0x200e }) {
				t.Errorf("%q", text)
			}
		}
	}
}

// Whatever happens to a campaign and however often it is looked at, each event is told
// once: of every batch each kind once, and that it stands still only after it moved.
func TestEachEventIsToldOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var w events.Watch
		n := rapid.IntRange(1, 4).Draw(t, "batches")
		batches := make([]model.Batch, n)
		for i := range batches {
			batches[i] = with(batch(0, 0), wave, prepared, func(b *model.Batch) {
				b.Key, b.Segment, b.Part.Name = fmt.Sprint(i), i, fmt.Sprintf("Zone %d", i)
				b.Part.Release.By = rapid.SampledFrom([]model.ReleasedBy{model.ReleasedAtOnce, model.ReleasedByOperator, model.ReleasedByOutcome}).Draw(t, "by")
			})
		}
		told, stalled := map[string]int{}, 0
		at := noon
		for range rapid.IntRange(1, 40).Draw(t, "looks") {
			at = at.Add(time.Minute)
			b := &batches[rapid.IntRange(0, n-1).Draw(t, "batch")]
			switch rapid.IntRange(0, 5).Draw(t, "what") {
			case 0:
				b.State = rapid.SampledFrom([]model.SendState{model.SendPrepared, model.SendSending, model.SendUnknown, model.SendRefused, model.SendAccepted}).Draw(t, "state")
			case 1:
				b.Last.Status = rapid.SampledFrom([]model.BatchStatus{"", model.StatusScheduled, model.StatusProcessing, model.StatusCompleted, model.StatusCancelled, "new"}).Draw(t, "status")
			case 2:
				b.Last.Total, b.Last.Processed, b.Last.Succeeded, b.Last.Failed = 100, 100, rapid.IntRange(0, 50).Draw(t, "answered"), rapid.IntRange(0, 50).Draw(t, "failed")
			case 3:
				b.Part.Release.NotAfter = at.Add(rapid.SampledFrom([]time.Duration{-time.Hour, time.Hour}).Draw(t, "until"))
			case 4:
				b.Part.Release.Kept = rapid.SampledFrom([]string{"", "kept"}).Draw(t, "kept")
			case 5:
				b.Part.CloseAt = at
			}
			b.Last.At = at
			l := look(at, slices.Clone(batches)...)
			stands := rapid.Bool().Draw(t, "stands")
			if stands {
				l.Stood = time.Minute
			}
			for _, e := range w.Observe(l) {
				switch e.Kind {
				case events.Stalled:
					if stalled++; stalled > 1 {
						t.Fatalf("stalled twice without a move")
					}
				case events.Ended: // once for what was sent
					accepted := 0
					for _, b := range batches {
						if b.State == model.SendAccepted {
							accepted++
						}
					}
					told[fmt.Sprint("ended ", accepted)]++
				case events.Unhealthy:
					told["unhealthy"]++
				default:
					told[string(e.Kind)+" "+e.Words]++
					if e.Wave != "" {
						told[string(e.Kind)+" "+e.Wave]++
					}
				}
			}
			if !stands {
				stalled = 0
			}
		}
		for what, n := range told {
			if n > 1 {
				t.Fatalf("%s was told %d times", what, n)
			}
		}
	})
}
