package transcript

import "callsheet/model/start"

// Callback is the one to keep of a call's callbacks: what was said last of those that name a
// time, those that are sure before those that are likely. Where several name different
// instants, none is known, and all are choices. ok is false where there are none.
func (f Findings) Callback() (c Callback, ok bool) {
	best := -1
	for i, next := range f.Callbacks {
		if best < 0 || next.rank() >= f.Callbacks[best].rank() {
			best = i
		}
	}
	if best < 0 {
		return c, false
	}
	c = f.Callbacks[best]
	if c.At.IsZero() {
		return c, true
	}
	choices := []start.Candidate{choice(c)}
	for _, other := range f.Callbacks {
		if !other.At.IsZero() && other.Sure == c.Sure && !other.At.Equal(c.At) && len(choices) < maxChoices {
			choices = append(choices, choice(other))
		}
	}
	if len(choices) > 1 {
		c.When = When{Question: "Several times were named. When are they to be called?", Choices: choices}
	}
	return c, true
}

// rank orders callbacks by how much they say.
func (c Callback) rank() int {
	rank := 0
	switch {
	case !c.At.IsZero():
		rank = 6
	case c.Date != "":
		rank = 4
	case c.Words != "":
		rank = 2
	}
	if c.Sure {
		rank++
	}
	return rank
}

func choice(c Callback) start.Candidate {
	return start.Candidate{At: c.At, Zone: c.At.Location(), Words: c.At.Format("Mon 2 January 15:04"), Typed: start.Format(c.At)}
}
