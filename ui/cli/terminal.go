package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"callsheet/model"
	"callsheet/model/panics"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/widget"
)

// streams is what a command reads from and says to a person or a script.
type streams struct {
	in   *os.File
	out  io.Writer // the result
	err  io.Writer // what is said beside it
	deaf bool      // nobody reads the terminal: a word to it would wait for ever
}

// maxLine bounds one line of text that holds what others wrote.
const maxLine = 4000

// clean makes text that may repeat a file, a reply or an argument safe to write
// to a terminal, line by line.
func clean(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		indent := len(line) - len(strings.TrimLeft(line, " "))
		lines[i] = line[:indent] + printable.Text(line[indent:], maxLine)
	}
	return strings.Join(lines, "\n")
}

// say tells a person something beside the result.
func (s *streams) say(format string, args ...any) {
	if s.deaf {
		return
	}
	fmt.Fprintln(s.err, fit(s.err, fmt.Sprintf(format, args...)))
}

// fit makes a text safe, and breaks its lines between words where the terminal that it is
// written to would break them inside of one.
func fit(on io.Writer, text string) string {
	width, _ := sizeOf(on)
	lines := strings.Split(clean(text), "\n")
	for i, line := range lines {
		lines[i] = fitLine(line, width)
	}
	return strings.Join(lines, "\n")
}

// fitLine breaks a line at a width, indented as it is; 0 = of no terminal, left as it is.
func fitLine(line string, width int) string {
	indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
	room := width - len(indent)
	if room < 1 || widget.Width(line) <= width {
		return line
	}
	return indent + strings.Join(widget.Wrap(line[len(indent):], room), "\n"+indent)
}

// answer prints the result of a command for people.
func (s *streams) answer(format string, args ...any) error {
	_, err := fmt.Fprintln(s.out, clean(fmt.Sprintf(format, args...)))
	return written(err)
}

// answerJSON prints the result of a command as one JSON document.
func (s *streams) answerJSON(document any) error {
	return writeJSON(s.out, document)
}

// answerLines prints each of several documents as JSON on a line of its own.
func (s *streams) answerLines(documents iter.Seq[any]) error {
	out := bufio.NewWriter(s.out)
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	for d := range documents {
		line.Reset()
		if err := enc.Encode(d); err != nil {
			return written(err)
		}
		if _, err := out.Write(appendSafe(nil, line.String())); err != nil {
			return written(err)
		}
	}
	return written(out.Flush())
}

func writeJSON(w io.Writer, document any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(document); err != nil {
		return written(err)
	}
	_, err := w.Write(appendSafe(nil, b.String()))
	return written(err)
}

// done prints what came of something that was done and cannot be taken back.
// Where it cannot be printed, as on a full disk or to a reader that left, it is
// said beside that: the exit code is about what was done.
func (s *streams) done(print func() error, words string) {
	signal.Ignore(syscall.SIGPIPE) // a reader that left is no reason to end before it is said
	if err := print(); err != nil {
		s.say("%s %s", reason.Sentence(err), words)
	}
}

// doneAnyway is what there is to say of an outcome that needs no ids.
const doneAnyway = "It was done all the same."

func written(err error) error {
	if err != nil {
		return model.UserError(fmt.Sprintf("The result cannot be written: %s.", reason.Of(err)))
	}
	return nil
}

// canAsk reports whether somebody is there to be asked.
func (s *streams) canAsk() bool { return isTerminal(s.err) && isTerminal(s.in) }

// mayAsk returns an error unless an operator has agreed beforehand or can be
// asked.
func (s *streams) mayAsk(yes bool, what string) error {
	if yes || s.canAsk() {
		return nil
	}
	return usageError{model.UserError(what + " has to be confirmed, and there is no terminal to ask in. Give --yes when you are sure.")}
}

// ask wants a word or a number typed. Anything else is a refusal, and undone
// says what did not happen.
func (s *streams) ask(ctx context.Context, question, want, undone string) error {
	fmt.Fprint(s.err, clean(question)+" ")
	typed, err := s.readLine(ctx)
	if err != nil {
		s.say("\n%s.", undone)
		return err
	}
	plain := strings.NewReplacer(",", "", "'", "", "\u00a0", "", "\u202f", "")
	if typed == want || plain.Replace(typed) == want {
		return nil
	}
	return model.UserError(fmt.Sprintf("%s: %q was typed, not %s.", undone, printable.Text(typed, 40), want))
}

// readLine reads what is typed, or ends with the context.
func (s *streams) readLine(ctx context.Context) (string, error) {
	var (
		text   string
		failed error
	)
	read := panics.Go(func() {
		text, failed = bufio.NewReader(io.LimitReader(s.in, 1<<10)).ReadString('\n')
	})
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case f := <-read:
		if f != nil {
			panic(f)
		}
	}
	if failed != nil && text == "" {
		return "", context.Canceled // the terminal was closed, or ctrl+d
	}
	return strings.TrimSpace(text), nil
}

// maxCell bounds what one cell of a table shows.
const maxCell = 80

// table prints rows in columns; the first holds the titles.
func (s *streams) table(rows [][]string) error {
	var widths []int
	for _, cells := range rows {
		for i := range cells {
			cells[i] = printable.Text(cells[i], maxCell)
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], widget.Width(cells[i]))
		}
	}
	var b strings.Builder
	for _, cells := range rows {
		for i, cell := range cells[:len(cells)-1] {
			b.WriteString(widget.Fit(cell, widths[i]+2, ""))
		}
		b.WriteString(cells[len(cells)-1] + "\n")
	}
	_, err := io.WriteString(s.out, b.String())
	return written(err)
}

func seconds(d time.Duration) *int {
	n := int(max(d, 0) / time.Second)
	return &n
}

// optional is a time for JSON, null when it is not known.
func optional(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}
