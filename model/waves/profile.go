package waves

import "slices"

// profile is how many calls a second are taken at every instant: a step holds from its
// instant to that of the next one, in seconds since 1970. Before the first nothing is.
type profile []step

type step struct {
	at   int64
	rate int
}

// at is what is taken at an instant.
func (p profile) at(t int64) int {
	i, found := p.find(t)
	if !found {
		i--
	}
	if i < 0 {
		return 0
	}
	return p[i].rate
}

func (p profile) find(t int64) (int, bool) {
	return slices.BinarySearchFunc(p, t, func(s step, t int64) int { return int(min(max(s.at-t, -1), 1)) })
}

// most is the most that is taken at once between two instants, both included.
func (p profile) most(from, to int64) int {
	largest := p.at(from)
	i, found := p.find(from)
	if found {
		i++
	}
	for ; i < len(p) && p[i].at <= to; i++ {
		largest = max(largest, p[i].rate)
	}
	return largest
}

// take takes a rate between two instants, both included; a negative one gives it back.
func (p profile) take(from, to int64, rate int) profile {
	p = p.cut(from).cut(to + 1)
	i, _ := p.find(from)
	for ; i < len(p) && p[i].at <= to; i++ {
		p[i].rate += rate
	}
	return p
}

// cut has a step begin at an instant.
func (p profile) cut(at int64) profile {
	i, found := p.find(at)
	if found {
		return p
	}
	return slices.Insert(p, i, step{at, p.at(at)})
}
