package ui

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// owner identifies the screen that asked for something.
type owner int

// reply is a result on its way to the screen that asked for it.
type reply struct {
	to    owner
	topic string
	seq   int
	msg   tea.Msg
}

// mailbox addresses a screen's requests, so that an answer finds it wherever it
// is on the stack, and an answer to an earlier question is dropped.
type mailbox struct {
	id      owner
	seqs    map[string]int
	cancels map[string]context.CancelFunc
}

func newMailbox(id owner) *mailbox {
	return &mailbox{id: id, seqs: map[string]int{}, cancels: map[string]context.CancelFunc{}}
}

// ask runs work in a command and brings its answer back. A newer question on
// the same topic cancels the older one.
func (m *mailbox) ask(topic string, work func(context.Context) tea.Msg) tea.Cmd {
	m.drop(topic)
	ctx, cancel := context.WithCancel(context.Background())
	m.cancels[topic] = cancel
	to, seq := m.id, m.seqs[topic]
	return func() tea.Msg { return reply{to, topic, seq, work(ctx)} }
}

// after brings msg back once d has passed, unless the topic was asked anew.
func (m *mailbox) after(topic string, d time.Duration, msg tea.Msg) tea.Cmd {
	m.drop(topic)
	to, seq := m.id, m.seqs[topic]
	return tea.Tick(d, func(time.Time) tea.Msg { return reply{to, topic, seq, msg} })
}

// drop cancels whatever is under way on a topic; its answer will not be taken.
func (m *mailbox) drop(topic string) {
	m.seqs[topic]++
	if cancel := m.cancels[topic]; cancel != nil {
		cancel()
		delete(m.cancels, topic)
	}
}

// close drops everything that is under way.
func (m *mailbox) close() {
	for topic := range m.seqs {
		m.drop(topic)
	}
}

// takes reports whether a reply is the newest answer to this mailbox.
func (m *mailbox) takes(r reply) bool {
	if r.to != m.id || r.seq != m.seqs[r.topic] {
		return false
	}
	if cancel := m.cancels[r.topic]; cancel != nil {
		cancel()
		delete(m.cancels, r.topic)
	}
	return true
}
