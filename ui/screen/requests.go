package screen

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/session"
)

// Owner identifies the screen that asked for something.
type Owner int

// Reply is a result on its way to the screen that asked for it.
type Reply struct {
	To    Owner
	Topic string
	Seq   int
	Msg   tea.Msg
}

// Requests addresses a screen's requests, so that an answer finds it wherever it
// is on the stack, and an answer to an earlier question is dropped.
type Requests struct {
	ID      Owner
	Seqs    map[string]int
	cancels map[string]context.CancelFunc
	later   map[string]bool // topics whose work waits for its time first
}

func NewRequests(id Owner) *Requests {
	return &Requests{ID: id, Seqs: map[string]int{}, cancels: map[string]context.CancelFunc{}, later: map[string]bool{}}
}

// Ask runs work in a command and brings its answer back. A newer question on
// the same topic cancels the older one.
func (m *Requests) Ask(topic string, work func(context.Context) tea.Msg) tea.Cmd {
	m.Drop(topic)
	ctx, cancel := context.WithCancel(context.Background())
	m.cancels[topic] = cancel
	to, seq := m.ID, m.Seqs[topic]
	return func() tea.Msg { return Reply{to, topic, seq, work(ctx)} }
}

// After brings msg back once d has passed, unless the topic was asked anew.
func (m *Requests) After(topic string, d time.Duration, msg tea.Msg) tea.Cmd {
	m.Drop(topic)
	to, seq := m.ID, m.Seqs[topic]
	return tea.Tick(d, func(time.Time) tea.Msg { return Reply{to, topic, seq, msg} })
}

// Run makes a command of a session's work, whose answer comes back on a topic. Work on
// one topic is one at a time, as what is asked is.
func (m *Requests) Run(topic string, work []session.Work) tea.Cmd {
	var cmds []tea.Cmd
	for _, w := range work {
		cmd := m.Ask(topic, func(ctx context.Context) tea.Msg {
			if w.After > 0 && ctx.Err() != nil {
				return nil // dropped before it began
			}
			return w.Do(ctx)
		})
		if w.After > 0 {
			do := cmd
			m.later[topic] = true
			cmd = tea.Tick(w.After, func(time.Time) tea.Msg { return do() })
		}
		cmds = append(cmds, cmd)
	}
	return tea.Batch(cmds...)
}

// Drop cancels whatever is under way on a topic; its answer will not be taken.
func (m *Requests) Drop(topic string) {
	m.Seqs[topic]++
	if cancel := m.cancels[topic]; cancel != nil {
		cancel()
		delete(m.cancels, topic)
	}
	delete(m.later, topic)
}

// Busy reports whether an answer is under way that was asked for at once: not work that waits
// for its time first, as that which looks again and again does.
func (m *Requests) Busy() bool {
	for topic := range m.cancels {
		if !m.later[topic] {
			return true
		}
	}
	return false
}

// Close drops everything that is under way.
func (m *Requests) Close() {
	for topic := range m.Seqs {
		m.Drop(topic)
	}
}

// Accepts reports whether a reply is the newest answer on its topic to this screen.
func (m *Requests) Accepts(r Reply) bool {
	if r.To != m.ID || r.Seq != m.Seqs[r.Topic] {
		return false
	}
	if cancel := m.cancels[r.Topic]; cancel != nil {
		cancel()
		delete(m.cancels, r.Topic)
	}
	return true
}
