package model

import (
	"maps"
	"time"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// Draft is everything about a campaign that may change until it is confirmed,
// but for its rows and the steps taken over them.
type Draft struct {
	Name       string
	Profile    string // of the settings it was made under
	Service    string // origin of the service it is for
	Origin     Origin
	Mapping    columns.Mapping
	Region     phone.Region
	Values     OptionValues
	Stage      Stage
	View       View
	Rows       int                  // of its list
	Counts     Counts               // of its list, when it was evaluated under this mapping; for showing it unopened
	RegionFrom columns.RegionSource // who named Region; "" in what an earlier version kept
	TakenOver  bool                 // see Edits.TakenOver; an earlier version did not keep the change
}

// Draft is what has to be kept of the campaign as it is now, by a console of a
// profile that works with a service. What was confirmed stays with those it was
// confirmed for, wherever it is looked at.
func (c *Campaign) Draft(profile, service string) Draft {
	profile, service = c.savedFor(profile, service)
	d := Draft{
		Name: c.Name(), Profile: profile, Service: service, Origin: c.Origin, Mapping: c.Mapping,
		Region: c.Region, RegionFrom: c.RegionFrom, Values: maps.Clone(c.Values), Stage: c.Stage, View: c.View, Rows: c.Table.Len(),
	}
	if c.List != nil {
		d.TakenOver = c.List.TakenOver()
	}
	if c.Evaluated() {
		d.Counts = c.List.Counts()
	}
	return d
}

// Edits is what the operator changed, as it was kept.
func (k StoredCampaign) Edits() Edits {
	e := RestoreEdits(k.Done, k.Undone)
	e.takenOver = k.Draft.TakenOver
	return e
}

// savedFor is whose a campaign is, where it is saved by a console of a profile that
// works with a service.
func (c *Campaign) savedFor(profile, service string) (string, string) {
	if c.Sent() && c.Service != "" {
		return c.Profile, c.Service
	}
	return profile, service
}

// DraftRevision tells one draft of a campaign from another, but for where the
// operator was.
type DraftRevision struct {
	revision         int
	counts           Counts
	profile, service string
}

// DraftRevision is that of the draft that Draft makes.
func (c *Campaign) DraftRevision(profile, service string) DraftRevision {
	profile, service = c.savedFor(profile, service)
	r := DraftRevision{revision: c.Revision, profile: profile, service: service}
	if c.Evaluated() {
		r.counts = c.List.Counts()
	}
	return r
}

// Loaded is the revision of a campaign as it was loaded, where the draft it was
// loaded from may be another's, or count its rows otherwise.
func (r DraftRevision) Loaded(from Draft) DraftRevision {
	r.profile, r.service, r.counts = from.Profile, from.Service, from.Counts
	return r
}

// Placed is the draft with its stage and the operator's place known. Where they
// were not, they are where the campaign has come to for certain: sent says that
// it was confirmed, edited that steps were taken over its rows.
func (d Draft) Placed(sent, edited bool) Draft {
	switch {
	case d.Stage.Known():
	case sent:
		d.Stage = StageLive
	case edited || d.Counts != Counts{}:
		d.Stage = StageContacts
	case len(d.Mapping) > 0:
		d.Stage = StageColumns
	default:
		d.Stage = StageFile
	}
	if d.View.Screen.Known() {
		return d
	}
	d.View.Screen = d.Stage
	if sent {
		d.View.Screen = StageLive
	}
	return d
}

// StepKind is what was done with a step of the operator.
type StepKind uint8

const (
	StepMade   StepKind = iota // a new change; what was undone cannot be redone any more
	StepUndone                 // the last change that stands was taken back
	StepRedone                 // the change last taken back was made again
)

// Step is one movement in the history of a list.
type Step struct {
	Kind   StepKind
	Change Change // for StepMade
}

// Record is one thing about a campaign that has to be kept. Exactly one of its
// parts is set; records are kept in the order they came about.
type Record struct {
	Campaign string
	Draft    *Draft
	Rows     *table.Table // the frozen rows; the steps taken over earlier ones end with it
	Step     *Step
	Batch    *Batch // its last statistics
	Calls    []Call // of Batch, new or changed
	AllCalls bool   // they are all calls that the service has of Batch, as MergeCalls takes them

	Details *BatchDetails // of calls, in the place of those that are stored of them
}

// Summary is what can be said of a kept campaign without opening it.
type Summary struct {
	ID        string
	Draft     Draft
	Changed   time.Time
	Confirmed time.Time // zero while it is a draft
	Batches   []Batch
	Releases  []Release // when each of its segments may be sent; none where that is not known
	Holder    string    // who has it open; "" = nobody
	Damage    string    // what of it cannot be read, in sentences for the operator; "" = all can be
}

// StoredCampaign is a campaign as it was kept: as much of it as can be read.
type StoredCampaign struct {
	Summary
	Locked       bool // what cannot be read decides who is called: it can only be looked at, watched and cancelled
	Table        *table.Table
	Done, Undone []Change
	Options      Options // as confirmed
	Sent         []int32 // rows of the plan that was confirmed, batch after batch
	Segments     []Segment
}
