//go:build unix

package cli_test

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"callsheet/model"
	"callsheet/model/store"
	"callsheet/ui/cli"
)

// savedCampaign is what is kept of a campaign, as far as it must not change by
// being left.
type savedCampaign struct {
	draft        model.Draft // without where the operator was
	done, undone []model.Change
	cells        uint64 // of its rows
	options      model.Options
	sent         []int32
	batches      map[string]model.Batch
	held         bool
	archived     bool
}

// savedCampaigns is all campaigns that are kept, by their ids.
type savedCampaigns map[string]savedCampaign

func (w *walk) dataFolder() string { return filepath.Join(w.home, "data", "callsheet") }

// load reads everything that is kept. What cannot be read is a problem.
func (w *walk) load() savedCampaigns {
	ctx := context.Background()
	if _, err := os.Stat(filepath.Join(w.dataFolder(), store.File)); err != nil {
		return savedCampaigns{}
	}
	s, err := store.Open(ctx, w.dataFolder(), store.Options{Who: "the robot", Service: w.services[0].base})
	if err != nil {
		w.problem("the store cannot be opened: %v", err)
		return nil
	}
	defer s.Close()
	summaries, err := s.Campaigns.Summaries(ctx)
	if err != nil {
		w.problem("the campaigns cannot be listed: %v", err)
		return nil
	}
	if err := cli.EvidenceHolds(ctx, s); err != nil {
		w.problem("%v", err)
	}
	all := savedCampaigns{}
	for _, sum := range summaries {
		k, err := s.Campaigns.Load(ctx, sum.ID)
		if err != nil {
			w.problem("%q is damaged: %v", sum.Draft.Name, err)
			return nil
		}
		all[k.ID] = w.keptOf(k)
	}
	return all
}

func (w *walk) keptOf(k model.StoredCampaign) savedCampaign {
	c := savedCampaign{draft: k.Draft, done: k.Done, undone: k.Undone, options: k.Options, sent: k.Sent, batches: map[string]model.Batch{}, held: k.Holder != "", archived: k.Draft.View.Archived}
	c.draft.View = model.View{}
	if k.Table != nil {
		h := fnv.New64a()
		for row := range k.Table.Len() {
			for col := range k.Table.Width() {
				fmt.Fprintf(h, "%s\x00", k.Table.Cell(row, col).Text)
			}
		}
		c.cells = h.Sum64()
	}
	for _, b := range k.Batches {
		c.batches[b.Key] = b
	}
	if view := k.Draft.View.Screen; view < model.StageFile || view > model.StageLive {
		w.problem("%q is kept at the place %d, where there is none", k.Draft.Name, view)
	}
	if stage := k.Draft.Stage; stage < model.StageFile || stage > model.StageLive {
		w.problem("%q is kept at the stage %d, which there is not", k.Draft.Name, stage)
	}
	w.checkCounts(k)
	return c
}

// checkCounts holds that the rows of a campaign are its states added up, and
// that it is judged again as it is kept.
func (w *walk) checkCounts(k model.StoredCampaign) {
	d := k.Draft
	if k.Table == nil && d.Rows == 0 {
		return // its list is elsewhere
	}
	if d.Rows != k.Table.Len() {
		w.problem("%q is kept with %d rows, and says %d", d.Name, k.Table.Len(), d.Rows)
	}
	if total := d.Counts.Total(); total != 0 && total != d.Rows {
		w.problem("%q has %d rows, and its states are %d: %v", d.Name, d.Rows, total, d.Counts)
	}
	if d.Counts.Total() == 0 {
		return
	}
	judged, err := model.Diagnose(context.Background(), k.Table, d.Mapping, d.Region, k.Edits(), nil)
	if err != nil {
		w.problem("%q cannot be judged: %v", d.Name, err)
		return
	}
	// Who was called elsewhere, or must not be, is not in the list itself: such
	// rows are taken out, those that were to be fixed among them.
	kept, now := d.Counts, judged.Counts()
	if got, want := kept.Of(model.Blank), now.Of(model.Blank); got != want {
		w.problem("%q is kept with %d rows %s, and judged again has %d", d.Name, got, model.Blank, want)
	}
	taken := kept.Of(model.LeftOut) + kept.Of(model.DoNotCall) - now.Of(model.LeftOut) - now.Of(model.DoNotCall)
	if got, want := kept.Of(model.ToFix), now.Of(model.ToFix); got > want || want-got > taken {
		w.problem("%q is kept with %d rows %s, and judged again has %d, with %d taken out besides", d.Name, got, model.ToFix, want, taken)
	}
}

