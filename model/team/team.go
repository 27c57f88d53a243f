package team

import (
	"time"

	"callsheet/model"
	"callsheet/model/evidence"
	"callsheet/model/phone"
)

// LeaseTime is for how long an opening alone may have a request on its way: longer than creating
// a batch may take (5 minutes, api.DefaultCreateTimeout) with its connection and the list that
// is read before. The request's own deadline lies LeaseMargin before the lease's end.
const (
	LeaseTime   = 8 * time.Minute
	LeaseMargin = time.Minute
)

// PresenceTime is for how long an opening is taken to be alive after it was heard of: it tells
// that it is there every BeatTime.
const (
	PresenceTime = 90 * time.Second
	BeatTime     = 20 * time.Second
)

// SettleTime is for how long nothing is sent once a copy was accepted in the place of the team's
// ledger. Every console that runs has met it by then, also that of a member who joined after the
// copy was made and of whom whoever accepted it had not heard: it is waited for from then on.
const SettleTime = 2 * BeatTime

// Member is one store that has joined the team: one login on one machine.
type Member struct {
	ID      string    // random, the store's
	Login   string    // "anna"
	Host    string    // "jump1"
	Joined  time.Time // times are of the database's clock
	Seen    time.Time // zero = never since
	Present bool      // one of its openings is alive
}

// Who names a member for people: "anna on jump1".
func (m Member) Who() string {
	switch {
	case m.Login == "":
		return "somebody"
	case m.Host == "":
		return m.Login
	}
	return m.Login + " on " + m.Host
}

// Membership is what a member keeps on its own machine: which database it shares, and how far it
// has seen it come, so that an empty or older copy is told from it.
type Membership struct {
	Team     string // the team's id; "" = of no team
	Name     string // the team's, for people
	Member   string // this store's id in it
	Database string // host, port and name of the database, without user and password, for people
	Written  int64  // transactions of the team's ledger that were seen at the latest
	Server   Server // that was written to at the latest
	Epoch    int64  // servers that the team had accepted by then: Written is of the last of them
	Joined   time.Time

	// Colleagues are the other members as they were heard of last: a copy of the ledger from
	// before one joined hears of them by it, and waits for them.
	Colleagues []Member
}

// Server tells a database server from a copy of it: a copy that is promoted, or restored from a
// backup, begins a new timeline, and one that was dumped and loaded has another system.
type Server struct {
	System   string // pg_control_system().system_identifier
	Timeline int64  // of the write-ahead log
}

// Intent is what a batch is given leave to do, as the machine's own ledger has it.
type Intent struct {
	Batch        model.Batch
	Contacts     []model.ContactRef // its own, sorted by number
	Again, Moved []phone.Number     // of them, sorted: called in spite of a guard, by the operator's choice
	Known        time.Time          // by the database's clock: the choices cover what was settled until then; zero = nothing
}

// Lease is leave to send one batch, once.
type Lease struct {
	Fence int64         // higher than that of every lease before
	For   time.Duration // from before it was asked for
}

// Entry is a batch as its member tells the team of it, its times by the database's clock. It
// says something new of a batch that the team has only under the fence that the team has: what
// was on its way for long, of a lease before, changes nothing.
type Entry struct {
	Intent              // Contacts are nil where the team has them
	Fence  int64        // of the lease it was sent under; 0 = none
	Rings  []model.Ring // sorted by number, once all calls are known (Batch.CallsKnown)
}

// Head is a campaign as its owner's machine tells the others of it.
type Head struct {
	Campaign  string // its key, random
	Name      string
	Service   string // origin of the service it is for
	Agent     string
	Owner     Member    // who sends it: who made it, or took it over
	Since     time.Time // that it is the owner's
	Holder    string    // who has it open there: "anna, terminal pts/3"; "" = nobody
	Changed   time.Time // when the owner's machine told this
	Confirmed time.Time // zero = nothing of it may leave yet
	Contacts  int
	Tally     Tally
	NextWave  time.Time        // zero = none to come
	Paused    time.Time        // zero = not
	Batches   []model.Batch    // as far as the team has them, in their order
	Fences    map[string]int64 // of the leases of these, by their keys
}

// Tally is what came of a campaign's contacts by now.
type Tally struct{ Answered, NotReached, ToGo, Unknown int }

// News is what a member tells the team, as often as it likes: the same news again change nothing.
type News struct {
	Entries  []Entry
	Heads    []Head
	Evidence []evidence.Head
	Gone     []string // keys of campaigns and batches that the member has no more: what of them may guard somebody stays
	Whole    bool     // with these the member has told all that it knows
}

// Heard is what the team answers to news.
type Heard struct {
	Lost    []Lost   // what was told and is somebody else's by now
	Leased  []Leased // all batches of the member that the team has as on their way, once it took the news
	Missing []string // keys of batches that were told without contacts, and are not there
}

// Leased is a batch that the team has as on its way.
type Leased struct {
	Key   string
	Fence int64 // of its lease
}

// Lost is a campaign that was taken over.
type Lost struct {
	Campaign string
	By       Member
	At       time.Time
}

// Cancelled is a batch that a colleague cancelled at the service.
type Cancelled struct {
	Batch string // its key
	By    string // who did: "ben on jump2"
	At    time.Time
}

// Standing is how the team stands.
type Standing struct {
	Team      string // its id
	Name      string
	Now       time.Time // by the database's clock
	Since     time.Time // when the database was accepted as a copy that took another's place: every member tells it once all that they know; zero = it is the first
	Members   []Member
	Heads     []Head        // of all members, this one's too
	Forgotten []model.Batch // of colleagues, that may be at the service, of campaigns which they have no more
	DoNotCall int           // numbers on the team's list
	Evidence  []evidence.Head
	Recovery  *Recovery // the database is a copy that took another's place, and not all members have told it what they know; nil = it is not
}

// Recovery is a team's ledger that was restored, or promoted from a copy, and of which it is not
// known that it has everything: nothing is sent until all members have told it what they sent.
type Recovery struct {
	Since   time.Time
	By      Member    // who accepted it; zero = nobody yet
	Waiting []Member  // who has not told theirs again
	Until   time.Time // until when nothing is sent whoever is waited for; zero = that is over
}
