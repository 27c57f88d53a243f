package ui

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// callRecording is the address of a call's recording. It expires, so it is asked for whenever
// it is wanted, and stored nowhere.
type callRecording struct {
	screen  *callScreen
	asking  bool
	address string    // checked; "" = it is not known
	told    time.Time // when the service told it
	words   string    // why there is no address
}

type recordingFound struct {
	id      string
	address string // as the service writes it
	err     error
}

func (r *callRecording) forget() {
	r.screen.requests.Drop("recording")
	*r = callRecording{screen: r.screen}
}

func (r *callRecording) actions() screen.Actions {
	return screen.Actions{
		{ID: "recording", Title: "Ask for the address of the recording", Keys: screen.Bind("o", "recording", "o"), Group: callGroup,
			Unnamed: r.whyNot() != "", Run: screen.Start(r.ask)}, // its key says why there is none
	}
}

// shown reports whether anything is said about the recording.
func (r *callRecording) shown() bool { return r.asking || r.address != "" || r.words != "" }

// ask asks for the address anew, where there can be a recording.
func (r *callRecording) ask() tea.Cmd {
	s := r.screen
	if r.asking {
		return nil
	}
	r.forget()
	s.showing = ""
	if len(s.panes) > 0 {
		s.panes[0].Top()
		s.focus = 0
	}
	if r.words = r.whyNot(); r.words != "" {
		return nil
	}
	b, _ := s.batch()
	r.asking = true
	service, id := s.console.Config.Service, s.call.ID
	return s.requests.Ask("recording", func(ctx context.Context) tea.Msg {
		words, err := service.CallWords(ctx, b, id)
		if errors.Is(err, session.ErrNothingThere) {
			err = nil
		}
		return recordingFound{id, words.Recording, err}
	})
}

// whyNot says why the service is not asked for the recording; "" = it is.
func (r *callRecording) whyNot() string {
	s := r.screen
	now := s.console.Config.Now()
	if s.call.ID == "" {
		return "Nobody was called, so there is no recording."
	}
	switch s.call.Status {
	case model.CallMissed, model.CallFailed:
		return "Nobody spoke in this call, so there is no recording of it."
	case model.CallScheduled, model.CallOngoing:
		return "There is a recording once the call has ended."
	}
	if s.call.RecordingDeleted(now) {
		return fmt.Sprintf("Dialgen deletes recordings after 90 days, and this call was %s: there is none any more, and it is not asked for.", figures.Ago(now.Sub(s.call.At)))
	}
	return s.whyNotAsk()
}

// found takes over what the service said.
func (r *callRecording) found(msg recordingFound) {
	if msg.id != r.screen.call.ID {
		return
	}
	r.screen.showing = ""
	r.asking, r.told = false, r.screen.console.Config.Now()
	switch address, err := model.RecordingAddress(msg.address); {
	case msg.err != nil:
		r.words = "The address of the recording could not be fetched. " + reason.Sentence(msg.err)
	case msg.address == "":
		r.words = "Dialgen names no recording of this call. One that was made is named some time after the end, and deleted after 90 days."
	case err != nil:
		r.words = reason.Sentence(err)
	default:
		r.address = address
	}
}

// passages say what is known of the recording.
func (r *callRecording) passages() []widget.Passage {
	if !r.shown() {
		return nil
	}
	s, t := r.screen, r.screen.console.Theme
	lines := []widget.Passage{heading(t, "Recording")}
	say := func(pen theme.Pen, text string) { lines = append(lines, widget.Passage{Text: text, Pen: pen}) }
	switch {
	case r.asking:
		say(t.Muted, "Asking Dialgen for its address"+t.Glyphs.Ellipsis)
	case r.words != "":
		say(t.Warning, r.words)
	default:
		say(t.Link, r.address)
		words := "Asked for at " + r.told.Format("15:04:05 MST") + ". It expires: o asks for a fresh one, y copies it."
		if at := s.call.At; !at.IsZero() {
			words += " Dialgen deletes the recording after 90 days, on " + at.Add(model.RecordingKept).In(r.told.Location()).Format("2 Jan 2006") + "."
		}
		say(t.Muted, words)
	}
	return append(lines, widget.Passage{})
}

// Link is the recording's address, for the terminal to open.
func (s *callScreen) Link() string { return s.record.address }
