package contacts

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	listDialog   = "do not call"
	importDialog = "import do not call"

	importCountryDialog = "country of a do not call list"
	// callingDialog tells of batches that call numbers they must not.
	callingDialog = "batches that call"
	ListWord      = "do not call"
)

// listedDoNotCall says what came of putting numbers on the do-not-call list.
type listedDoNotCall struct {
	given        int // numbers that were to be put there
	unread       int // rows of the file whose number could not be read
	file         string
	path         string               // of that file
	asks         columns.RegionChoice // for its country, which nobody named; nothing was listed then
	list         *model.List          // judged with what is known now
	suppressions model.Suppressions
	done         session.AddedToDoNotCall
	err          error
}

// doNotCall puts numbers on the do-not-call list: that of a row, or those of a file.
type doNotCall struct {
	console *screen.Console
	number  phone.Number // that a question asks to put there
	path    string       // of a file whose country is asked
}

// ask asks for the word that keeps a number from being called by any
// campaign: only a command takes it back.
func (d *doNotCall) ask(row int) effect {
	list := d.console.Campaign.List
	v := list.Verdict(row)
	switch {
	case v.Out == model.OnDoNotCallList:
		return effect{refuse: details{list, d.console}.whyOut(row, v)}
	case v.Number == 0 || v.State == model.ToFix:
		return effect{refuse: "It is not sure which number this row is. Put the number right first."}
	}
	d.number = v.Number
	return effect{name: listDialog, ask: widget.NewTyped(d.console.Theme, "Never call "+v.Number.Grouped()+"?",
		fmt.Sprintf("%s goes on the do-not-call list of this machine: no campaign calls it, whatever its file says. Undo does not take it off; `callsheet dnc remove` does.", v.Number.Grouped()),
		fmt.Sprintf("Type %q and press enter", ListWord), ListWord)}
}

// lists puts the number there that was asked about.
func (d *doNotCall) lists(list *model.List) task {
	store, agent, id, numbers := d.console.Config.Store, d.console.Campaign.Agent(), d.console.Campaign.ID, []phone.Number{d.number}
	list = list.Snapshot()
	return task{"the number is being put on the do-not-call list", 1, 0, func(ctx context.Context, _ *work) tea.Msg {
		msg := listedDoNotCall{given: 1}
		msg.add(ctx, store, list, numbers, session.AddedByHand, agent, id)
		return msg
	}}
}

// askImport asks for a file of numbers that must not be called.
func (d *doNotCall) askImport() effect {
	return effect{name: importDialog, ask: widget.NewPathPrompt(d.console.Theme, "Import a do-not-call list",
		"Any list that can be opened here. Every number in its phone columns goes on the do-not-call list of this machine, for all campaigns.",
		"File", d.console.Config.Folder+"/", func(text string) (string, error) {
			if strings.TrimSpace(text) == "" {
				return "", model.UserError("Type the path of a list, or paste it.")
			}
			return "", nil
		})}
}

// imports lists the numbers of a file. Those without a country code are of
// the country the operator names, "" while they did not, or else the profile's:
// the country of this list is not said of another.
func (d *doNotCall) imports(list *model.List, path string, region phone.Region) task {
	store, agent, id, files, account := d.console.Config.Store, d.console.Campaign.Agent(), d.console.Campaign.ID, d.console.Config.Files, d.console.Config.Account
	word := session.Word{Account: account.Name, Region: account.Region, From: account.RegionFrom}
	switch {
	case region != "":
		word.Region, word.From = region, columns.FromOperator
	case !word.From.Given():
		word.Region = list.Region
	}
	list = list.Snapshot()
	return task{"the do-not-call list is being read", list.Len(), 0, func(ctx context.Context, w *work) tea.Msg {
		read, err := files.Numbers(ctx, path, word, &w.read)
		if err != nil {
			return listedDoNotCall{err: err}
		}
		if read.Country.Unanswered() {
			return listedDoNotCall{file: read.Name, path: path, asks: read.Country}
		}
		msg := listedDoNotCall{given: len(read.Numbers), unread: read.Unread, file: read.Name}
		msg.add(ctx, store, list, read.Numbers, read.Name, agent, id)
		return msg
	}}
}

// askCountry asks which country the numbers of a do-not-call list are from: the
// wrong one puts strangers on it and leaves those off who asked.
func (d *doNotCall) askCountry(msg listedDoNotCall) effect {
	d.path = msg.path
	var options []widget.Option
	for _, f := range msg.asks.Candidates {
		options = append(options, widget.Option{Value: string(f.Region), Label: widget.Fit(screen.RegionWords(f.Region), 28, "") + fmt.Sprintf("%d of %d fit", f.Fits, msg.asks.Numbers)})
	}
	body := "They have no country code, and nobody named their country. Nothing is listed until somebody does."
	if len(options) == 0 {
		return effect{refuse: fmt.Sprintf("Nothing was listed of %s: its numbers have no country code and fit no country well.", msg.file)}
	}
	return effect{name: importCountryDialog, ask: widget.NewChoice(d.console.Theme, fmt.Sprintf("Which country are the numbers in %s from?", msg.file), body, options)}
}

// add puts numbers on the list, and judges their rows anew.
func (m *listedDoNotCall) add(ctx context.Context, store session.Store, list *model.List, numbers []phone.Number, source, agent, id string) {
	m.done = session.AddToDoNotCall(ctx, store, numbers, source)
	if m.err = m.done.Err; m.err != nil {
		return
	}
	if m.suppressions, m.err = store.Guards.Suppressions(ctx, list.Contacts().RefsTo(m.done.Numbers), agent, id); m.err == nil {
		list.AddSuppressions(m.suppressions)
		m.list = list
	}
}

// words say how many numbers were listed, and how many rows are out by it.
func (m *listedDoNotCall) words(out int, ellipsis string) (widget.ToastKind, string) {
	words := fmt.Sprintf("The number is on the do-not-call list: %s of this list %s out.", figures.Counted(out, "row"), figures.Are(out))
	if m.file != "" {
		words = fmt.Sprintf("%s: %s new, %s known, %s of this list out.",
			widget.Clip(m.file, ellipsis, widestFile), figures.Counted(m.done.Added, "number"), figures.Count(m.given-m.done.Added), figures.Counted(out, "row"))
	}
	if m.unread > 0 {
		return widget.Problem, fmt.Sprintf("%s unreadable and not listed. %s", figures.Counted(m.unread, "row"), words)
	}
	return widget.Done, words
}

// widestFile is how much of a file's name a sentence has room for, in cells.
const widestFile = 20
