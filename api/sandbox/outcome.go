package sandbox

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// callStatus is the state of one call, in the service's words.
type callStatus uint8

const (
	scheduled callStatus = iota
	ongoing
	completed
	missed
	failed
)

func (s callStatus) String() string {
	return [...]string{"SCHEDULED", "ONGOING", "COMPLETED", "MISSED", "FAILED"}[s]
}

// missReason is why a call was not answered; the zero value says nothing.
type missReason uint8

const (
	noReason missReason = iota
	noAnswer
	busy
	firstTechnical
	carrierUnavailable
)

var reasonTexts = [...]string{
	noReason: "",
	noAnswer: "NO_ANSWER",
	busy:     "busy",
	"SIP 404: number not in service",
	"SIP 503: carrier unavailable",
	"SIP 603: call declined by carrier",
	"No media: audio stream timed out",
	"Invalid number: rejected by carrier",
}

// outcome is how an attempt will end, drawn when it is placed.
type outcome struct {
	status  callStatus
	reason  missReason
	seconds uint16        // talk time
	takes   time.Duration // ringing and talking
}

// Shares of the outcomes of an attempt, and how long answered calls last.
const (
	answeredShare = 0.62
	missedShare   = 0.24
	busyShare     = 0.08
	shortestTalk  = 15.0 // seconds
	longestTalk   = 180.0
)

// draw decides the outcome of one attempt from the seed, the number and how
// often the number was tried before, so that calling the missed ones again in
// a new batch is not missed again by construction.
func (w *simulation) draw(number uint64, attempt int) outcome {
	dice := rand.New(rand.NewPCG(mix(w.seed^number), mix(uint64(attempt))))
	share := dice.Float64()
	if o := w.outcomes; o != nil {
		if share < o.Answered {
			return drawTalk(dice)
		}
		return outcome{status: missed, reason: noAnswer, takes: max(o.Ring, 0)}
	}
	switch {
	case share < answeredShare:
		return drawTalk(dice)
	case share < answeredShare+missedShare:
		return outcome{status: missed, reason: noAnswer, takes: drawTime(dice, 25, 30)}
	case share < answeredShare+missedShare+busyShare:
		return engaged
	default:
		why := firstTechnical + missReason(dice.IntN(len(reasonTexts)-int(firstTechnical)))
		return outcome{status: failed, reason: why, takes: drawTime(dice, 1, 6)}
	}
}

// drawTalk decides how long somebody who answers lets it ring, and talks.
func drawTalk(dice *rand.Rand) outcome {
	bell := (dice.Float64() + dice.Float64()) / 2
	seconds := uint16(shortestTalk * math.Pow(longestTalk/shortestTalk, bell))
	return outcome{status: completed, seconds: seconds, takes: drawTime(dice, 3, 12) + time.Duration(seconds)*time.Second}
}

// drawTime decides on a time between so many seconds and so many.
func drawTime(dice *rand.Rand, low, high float64) time.Duration {
	return time.Duration((low + (high-low)*dice.Float64()) * float64(time.Second)).Truncate(time.Millisecond)
}

// engaged is the outcome of calling a line that is in use.
var engaged = outcome{status: missed, reason: busy, takes: 3 * time.Second}

// crowded is the outcome of a test call for which the provider has no place. That
// the service says so with these words is not documented.
var crowded = outcome{status: failed, reason: carrierUnavailable}

// mix spreads a number over 64 bits (the finalizer of SplitMix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

const callPrefix = "call_"

// callRef says where a call stands: the batch and the call in it. Its id is
// the same two numbers scrambled by the seed, so no index of ids is kept.
type callRef struct {
	batch int
	call  int
}

const callBits = 32

func (c callRef) scrambled(seed uint64) uint64 {
	v := uint64(c.batch)<<callBits | uint64(c.call)
	left, right := uint32(v>>32), uint32(v)
	for round := range uint64(4) {
		left, right = right, left^roundOf(seed, round, right)
	}
	return uint64(left)<<32 | uint64(right)
}

// id is the callId the API shows.
func (c callRef) id(seed uint64) string {
	digits := strconv.FormatUint(c.scrambled(seed), 36)
	return callPrefix + strings.Repeat("0", 13-len(digits)) + digits
}

// sid is the id the imitated carrier gives the call.
func (c callRef) sid(seed uint64) string {
	v := c.scrambled(seed)
	return fmt.Sprintf("CA%016x%016x", mix(v), mix(^v))
}

// parseCallID turns a callId back into its place; the call may not exist.
func parseCallID(id string, seed uint64) (callRef, bool) {
	digits, found := strings.CutPrefix(id, callPrefix)
	v, err := strconv.ParseUint(digits, 36, 64)
	if !found || err != nil {
		return callRef{}, false
	}
	left, right := uint32(v>>32), uint32(v)
	for round := uint64(4); round > 0; round-- {
		left, right = right^roundOf(seed, round-1, left), left
	}
	c := callRef{batch: int(left), call: int(right)}
	return c, c.id(seed) == id
}

// roundOf is the round function of the Feistel network that scrambles ids.
func roundOf(seed, round uint64, half uint32) uint32 {
	return uint32(mix(mix(seed+round) ^ uint64(half)))
}

// contactID is the id the service gives a person who came without one.
func contactID(seed, number uint64) string {
	return fmt.Sprintf("contact_%016x", mix(mix(seed)^number))
}