// quiet waits until nothing is drawn and nothing is saved any more, and returns
// what is kept then.
func (w *walk) quiet() savedCampaigns {
	c := w.console
	if c.cols < 80 || c.rows < 24 { // where nothing says what is under way
		w.must(c.resize(80, 24))
		w.whole()
	}
	var last savedCampaigns
	for deadline := time.Now().Add(60 * time.Second); time.Now().Before(deadline) && !c.ended() && !w.failed; {
		size := c.drawn()
		time.Sleep(120 * time.Millisecond)
		if c.drawn() != size && c.place() != "Live" || c.saving() == "saving…" || c.works() || busyWords.MatchString(c.text()) {
			last = nil
			continue
		}
		now := w.load()
		if last != nil && reflect.DeepEqual(last, now) {
			return now
		}
		last = now
	}
	if c.saving() == "not saved" || c.saving() == "saving…" {
		w.problem("the screen still says %q", c.saving())
	}
	return last
}

// chips are the states with their counts over the contacts.
var chips = regexp.MustCompile(`(to fix|ready|duplicates?|do not call|left out) ([\d,]+)`)

var chipStates = map[string]model.State{
	"to fix": model.ToFix, "ready": model.Ready, "duplicate": model.Duplicate, "do not call": model.DoNotCall, "left out": model.LeftOut,
}

// checkScreen holds that the counts on the screen are those of the store.
func (w *walk) checkScreen(now savedCampaigns) {
	c := w.console
	lines := c.lines()
	if c.place() != "Contacts" || c.saving() != "saved" || len(lines) < 24 || now == nil {
		return
	}
	line := strings.Join(lines[chipsLine], "")
	shown := chips.FindAllStringSubmatch(line, -1)
	if len(shown) == 0 {
		return // a dialog or the help is in front
	}
	w.counters.Add("counts compared with the screen", 1)
	var there []model.Counts
	for _, k := range now {
		if !k.held {
			continue
		}
		there = append(there, k.draft.Counts)
		equal := true
		for _, chip := range shown {
			n, err := strconv.Atoi(strings.ReplaceAll(chip[2], ",", ""))
			equal = equal && err == nil && k.draft.Counts.Of(chipStates[strings.TrimSuffix(chip[1], "s")]) == n
		}
		if equal {
			return
		}
	}
	w.problem("the screen shows %q, and the store has %v", line, there)
}

// leave leaves in the way that was drawn.
func (w *walk) leave(l legPlan) {
	c := w.console
	w.note("  leaves by %s, at %s", l.leave, c.place())
	w.counters.Add("leaves by "+l.leave, 1)
	switch l.leave {
	case leaveByKey:
		w.must(c.types(leaveKey))
		for range 20 {
			if c.endsWithin(2 * time.Second) {
				break
			}
			w.must(c.types(leaveKey)) // it asks while something is being sent
		}
	case leaveByHangUp:
		w.must(c.ours.Close())
	default:
		w.must(c.cmd.Process.Signal(leaveSignals[l.leave]))
	}
	if !c.endsWithin(60 * time.Second) {
		w.problem("the console does not end by %s", l.leave)
		c.cmd.Process.Signal(syscall.SIGQUIT)
		c.endsWithin(10 * time.Second)
		return
	}
	w.checkEnd(l)
}

// endedByItself is a console that ended while the robot pressed keys, none of
// which leaves, but for what is found in the palette.
func (w *walk) endedByItself(c *console) {
	if w.palette < 12 && c.cmd.ProcessState.ExitCode() == 0 {
		w.counters.Add("leaves by the palette", 1)
		w.note("  left by the palette")
		w.checkEnd(legPlan{leave: leaveByKey})
		return
	}
	w.problem("the console ended by itself, with %d:\n%s", c.cmd.ProcessState.ExitCode(), tail(c.said(), 3000))
}

func tail(text string, n int) string { return text[max(0, len(text)-n):] }

// checkEnd holds how the program ended: without a fault, with the exit code of
// its way to leave, and with the terminal as it was.
func (w *walk) checkEnd(l legPlan) {
	c := w.console
	c.ending()
	said := c.said()
	for _, words := range []string{"goroutine ", "panic:", "fault of its own", "is damaged", "SIGQUIT"} {
		if i := strings.Index(said, words); i >= 0 {
			w.problem("the console says %q:\n%s", words, said[max(0, i-200):min(len(said), i+2000)])
		}
	}
	if report, err := os.ReadFile(filepath.Join(w.dataFolder(), "crash.txt")); err == nil {
		w.problem("there is a report of a crash:\n%s", report)
	}
	for _, way := range leaves {
		if code := c.cmd.ProcessState.ExitCode(); way.name == l.leave && way.code >= 0 && code != way.code {
			w.problem("left by %s, it ends with %d:\n%s", l.leave, code, tail(said, 500))
		}
	}
	if l.leave == "SIGKILL" || l.leave == leaveByHangUp {
		return
	}
	if wrong := c.leftBehind(); wrong != "" {
		w.problem("left by %s, %s", l.leave, wrong)
	}
}

