package ui

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	exportDialog        = "export"
	exportReplaceDialog = "replace export"
	resultsName         = " results" // stands behind the name of the list
)

// resultsExport gives the list back with what came of each row.
type resultsExport struct {
	live *liveScreen
	path string // that is being written, or asked about
	busy bool
}

// resultsSaved is what became of writing the results.
type resultsSaved struct {
	done session.ExportedResults
	err  error
}

// actions are what can be done with the results. Where a canary waits its key comes first.
func (x *resultsExport) actions() screen.Actions {
	key := "w"
	if _, waits := x.live.canary.waits(); waits {
		key = "W"
	}
	c := x.live.console.Campaign
	return screen.Actions{
		screen.Action{ID: "export", Title: "Save the list with what came of each row", Keys: screen.Bind(key, "save results", key), Named: screen.Bind(key, "results", key),
			WhyNot: screen.Without(c.List != nil, "The rows of this campaign are not stored here."), Run: screen.Do(x.ask)}.
			Refused(screen.Without(!x.busy, "The results are being saved."), x.live.console.Tell),
	}.In(liveGroup)
}

// ask asks where the results go.
func (x *resultsExport) ask() {
	l := x.live
	l.console.OpenDialog(l.requests.ID, exportDialog, widget.NewPathPrompt(l.console.Theme, "Save the results",
		"Columns are added to a copy of the list's own file for the outcome of each row, its attempts and times, and why nobody was called. Nothing else in it changes.",
		"File, ending in .xlsx or .csv", l.console.BesideList(resultsName+x.ending()), x.check))
}

// ending is what the name ends in of the file that the list came from, where a copy of it
// can be written.
func (x *resultsExport) ending() string {
	o := x.live.console.Campaign.Origin
	switch own := strings.ToLower(filepath.Ext(o.Path)); {
	case own == ".xlsm" || own == ".csv":
		return own
	case o.Format == "csv":
		return ".csv"
	}
	return ".xlsx"
}

// check says of a name what is written under it.
func (x *resultsExport) check(text string) (string, error) {
	ending := strings.ToLower(filepath.Ext(strings.TrimSpace(text)))
	switch {
	case ending == x.ending():
		return "A copy of the list's file, if that is still what it was.", nil
	case ending == ".xlsx" || ending == ".csv":
		return "Made of the rows as they are stored here: the list's file is another kind.", nil
	}
	return "", screen.ErrEnding
}

// answered writes the results where the operator said.
func (x *resultsExport) answered(msg screen.Answered) tea.Cmd {
	if msg.Name == exportDialog {
		x.path = x.live.console.SavePath(msg.Answer.Text)
		return x.save(false)
	}
	if msg.Answer.Value != screen.ReplaceYes {
		x.ask()
		return nil
	}
	return x.save(true)
}

func (x *resultsExport) save(replace bool) tea.Cmd {
	l := x.live
	if x.busy || l.console.Campaign.List == nil {
		return nil
	}
	x.busy = true
	l.console.Tell("Saving the results: calls that are not stored yet are asked for.")
	cfg, path := l.console.Config, x.path
	export := session.ResultsOf{Campaign: session.Frozen(l.console.Campaign), Store: cfg.Store, Service: cfg.Service, Here: cfg.Account.Service, Now: cfg.Now}
	return l.requests.Ask("export", func(ctx context.Context) tea.Msg {
		done, err := export.Export(ctx, cfg.Files, path, replace, nil)
		return resultsSaved{done, err}
	})
}

// saved says where the results are, or asks about what is there already.
func (x *resultsExport) saved(msg resultsSaved) {
	l := x.live
	x.busy = false
	switch {
	case errors.Is(msg.err, fs.ErrExist):
		l.console.OpenDialog(l.requests.ID, exportReplaceDialog, l.console.ReplaceQuestion(x.path))
	case msg.err != nil:
		l.console.Notify(widget.Problem, reason.Sentence(msg.err))
	default:
		words := append([]string{"Saved " + figures.Counted(len(msg.done.Results.Rows), "row") + " to " + printable.Text(msg.done.Saved.Path, 200) + "."}, msg.done.Notes()...)
		kind := widget.Done
		if len(words) > 1 {
			kind = widget.Info
		}
		l.console.Notify(kind, strings.Join(words, " "))
	}
}
