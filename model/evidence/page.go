package evidence

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"callsheet/model/document"
	"callsheet/model/figures"
	"callsheet/model/printable"
)

// Page is a chain for people: who confirmed what, when and on what grounds, and what came
// back. Its texts are safe to draw, and of one line each.
type Page struct {
	Title   string
	Verdict string
	Whole   bool
	Blocks  []Block
}

// Block is a part of a page: facts by name, a table whose first row is its head, or lines.
type Block struct {
	Heading string
	Facts   []document.Fact
	Table   [][]string
	Lines   []string
}

const maxText = 400 // runes of a text that came from a person or the service

func safe(text string) string { return printable.Text(text, maxText) }

// pageMaker makes a page on the clock of its reader.
type pageMaker struct {
	entries []Entry
	clock   *time.Location
}

// NewPage is the page of a chain that was verified, with its times on a clock and in UTC.
func NewPage(c Chain, broken *Break, clock *time.Location) Page {
	m := pageMaker{c.Entries(), clock}
	p := Page{Title: "Evidence", Whole: broken == nil}
	if n := len(m.entries); n > 0 {
		p.Title = "Evidence of " + cmp.Or(safe(m.entries[n-1].Name), "a campaign without a name")
	}
	p.Verdict = VerdictWords(c, broken)
	add := func(b Block) {
		if len(b.Facts)+len(b.Table)+len(b.Lines) > 0 {
			p.Blocks = append(p.Blocks, b)
		}
	}
	for i, e := range m.entries {
		if e.Kind == KindConfirmed {
			add(m.confirmed(i, e))
		}
	}
	add(m.batches())
	add(m.told())
	add(Block{Heading: "How this is checked", Lines: []string{
		"Each entry is hashed with the hash before it: SHA-256 of those 32 bytes (zeros before the first entry) and the entry's JSON. Whoever changes, removes or adds an entry changes every hash behind it.",
		"Callsheet checks it with `callsheet evidence " + safe(c.Head.Campaign) + " --verify`, and an exported file anywhere with `callsheet evidence --verify FILE.jsonl`.",
		"Note the last hash where nobody can change it: who may write this machine's database could write another chain.",
		"Telephone numbers are not in it. A list of numbers is told by its SHA-256, and one of fewer than " + fmt.Sprint(fewest) + " not even by that.",
	}})
	return p
}

// VerdictWords say in sentences whether a chain is as it was written.
func VerdictWords(c Chain, broken *Break) string {
	switch {
	case broken != nil:
		return "BROKEN. " + broken.Words
	case len(c.Links) == 0:
		return "Nothing was written."
	}
	n := figures.Count(len(c.Links)) + " entries, and each"
	if len(c.Links) == 1 {
		n = "1 entry, and it"
	}
	return fmt.Sprintf("Whole: %s is as it was written. The last hash is %s.", n, c.Head.Hash)
}

// when is a moment on the reader's clock and in UTC.
func (m pageMaker) when(at time.Time) string {
	const clock, day = "15:04:05", "Mon 2 Jan 2006 "
	own, utc := at.In(m.clock), at.UTC()
	if _, offset := own.Zone(); offset == 0 {
		return utc.Format(day + clock + " UTC")
	}
	text := own.Format(day + clock + " MST")
	if own.Format(day) != utc.Format(day) {
		return text + utc.Format(" ("+day+clock+" UTC)")
	}
	return text + utc.Format(" ("+clock+" UTC)")
}

// whose is who did something, and where.
func whose(e Entry) string {
	if e.Host == "" {
		return safe(e.Who)
	}
	return safe(e.Who) + " on " + safe(e.Host)
}

func people(n int) string { return figures.Counted(n, "contact") }

// confirmed is a confirmation and its grounds.
func (m pageMaker) confirmed(place int, e Entry) Block {
	c := factsOf[Confirmation](e)
	b := Block{Heading: "Confirmed " + m.when(e.At)}
	add := func(name, text string) {
		if text != "" {
			b.Facts = append(b.Facts, document.Fact{Name: name, Text: text})
		}
	}
	add("Confirmed by", whose(e))
	add("For", safe(e.Service)+profileWords(e))
	add("To", people(c.Contacts)+" in "+figures.Counted(len(c.Batches), "batch"))
	for _, t := range termFacts(c.Terms) {
		add(t.Name, t.Text)
	}
	add("Do-not-call list", listWords(c.DoNotCall))
	again, moved := 0, 0
	for _, batch := range c.Batches {
		again, moved = again+batch.Again, moved+batch.Moved
	}
	add("Called again", countWords(again, "called again so soon by choice, though they are known from other campaigns"))
	add("Taken", countWords(moved, "taken by choice from campaigns that had not ended"))
	for _, x := range c.Excluded {
		add("Not called", figures.Counted(x.Rows, "row")+": "+cmp.Or(excludedWords[x.Why], safe(x.Why)))
	}
	for _, later := range m.entries[min(place+1, len(m.entries)):] {
		if later.Kind == KindTakenBack {
			add("Taken back", m.when(later.At)+" by "+whose(later)+", before anything of it was at Dialgen")
			break
		}
		if later.Kind == KindConfirmed {
			break
		}
	}
	return b
}

