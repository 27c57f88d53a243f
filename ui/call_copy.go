package ui

import (
	"cmp"
	"fmt"
	"strings"

	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

const (
	copyDialog     = "copy"
	copyNumber     = "number"
	copyTranscript = "transcript"
	copyRecording  = "recording"
)

// askCopy asks what is to be put on the clipboard, where there is more than one thing.
func (s *callScreen) askCopy() {
	var options []widget.Option
	if number := s.number(); number != "" {
		options = append(options, widget.Option{Value: copyNumber, Label: "The number", Detail: number})
	}
	if detail := s.known[s.call.ID]; len(detail.Turns) > 0 {
		options = append(options, widget.Option{Value: copyTranscript, Label: "What was said", Detail: figures.Counted(len(detail.Turns), "utterance")})
	}
	if s.record.address != "" {
		options = append(options, widget.Option{Value: copyRecording, Label: "The recording's address", Detail: "it expires"})
	}
	if len(options) == 0 {
		s.console.Tell("Nothing of this call can be copied: its number cannot be read, and what was said is not known.")
		return
	}
	if len(options) == 1 {
		putOnClipboard(s, options[0].Value)
		return
	}
	s.console.OpenDialog(s.requests.ID, copyDialog, widget.NewChoice(s.console.Theme, "Copy what?", s.console.Config.Clipboard.Note, options))
}

// copy puts on the clipboard what the operator chose.
func (s *callScreen) copy(msg screen.Answered) {
	if msg.Name != copyDialog || msg.Answer.Cancelled {
		return
	}
	putOnClipboard(s, msg.Answer.Value)
}

// putOnClipboard puts one thing of a call on the clipboard.
func putOnClipboard(s *callScreen, what string) {
	switch what {
	case copyNumber:
		s.console.Emit(screen.Copy{Text: s.number(), What: "the number " + s.number()})
	case copyRecording:
		s.console.Emit(screen.Copy{Text: s.record.address, What: "the recording's address, which expires"})
	case copyTranscript:
		text, copied, of := s.transcript(maxCopied)
		what := "what was said, " + figures.Counted(of, "utterance")
		if copied < of {
			what = fmt.Sprintf("the first %s of %s: a clipboard takes no more", figures.Count(copied), figures.Counted(of, "utterance"))
		}
		s.console.Emit(screen.Copy{Text: text, What: what})
	}
}

// number is the number as it is dialled, or as the service writes what is none.
func (s *callScreen) number() string {
	return cmp.Or(s.contact.To.String(), printable.Text(s.call.Phone, maxNumberRunes))
}

// transcript is what was said as plain text of at most so many bytes, with how many of the
// utterances are in it.
func (s *callScreen) transcript(most int) (text string, copied, of int) {
	detail := s.known[s.call.ID]
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s, %s\n\n", s.name(), s.number(), s.at(s.call.At))
	for _, turn := range detail.Turns {
		line := printable.Text(turn.Text, maxTurnRunes) + "\n"
		if who := s.speaker(turn); who != "" {
			line = who + ": " + line
		}
		if !turn.At.IsZero() {
			line = turn.At.In(s.console.Config.Now().Location()).Format("15:04:05 ") + line
		}
		if b.Len()+len(line) > most {
			break
		}
		b.WriteString(line)
		copied++
	}
	return b.String(), copied, len(detail.Turns)
}
