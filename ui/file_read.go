package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/reason"
	"callsheet/model/table"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

const (
	headerDialog    = "header row"
	encodingDialog  = "encoding"
	delimiterDialog = "delimiter"
	characterDialog = "character"
	rereadDialog    = "read again"
	rereadYes       = "read"

	// findIt leaves an encoding or delimiter to be found; anyCharacter asks for
	// a delimiter that is not listed.
	findIt       = ""
	anyCharacter = "other"
)

func (f *fileScreen) askHeader() {
	f.console.OpenDialog(f.requests.ID, headerDialog, widget.NewPrompt(f.console.Theme, "Header row",
		"Which row holds the column names? Give its number as the spreadsheet shows it, or 0 when there is none.",
		"Row", strconv.Itoa(f.preview.Origin.HeaderRow), func(s string) (string, error) {
			n, err := strconv.Atoi(strings.TrimSpace(s))
			if err != nil || n < 0 || n > 1_048_576 {
				return "", model.UserError("Give a row number, or 0 when there is no header.")
			}
			if n == 0 {
				return "every row is a contact", nil
			}
			return fmt.Sprintf("contacts begin at row %d", n+1), nil
		}))
}

func (f *fileScreen) askEncoding() {
	options := []widget.Option{{Value: findIt, Label: f.choice("Find it", "by what is in the file", f.how.Encoding == findIt)}}
	for _, e := range encodings {
		options = append(options, widget.Option{Value: e.name, Label: f.choice(e.name, e.words, f.how.Encoding == e.name)})
	}
	f.console.OpenDialog(f.requests.ID, encodingDialog, widget.NewChoice(f.console.Theme, "Which encoding is the file in?",
		"Choose the one in which the names look right.", options).At(f.how.Encoding))
}

// delimiters are what parts the columns of text files.
var delimiters = []struct{ name, words string }{{",", "commas"}, {";", "semicolons"}, {"\t", "tabs"}, {"|", "bars"}}

func (f *fileScreen) askDelimiter() {
	options := []widget.Option{{Value: findIt, Label: f.choice("Find it", "by what is in the file", f.how.Delimiter == findIt)}}
	for _, d := range delimiters {
		options = append(options, widget.Option{Value: d.name, Label: f.choice(d.words, "", f.how.Delimiter == d.name)})
	}
	options = append(options, widget.Option{Value: anyCharacter, Label: "another character"})
	f.console.OpenDialog(f.requests.ID, delimiterDialog, widget.NewChoice(f.console.Theme, "What parts the columns?", "", options).At(f.how.Delimiter))
}

// choice is one line of a choice, with a note when it is how things are.
func (f *fileScreen) choice(name, words string, now bool) string {
	if now {
		name += " (now)"
	}
	return strings.TrimRight(widget.Fit(name, 20, "")+words, " ")
}

func (f *fileScreen) askCharacter() {
	f.console.OpenDialog(f.requests.ID, characterDialog, widget.NewPrompt(f.console.Theme, "What parts the columns?", "Type the one character that stands between them.",
		"Character", "", func(s string) (string, error) {
			if len(s) != 1 || s[0] <= ' ' || s[0] >= 0x7f || s[0] == '"' {
				return "", model.UserError("Type one character, such as : or #.")
			}
			return "", nil
		}))
}

// isRead reports whether the list that is open is the campaign's: as it was read,
// or whatever it is when the campaign can take no other.
func (f *fileScreen) isRead() bool {
	c := f.console.Campaign
	return c.Table != nil && (c.ReadOnly() || f.preview.Origin.SameReading(c.Origin))
}

// confirmRead reads at once, unless that would throw work away.
func (f *fileScreen) confirmRead() tea.Cmd {
	c := f.console.Campaign
	switch {
	case f.err != "":
		return nil // what is wrong stands in the status line
	case c.Onlooker() || c.Locked != "":
		f.console.MayChange("list")
		return nil
	case c.Sent():
		f.console.Notify(widget.Problem, "This campaign was sent. Start a new one from Home to use another list.")
		return nil
	case !f.mayUse():
		return nil
	case c.List != nil && c.List.Edited() > 0:
		f.console.OpenDialog(f.requests.ID, rereadDialog, widget.NewChoice(f.console.Theme, "Read the file again?",
			fmt.Sprintf("You changed %s of this list. Reading it again begins anew.", figures.Counted(c.List.Edited(), "row")),
			[]widget.Option{{Value: "keep", Label: "Keep my changes"}, {Value: rereadYes, Label: "Read again", Danger: true}}))
		return nil
	}
	return f.read()
}

func (f *fileScreen) answer(msg screen.Answered) tea.Cmd {
	how := f.how
	switch {
	case msg.Answer.Cancelled || f.file == nil:
		f.earlier.waiting = false
		return nil
	case msg.Name == earlierDialog:
		return f.answerEarlier(msg.Answer)
	case msg.Name == rereadDialog:
		if msg.Answer.Value == rereadYes {
			return f.read()
		}
		return nil
	case msg.Name == headerDialog:
		n, err := strconv.Atoi(strings.TrimSpace(msg.Answer.Text))
		if err != nil {
			return nil
		}
		how.FindHeader, how.HeaderRow = false, n
	case msg.Name == encodingDialog:
		how.Encoding = msg.Answer.Value
	case msg.Name == delimiterDialog && msg.Answer.Value == anyCharacter:
		f.askCharacter()
		return nil
	case msg.Name == delimiterDialog:
		how.Delimiter = msg.Answer.Value
	case msg.Name == characterDialog:
		how.Delimiter = msg.Answer.Text
	}
	return f.readPreview(how)
}

func (f *fileScreen) read() tea.Cmd {
	f.phase, f.err = reading, ""
	f.progress, f.began = &table.Progress{}, f.console.Config.WallTime()
	file, how, progress, cfg := f.file, f.how, f.progress, f.console.Config
	f.requests.Drop("samples")
	f.requests.Drop("open")
	word, sessions := wordFor(f.console, file.Info().Path), f.console.Session()
	return tea.Batch(
		f.requests.Ask("read", func(ctx context.Context) tea.Msg {
			opened, err := sessions.Read(ctx, file, how, word, progress)
			if err != nil {
				return fileRead{err: err}
			}
			if nobody(opened.Table) {
				return fileRead{err: errNoRows}
			}
			if path, err := filepath.Abs(file.Info().Path); err == nil && cfg.Recent != nil {
				// Not to find a list among the recent ones is no reason to stop.
				_ = cfg.Recent.SaveRecentFile(ctx, path)
			}
			return fileRead{opened: opened}
		}),
		f.requests.After("tick", screen.ProgressEvery, readingTick{}),
	)
}

// fileRead gives the campaign a file's rows and moves on to its columns.
func (f *fileScreen) fileRead(msg fileRead) tea.Cmd {
	f.phase = opened
	if msg.err != nil {
		f.err = reason.Sentence(msg.err)
		return nil
	}
	replaceList(f.console, msg.opened)
	f.console.GoOn(newReadColumns(f.console, msg.opened))
	return nil
}
