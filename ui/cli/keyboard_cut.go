package cli

import (
	"bytes"
	"slices"
	"time"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
)

// keyCutter makes whole keys of the bytes that a terminal sends, wherever they
// are cut. It has no clock: whoever feeds it waits as long as wait says, and
// tells it with lapse when nothing came.
type keyCutter struct {
	keys []tea.KeyMsg // what is whole, until it is taken

	// reply, if there is one, is shown what is no key: the terminal's answers.
	reply func([]byte)
	// short, if there is one, is told how many bytes of a paste were too many, before it is given.
	short func(bytes int)

	begun []byte // a key that is not whole yet, or the part of an end mark in a paste
	paste []byte // what was pasted so far, up to maxPaste
	over  int    // how much more of it came, in bytes
	state cutState
	lost  int // how much of a paste's start mark was given up, in bytes
	held  int // how much of begun is left of a paste that stalled
}

// cutState says what the next bytes are.
type cutState int

const (
	cutKeys    cutState = iota
	cutPaste            // within a paste
	cutStalled          // within a paste of which nothing came for long
)

// feed takes bytes.
func (c *keyCutter) feed(b []byte) {
	c.begun = append(c.begun, b...)
	if c.state == cutKeys && c.lost > 0 {
		// A paste's mark in two parts that came too far from each other. No key
		// spells the second one.
		if bytes.HasPrefix(c.begun, []byte(pasteStart)[c.lost:]) {
			c.begun = append([]byte(pasteStart)[:c.lost], c.begun...)
		}
		c.lost = 0
	}
	c.cut(false)
}

// wait is how long more bytes are awaited before lapse; false = for ever.
func (c *keyCutter) wait() (time.Duration, bool) {
	switch {
	case c.state == cutPaste:
		return restWait, true
	case len(c.begun) == 0, c.state == cutStalled && len(c.begun) == c.held:
		return 0, false
	case c.state == cutStalled, len(c.begun) == bytes.Count(c.begun, []byte{esc}):
		return escapeWait, true
	}
	return restWait, true
}

// lapse says that nothing more came in time.
func (c *keyCutter) lapse() {
	switch c.state {
	case cutPaste:
		// The end mark may be lost. What came is text, and what comes is still
		// text unless it looks like somebody at the keys.
		c.givePaste()
		c.state, c.held = cutStalled, len(c.begun)
	case cutStalled:
		c.leaveStalled()
	case cutKeys:
		c.cut(true)
	}
}

// take returns the whole keys that have come.
func (c *keyCutter) take() []tea.KeyMsg {
	keys := c.keys
	c.keys = nil
	return keys
}

// cut takes whole keys off what came. over says that no more will come for what
// has begun.
func (c *keyCutter) cut(over bool) {
	for len(c.begun) > 0 {
		if c.state == cutStalled {
			if !bytes.Contains(c.begun, []byte(pasteEnd)) {
				return // lapse decides
			}
			c.state = cutPaste
		}
		if c.state == cutPaste {
			if !c.cutPasted() {
				return
			}
			continue
		}
		n := wholeKey(c.begun, over)
		if n == 0 {
			return
		}
		key := c.begun[:n]
		c.begun = c.begun[n:]
		switch {
		case string(key) == pasteStart:
			c.state = cutPaste
		case over && len(c.begun) == 0 && len(key) < len(pasteStart) && bytes.HasPrefix([]byte(pasteStart), key):
			c.lost = n
			c.give(key)
		default:
			c.give(key)
		}
	}
	c.begun = nil // lets go of what was read
}

// cutPasted takes what belongs to the paste, and reports whether its end came.
func (c *keyCutter) cutPasted() bool {
	text, rest, ended := bytes.Cut(c.begun, []byte(pasteEnd))
	if !ended {
		keep := 0
		for n := min(len(pasteEnd)-1, len(c.begun)); n > 0 && keep == 0; n-- {
			if bytes.HasSuffix(c.begun, []byte(pasteEnd)[:n]) {
				keep = n
			}
		}
		text, rest = c.begun[:len(c.begun)-keep], c.begun[len(c.begun)-keep:]
	}
	fits := min(len(text), maxPaste-len(c.paste))
	c.paste, c.over = append(c.paste, text[:fits]...), c.over+len(text)-fits
	c.begun = slices.Clone(rest)
	if ended {
		c.givePaste()
		c.state = cutKeys
	}
	return ended
}

// leaveStalled decides what came behind a paste that stalled: more of it, or one
// key of somebody who goes on working.
func (c *keyCutter) leaveStalled() {
	c.state = cutPaste
	if came := c.begun[c.held:]; wholeKey(came, true) == len(came) {
		c.state, c.begun = cutKeys, came
	}
	c.cut(c.state == cutKeys)
}

// givePaste gives what was pasted as one text.
func (c *keyCutter) givePaste() {
	k := tea.KeyMsg{Type: tea.KeyRunes, Paste: true}
	for text := c.paste; len(text) > 0; {
		r, n := utf8.DecodeRune(text)
		if r != utf8.RuneError {
			k.Runes = append(k.Runes, r)
		}
		text = text[n:]
	}
	if c.over > 0 && c.short != nil {
		c.short(c.over)
	}
	c.paste, c.over = nil, 0
	if len(k.Runes) > 0 {
		c.keys = append(c.keys, k)
	}
}

// give gives one whole key. Letters that came together are one run.
func (c *keyCutter) give(b []byte) {
	k, ok := keyOf(b)
	if !ok {
		if c.reply != nil {
			c.reply(b)
		}
		return
	}
	if last := len(c.keys) - 1; last >= 0 && plain(k) && plain(c.keys[last]) {
		run := &c.keys[last]
		run.Type = tea.KeyRunes
		run.Runes = append(run.Runes, k.Runes...)
		return
	}
	c.keys = append(c.keys, k)
}

func plain(k tea.KeyMsg) bool {
	return (k.Type == tea.KeyRunes || k.Type == tea.KeySpace) && !k.Alt && !k.Paste
}
