package team

import (
	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
)

// AwayError says that the team's ledger cannot be reached, so that nothing may be sent.
type AwayError struct {
	Why string // in words, without a password: "connection refused"
	Err error
}

func (e *AwayError) Error() string {
	text := "The team's ledger cannot be reached"
	if e.Why != "" {
		text += " (" + e.Why + ")"
	}
	return text + ". Nothing is sent until it can: `callsheet team status` tries it. Lists and drafts can be worked on."
}

func (e *AwayError) Unwrap() error { return e.Err }

// SetupError says that a database answers, and that nothing can be done with it until somebody
// puts it right: who may use it, what it is called, or what is in it. Nothing is sent until then.
type SetupError struct {
	Database string // host, port and name
	Why      string // a clause: "this user may not use the team's tables there"
	Remedy   string // what to do, in sentences
	Err      error
}

func (e *SetupError) Error() string {
	return "The database at " + e.Database + " cannot be used for the team's ledger as it is: " + e.Why + ". " + e.Remedy + " Nothing is sent until then; lists and drafts can be worked on."
}

func (e *SetupError) Unwrap() error { return e.Err }

// Difference is why a database that answers is not the team's ledger as it was known.
type Difference int

// Why a database is refused.
const (
	Empty       Difference = iota + 1 // there is no team in it
	OtherTeam                         // another team's
	Older                             // it has less than was seen in it before
	Promoted                          // another server than the one that was written to
	Newer                             // of a later version of this program
	OtherSecret                       // the join code is another team's
)

// RefusedError says that a database answers, and is not the team's ledger as it was known: who
// was called last may not be in it, so nothing is sent.
type RefusedError struct {
	Difference Difference
	Database   string // host, port and name
	Detail     string // "it has 1,204 entries, and 1,310 were seen"; ""
}

func (e *RefusedError) Error() string {
	text := refusals[e.Difference]
	if e.Detail != "" {
		text += " (" + e.Detail + ")"
	}
	return "Nothing is sent: the database at " + e.Database + " " + text + ". " + remedies[e.Difference]
}

// Short says which database it is and what it is, to follow "the database".
func (e *RefusedError) Short() string {
	return "at " + printable.Text(e.Database, maxDatabase) + " " + refusals[e.Difference]
}

// maxDatabase is as much as is shown of where a database is.
const maxDatabase = 40

var refusals = map[Difference]string{
	Empty:       "has no team's ledger in it",
	OtherTeam:   "is another team's",
	Older:       "is an older copy of the team's ledger",
	Promoted:    "is a copy that took the place of the team's ledger",
	Newer:       "was brought up to date by a later version of Callsheet",
	OtherSecret: "has another join code",
}

const acceptAdvice = "Who was called last may not be in it. Ask whoever keeps the database; if it is the one to go on with, run `callsheet team accept`: every member then tells it again what they sent, before anybody sends."

var remedies = map[Difference]string{
	Empty:       "Check the team's url in the settings; `callsheet team init` makes a new team, which knows nothing of the old one.",
	OtherTeam:   "Check the team's url in the settings, or run `callsheet team leave` and join that one.",
	Older:       acceptAdvice,
	Promoted:    acceptAdvice,
	Newer:       "Update Callsheet here.",
	OtherSecret: "Run `callsheet team join` with the code that `callsheet team code` shows a colleague.",
}

// TakenOverError says that a campaign is somebody else's by now: nothing of it may be sent here.
type TakenOverError struct {
	Campaign string // its name
	By       Member
	When     string // "28 Nov 14:05"
}

func (e *TakenOverError) Error() string {
	return "Nothing was sent: " + e.By.Who() + " took over \"" + e.Campaign + "\" on " + e.When + ". It can be watched and cancelled here; ask them before anything else of it is sent."
}

// RecoveryError says that the team's ledger took another's place, and that some have not told it
// again what they sent, so that nothing may be sent.
type RecoveryError struct {
	Waiting []Member // none = it did so just now, and who is at work may not have met it yet
}

func (e *RecoveryError) Error() string {
	if len(e.Waiting) == 0 {
		return "Nothing is sent yet: the team's ledger took another's place a moment ago, and everybody who is at work tells it what they sent. Try again in a minute."
	}
	const named = 3
	var who []string
	for _, m := range e.Waiting[:min(named, len(e.Waiting))] {
		who = append(who, m.Who())
	}
	if more := len(e.Waiting) - named; more > 0 {
		who = append(who, figures.Counted(more, "other"))
	}
	verb := "has"
	if len(e.Waiting) > 1 {
		verb = "have"
	}
	return "Nothing is sent yet: the team's ledger took another's place, and " + figures.Join(who) + " " + verb + " not told it again what they sent. That is done as soon as Callsheet runs there; `callsheet team accept --without` goes on without who does not come back."
}

// ErrNotJoined is why nothing is sent where a team is set and was not joined.
const ErrNotJoined = model.UserError("A team's ledger is set, and this login has not joined it, so nothing is sent. Run `callsheet team join` with the code of a colleague, or take the team's url out of the settings.")
