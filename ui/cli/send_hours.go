package cli

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/hours"
	"callsheet/model/waves"
	"callsheet/ui/session"
)

// hoursFlags are the options of when people may be rung, and of who is called first.
var hoursFlags = map[model.OptionKey]string{model.OptHours: "--hours", model.OptHoursBasis: "--basis", model.OptOutsideHours: "--allow-outside-hours",
	model.OptCanary: "--canary", model.OptCanaryLimits: "--canary-limits"}

// hoursValues sets the options of hours: as the profile has them, then the flags. A basis
// of the profile is that of its own rule, and of nothing else.
func (f sendFlags) hoursValues(values model.OptionValues, settings config.Hours) error {
	chosen, basis := *f.options[model.OptHours], *f.options[model.OptHoursBasis]
	values[model.OptHours], values[model.OptHoursBasis] = cmp.Or(chosen, settings.Rule), basis
	if chosen == "" && basis == "" && !f.outside {
		values[model.OptHoursBasis] = settings.Basis
	}
	if f.outside {
		values[model.OptOutsideHours] = model.OutsideHoursAllowed
	}
	if f.waves && f.outside {
		return usageError{model.UserError("--waves rings nobody outside their hours, and --allow-outside-hours does. Give one of them.")}
	}
	if f.waves {
		values[model.OptWaves] = model.WavesOn
	}
	if _, errs := model.ParseHours(values, settings.Rulebook); len(errs) > 0 {
		return usageError{model.UserError(hoursErrors(errs))}
	}
	maps.Copy(values, session.SettledHours(values, settings.Rulebook))
	return nil
}

