package cli

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/charmbracelet/x/term"

	"callsheet/model"
	"callsheet/model/events"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// liveLines shows a line for each batch: in place on a terminal, and elsewhere
// only lines that have changed.
type liveLines struct {
	out   io.Writer
	file  *os.File // the terminal; nil when there is none
	once  bool     // there is no second look
	drawn int      // lines that stand on the terminal
}

// liveLines is where the lines go: to the result, or beside it when that is one
// JSON document.
func (c watchCommand) liveLines(f watchFlags) *liveLines {
	l := &liveLines{out: c.io.out, once: f.once}
	if f.json {
		l.out = c.io.err
	}
	if f.json && f.once {
		l.out = io.Discard
	}
	if file, ok := terminalOf(l.out); ok && !f.once {
		l.file = file
	}
	return l
}

func (l *liveLines) draw(batches []*watched, now time.Time) error {
	if width, ok := l.room(len(batches)); ok {
		return l.redraw(batches, width, now)
	}
	l.drawn = 0
	for _, w := range batches {
		line := w.line(now)
		// What cannot be looked at at all is the error that ends the command.
		if line == w.said || w.at().IsZero() && (l.once || isRefusal(w.poll.Err)) {
			continue
		}
		w.said = line
		if _, err := fmt.Fprintln(l.out, line); err != nil {
			return written(err)
		}
	}
	return nil
}

// tell prints a line for each event, above those that are drawn in place.
func (l *liveLines) tell(all []events.Event) error {
	if len(all) == 0 {
		return nil
	}
	text := ""
	for _, e := range all {
		text += eventLine(e) + "\n"
	}
	if l.drawn > 0 {
		up := fmt.Sprintf("\x1b[%dA\r\x1b[J", l.drawn)
		l.drawn = 0
		if _, err := io.WriteString(l.file, up); err != nil {
			return written(err)
		}
	}
	_, err := io.WriteString(l.out, text)
	return written(err)
}

// eventLine is an event as a log has it.
func eventLine(e events.Event) string {
	return printable.Text(fmt.Sprintf("%s %s: %s", e.At.Format(time.RFC3339), e.Kind, e.Words), maxLine)
}

// room reports whether so many lines can be drawn in place, and how wide.
func (l *liveLines) room(lines int) (width int, ok bool) {
	if l.file == nil {
		return 0, false
	}
	width, height, err := term.GetSize(l.file.Fd())
	return width, err == nil && height > lines && width > 1
}

func (l *liveLines) redraw(batches []*watched, width int, now time.Time) error {
	text := ""
	if l.drawn > 0 {
		text = fmt.Sprintf("\x1b[%dA", l.drawn)
	}
	for _, w := range batches {
		text += "\r\x1b[K" + widget.Clip(w.line(now), "...", width-1) + "\n"
	}
	l.drawn = len(batches)
	_, err := io.WriteString(l.file, text)
	return written(err)
}

// line says in one line how a batch is coming on.
func (w *watched) line(now time.Time) string {
	s := w.last()
	name := w.id
	if w.batch.Name != "" {
		name = fmt.Sprintf("%s, %s", w.batch.Name, session.PartName(*w.batch))
	}
	text := name + ": "
	switch {
	case w.at().IsZero() && w.poll.Err != nil:
		return printable.Text(text+reason.Sentence(w.poll.Err), maxLine)
	case model.BatchStatus(s.Status).Waits():
		text += string(s.Status) + ", " + session.ProgressWords(model.Sum([]model.Statistics{statistics(s)}), w.begin, now)
	case s.Total == 0:
		text += string(s.Status)
	default:
		settled := s.Succeeded + s.Failed
		text += fmt.Sprintf("%s, %s of %s done (%s), %s answered, %s failed", s.Status, figures.Count(settled), figures.Count(s.Total),
			figures.Percent(settled, s.Total), figures.Count(s.Succeeded), figures.Count(s.Failed))
		if n := statistics(s).Dropped(); n > 0 {
			text += ", " + figures.Count(n) + " not called any more"
		}
	}
	if !model.BatchStatus(s.Status).Ended() && !model.BatchStatus(s.Status).Waits() {
		if s.CallsPerSecond > 0 {
			text += fmt.Sprintf(", %.1f calls a second", s.CallsPerSecond)
		}
		// What Dialgen reckons is by what it settled just now.
		if over := session.FinishWords(&w.finish, now); over != "" {
			text += ", " + over
		} else if s.HasRemaining {
			text += ", about " + figures.Duration(s.Remaining) + " left"
		}
	}
	if w.batch.Lost > 0 {
		text += fmt.Sprintf(", %s moved to %s", figures.Count(w.batch.Lost), w.batch.LostTo)
	}
	for _, doubt := range w.doubts() {
		text += "; " + doubt
	}
	if w.poll.Err != nil {
		text += fmt.Sprintf("; as of %s, it cannot be read just now", moment(w.at(), now))
	}
	return printable.Text(text, maxLine)
}

// doubts are what cannot be right about the figures of a batch.
func (w *watched) doubts() []string {
	b := *w.batch
	b.State, b.Last = model.SendAccepted, statistics(w.last())
	b.Last.At = w.at()
	return session.Doubts([]model.Batch{b})
}
