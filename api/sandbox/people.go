package sandbox

func (w *simulation) book(agent string) *book {
	b, found := w.books[agent]
	if !found {
		b = &book{make(map[string]int32), make(map[int32]int32)}
		w.books[agent] = b
	}
	return b
}

// line finds or makes the telephone of a number.
func (w *simulation) line(number uint64) int32 {
	i, known := w.byPhone[number]
	if !known {
		i = int32(len(w.lines))
		w.lines = append(w.lines, line{number: number})
		w.byPhone[number] = i
	}
	return i
}

// meet finds or makes a contact of an agent: it is known by its id, and then by
// its number. Where both are given the id wins, and the number that is stored
// for it is overwritten.
func (w *simulation) meet(agent string, e entry) int32 {
	known, number := w.book(agent), w.line(e.number)
	i, found := int32(0), false
	if e.id != "" {
		i, found = known.byID[e.id]
	}
	if !found {
		i, found = known.byLine[number]
	}
	if !found {
		i = int32(len(w.people))
		w.people = append(w.people, person{line: number, first: e.number, id: e.id})
		if e.id != "" {
			known.byID[e.id] = i
		}
	}
	p := &w.people[i]
	if p.line != number {
		if known.byLine[p.line] == i {
			delete(known.byLine, p.line)
		}
		p.line = number
	}
	known.byLine[number] = i
	if e.name != "" {
		p.name = e.name
	}
	return i
}

// contactID is the id a contact has at the service, under which the agent knows
// it from now on.
func (w *simulation) contactID(agent string, who int32) string {
	p := &w.people[who]
	if p.id == "" {
		known := w.book(agent).byID
		p.id = contactID(w.seed, p.first)
		for again := uint64(1); ; again++ {
			if _, taken := known[p.id]; !taken {
				break
			}
			p.id = contactID(w.seed+again, p.first)
		}
		known[p.id] = who
	}
	return p.id
}

// move takes a contact into a batch, with no attempts made, out of an earlier
// one of its agent that has not come to its end.
func (w *simulation) move(who int32, index int) {
	p, b := &w.people[who], w.batches[index]
	if old := w.batches[p.batch]; p.batch > 0 && !old.over() {
		w.leave(old, p.row)
	}
	p.batch, p.row = int32(index), int32(len(b.contacts))
	b.contacts = append(b.contacts, contact{person: who, given: p.line})
}

// leave takes a contact out of a batch, and out of its figures. A call that is
// under way ends as it would, and belongs to nobody.
func (w *simulation) leave(b *batch, row int32) {
	c := &b.contacts[row]
	c.left = true
	b.left++
	if c.attempts > 0 {
		b.processed--
	}
	switch c.progress {
	case calling:
		b.active--
	case answered:
		b.succeeded--
	case givenUp:
		b.failed--
	}
}
