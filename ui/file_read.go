package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/widget"
)

const (
	headerDialog = "header row"
	rereadDialog = "read again"
	rereadYes    = "read"
)

func (f *fileScreen) pressOpened(msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, global.Back):
		f.closeFile()
		f.phase = browsing
		return f.list()
	case key.Matches(msg, global.Next) && f.desk.campaign.Table != nil:
		f.desk.emit(goOn{})
	case key.Matches(msg, fileKeys.Read):
		return f.confirmRead()
	case key.Matches(msg, fileKeys.Header):
		f.askHeader()
	case len(f.info.Sheets) > 1 && key.Matches(msg, fileKeys.Sheet):
		step := 1
		if msg.String() == "up" || msg.String() == "k" {
			step = -1
		}
		next := min(max(0, f.sheet+step), len(f.info.Sheets)-1)
		if next == f.sheet {
			return nil
		}
		f.sheet = next
		return f.look(ReadOptions{Sheet: f.info.Sheets[next].Name, FindHeader: true})
	}
	return nil
}

func (f *fileScreen) askHeader() {
	f.desk.emit(openDialog{f.box.id, headerDialog, widget.NewPrompt(f.desk.theme, "Header row",
		"Which row holds the column names? Give its number as the spreadsheet shows it, or 0 when there is none.",
		"Row", strconv.Itoa(f.preview.Origin.HeaderRow), func(s string) (string, error) {
			n, err := strconv.Atoi(strings.TrimSpace(s))
			if err != nil || n < 0 || n > 1_048_576 {
				return "", model.Advice("Give a row number, or 0 when there is no header.")
			}
			if n == 0 {
				return "every row is a contact", nil
			}
			return fmt.Sprintf("contacts begin at row %d", n+1), nil
		})})
}

// confirmRead reads at once, unless that would throw work away.
func (f *fileScreen) confirmRead() tea.Cmd {
	c := f.desk.campaign
	switch {
	case c.Holder != "":
		f.desk.mayChange("list")
		return nil
	case c.Sent():
		f.desk.emit(notify{widget.Problem, "This campaign was sent. Start a new one from Home to use another list."})
		return nil
	case c.List != nil && c.List.Edited() > 0:
		f.desk.emit(openDialog{f.box.id, rereadDialog, widget.NewChoice(f.desk.theme, "Read the file again?",
			fmt.Sprintf("You changed %s rows of this list. Reading it again begins anew.", widget.Count(c.List.Edited())),
			[]widget.Option{{Value: "keep", Label: "Keep my changes"}, {Value: rereadYes, Label: "Read again", Danger: true}})})
		return nil
	}
	return f.read()
}

func (f *fileScreen) answer(msg answered) tea.Cmd {
	switch {
	case msg.answer.Cancelled:
	case msg.name == rereadDialog && msg.answer.Value == rereadYes:
		return f.read()
	case msg.name == headerDialog:
		n, err := strconv.Atoi(strings.TrimSpace(msg.answer.Text))
		if err != nil {
			return nil
		}
		how := f.how
		how.FindHeader, how.HeaderRow = false, n
		return f.look(how)
	}
	return nil
}

func (f *fileScreen) read() tea.Cmd {
	f.phase, f.err = reading, ""
	f.progress, f.began = &ReadProgress{}, f.desk.cfg.wall()
	file, how, progress := f.file, f.how, f.progress
	fallback := f.desk.cfg.Account.Region
	return tea.Batch(
		f.box.ask("read", func(ctx context.Context) tea.Msg {
			imported, err := file.Read(ctx, how, progress)
			if err != nil {
				return fileRead{err: err}
			}
			if imported.Table.Len() == 0 {
				return fileRead{err: errNoRows}
			}
			mapping := model.GuessMapping(imported.Table, fallback).Keyed()
			region, _ := model.GuessRegion(imported.Table, mapping, fallback)
			return fileRead{imported: imported, mapping: mapping, region: region}
		}),
		f.box.after("tick", readingEvery, readingTick{}),
	)
}

// take lays a file's rows on the desk and moves on to its columns.
func (f *fileScreen) take(msg fileRead) tea.Cmd {
	f.phase = opened
	if msg.err != nil {
		f.err = msg.err.Error()
		return nil
	}
	c := f.desk.campaign
	c.Table, c.Origin = msg.imported.Table, msg.imported.Origin
	c.Mapping, c.Region, c.List = msg.mapping, msg.region, nil
	c.Stage, c.View = model.StageColumns, model.View{}
	f.desk.keeper.newRows(c)
	if c.Values[model.OptName] == "" || c.Values[model.OptName] == model.CampaignName(filepath.Base(f.desk.campaign.Origin.Path)) {
		c.Values[model.OptName] = model.CampaignName(filepath.Base(c.Origin.Path))
	}
	f.desk.keep(c)
	f.desk.emit(goOn{newColumnsScreen(f.desk)})
	return nil
}
