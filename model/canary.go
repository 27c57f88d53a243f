package model

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// CanarySize is how many are called before the others: a number of contacts, or a
// share of those in the plan.
type CanarySize struct {
	Contacts int
	Percent  float64 // counts where Contacts is 0
}

// ParseCanarySize reads 50 or 5%. The error is a sentence.
func ParseCanarySize(text string) (CanarySize, error) {
	text = strings.TrimSpace(text)
	if digits, isShare := strings.CutSuffix(text, "%"); isShare {
		n, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
		if err != nil || !(n > 0 && n < 100) {
			return CanarySize{}, UserError("Give a share of more than 0% and less than 100%, such as 5%.")
		}
		return CanarySize{Percent: n}, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > MaxContacts {
		return CanarySize{}, UserError(fmt.Sprintf("Give how many are called first, from 1 to %d, or a share such as 5%%.", MaxContacts))
	}
	return CanarySize{Contacts: n}, nil
}

// Of is how many that is of some contacts, one at least.
func (c CanarySize) Of(contacts int) int {
	if c.Contacts > 0 {
		return c.Contacts
	}
	return max(1, int(c.Percent/100*float64(contacts)+0.5))
}

// Canary is who is called first, and what lets the others be called.
type Canary struct {
	Size   CanarySize
	Limits ReleaseLimits
	Ask    bool // only a person releases the rest, whatever the outcome is
}

// ParseCanary reads the canary of a campaign's options; wanted tells that there is to be
// one. The errors are sentences keyed by field.
func ParseCanary(v OptionValues) (c Canary, wanted bool, errs map[OptionKey]string) {
	errs = map[OptionKey]string{}
	size := strings.ToLower(strings.TrimSpace(v[OptCanary]))
	if size == "" || size == CanaryOff {
		return c, false, errs
	}
	var err error
	if c.Size, err = ParseCanarySize(size); err != nil {
		errs[OptCanary] = err.Error()
	}
	c.Limits = DefaultReleaseLimits
	switch limits := strings.ToLower(strings.TrimSpace(v[OptCanaryLimits])); limits {
	case "":
	case CanaryAsks, "ask", "none":
		c.Ask = true
	default:
		if c.Limits, err = ParseReleaseLimits(limits); err != nil {
			errs[OptCanaryLimits] = err.Error()
		}
	}
	return c, true, errs
}

// WithCanary is the plan with a canary before the segments that are sent at once:
// drawn out of each, dialled as that one is, and sent first. The rest of each waits for
// the outcome of its own canary and of those before it, with the other times of its
// release as they were: the canary of a later wave is called when the hours of an earlier one are nearly over.
// The error is a sentence: nobody would be left for a rest.
func (p Plan) WithCanary(c Canary) (Plan, error) {
	var first, rest []Segment
	var from []int32
	for _, s := range p.Segments {
		if s.Release.By == ReleasedAtOnce {
			from = append(from, s.Rows...)
		}
	}
	n := c.Size.Of(len(from))
	if n >= len(from) {
		return p, UserError(fmt.Sprintf("A canary of %d leaves nobody to wait for its outcome: the plan has %d to be called at once. Give fewer.", n, len(from)))
	}
	drawn := p.draw(from, n)
	for _, s := range p.Segments {
		if s.Release.By != ReleasedAtOnce {
			rest = append(rest, s)
			continue
		}
		canary, left := s, s
		canary.Rows, left.Rows = nil, nil
		for _, row := range s.Rows {
			if _, in := slices.BinarySearch(drawn, row); in {
				canary.Rows = append(canary.Rows, row)
			} else {
				left.Rows = append(left.Rows, row)
			}
		}
		canary.Name, left.Name = nameOfPart("Canary", s.Name), nameOfPart("Rest", s.Name)
		if canary.Rows != nil {
			first = append(first, canary)
		}
		left.Release.By, left.Release.Limits, left.Release.After = ReleasedByOutcome, c.Limits, max(0, len(first)-1)
		if c.Ask {
			left.Release.Kept = "It was to wait for your word."
		}
		if left.CloseAt.IsZero() {
			// Its start may be over by then, which the service refuses: it is at once, and
			// no earlier than it was.
			left.Release.NotBefore = later(left.Release.NotBefore, left.Options.Start)
			left.Options.Start = time.Time{}
		} else {
			// By the time it is released its start may be over. It may begin then, as long as
			// it ends in time even at half the rate.
			late := left.CloseAt.Add(-2 * left.span())
			left.Release.NotAfter = later(left.Release.NotAfter, late)
		}
		rest = append(rest, left)
	}
	return p.In(append(first, rest...)), nil
}

func nameOfPart(part, of string) string {
	if of == "" {
		return part
	}
	return part + ": " + of
}

// draw takes n of some rows of the plan, sorted: of each group of its whereabouts
// its share, and within a group whom nothing but chance of their numbers brought
// together. The same rows are always drawn the same.
func (p Plan) draw(rows []int32, n int) []int32 {
	where := p.Whereabouts()
	groups := make([][]int32, len(where.Groups))
	for _, row := range rows {
		groups[where.Of(row)] = append(groups[where.Of(row)], row)
	}
	// The largest remainders get what is left over by rounding down.
	take, order, left := make([]int, len(groups)), make([]int, len(groups)), n
	for i, g := range groups {
		take[i] = len(g) * n / len(rows)
		order[i] = i
		left -= take[i]
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(len(groups[b])*n%len(rows), len(groups[a])*n%len(rows))
	})
	for _, i := range order[:left] {
		take[i]++
	}
	var drawn []int32
	for i, g := range groups {
		slices.SortFunc(g, func(a, b int32) int {
			return cmp.Or(cmp.Compare(mixed(uint64(p.list.record(int(a)).number)), mixed(uint64(p.list.record(int(b)).number))), cmp.Compare(a, b))
		})
		drawn = append(drawn, g[:take[i]]...)
	}
	slices.Sort(drawn)
	return drawn
}

// mixed scatters numbers that are near each other (the finalizer of splitmix64).
func mixed(n uint64) uint64 {
	n = (n ^ n>>30) * 0xbf58476d1ce4e5b9
	n = (n ^ n>>27) * 0x94d049bb133111eb
	return n ^ n>>31
}
