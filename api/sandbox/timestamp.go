package sandbox

import "time"

// timestamp is an instant as the service writes it: UTC with milliseconds.
type timestamp time.Time

func (s timestamp) MarshalText() ([]byte, error) {
	return []byte(time.Time(s).UTC().Format("2006-01-02T15:04:05.000Z")), nil
}

// timestamp is the instant of an offset.
func (w *simulation) timestamp(d time.Duration) timestamp { return timestamp(w.at(d)) }

// timestampOnce is the instant of an offset that may not have come.
func (w *simulation) timestampOnce(d time.Duration) *timestamp {
	if d == never {
		return nil
	}
	at := w.timestamp(d)
	return &at
}