// checkKept holds what is kept after leaving against what was kept before, and
// against what the list of campaigns says.
func (w *walk) checkKept(before savedCampaigns) {
	now := w.load()
	if now == nil {
		return
	}
	for id, k := range w.known {
		is, there := now[id]
		if !there && k.draft.Rows > 0 && !(w.deletes > 0 && len(k.batches) == 0) {
			w.problem("%q, with %d rows and %d steps, is gone", k.draft.Name, k.draft.Rows, len(k.done))
		}
		if d := is.draft; k.confirmedAs(is) && (d.Profile != k.draft.Profile || d.Service != k.draft.Service) {
			w.problem("%q was confirmed under %s for %s, and is said to be of %s for %s", d.Name, k.draft.Profile, k.draft.Service, d.Profile, d.Service)
		}
		if k.confirmedAs(is) && !slices.Equal(slices.Sorted(slices.Values(k.sent)), slices.Sorted(slices.Values(is.sent))) {
			w.problem("%q was confirmed with the rows %v, and has %v", is.draft.Name, k.sent, is.sent)
		}
	}
	for id, was := range before {
		is, there := now[id]
		if !there {
			if was.draft.Rows > 0 {
				w.problem("%q is gone by leaving", was.draft.Name)
			}
			continue
		}
		if was.draft.Counts.Total() == 0 && is.draft.Counts.Total() > 0 {
			// Its rows were being read while the help lay over what says so.
			was.draft.Counts, was.draft.Stage = is.draft.Counts, is.draft.Stage
		}
		if wrong := was.changedTo(is); wrong != "" {
			w.problem("%q was changed by leaving: %s", was.draft.Name, wrong)
		}
	}
	w.known = now
	w.checkList(now)
	if err := integrity(filepath.Join(w.dataFolder(), store.File)); err != nil && len(now) > 0 {
		w.problem("the store is damaged: %v", err)
	}
}

// confirmedAs reports whether a campaign is confirmed, and still as it was: one
// that was refused can be corrected and confirmed anew, by any account.
func (k savedCampaign) confirmedAs(is savedCampaign) bool {
	for key := range k.batches {
		if _, same := is.batches[key]; same {
			return true
		}
	}
	return false
}

// changedTo says what differs in a campaign. A batch that is being sent goes on,
// and is watched.
func (k savedCampaign) changedTo(is savedCampaign) string {
	switch {
	case !reflect.DeepEqual(k.draft, is.draft):
		return fmt.Sprintf("the draft was %+v and is %+v", k.draft, is.draft)
	case !reflect.DeepEqual(names(k.done), names(is.done)) || !reflect.DeepEqual(k.done, is.done):
		return fmt.Sprintf("the steps were %v and are %v", names(k.done), names(is.done))
	case !reflect.DeepEqual(k.undone, is.undone):
		return fmt.Sprintf("the undone steps were %v and are %v", names(k.undone), names(is.undone))
	case k.archived != is.archived:
		return fmt.Sprintf("archived was %t and is %t", k.archived, is.archived)
	case k.cells != is.cells:
		return "its rows are others"
	case !reflect.DeepEqual(k.options, is.options) || !reflect.DeepEqual(k.sent, is.sent):
		return "the plan is another"
	case len(k.batches) != len(is.batches):
		return fmt.Sprintf("it had %d batches and has %d", len(k.batches), len(is.batches))
	}
	for key, was := range k.batches {
		b, there := is.batches[key]
		moved := was.State == model.SendSending || was.State == model.SendUnknown || was.State == model.SendPrepared
		if !there || b.Contacts != was.Contacts || b.Hash != was.Hash || (b.State != was.State || b.ID != was.ID) && !moved {
			return fmt.Sprintf("a batch was %s %s with %d contacts and is %s %s with %d", was.State, was.ID, was.Contacts, b.State, b.ID, b.Contacts)
		}
	}
	return ""
}

// checkList holds `callsheet list --json` against the store.
func (w *walk) checkList(now savedCampaigns) {
	var list struct {
		Campaigns []struct {
			ID, Name string
			Rows     int
			Counts   map[string]int
			Batches  []struct {
				LedgerID string `json:"ledger_id"`
			}
		}
	}
	cmd, err := command(w.env(), "list", "--json")
	if err != nil {
		w.problem("%v", err)
		return
	}
	out, err := cmd.Output()
	if err == nil {
		err = json.Unmarshal(out, &list)
	}
	if err != nil {
		w.problem("the list of campaigns: %v, %s", err, out)
		return
	}
	listed := map[string]bool{}
	for _, c := range list.Campaigns {
		listed[c.ID] = true
		k, there := now[c.ID]
		total := 0
		for _, n := range c.Counts {
			total += n
		}
		if !there || c.Rows != k.draft.Rows || total != k.draft.Counts.Total() || len(c.Batches) != len(k.batches) {
			w.problem("the list has %+v, and the store %v with %d batches", c, k.draft, len(k.batches))
		}
	}
	for id, k := range now {
		if !listed[id] {
			w.problem("%q is not in the list of campaigns", k.draft.Name)
		}
	}
}