func profileWords(e Entry) string {
	if e.Profile == "" {
		return ""
	}
	return ", profile " + safe(e.Profile)
}

var excludedWords = map[string]string{
	"to_fix": "to fix", "duplicate": "duplicates", "do_not_call": "must not be called", "left_out": "left out", "blank": "blank",
	"ready": "ready, and left out by their hours, caps or waves",
}

func countWords(n int, what string) string {
	if n == 0 {
		return ""
	}
	return people(n) + " " + what
}

func listWords(d DoNotCall) string {
	text := fmt.Sprintf("%s, revision %s", figures.Counted(d.Numbers, "number"), figures.Count(d.Revision))
	if d.Hash != "" {
		text += ", SHA-256 " + safe(d.Hash)
	}
	return text
}

// termFacts are the hours and choices of a plan.
func termFacts(t Terms) []document.Fact {
	var facts []document.Fact
	add := func(name, text string) {
		if text != "" {
			facts = append(facts, document.Fact{Name: name, Text: text})
		}
	}
	if len(t.Hours) == 0 {
		add("Hours", "not told")
	}
	for _, h := range t.Hours {
		add("Hours", safe(h.Rules)+" for "+people(h.Contacts))
	}
	add("Chosen hours", safe(t.Chosen))
	add("Basis", safe(t.Basis))
	if t.AgainOf != "" {
		add("Calls again", "contacts of "+safe(t.AgainOf))
	}
	add("Left out", countWords(t.LeftOut, "who could be rung outside their hours"))
	add("Left out", countWords(t.NoZone, "of whom no time zone is known"))
	add("Left out", countWords(t.OverCap, "who would be rung more often than the rules allow"))
	add("Outside hours", countWords(t.Outside, "called all the same, though they could be rung outside their hours"))
	add("Outside hours", countWords(t.ZoneOpen, "called all the same, though no time zone of them is known"))
	add("Fewer tries", countWords(t.Fewer, "tried less often than was asked, since the rules allow no more"))
	if t.Waves > 0 {
		add("Waves", figures.Count(t.Waves))
	}
	if c := t.Canary; c != nil {
		text := people(c.Contacts) + " first; the others wait for a person"
		if !c.Asks {
			text = fmt.Sprintf("%s first; the others follow where at least %s answer, at most %s fail and at most %s ask not to be called",
				people(c.Contacts), share(c.MinAnswered), share(c.MaxFailed), share(c.MaxOptedOut))
		}
		add("Canary", text)
	}
	return facts
}

// TermsFacts are under which hours and by which choices a campaign was confirmed last, as its
// entries tell; none where they do not.
func TermsFacts(entries []Entry) []document.Fact {
	var facts []document.Fact
	for _, e := range entries {
		if e.Kind == KindConfirmed {
			facts = termFacts(factsOf[Confirmation](e).Terms)
		}
	}
	return facts
}

func share(of float64) string { return fmt.Sprintf("%.4g %%", of*100) }

// batches is how each batch stands in the end.
func (m pageMaker) batches() Block {
	standing := StandingOf(m.entries)
	b := Block{Heading: "Batches"}
	for _, batch := range slices.SortedFunc(maps.Values(standing.Batches), func(a, b Batch) int { return cmp.Or(cmp.Compare(a.Batch, b.Batch), cmp.Compare(a.Key, b.Key)) }) {
		start := "at once"
		if !batch.Start.IsZero() {
			start = m.when(batch.Start)
		}
		name := figures.Count(batch.Batch)
		if batch.Part != "" {
			name += " " + safe(batch.Part)
		}
		b.Table = append(b.Table, []string{name, people(batch.Contacts), safe(batch.Agent), start, cmp.Or(stateWords[batch.State], safe(batch.State)), cmp.Or(safe(batch.BatchID), "none"), cmp.Or(safe(batch.Numbers), "not told")})
	}
	if len(b.Table) > 0 {
		b.Table = slices.Insert(b.Table, 0, []string{"Batch", "To", "Agent", "Start", "Outcome", "At Dialgen", "SHA-256 of its numbers"})
	}
	return b
}

var stateWords = map[string]string{"prepared": "not sent", "sending": "being sent", "accepted": "accepted", "refused": "refused", "unknown": "not known"}

// told is every entry, in order.
func (m pageMaker) told() Block {
	b := Block{Heading: "What was done"}
	for _, e := range m.entries {
		b.Table = append(b.Table, []string{fmt.Sprint(e.Place + 1), m.when(e.At), whose(e), m.words(e)})
	}
	if len(b.Table) > 0 {
		b.Table = slices.Insert(b.Table, 0, []string{"", "When", "Who", "What"})
	}
	return b
}
