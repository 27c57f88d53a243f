package evidence

import (
	"regexp"
	"strings"
	"time"
)

// fewest is of how many contacts the hash of a list is written: of fewer, somebody could try
// which numbers they are.
const fewest = 10

// ListHash is what is written of the hash of a list of numbers; "" where they are so few that
// they could be found out by it.
func ListHash(hash string, contacts int) string {
	if contacts < fewest {
		return ""
	}
	return hash
}

// numberLike finds what may be a telephone number; dates are let through.
var (
	numberLike = regexp.MustCompile(`\+?\d[\d ().\-/]{5,}\d`)
	dateLike   = regexp.MustCompile(`^(?:19|20)\d\d-\d\d-\d\d`)
)

// WithoutNumbers is a text without what may be a telephone number.
func WithoutNumbers(text string) string {
	return numberLike.ReplaceAllStringFunc(text, func(found string) string {
		digits := 0
		for _, r := range found {
			if r >= '0' && r <= '9' {
				digits++
			}
		}
		if digits < 7 || dateLike.MatchString(found) {
			return found
		}
		return strings.Repeat("x", 3)
	})
}

// Terms is under which hours and by which choices somebody confirmed a plan. They are counts
// of contacts.
type Terms struct {
	Hours  []Hours `json:"hours"`            // the rules in force, those of most contacts first; none = they were not told
	Chosen string  `json:"chosen,omitempty"` // hours of the operator's own; "" = those of the places
	Basis  string  `json:"basis,omitempty"`  // why people may be rung at wider hours than those

	LeftOut  int `json:"left_out,omitempty"`    // who could be rung outside their hours
	NoZone   int `json:"no_zone,omitempty"`     // of whom no time zone is known, and who are not called
	OverCap  int `json:"over_cap,omitempty"`    // who would be rung more often than the rules allow
	Outside  int `json:"outside,omitempty"`     // who are called though they could be rung outside their hours
	ZoneOpen int `json:"zone_open,omitempty"`   // who are called though no time zone of them is known
	Fewer    int `json:"fewer_tries,omitempty"` // who are tried less often than was asked, since the rules allow no more

	Waves  int     `json:"waves,omitempty"` // how many; 0 = all are called at once
	Canary *Canary `json:"canary,omitempty"`

	AgainOf string `json:"again_of,omitempty"` // the campaign whose contacts are called again
}

// Hours is who is rung by which rules.
type Hours struct {
	Rules    string `json:"rules"`
	Contacts int    `json:"contacts"`
}

// Canary is who is called before the others, and within which shares the others follow.
type Canary struct {
	Contacts    int     `json:"contacts"`
	MinAnswered float64 `json:"min_answered"`
	MaxFailed   float64 `json:"max_failed"`
	MaxOptedOut float64 `json:"max_opted_out"`
	Asks        bool    `json:"asks,omitempty"` // only a person lets the others follow
}

// DoNotCall is the do-not-call list at a moment.
type DoNotCall struct {
	Numbers  int    `json:"numbers"`
	Revision int    `json:"revision"`       // how often it was changed
	Hash     string `json:"hash,omitempty"` // of its numbers, where they are not few
}

// Batch is one batch of a plan. Its key is that in the ledger.
type Batch struct {
	Key       string    `json:"key"`
	Batch     int       `json:"batch"` // its place in the plan, from 1
	Part      string    `json:"part,omitempty"`
	Contacts  int       `json:"contacts"`
	Numbers   string    `json:"numbers,omitempty"` // ListHash of them
	Agent     string    `json:"agent"`
	User      string    `json:"user"`
	Rate      int       `json:"rate"` // calls a second
	Attempts  int       `json:"attempts"`
	Start     time.Time `json:"start,omitzero"` // zero = at once
	NotBefore time.Time `json:"not_before,omitzero"`
	NotAfter  time.Time `json:"not_after,omitzero"`
	CloseAt   time.Time `json:"close_at,omitzero"`
	Waits     string    `json:"waits,omitempty"` // for whom: operator or outcome
	Again     int       `json:"again,omitempty"` // who are called again so soon, by choice
	Moved     int       `json:"moved,omitempty"` // who are taken from an unfinished batch, by choice
	State     string    `json:"state,omitempty"` // for Begun: what the ledger had
	BatchID   string    `json:"batch_id,omitempty"`
}

// Excluded is rows that are not called, and why, in a word of the commands' JSON.
type Excluded struct {
	Why  string `json:"why"`
	Rows int    `json:"rows"`
}

