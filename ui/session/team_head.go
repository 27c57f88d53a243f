package session

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/team"
)

// NextTheirs is what there is to do with a colleague's campaign: it can be read.
const NextTheirs NextStep = "read"

// SummaryOfHead is a campaign of the team's as a list of campaigns would have it. When it
// changed is by the database's clock, and its batches as the team has them.
func SummaryOfHead(h team.Head) model.Summary {
	batches := slices.Clone(h.Batches)
	for i := range batches {
		batches[i].Name, batches[i].Colleague = h.Name, h.Owner.Who()
		batches[i].Agent, batches[i].Service = cmp.Or(batches[i].Agent, h.Agent), cmp.Or(batches[i].Service, h.Service)
		if !h.Paused.IsZero() {
			batches[i].Part.Release.Paused = h.Paused
		}
	}
	return model.Summary{ID: h.Campaign, Changed: h.Changed, Confirmed: h.Confirmed, Holder: h.Holder, Batches: batches,
		Draft: model.Draft{Name: h.Name, Service: h.Service, Rows: h.Contacts, Stage: model.StageLive, View: model.View{Home: true}, Values: model.OptionValues{model.OptAgent: h.Agent}}}
}

// OutlineOfHead is the outline of a colleague's campaign; s is what SummaryOfHead says of it.
func OutlineOfHead(h team.Head, s model.Summary, now time.Time) Outline {
	s.Holder = "" // is said with the colleague
	o := OutlineOf(s, now)
	o.Next = NextTheirs
	o.Contacts = max(o.Contacts, h.Contacts)
	switch {
	case h.Confirmed.IsZero() && len(s.Batches) == 0:
		o.State, o.Words = "draft", "draft, "+people(h.Contacts)
	case len(s.Batches) == 0:
		o.Standing, o.State, o.Words = StandsWaiting, "not sent yet", people(h.Contacts)+" not sent yet"
	case o.Standing == StandsWaiting && !h.NextWave.IsZero():
		o.State = "more to come"
	case o.State == "waits for you":
		o.State = "waits for them"
	}
	if !h.NextWave.IsZero() && h.Paused.IsZero() {
		o.Words += ", next wave " + Begin{At: h.NextWave}.Words(now)
	}
	if told := h.Tally; told.Answered+told.NotReached > o.Results.Processed {
		o.Results.Succeeded, o.Results.Failed, o.Results.Processed = told.Answered, told.NotReached, told.Answered+told.NotReached
		o.Results.Total = max(o.Results.Total, o.Results.Processed+told.ToGo, o.Contacts)
		o.Results.Pending = max(0, o.Results.Total-o.Results.Processed)
	}
	return o
}

// PresenceWords say whether a member is there, by the database's clock: "there now", "gone since 12:05".
func PresenceWords(m team.Member, clock time.Time) string {
	switch {
	case m.Present:
		return "there now"
	case m.Seen.IsZero():
		return "not there"
	}
	return "gone since " + sinceWords(m.Seen, clock)
}

// sinceWords are an instant that has passed, as people say it.
func sinceWords(at, now time.Time) string {
	at = at.In(now.Location())
	if at.Format(time.DateOnly) == now.Format(time.DateOnly) {
		return at.Format("15:04")
	}
	return stamp(at, now)
}

// mostMembers is how many members are listed.
const mostMembers = 100

// MembersWords say why nothing is sent, where it is not, and who is of the team: who is there
// first, then who was last. clock is the database's, here this machine's.
func (s TeamState) MembersWords(clock, here time.Time) string {
	var lines []string
	if remedy := s.Remedy(here); remedy != "" {
		lines = append(lines, remedy, "")
	}
	if name := printable.Text(s.Standing.Name, maxWhy); name != "" {
		lines = append(lines, name+": "+figures.Counted(len(s.Standing.Members), "member")+", "+figures.Counted(s.Standing.DoNotCall, "number")+" on its do-not-call list.")
	}
	if words := s.Untold.Words(); words != "" {
		lines = append(lines, words+" That is tried by itself.")
	}
	members := slices.Clone(s.Standing.Members)
	slices.SortStableFunc(members, func(a, b team.Member) int {
		rank := func(m team.Member) int { return map[bool]int{true: 0, false: 1}[m.Present] }
		return cmp.Or(cmp.Compare(rank(a), rank(b)), b.Seen.Compare(a.Seen))
	})
	for i, m := range members {
		if i == mostMembers {
			lines = append(lines, figures.Count(len(members)-i)+" more.")
			break
		}
		words := WhoWords(m) + ": " + PresenceWords(m, clock)
		if m.ID == s.Member {
			words = WhoWords(m) + ": this machine"
		}
		lines = append(lines, words)
	}
	return strings.Join(lines, "\n")
}

