package cli

import (
	"context"

	"callsheet/model"
	"callsheet/model/evidence"
	"callsheet/model/phone"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// unwritable stands in for the memory of this machine when the disk does not
// let it be opened: work goes on in the console, nothing of it is kept, and
// nothing can be confirmed, so that nothing can be sent.
type unwritable struct{ err error }

// store is it in the place of everything that is stored.
func (u unwritable) store() session.Store {
	return session.Store{Campaigns: u, Ledger: u, Guards: u, DoNotCall: u, Evidence: u}
}

func (u unwritable) why() error {
	return model.UserError(reason.Sentence(u.err) + " Then start Callsheet again.")
}

func (u unwritable) Create(context.Context, model.Draft) (string, error) { return "", u.why() }
func (u unwritable) Save(context.Context, []model.Record) error          { return u.why() }
func (u unwritable) Check(context.Context) error                         { return u.why() }
func (u unwritable) Summaries(context.Context) ([]model.Summary, error)  { return nil, u.why() }
func (u unwritable) Lock(context.Context, string) (string, error)        { return "", u.why() }
func (u unwritable) Release(context.Context, string) error               { return u.why() }
func (u unwritable) Forget(context.Context, bool, ...string) error       { return u.why() }
func (u unwritable) Chain(context.Context, string) (evidence.Chain, *evidence.Break, error) {
	return evidence.Chain{}, nil, u.why()
}

func (u unwritable) Unconfirm(context.Context, string) error { return u.why() }

func (u unwritable) Load(context.Context, string) (model.StoredCampaign, error) {
	return model.StoredCampaign{}, u.why()
}

func (u unwritable) Confirm(context.Context, string, model.Plan) ([]model.Batch, error) {
	return nil, u.why()
}

func (u unwritable) Retry(_ context.Context, b model.Batch) (model.Batch, error) { return b, u.why() }

func (u unwritable) Suppressions(context.Context, []model.ContactRef, string, string) (model.Suppressions, error) {
	return nil, u.why()
}

func (u unwritable) Histories(context.Context, []phone.Number, string) (model.NumberHistories, error) {
	return model.NumberHistories{}, u.why()
}

func (u unwritable) Calling(context.Context, []phone.Number) ([]model.Calling, error) {
	return nil, u.why()
}

func (u unwritable) Add(context.Context, []phone.Number, string) (int, error) {
	return 0, u.why()
}

func (u unwritable) ReleaseSegments(context.Context, string, []int, model.ReleasedBy) ([]model.Release, error) {
	return nil, u.why()
}

func (u unwritable) KeepSegments(context.Context, string, []int, string) ([]model.Release, error) {
	return nil, u.why()
}

func (u unwritable) Calls(context.Context, string) ([]model.Call, error) { return nil, u.why() }

func (u unwritable) CallDetails(context.Context, string) (map[string]model.CallDetail, error) {
	return nil, u.why()
}

func (u unwritable) CallDetail(context.Context, string, string) (model.CallDetail, bool, error) {
	return model.CallDetail{}, false, u.why()
}

func (u unwritable) OptedOut(context.Context, []string) (int, error) { return 0, u.why() }

func (u unwritable) AddSegments(context.Context, string, model.Plan, []string) ([]model.Batch, error) {
	return nil, u.why()
}

func (u unwritable) Batches(context.Context, ...model.SendState) ([]model.Batch, error) {
	return nil, u.why()
}

func (u unwritable) Pause(context.Context, string) ([]model.Release, error) { return nil, u.why() }

func (u unwritable) Adopt(context.Context, model.Draft, model.Batch) (string, error) {
	return "", u.why()
}

func (u unwritable) Remainders(context.Context, string) ([]model.Remainder, error) {
	return nil, u.why()
}

func (u unwritable) Resume(context.Context, string, model.Plan) ([]model.Batch, error) {
	return nil, u.why()
}
