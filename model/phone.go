package model

import (
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// ReadPhone says what a phone cell holds, as of a default region, which may be
// "". The cell is never dialled as something it does not say: what was restored
// is in Warnings, and what has to be decided by a person is in Problem.
func ReadPhone(c Cell, region Region) Reading {
	if strings.TrimSpace(c.Text) == "" {
		return Reading{Problem: Empty}
	}
	p, err := phonenumbers.Parse(c.Text, string(region))
	if err != nil || !phonenumbers.IsValidNumber(p) {
		return Reading{Problem: InvalidForRegion}
	}
	n, err := strconv.ParseUint(phonenumbers.Format(p, phonenumbers.E164)[1:], 10, 64)
	if err != nil {
		return Reading{Problem: TooLong}
	}
	return Reading{Number: Number(n), Region: libraryRegion(p)}
}