// TheirsWords say whose a campaign is and since when, and whether they are there.
func TheirsWords(h team.Head, clock time.Time) string {
	words := WhoWords(h.Owner) + ", " + PresenceWords(h.Owner, clock)
	if holder := printable.Text(h.Holder, maxWhy); holder != "" && h.Owner.Present {
		words += " (" + holder + ")"
	}
	if !h.Since.IsZero() {
		words += ", theirs since " + sinceWords(h.Since, clock)
	}
	return words
}

// HeadFacts are all that is known here of a colleague's campaign, a fact a line.
func HeadFacts(h team.Head, o Outline, now, clock time.Time) string {
	var lines []string
	add := func(name, text string) {
		if text != "" {
			lines = append(lines, name+": "+text+".")
		}
	}
	add("Whose", TheirsWords(h, clock))
	add("State", o.Words)
	if at := o.When; at != "" {
		lines = append(lines, upperFirst(at)+".")
	}
	if r := o.Results; r.Processed > 0 {
		add("Came to", fmt.Sprintf("%s answered, %s not reached, %s to go", figures.Count(r.Succeeded), figures.Count(r.Failed), figures.Count(r.ToGo())))
	}
	if n := len(h.Batches); n > 1 {
		add("Batches", PartsWords(h.Batches, now))
	}
	add("Agent", printable.Text(h.Agent, maxWhy))
	add("At", model.ServiceWords(h.Service))
	if !h.Changed.IsZero() {
		add("As their machine told it", figures.Ago(clock.Sub(h.Changed)))
	}
	return strings.Join(lines, "\n")
}

// TheirRunning are the batches of a colleague's campaign that a service has and that have not ended.
func TheirRunning(h team.Head, here string) []model.Batch {
	return slices.DeleteFunc(SummaryOfHead(h).Batches, func(b model.Batch) bool { return !b.Running() || b.Service != here })
}

// WhyNotCancelTheirs says why nothing of a colleague's campaign can be cancelled from here; "" = it can.
func WhyNotCancelTheirs(h team.Head, here string) string {
	switch tally := TallyOf(h.Batches); {
	case tally.Running == 0 && tally.Unknown+tally.Sending > 0:
		return "It is not known yet whether Dialgen has it, so there is nothing to cancel. Ask " + WhoWords(h.Owner) + "."
	case tally.Running == 0:
		return "Nothing of it calls that could be cancelled."
	case len(TheirRunning(h, here)) == 0:
		return AtAnother
	}
	return ""
}

// CancelTheirsWords ask whether a colleague's batches are to be cancelled, and say what that
// does and what it does not.
func CancelTheirsWords(h team.Head, here string) string {
	running := TheirRunning(h, here)
	words := fmt.Sprintf("It is a campaign of %s, not yours: ask them first, if there is time. %s in %s: ", WhoWords(h.Owner), people(ContactsOf(running)), figures.Counted(len(running), "batch")) +
		CancelWords(running) + " Nobody else of them will be called, and those who were missed are not tried again. Calls in progress end by themselves. This cannot be taken back."
	switch tally := TallyOf(h.Batches); {
	case tally.Waiting > 0 && tally.Unknown+tally.Sending > 0:
		words += fmt.Sprintf(" NOT stopped by it: %s not sent yet and %s of whom it is not known. Ask them to pause the campaign.", people(tally.Waiting), people(tally.Unknown+tally.Sending))
	case tally.Waiting > 0:
		words += fmt.Sprintf(" NOT stopped by it: %s not sent yet, which their machine may send. Ask them to pause the campaign.", people(tally.Waiting))
	case tally.Unknown+tally.Sending > 0:
		words += fmt.Sprintf(" NOT stopped by it: %s of whom it is not known whether Dialgen has them.", people(tally.Unknown+tally.Sending))
	}
	return words
}

