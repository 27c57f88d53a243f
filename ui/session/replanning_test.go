package session

import (
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/hours"
	"callsheet/model/phone"
	"callsheet/model/table"
	"callsheet/model/waves"
)

// inLondonAndAuckland is a confirmed campaign in waves, at the instant at which it was.
func inLondonAndAuckland(t *testing.T, now time.Time) *model.Campaign {
	t.Helper()
	var b table.Builder
	for i, row := range [][2]string{{"+447400123101", "Europe/London"}, {"+6421123456", "Pacific/Auckland"}, {"+447400123102", "Europe/London"}, {"+6421123457", "Pacific/Auckland"}} {
		b.Append(i+2, []table.Cell{{Text: row[0]}, {Text: row[1]}})
	}
	rows := b.Build([]string{"Phone", "Time zone"})
	l, err := model.Diagnose(t.Context(), rows, columns.Guess(rows, "GB").Keyed(), "GB", model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	plan := model.NewPlan(l.Snapshot(), model.Options{Agent: "agent", User: "user", Name: "Waves", Priority: 5, TimeZone: "UTC", CallsPerSecond: 4, MaxAttempts: 1, NoAnswerDelay: time.Hour, BusyDelay: time.Minute})
	plan = waves.Of(plan, model.Hours{Calendar: hours.Rulebook{}.Calendar()}, now, waves.Pace{}).In(plan)
	c := &model.Campaign{ID: "c", List: l, Table: rows, Values: model.OptionValues{model.OptWaves: model.WavesOn}}
	batches := make([]model.Batch, plan.Batches())
	for i := range batches {
		s := plan.Segments[plan.SegmentOf(i)]
		batches[i] = model.Batch{Key: string(rune('a' + i)), Index: i, Segment: plan.SegmentOf(i), Part: s.Part(), Contacts: len(plan.Rows(i)), State: model.SendPrepared, Schedule: s.Options.Schedule()}
	}
	Confirm(c, plan, batches, "")
	return c
}

func TestMissedWavesAreCalledInTheNextHours(t *testing.T) {
	now := time.Date(2027, 3, 2, 12, 0, 0, 0, time.UTC) // a Tuesday: London may be rung, Auckland sleeps
	c := inLondonAndAuckland(t, now)
	if len(c.Batches) != 2 || !strings.HasPrefix(c.Batches[0].Part.Name, "London") {
		t.Fatalf("the waves are %+v", c.Batches)
	}
	if MayReplan(c, now) {
		t.Error("a wave that is not missed may be planned anew")
	}
	c.Batches[0].State, c.Batches[0].ID = model.SendAccepted, "at dialgen"
	late := now.Add(9 * time.Hour)
	if got := Missed(c.Batches, late); !slices.Equal(got, []int{1}) {
		t.Fatalf("missed are %v: %+v", got, c.Batches[1].Part)
	}
	for claim, spoil := range map[string]func(c *model.Campaign){
		"while another has it open": func(c *model.Campaign) { c.Holder = "anna" },
		"while one is being sent":   func(c *model.Campaign) { c.Batches[0].State = model.SendSending },
		"while one is not known":    func(c *model.Campaign) { c.Batches[0].State = model.SendUnknown },
		"without its rows":          func(c *model.Campaign) { c.Plan = &model.Plan{} },
		"with what decides damaged": func(c *model.Campaign) { c.Locked = "damaged" },
	} {
		other := *c
		other.Batches = slices.Clone(c.Batches)
		if spoil(&other); MayReplan(&other, late) {
			t.Errorf("planned anew %s", claim)
		}
	}
	r, err := Replan(c, hours.Rulebook{}, late, waves.Pace{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Contacts() != 2 || r.Left != 0 || !slices.Equal(r.Keys, []string{"b"}) || r.Plan.Batches() != 2 || r.Plan.Len() != 4 {
		t.Fatalf("planned is %+v", r)
	}
	wave := r.Plan.Segments[1]
	local := wave.Options.Start.In(model.Clock("Pacific/Auckland"))
	if wave.Release.Over(late) || wave.Options.Start.IsZero() == wave.Options.Start.After(late) && local.Hour() < 8 {
		t.Errorf("the wave is %+v, at %v there", wave, local)
	}
	if words := strings.Join(r.Words(time.UTC), "\n"); !strings.Contains(words, "Auckland") || !strings.Contains(words, "2 contacts") {
		t.Errorf("it is said as %s", words)
	}
	batches := []model.Batch{c.Batches[0], {Key: "new", Index: 1, Segment: 1, Part: wave.Part(), Contacts: 2, State: model.SendPrepared}}
	batches[0].Last, c.Batches[0].Last = model.Statistics{}, model.Statistics{Processed: 2, Total: 2}
	SetReplanned(c, Replanned{Plan: r.Plan, Batches: batches})
	if c.Batches[0].Last.Processed != 2 || len(Missed(c.Batches, late)) > 0 || Next(c, late) != 1 {
		t.Errorf("taken over it is %+v", c.Batches)
	}
}

// Waves that are planned anew share the rate with those that go on.
func TestNewWavesAreCalledOtherwiseThanThoseThatStay(t *testing.T) {
	now := time.Date(2027, 3, 2, 7, 0, 0, 0, time.UTC) // before London's hours
	c := inLondonAndAuckland(t, now)
	for i := range c.Batches {
		if !strings.HasPrefix(c.Batches[i].Part.Name, "London") {
			c.Batches[i].State = model.SendAccepted
			c.Plan.Segments[i].Name = "London 8:00" // as that of the next day is called then
		}
	}
	r, err := Replan(c, hours.Rulebook{}, now.Add(23*time.Hour+30*time.Minute), waves.Pace{})
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, s := range r.Plan.Segments {
		if names[s.Name] {
			t.Errorf("two are called %q", s.Name)
		}
		names[s.Name] = true
	}
	if len(names) != 2 || r.Waves.Waves[0].Segment.Name != r.Plan.Segments[1].Name || !strings.HasPrefix(r.Plan.Segments[1].Name, "London Wed 3 Mar 8:00") {
		t.Errorf("they are %v", names)
	}
}

func TestNewWavesShareTheRate(t *testing.T) {
	now := time.Date(2027, 3, 2, 12, 0, 0, 0, time.UTC)
	c := inLondonAndAuckland(t, now)
	late := now.Add(9 * time.Hour)
	running := &c.Batches[0]
	running.State, running.Part.CloseAt, running.Schedule = model.SendAccepted, late.Add(72*time.Hour), model.Schedule{CallsPerSecond: 3}
	r, err := Replan(c, hours.Rulebook{}, late, waves.Pace{})
	if err != nil || r.Waves.Waves[0].Segment.Options.CallsPerSecond != 1 {
		t.Errorf("at 4 a second, 3 of which are used, the new one has %+v, %v", r.Waves.Waves, err)
	}
	running.Part.CloseAt = late
	if r, _ = Replan(c, hours.Rulebook{}, late, waves.Pace{}); r.Waves.Waves[0].Segment.Options.CallsPerSecond != 4 {
		t.Errorf("once it is over the new one has %+v", r.Waves.Waves[0].Segment.Options)
	}
}

// Who fits into no hours stays where they are, and is said.
func TestWhoFitsIntoNoNewWaveStays(t *testing.T) {
	now := time.Date(2027, 3, 2, 12, 0, 0, 0, time.UTC)
	c := inLondonAndAuckland(t, now)
	late := now.Add(72 * time.Hour)
	c.Values[model.OptHours] = "mon-fri 9:00-9:01"
	if _, err := Replan(c, hours.Rulebook{}, late, waves.Pace{}); err == nil || !strings.Contains(err.Error(), "None of them can be called") {
		t.Errorf("where nobody fits: %v", err)
	}
	only := c.Plan.Only(0, 1)
	left := leftOf(only, []model.Segment{{Rows: []int32{0, 1}}})
	n := 0
	for _, s := range left {
		n += len(s.Rows)
		if !s.Release.Over(late) {
			t.Errorf("it may be sent: %+v", s.Release)
		}
	}
	if n != 2 {
		t.Errorf("%d stay", n)
	}
}

func TestWhereAWaveIsIsSaidInAFewWords(t *testing.T) {
	for want, b := range map[string]model.Batch{
		"waits until today 09:00":             waveBatch(model.SendPrepared),
		"is being sent":                       waveBatch(model.SendSending),
		"not known whether taken":             waveBatch(model.SendUnknown),
		"not taken by Dialgen":                waveBatch(model.SendRefused),
		"taken by Dialgen, not looked at yet": waveBatch(model.SendAccepted),
	} {
		if got := WaveWords(b, waveAt(8)); got != want {
			t.Errorf("%s is %q", b.State, got)
		}
	}
	if got := WaveWords(waveBatch(model.SendPrepared), waveAt(10)); got != "waits for you" {
		t.Errorf("in its time: %q", got)
	}
	if got := WaveWords(waveBatch(model.SendPrepared), waveAt(13)); got != "not sent in time" {
		t.Errorf("too late: %q", got)
	}
	b := waveBatch(model.SendAccepted)
	b.Schedule.Start, b.Part.Zone = waveAt(13), "America/New_York"
	if yours, theirs := WaveClocks(b, time.UTC); yours != "Wed 13:00" || theirs != "Wed 08:00" {
		t.Errorf("the clocks show %s and %s", yours, theirs)
	}
	if yours, _ := WaveClocks(waveBatch(model.SendPrepared), time.UTC); yours != "at once" {
		t.Errorf("without a start it begins %s", yours)
	}
	b.Last = model.Statistics{Processed: 12, Calls: []model.Call{{Status: model.CallOngoing}, {Status: model.CallMissed}}}
	if got := CancelWords([]model.Batch{b}); got != "12 of 25 contacts were rung by now, 1 of them rings or talks at this moment." {
		t.Errorf("before it is cancelled: %s", got)
	}
	if got := PartsWords([]model.Batch{b, waveBatch(model.SendPrepared), waveBatch(model.SendPrepared)}, waveAt(13)); got != "3 waves: 1 to come, 2 missed" {
		t.Errorf("in all: %s", got)
	}
}

// Between confirming a campaign and going on with it there may be a night.
func TestGoingOnSaysWhomItWouldRingOutsideTheirHours(t *testing.T) {
	day := time.Date(2027, 3, 2, 12, 0, 0, 0, time.UTC)
	for claim, c := range map[string]struct {
		hour   int // of that day, UTC
		change func(*model.Campaign)
		want   GoesOn
		works  int
	}{
		"by day":                 {12, func(*model.Campaign) {}, GoesOn{Contacts: 2}, 1},
		"at night":               {23, func(*model.Campaign) {}, GoesOn{Contacts: 2, Indecent: 2}, 1},
		"when the last retry is": {20, func(*model.Campaign) {}, GoesOn{Contacts: 2, Indecent: 2}, 1},
		"at night, which is allowed": {23, func(c *model.Campaign) {
			c.Values[model.OptOutsideHours], c.Values[model.OptHoursBasis] = model.OutsideHoursAllowed, "they asked"
		}, GoesOn{Contacts: 2}, 1},
		"of those who are released":                      {23, func(c *model.Campaign) { c.Plan.Segments[0].Release.By = model.ReleasedByOperator }, GoesOn{Contacts: 2, Indecent: 2}, 1},
		"nobody whom others rang as often as is allowed": {12, func(c *model.Campaign) { c.Values[model.OptHours] = "daily 8-21, max 3 in 24h" }, GoesOn{Contacts: 2, Wrong: "2 contacts are not called, rung too often already: Your hours allow 3 tries in 24 hours. " + CappedAdvice}, 1},
		"nothing, when nobody waits":                     {23, func(c *model.Campaign) { c.Batches[0].State = model.SendAccepted }, GoesOn{}, 0},
	} {
		campaign := inLondonAndAuckland(t, day)
		for i := range campaign.Plan.Segments {
			campaign.Plan.Segments[i].Options.Start, campaign.Plan.Segments[i].Release = time.Time{}, model.Release{}
		}
		campaign.Batches[1].State = model.SendAccepted
		c.change(campaign)
		at := time.Date(2027, 3, 2, 9, 0, 0, 0, time.UTC)
		meanwhile := &fakePorts{rung: map[phone.Number]model.NumberHistory{}}
		for _, n := range campaign.List.Numbers() {
			meanwhile.rung[n] = model.NumberHistory{Rings: []model.BatchRings{{Ring: hours.Ring{From: at, To: at, Attempts: 3}, Known: true}}}
		}
		works := GoOn(meanwhile, campaign, hours.Rulebook{}, time.Date(2027, 3, 2, c.hour, 0, 0, 0, time.UTC))
		if len(works) != c.works {
			t.Errorf("%s: %d works", claim, len(works))
		}
		for _, w := range works {
			if got := w.Do(t.Context()); got != c.want {
				t.Errorf("%s: %+v, want %+v", claim, got, c.want)
			}
		}
	}
}
