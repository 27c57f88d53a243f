package sharedtest

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/evidence"
	"callsheet/model/phone"
	"callsheet/model/team"
)

// ID and Name are of the team that a Database is of.
const (
	ID   = "team1"
	Name = "The team"
)

// Database is a team's ledger, as one database that several members reach.
type Database struct {
	now func() time.Time // its clock

	mu       sync.Mutex
	away     bool
	refused  *team.RefusedError
	recovery *team.Recovery
	since    time.Time // of the latest recovery
	fence    int64
	written  int64
	openings int
	rows     map[string]*row
	heads    map[string]*team.Head
	evidence map[string]evidence.Head
	members  map[string]*team.Member
	listed   map[phone.Number]model.DNCEntry
	mappings map[string]mapping
}

type mapping struct {
	columns columns.Mapping
	region  phone.Region
}

// row is a batch as the team has it.
type row struct {
	team.Entry
	teller  string    // the member whose numbers they are
	opening string    // that has the lease
	until   time.Time // when that runs out

	canceller string // the member who cancelled it at the service; "" = nobody told that
	cancelled time.Time
}

// New makes an empty ledger of a team, with a clock of its own.
func New(now func() time.Time) *Database {
	return &Database{
		now: now, rows: map[string]*row{}, heads: map[string]*team.Head{}, evidence: map[string]evidence.Head{},
		members: map[string]*team.Member{}, listed: map[phone.Number]model.DNCEntry{}, mappings: map[string]mapping{},
	}
}

// Away takes the database away, or brings it back.
func (d *Database) Away(away bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.away = away
}

// Refuse has every operation refused from now on; nil = none.
func (d *Database) Refuse(why *team.RefusedError) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.refused = why
}

// Recover has nothing begun until some members have told all again.
func (d *Database) Recover(members ...string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.since = d.now()
	d.recovery = &team.Recovery{Since: d.since}
	for _, id := range members {
		d.recovery.Waiting = append(d.recovery.Waiting, *d.members[id])
	}
}

// Forget empties the database of batches, as a copy that was made before them has none.
func (d *Database) Forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	clear(d.rows)
	clear(d.heads)
}

// Row is a batch as the team has it.
func (d *Database) Row(key string) (team.Entry, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	r, there := d.rows[key]
	if !there {
		return team.Entry{}, false
	}
	return r.Entry, true
}

// Rows are the keys of all batches, sorted.
func (d *Database) Rows() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var keys []string
	for key := range d.rows {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// Head is a campaign as the team has it.
func (d *Database) Head(campaign string) (team.Head, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	h, there := d.heads[campaign]
	if !there {
		return team.Head{}, false
	}
	return *h, true
}

// Evidence is the head of a campaign's chain as the team has it.
func (d *Database) Evidence(campaign string) evidence.Head {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.evidence[campaign]
}

// DoNotCall is the team's list, sorted.
func (d *Database) DoNotCall() []phone.Number {
	d.mu.Lock()
	defer d.mu.Unlock()
	var numbers []phone.Number
	for n := range d.listed {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	return numbers
}

// reachable returns an error where the database is away, or is another.
func (d *Database) reachable() error {
	switch {
	case d.away:
		return &team.AwayError{Why: "connection refused"}
	case d.refused != nil:
		return d.refused
	}
	return nil
}

// batches are those of a campaign, in their order, with their fences, as a member is told of them.
func (d *Database) batches(campaign, member string) (all []model.Batch, fences map[string]int64) {
	fences = map[string]int64{}
	for _, r := range d.rows {
		if r.Batch.Campaign == campaign {
			b := r.Batch
			if r.canceller != "" && r.canceller != member {
				b.CancelledBy, b.CancelledAt = d.members[r.canceller].Who(), r.cancelled
			}
			all, fences[b.Key] = append(all, b), r.Fence
		}
	}
	slices.SortFunc(all, func(a, b model.Batch) int { return cmp.Or(cmp.Compare(a.Index, b.Index), cmp.Compare(a.Key, b.Key)) })
	return all, fences
}

// has reports whether a number is among contacts that are sorted by it.
func has(contacts []model.ContactRef, n phone.Number) bool {
	_, found := slices.BinarySearchFunc(contacts, n, func(c model.ContactRef, n phone.Number) int { return cmp.Compare(c.Number, n) })
	return found
}