// WhyNotTakeOver says why a colleague's campaign cannot be taken over; "" = it can be.
func (s TeamState) WhyNotTakeOver(h team.Head) string {
	switch {
	case s.Err != nil:
		return "The team's ledger does not answer, so nothing can be taken over."
	case h.Owner.Present:
		return "It stays theirs while they are there: ask " + WhoWords(h.Owner) + ". A campaign is taken over only of somebody who is gone."
	case len(h.Batches) == 0:
		return "Nothing of it was sent, and its list is on the machine of " + WhoWords(h.Owner) + ": there is nothing to take over."
	}
	return ""
}

// TakeOverWords ask whether a campaign is to be taken over, and say what that means.
func (s TeamState) TakeOverWords(h team.Head, clock time.Time) string {
	tally := TallyOf(h.Batches)
	words := fmt.Sprintf("%s is %s. Reach them first if you can.\n\nIt is yours then: their machine sends nothing of it any more, whatever waits there.", WhoWords(h.Owner), PresenceWords(h.Owner, clock))
	if tally.Running > 0 {
		words += " What calls goes on: you can watch and cancel it."
	}
	if n := tally.Unknown + tally.Sending; n > 0 {
		words += fmt.Sprintf(" What is not known stays unknown: %s may or may not be called, until you settle it.", people(n))
	}
	if !h.Changed.IsZero() {
		words += " What their machine did not tell the team since " + sinceWords(h.Changed, clock) + " is on it alone."
	}
	if n := tally.Waiting + tally.Refused; n > 0 {
		words += fmt.Sprintf(" %s not sent yet are not sent: their list is on that machine, and not here.", people(n))
	}
	return words
}

// LostWords say who took a campaign of this machine's over, and what is left to do with it here.
func LostWords(l team.Lost, clock time.Time) string {
	return fmt.Sprintf("It was taken over by %s (%s). It can be watched and cancelled here; ask them before anything else of it is sent.", WhoWords(l.By), sinceWords(l.At, clock))
}

// LostOutline is the outline of a campaign that somebody took over from here.
func LostOutline(o Outline, l team.Lost, now time.Time) Outline {
	o.State, o.Words, o.Next = "taken over", LostWords(l, now), NextLook
	return o
}

// ours is a time of the database's clock by this machine's.
func (s TeamState) ours(at time.Time) time.Time {
	if s.Heard.IsZero() || s.Standing.Now.IsZero() || at.IsZero() {
		return at
	}
	return at.Add(s.Heard.Sub(s.Standing.Now))
}

// Cancels are the batches of this machine's campaigns that colleagues cancelled at the service, by
// their keys, when by this machine's clock.
func (s TeamState) Cancels() map[string]model.Batch {
	all := map[string]model.Batch{}
	for _, h := range s.Standing.Heads {
		if _, lost := s.LostTo(h.Campaign); h.Owner.ID != s.Member && !lost {
			continue
		}
		for _, b := range h.Batches {
			if b.CancelledBy != "" {
				b.Campaign, b.Name, b.CancelledAt = h.Campaign, h.Name, s.ours(b.CancelledAt)
				all[b.Key] = b
			}
		}
	}
	return all
}

// CancelsSince are those of Cancels that another state did not have, in the order of their keys.
func (s TeamState) CancelsSince(before TeamState) []model.Batch {
	known, now := before.Cancels(), s.Cancels()
	var all []model.Batch
	for _, key := range slices.Sorted(maps.Keys(now)) {
		if _, is := known[key]; !is {
			all = append(all, now[key])
		}
	}
	return all
}

// SetCancels notes on batches of this machine's which colleagues cancelled them.
func (s TeamState) SetCancels(batches []model.Batch) {
	if len(batches) == 0 || s.Heard.IsZero() {
		return
	}
	cancels := s.Cancels()
	for i := range batches {
		if told, is := cancels[batches[i].Key]; is && batches[i].CancelledBy == "" {
			batches[i].CancelledBy, batches[i].CancelledAt = told.CancelledBy, told.CancelledAt
		}
	}
}

// SetTold notes on campaigns that are open here who took them over, and who cancelled batches of
// them.
func (s TeamState) SetTold(campaigns []*model.Campaign, clock time.Time) {
	for _, c := range campaigns {
		s.SetCancels(c.Batches)
		c.TakenOver = ""
		if l, lost := s.LostTo(c.ID); lost {
			c.TakenOver = LostWords(l, clock)
		}
	}
}