// hoursErrors say what is wrong by flag.
func hoursErrors(errs map[model.OptionKey]string) string {
	var lines []string
	for key, text := range errs {
		lines = append(lines, hoursFlags[key]+": "+text)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// preflight makes of a draft what is sent: in waves, if that was asked, else without those
// who could be rung outside their hours, unless that is allowed.
func (d *draft) preflight(values model.OptionValues, book hours.Rulebook, now time.Time) error {
	d.ahead = session.NewPreflight(d.plan, values, book, now, session.ChoiceOf(values), d.rates)
	if len(d.ahead.Wrong) > 0 {
		return errNothingSent(exitToFix, hoursErrors(d.ahead.Wrong))
	}
	if d.plan = d.ahead.Plan; d.plan.Len() == 0 && d.ahead.Asked.Len() > 0 {
		return errNothingSent(exitToFix, strings.Join(d.leftOutWords(now), "\n"))
	}
	return nil
}

// outsideOutcome ends a send that went well with the exit code of those it left out.
func (d draft) outsideOutcome(now time.Time) error {
	if words := d.leftOutWords(now); words != nil {
		return exitError{exitToFix, model.UserError(strings.Join(words, "\n"))}
	}
	return nil
}

// leftOutWords say who is not called because of their hours, or because of how often they
// may be rung, and what to do; nothing when everybody is.
func (d draft) leftOutWords(now time.Time) []string {
	var lines []string
	if outside, unknown := d.ahead.NotCalled(); outside+unknown > 0 {
		lines = d.outsideWords()
	}
	if d.ahead.OverCap() > 0 {
		lines = append(lines, d.capLines(now)...)
	}
	return lines
}

// maxOutsideLines bounds how many groups are named.
const maxOutsideLines = 8

// outsideWords say who could be rung outside their hours, by group, and what to do.
func (d draft) outsideWords() []string {
	if d.ahead.Waves != nil {
		return d.ahead.Waves.HeldWords()
	}
	outside, unknown := d.ahead.OutsideContacts()
	var lines []string
	not := "not sent"
	if d.ahead.Hours.OutsideAllowed {
		not = "sent all the same, because " + d.ahead.Hours.Basis
	}
	if outside > 0 {
		lines = append(lines, fmt.Sprintf("%s of %s could be rung outside their hours, and %s %s.", figures.Count(outside), people(d.ahead.Asked.Len()), figures.Are(outside), not))
	}
	if unknown > 0 {
		lines = append(lines, fmt.Sprintf("Of %s no time zone is known, so they are %s. Give their rows a time zone, or their column with --map 'Header=timezone'.", people(unknown), not))
	}
	var groups []saidGroup
	for _, o := range d.ahead.Outside {
		if o.Held() {
			continue
		}
		words := fmt.Sprintf("%s (%s): %s there", o.Words(o.First, o.Last), o.Rules, localSpan(o.ZoneGroup, o.First, o.Last))
		if !d.ahead.Hours.OutsideAllowed {
			words += ". " + startWords(o)
		}
		groups = append(groups, saidGroup{o.Contacts, strings.TrimSuffix(words, ".") + "."})
	}
	lines = append(lines, groupLines(groups)...)
	if !d.ahead.Hours.OutsideAllowed {
		lines = append(lines, "To ring them all the same give --allow-outside-hours and --basis with the reason.")
	}
	return lines
}

// saidGroup is contacts, and what is said of them.
type saidGroup struct {
	contacts int
	words    string
}

// groupLines say of groups what is said of them, once of those of whom the same is.
func groupLines(groups []saidGroup) []string {
	var all []saidGroup
	for _, g := range groups {
		if i := slices.IndexFunc(all, func(o saidGroup) bool { return o.words == g.words }); i >= 0 {
			all[i].contacts += g.contacts
			continue
		}
		all = append(all, g)
	}
	var lines []string
	for i, g := range all {
		if i == maxOutsideLines {
			return append(lines, fmt.Sprintf("  And %s more.", figures.Counted(len(all)-i, "group")))
		}
		lines = append(lines, fmt.Sprintf("  %s, %s", people(g.contacts), g.words))
	}
	return lines
}

// startWords say from when a group can be sent.
func startWords(o model.OutsideHours) string {
	if o.Start.IsZero() {
		return "No window holds all of their tries: give fewer --attempts, or a shorter --no-answer-delay."
	}
	start := o.Start
	if start.Second() > 0 || start.Nanosecond() > 0 {
		start = start.Truncate(time.Minute).Add(time.Minute)
	}
	zone := machineClock()
	return fmt.Sprintf("They can be sent with --start '%s' --timezone %s", start.In(zone).Format("2006-01-02 15:04"), zone)
}

// localSpan is from when to when somebody may be rung, on the clocks of where they may be.
func localSpan(g model.ZoneGroup, first, last time.Time) string {
	earliest, _, err := g.Zones.LocalTimes(first)
	if err != nil {
		return "at an hour that is not known"
	}
	_, latest, err := g.Zones.LocalTimes(last)
	if err != nil {
		return "at an hour that is not known"
	}
	if earliest.YearDay() == latest.YearDay() {
		return earliest.Format("Mon 15:04") + " to " + latest.Format("15:04")
	}
	return earliest.Format("Mon 15:04") + " to " + latest.Format("Mon 15:04")
}

// batchLines say when the batches are rung, on the clocks of whom they ring.
func (d draft) batchLines(now time.Time) []string {
	if d.ahead.Waves != nil {
		return d.waveLines(now)
	}
	var lines []string
	for i := range d.plan.Batches() {
		b := d.plan.BatchHours(i, now)
		lines = append(lines, fmt.Sprintf("Batch %d: %s, rung from %s to %s at the latest.", i+1, people(len(d.plan.Rows(i))), moment(b.First, now), moment(b.Last, now)))
		var groups []saidGroup
		for _, g := range b.Groups {
			groups = append(groups, saidGroup{g.Contacts, fmt.Sprintf("%s: %s there.", g.Words(b.First, b.Last), localSpan(g, b.First, b.Last))})
		}
		lines = append(lines, groupLines(groups)...)
	}
	return lines
}

// waveLines say the waves one by one, what each has otherwise than it was asked, and who
// is in none.
func (d draft) waveLines(now time.Time) []string {
	var lines []string
	for i, wave := range d.ahead.Waves.Waves {
		lines = append(lines, fmt.Sprintf("Wave %d: %s.", i+1, wave.Words(now.Location())))
		for _, change := range wave.Changes {
			lines = append(lines, "  "+change.Words()+".")
		}
		lines = append(lines, "  "+wave.LineWords()+".")
	}
	for _, words := range d.ahead.Waves.Words() {
		lines = append(lines, words+".")
	}
	return append(lines, "The times are "+d.ahead.Waves.Pace.Words()+". "+hours.NotAdvice)
}

// carefulLines say who is rung outside their hours, where that is allowed, and who is rung
// less often than was asked, or not at all.
func (d draft) carefulLines(now time.Time) []string {
	if !d.ahead.Hours.OutsideAllowed || len(d.ahead.Outside) == 0 {
		return d.capLines(now)
	}
	lines := d.outsideWords()
	lines[0] = "Careful: " + lines[0]
	return append(lines, d.capLines(now)...)
}

// again works the draft out for now, after somebody took their time to confirm it.
// Others than were confirmed are not sent.
func (d *draft) again(now time.Time) error {
	again, same := d.ahead.At(now)
	if !same {
		return errNothingSent(exitToFix, "By now others would be called, or could be rung outside their hours, than were confirmed. Run the command again.")
	}
	d.ahead, d.plan = again, again.Plan
	return nil
}

// sendHours is what send prints of hours as JSON.
type sendHours struct {
	Rules   string       `json:"rules"` // by which the contacts are rung: "US federal for 1,578, US federal + Florida for 212"
	Basis   string       `json:"basis"`
	Allowed bool         `json:"allowed"` // they are rung outside their hours, too
	Outside int          `json:"outside"` // contacts who could be rung outside; not sent unless allowed
	Unknown int          `json:"unknown"` // contacts of whom no zone is known, likewise
	Groups  []sendGroup  `json:"groups"`  // those two
	Batches []sendTiming `json:"batches"` // of what is sent
	Waves   []sendWave   `json:"waves,omitempty"`
	Caps    []sendCap    `json:"caps"` // who is called less often than was asked, or not at all
	Advice  string       `json:"not_advice"`
}

// sendWave is a wave, and what it has otherwise than it was asked.
type sendWave struct {
	Name     string    `json:"name"`
	Contacts int       `json:"contacts"`
	Start    time.Time `json:"start"`
	Last     time.Time `json:"last"` // that is possible at the pace that is reckoned with
	Close    time.Time `json:"close"`
	Zone     string    `json:"zone"`
	Rate     int       `json:"rate"`
	Tries    int       `json:"tries"`   // with the one that the service may add
	Slowest  float64   `json:"slowest"` // calls a second at which it still ends in time
	Waits    bool      `json:"waits"`   // for somebody to send it
	Changes  []string  `json:"changes"`
}

func reportWaves(w waves.Waves) []sendWave {
	var all []sendWave
	for _, wave := range w.Waves {
		r := sendWave{
			Name: wave.Segment.Name, Contacts: wave.Contacts(), Start: wave.Start.UTC(), Last: wave.Last.UTC(), Close: wave.Segment.CloseAt, Zone: wave.Clock.String(),
			Rate: wave.Segment.Options.CallsPerSecond, Tries: wave.Tries(), Slowest: wave.Slowest(), Waits: wave.Late, Changes: []string{},
		}
		for _, change := range wave.Changes {
			r.Changes = append(r.Changes, change.Words())
		}
		all = append(all, r)
	}
	return all
}

// sendTiming is when one batch is rung.
type sendTiming struct {
	First  time.Time   `json:"first"`
	Last   time.Time   `json:"last"` // that is possible
	Groups []sendGroup `json:"groups"`
}

// sendGroup is contacts of whom the same is known. Local times are those of the zones' clocks,
// the earliest at the first call and the latest at the last possible one; "" where none is known.
type sendGroup struct {
	zoneReport
	Rules      string `json:"rules"`
	LocalFirst string `json:"local_first"`
	LocalLast  string `json:"local_last"`
	Start      string `json:"start,omitempty"` // from when they can be sent as they are
}

func (d draft) reportHours(now time.Time) sendHours {
	outside, unknown := d.ahead.OutsideContacts()
	if d.ahead.Waves != nil {
		outside, unknown = d.ahead.NotCalled()
	}
	r := sendHours{
		Rules: d.ahead.Hours.Words(), Basis: d.ahead.Hours.Basis, Allowed: d.ahead.Hours.OutsideAllowed, Outside: outside, Unknown: unknown,
		Groups: []sendGroup{}, Batches: []sendTiming{}, Caps: reportCaps(d.ahead.Caps), Advice: hours.NotAdvice,
	}
	if d.ahead.Waves != nil {
		r.Waves = reportWaves(*d.ahead.Waves)
	}
	for _, o := range d.ahead.Outside {
		if d.ahead.Waves != nil && !o.Held() {
			continue // they are rung in a wave
		}
		g := d.reportGroup(o.ZoneGroup, o.First, o.Last)
		if !o.Start.IsZero() {
			g.Start = o.Start.UTC().Format(time.RFC3339)
		}
		r.Groups = append(r.Groups, g)
	}
	for i := range d.plan.Batches() {
		b := d.plan.BatchHours(i, now)
		t := sendTiming{First: b.First.UTC().Truncate(time.Second), Last: b.Last.UTC().Truncate(time.Second), Groups: []sendGroup{}}
		for _, g := range b.Groups {
			t.Groups = append(t.Groups, d.reportGroup(g, b.First, b.Last))
		}
		r.Batches = append(r.Batches, t)
	}
	return r
}

func (d draft) reportGroup(g model.ZoneGroup, first, last time.Time) sendGroup {
	r := sendGroup{zoneReport: reportZones(g, first, last), Rules: d.ahead.Hours.For(g.Places).Name(hours.DateOf(first))}
	earliest, _, err := g.Zones.LocalTimes(first)
	_, latest, alsoErr := g.Zones.LocalTimes(last)
	if errors.Join(err, alsoErr) == nil {
		r.LocalFirst, r.LocalLast = earliest.Format(time.RFC3339), latest.Format(time.RFC3339)
	}
	return r
}