// Confirmation is a plan that somebody confirmed.
type Confirmation struct {
	Contacts  int        `json:"contacts"`
	Batches   []Batch    `json:"batches"`
	Terms     Terms      `json:"terms"`
	DoNotCall DoNotCall  `json:"do_not_call"`
	Excluded  []Excluded `json:"excluded"`
}

// Adopted is a batch that was made elsewhere, and that is watched here as a campaign. Nobody
// here confirmed it.
type Adopted struct {
	Batch Batch `json:"batch"`
}

// Begun is what the ledger had when evidence was first written of a campaign.
type Begun struct {
	Confirmed time.Time `json:"confirmed,omitzero"`
	Batches   []Batch   `json:"batches"`
}

// Sending is a batch whose request may leave from now on.
type Sending struct {
	Key       string    `json:"key"`
	Batch     int       `json:"batch"`
	Attempt   int       `json:"attempt"`
	Contacts  int       `json:"contacts"`
	DoNotCall DoNotCall `json:"do_not_call"`     // which none of them is on
	Taken     int       `json:"taken,omitempty"` // contacts that the service takes from batches that have not ended
}

// Outcome is what became of a batch.
type Outcome struct {
	Key        string `json:"key"`
	Batch      int    `json:"batch"`
	State      string `json:"state"` // accepted, refused, unknown, or prepared where nothing left
	By         By     `json:"by"`
	HTTPStatus int    `json:"http_status,omitempty"`
	BatchID    string `json:"batch_id,omitempty"`
	Reason     string `json:"reason,omitempty"`
	Note       string `json:"note,omitempty"`
}

// By is how an outcome is known.
type By string

const (
	ByReply    By = "reply"    // the service's reply to the request
	ByNoReply  By = "no_reply" // no reply came that tells
	BySearch   By = "search"   // by looking for it at the service
	ByOperator By = "operator" // somebody's word
	ByRecovery By = "recovery" // the process ended while it was sending
	ByLedger   By = "ledger"   // it could not be written down safely, so it was not sent
)

// Reopened is a batch that the service refused, and that may be sent again.
type Reopened struct {
	Key   string `json:"key"`
	Batch int    `json:"batch"`
}

// TakenBack is a campaign that is a draft again, before the service had any of it.
type TakenBack struct {
	Contacts int `json:"contacts"`
}

// Part is a part of a plan: its place, from 1, and its name.
type Part struct {
	Part     int    `json:"part"`
	Name     string `json:"name,omitempty"`
	Contacts int    `json:"contacts"`
}

// Released is parts that waited and may be sent.
type Released struct {
	By    string `json:"by"` // operator, or outcome where limits were kept
	Parts []Part `json:"parts"`
}

// Kept is parts that an outcome was to release, and that wait for a person.
type Kept struct {
	Why   string `json:"why"`
	Parts []Part `json:"parts"`
}

// Replanned is batches that were never sent and gave way to others with the same contacts.
type Replanned struct {
	Gone    []string `json:"gone"` // their keys
	Batches []Batch  `json:"batches"`
	Terms   Terms    `json:"terms"`
}

// Paused is a campaign of which nothing more may be sent until it is resumed.
type Paused struct {
	Parts []Part `json:"parts"`
}

// Resumed is a campaign that goes on. Batches that were cancelled have fewer contacts from
// then on; the others are in batches of their own.
type Resumed struct {
	From    []Batch `json:"from"` // that were cancelled, with those who stay in them
	Batches []Batch `json:"batches"`
	Owed    int     `json:"owed,omitempty"` // of the contacts of Batches, who were missed before; the others were never called
	Terms   Terms   `json:"terms"`
}

// Cancelled is what the service said to cancelling a batch.
type Cancelled struct {
	Key     string `json:"key"`
	Batch   int    `json:"batch"`
	BatchID string `json:"batch_id"`
	Status  string `json:"status,omitempty"` // of the batch then; "" where it is not known
	Calls   int    `json:"calls"`            // that were taken back
	Message string `json:"message,omitempty"`
	Error   string `json:"error,omitempty"` // why it was not cancelled, or why that is not known

	By string    `json:"by,omitempty"` // the colleague who did it from elsewhere, as the team was told; what the service said is not known then
	At time.Time `json:"at,omitzero"`  // when they told it
}

// Ended is a batch that has ended, by the service's word.
type Ended struct {
	Key       string `json:"key"`
	Batch     int    `json:"batch"`
	Status    string `json:"status"`
	Processed int    `json:"processed"`
	Succeeded int    `json:"succeeded"`
	Failed    int    `json:"failed"`
}

// Forgotten is a campaign that was forgotten. Batches whose numbers are still guarded go on
// being told of.
type Forgotten struct {
	Batches int `json:"batches"`
}
