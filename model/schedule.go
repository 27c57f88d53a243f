package model

import "time"

// Schedule bounds when the calls of a batch can be made. Of a batch that was
// confirmed before this was kept nothing is known: MaxAttempts is 0.
type Schedule struct {
	Start          time.Time // of the first calls; zero = at once
	CallsPerSecond int
	MaxAttempts    int           // as the service was told
	RetryDelay     time.Duration // the longer of the delays between two tries
}

// Schedule is when calls made with these options can be made.
func (o Options) Schedule() Schedule {
	return Schedule{o.Start, o.CallsPerSecond, o.MaxAttempts, max(o.NoAnswerDelay, o.BusyDelay)}
}

// LastCall is when the last call of a batch can be made, when the service keeps
// up with what it was told; false when the schedule is not known. What the
// reference calls attempts may be retries, so everybody is tried 1 + MaxAttempts
// times; the rate holds for every try.
func (s Schedule) LastCall(accepted time.Time, contacts int) (time.Time, bool) {
	if s.MaxAttempts <= 0 || s.CallsPerSecond <= 0 {
		return time.Time{}, false
	}
	from := accepted
	if s.Start.After(from) {
		from = s.Start
	}
	pass := time.Duration(contacts) * time.Second / time.Duration(s.CallsPerSecond)
	return from.Add(time.Duration(1+s.MaxAttempts)*pass + time.Duration(s.MaxAttempts)*s.RetryDelay), true
}
