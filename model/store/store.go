// Package store keeps campaigns, edits, the send ledger and the do-not-call
// list on this machine, so that a crash loses none of them.
package store

import (
	"context"
	"errors"
	"time"

	"callsheet/model"
)

// Options says who keeps what, and by which clock.
type Options struct {
	Who   string           // who holds campaigns: "anna, terminal pts/3"
	Now   func() time.Time // the ledger's clock; nil = time.Now
	Guard time.Duration    // 0 = model.GuardPeriod
}

// Store is one opening of the folder campaigns are kept in.
type Store struct{}

var errSoon = errors.New("not kept yet")

func Open(ctx context.Context, dir string, o Options) (*Store, error) { return nil, errSoon }
func (s *Store) Close() error                                         { return errSoon }

func (s *Store) Create(ctx context.Context, d model.Draft) (string, error) { return "", errSoon }
func (s *Store) Keep(ctx context.Context, records []model.Record) error    { return errSoon }
func (s *Store) Campaigns(ctx context.Context) ([]model.Summary, error)    { return nil, errSoon }
func (s *Store) Load(ctx context.Context, id string) (model.Kept, error) {
	return model.Kept{}, errSoon
}
func (s *Store) Hold(ctx context.Context, id string) (holder string, err error) { return "", errSoon }
func (s *Store) Release(ctx context.Context, id string) error                   { return errSoon }
func (s *Store) Forget(ctx context.Context, id string) error                    { return errSoon }
func (s *Store) ForgetAll(ctx context.Context) error                            { return errSoon }

func (s *Store) Confirm(ctx context.Context, campaign string, p model.Plan) ([]model.Batch, error) {
	return nil, errSoon
}
func (s *Store) Unconfirm(ctx context.Context, campaign string) error { return errSoon }
func (s *Store) Begin(ctx context.Context, b model.Batch) (model.Batch, error) {
	return b, errSoon
}
func (s *Store) Settle(ctx context.Context, b model.Batch) error { return errSoon }
func (s *Store) Batches(ctx context.Context, states ...model.SendState) ([]model.Batch, error) {
	return nil, errSoon
}
func (s *Store) BatchNumbers(ctx context.Context, key string) ([]model.Number, error) {
	return nil, errSoon
}
func (s *Store) Known(ctx context.Context, batchID string) (bool, error) { return false, errSoon }
func (s *Store) Recover(ctx context.Context) ([]model.Batch, error)      { return nil, errSoon }
func (s *Store) Marks(ctx context.Context, numbers []model.Number, except string) (model.Marks, error) {
	return nil, errSoon
}

func (s *Store) AddDoNotCall(ctx context.Context, numbers []model.Number, source string) (added int, err error) {
	return 0, errSoon
}
func (s *Store) RemoveDoNotCall(ctx context.Context, numbers []model.Number) (removed int, err error) {
	return 0, errSoon
}
func (s *Store) DoNotCall(ctx context.Context) ([]model.Listed, error) { return nil, errSoon }

func (s *Store) Mapping(ctx context.Context, shape string) (model.Mapping, model.Region, bool, error) {
	return nil, "", false, errSoon
}
func (s *Store) KeepMapping(ctx context.Context, shape string, m model.Mapping, region model.Region) error {
	return errSoon
}
func (s *Store) RecentFiles(ctx context.Context) ([]string, error)     { return nil, errSoon }
func (s *Store) KeepRecentFile(ctx context.Context, path string) error { return errSoon }
