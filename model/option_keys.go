package model

import "time"

// OptionKey names one setting of a campaign, in forms, flags and errors.
type OptionKey string

const (
	OptAgent           OptionKey = "agent"
	OptUser            OptionKey = "user"
	OptName            OptionKey = "name"
	OptPriority        OptionKey = "priority"
	OptStart           OptionKey = "start"
	OptTimeZone        OptionKey = "timezone"
	OptRate            OptionKey = "rate"
	OptAttempts        OptionKey = "attempts"
	OptNoAnswerDelay   OptionKey = "no_answer_delay"
	OptBusyDelay       OptionKey = "busy_delay"
	OptOnCallComplete  OptionKey = "on_call_complete"
	OptOnBatchComplete OptionKey = "on_batch_complete"
	OptOnBatchFailed   OptionKey = "on_batch_failed"
	OptTags            OptionKey = "tags"

	// Of when people may be rung; the service is told none of them.
	OptHours        OptionKey = "hours"         // a preset, a rule of the operator's own, or one in text; "" = those of the places
	OptHoursBasis   OptionKey = "hours_basis"   // why they may be rung at wider hours
	OptOutsideHours OptionKey = "outside_hours" // OutsideHoursAllowed, or ""
	OptWaves        OptionKey = "waves"         // WavesOn, or ""

	// Of a campaign that was made of rows of an earlier one; the service is told none of them.
	OptAgainOf    OptionKey = "again_of"    // the key of that one; "" where it is of a file
	OptAgainName  OptionKey = "again_name"  // and its name
	OptAgainTries OptionKey = "again_tries" // when its contacts were tried before, in words: "10–11"

	// Of who is called before the others; the service is told none of them.
	OptCanary       OptionKey = "canary"        // 50 or 5%; CanaryOff or "" = everybody is called at once
	OptCanaryLimits OptionKey = "canary_limits" // within which the others follow; "" = DefaultReleaseLimits, CanaryAsks
)

// Documented ranges and defaults of a batch's options (create a batch). The client
// checks the same again before a request leaves.
const (
	MinPriority, MaxPriority, DefaultPriority = 1, 10, 5
	MinRate, MaxRate, DefaultRate             = 1, 30, 10 // calls per second
	MinAttempts, MaxAttempts, DefaultAttempts = 1, 5, 3

	DefaultNoAnswerDelay = time.Hour
	DefaultBusyDelay     = 5 * time.Minute

	// The reference gives delays no upper bound; a week is longer than any
	// campaign and catches "60000000".
	maxDelay = 7 * 24 * time.Hour
	// Tags have no documented bound either.
	maxTags, maxTagRunes = 20, 64
	maxNameRunes         = 80
	maxIDRunes           = 128
)

// OutsideHoursAllowed is the value of OptOutsideHours with which people are rung outside
// their hours, too.
const OutsideHoursAllowed = "allowed"

// CanaryOff is the value of OptCanary with which nobody is called before the others, and
// CanaryAsks that of OptCanaryLimits with which only a person lets the others be called.
const (
	CanaryOff  = "off"
	CanaryAsks = "ask me"
)

// WavesOn is the value of OptWaves with which a campaign is cut into waves.
const WavesOn = "on"
