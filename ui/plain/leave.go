package plain

import tea "github.com/charmbracelet/bubbletea"

// leaveAtEnd leaves once no lines come any more: with what was done kept, and not before what
// leaving would ask about is over, since nobody is there to answer.
func (c *console) leaveAtEnd() {
	if !c.closed || c.answering || c.ended {
		return
	}
	if why := c.app.Stays(); why != "" {
		if c.told.stays != why {
			c.told.stays = why
			c.say("No more lines come. Callsheet stays as long as it has to: " + why)
		}
		return
	}
	c.waits = nil
	c.press(tea.KeyMsg{Type: tea.KeyCtrlC})
	if c.app.Lines().Dialog != nil { // it asks, of what no waiting will settle
		c.press(tea.KeyMsg{Type: tea.KeyCtrlC})
	}
}
