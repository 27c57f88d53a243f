package session

import "callsheet/model"

// SaveState is how far what was done is written to disk.
type SaveState int

const (
	NothingToSave SaveState = iota
	Saving
	AllSaved
	SaveFailed
)

// State says whether what was done to a campaign is written. Where the operator
// just looks does not count.
func (k *Autosaver) State(c *model.Campaign) SaveState {
	if c == nil || c.Table == nil || c.Onlooker() || c.Locked != "" {
		return NothingToSave
	}
	if k.Failed != "" {
		return SaveFailed
	}
	b := k.pending(c)
	if c.ID == "" || c.Table != b.table || len(b.steps) > 0 || c.DraftRevision(k.Profile, k.Service) != b.revision {
		return Saving
	}
	return AllSaved
}

// Idle reports whether everything that was done to a campaign is written, drafts
// too, and nothing is being written.
func (k *Autosaver) Idle(c *model.Campaign) bool {
	return k.run == nil && k.State(c) == AllSaved && !k.changed(k.pending(c))
}
