package model

import (
	"time"

	"callsheet/model/phone"
)

// DNCEntry is one number of the do-not-call list.
type DNCEntry struct {
	Number phone.Number
	Since  time.Time // when it was put there
	Source string    // where it came from: a file's name, "added by hand"
}
