package session

import (
	"context"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
)

// Saver writes down what is done to campaigns.
type Saver interface {
	// Create begins a campaign and locks it; it returns the campaign's key.
	Create(ctx context.Context, d model.Draft) (string, error)
	// Save writes records in their order, all or none.
	Save(ctx context.Context, records []model.Record) error
	// Check returns a *model.LostError when what is kept is not where it was.
	Check(ctx context.Context) error
}

// Archive finds the campaigns of earlier runs.
type Archive interface {
	Earlier
	// Load reads a campaign, as much of it as can be read.
	Load(ctx context.Context, id string) (model.StoredCampaign, error)
	// Lock locks a campaign for this console; it returns who has it, "" when it
	// is ours now.
	Lock(ctx context.Context, id string) (string, error)
	Release(ctx context.Context, id string) error
	// Forget removes campaigns with everything in them, all or none, but for what keeps
	// people from being called too soon; unknown also where it is not known what was sent.
	Forget(ctx context.Context, unknown bool, ids ...string) error
}

// Campaigns are saved, and found again in later runs.
type Campaigns interface {
	Saver
	Archive
}

// Ledger knows who was sent where.
type Ledger interface {
	// Confirm writes a plan's batches down as prepared, before anything is sent.
	Confirm(ctx context.Context, id string, plan model.Plan) ([]model.Batch, error)
	// Unconfirm takes a campaign back of which the service has nothing.
	Unconfirm(ctx context.Context, id string) error
	// Retry makes a refused batch ready to be sent again.
	Retry(ctx context.Context, b model.Batch) (model.Batch, error)
	// ReleaseSegments writes down that segments that wait may be sent, by whose word,
	// and KeepSegments that they wait for a person. Both return when each segment of
	// the campaign may be sent.
	ReleaseSegments(ctx context.Context, id string, places []int, by model.ReleasedBy) ([]model.Release, error)
	KeepSegments(ctx context.Context, id string, places []int, why string) ([]model.Release, error)
	// Calls lists the calls that are stored of a batch, newest first.
	Calls(ctx context.Context, key string) ([]model.Call, error)
	// CallDetails are the details that are stored of a batch's calls, by the calls' ids;
	// CallDetail is that of one call, false = nothing is stored.
	CallDetails(ctx context.Context, key string) (map[string]model.CallDetail, error)
	CallDetail(ctx context.Context, key, call string) (model.CallDetail, bool, error)
	// OptedOut counts the contacts of batches who asked not to be called.
	OptedOut(ctx context.Context, keys []string) (int, error)
	// AddSegments puts the batches of a plan in the place of some that were never sent,
	// and returns all of the campaign.
	AddSegments(ctx context.Context, id string, plan model.Plan, keys []string) ([]model.Batch, error)
	// Batches lists the ledger's rows in some states, or all, also of forgotten campaigns.
	Batches(ctx context.Context, states ...model.SendState) ([]model.Batch, error)
	// Pause writes down that nothing more of a campaign may be sent, whoever has it open, and
	// returns when each segment may be sent.
	Pause(ctx context.Context, id string) ([]model.Release, error)
	// Adopt makes a campaign of a batch that was made elsewhere, once, and returns its key.
	Adopt(ctx context.Context, d model.Draft, b model.Batch) (string, error)
	// Remainders tells of the batches of a campaign that were cancelled who may go on.
	Remainders(ctx context.Context, id string) ([]model.Remainder, error)
	// Resume writes down that a campaign goes on, with those who may in other batches, and
	// returns all of them. It checks by itself that nobody is called twice.
	Resume(ctx context.Context, id string, plan model.Plan) ([]model.Batch, error)
}

// DoNotCallList is the numbers that no campaign calls.
type DoNotCallList interface {
	// Add puts sorted numbers on it and returns how many were not there yet.
	Add(ctx context.Context, numbers []phone.Number, source string) (added int, err error)
}

// Store is what this machine stores, by noun.
type Store struct {
	Campaigns Campaigns
	Ledger    Ledger
	Guards    Guards
	DoNotCall DoNotCallList
	Evidence  Evidence
	Team      Team // nil = of no team; all else is there

	ReadOnly ReadOnly // the rule under which it is worked with
}

// Mappings remembers what the columns of lists meant.
type Mappings interface {
	// Mapping returns what was kept under a shape (columns.Fingerprint), and whether
	// anything was.
	Mapping(ctx context.Context, shape string) (columns.Mapping, phone.Region, bool, error)
	SaveMapping(ctx context.Context, shape string, m columns.Mapping, region phone.Region) error
}

// OptionSets keeps options under a name.
type OptionSets interface {
	// OptionSets lists them, those used last first.
	OptionSets(ctx context.Context) ([]model.OptionSet, error)
	// SaveOptionSet keeps one, over what had its name.
	SaveOptionSet(ctx context.Context, set model.OptionSet) error
}

// Earlier knows the campaigns of earlier lists.
type Earlier interface {
	// Summaries lists them, the latest change first. What could be listed comes with
	// an error about the rest.
	Summaries(ctx context.Context) ([]model.Summary, error)
}

// Guards know who must not be called, or not again so soon.
type Guards interface {
	// Suppressions tells what is known of contacts, sorted by number, outside one campaign; "" is none.
	// A batch of the agent that is to call knows them by their ids as well; while no
	// agent is named, so does a batch of any.
	Suppressions(ctx context.Context, refs []model.ContactRef, agent, except string) (model.Suppressions, error)
	// Histories tells how often numbers were rung, or may yet be, outside one campaign; "" is none.
	Histories(ctx context.Context, numbers []phone.Number, except string) (model.NumberHistories, error)
	// Calling lists the batches that may yet call some of sorted numbers.
	Calling(ctx context.Context, numbers []phone.Number) ([]model.Calling, error)
}
