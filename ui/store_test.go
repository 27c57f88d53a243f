package ui

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"callsheet/model"
	"callsheet/model/evidence"
	"callsheet/model/phone"
	"callsheet/ui/session"
)

// fakeStore keeps campaigns in memory, as a store on disk does.
type fakeStore struct {
	mu      sync.Mutex
	kept    []*model.StoredCampaign
	fail    error // answers every write with it
	holder  string
	marks   model.Suppressions
	rung    map[phone.Number]model.NumberHistory
	writes  int
	mayCall []model.Calling

	optedOut int // of every batch

	calls   map[string][]model.Call     // by the batch's key
	details map[string]model.CallDetail // of every batch, by the calls' ids
	left    []model.Remainder
}

// storeOf is a fake in the place of everything that is stored.
func storeOf(s interface {
	session.Campaigns
	session.Ledger
	session.Guards
	session.DoNotCallList
	session.Evidence
}) session.Store {
	return session.Store{Campaigns: s, Ledger: s, Guards: s, DoNotCall: s, Evidence: s}
}

// Chain has nothing that was written down.
func (s *fakeStore) Chain(context.Context, string) (evidence.Chain, *evidence.Break, error) {
	return evidence.Chain{}, nil, nil
}

func newFakeStore() *fakeStore { return &fakeStore{} }

func (s *fakeStore) find(id string) *model.StoredCampaign {
	for _, k := range s.kept {
		if k.ID == id {
			return k
		}
	}
	return nil
}

// failWith makes every write fail; nil makes them succeed again.
func (s *fakeStore) failWith(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = err
}

func (s *fakeStore) Create(_ context.Context, d model.Draft) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return "", s.fail
	}
	k := &model.StoredCampaign{}
	k.ID, k.Draft, k.Changed = fmt.Sprintf("c%d", len(s.kept)+1), d, fixedNow
	s.kept = append(s.kept, k)
	return k.ID, nil
}

func (s *fakeStore) Save(_ context.Context, records []model.Record) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return s.fail
	}
	s.writes++
	for _, r := range records {
		if r.Details != nil {
			s.keepDetails(*r.Details)
			continue
		}
		k := s.find(r.Campaign)
		if k == nil { // of an earlier run
			k = &model.StoredCampaign{}
			k.ID = r.Campaign
			s.kept = append(s.kept, k)
		}
		switch {
		case r.Draft != nil:
			k.Draft = *r.Draft
		case r.Rows != nil:
			k.Table, k.Done, k.Undone = r.Rows, nil, nil
		case r.Step != nil:
			keepStep(k, *r.Step)
		case r.Batch != nil:
			k.Batches[r.Batch.Index].Last = r.Batch.Last
			s.keepCalls(r)
		}
	}
	return nil
}

func keepStep(k *model.StoredCampaign, s model.Step) {
	switch s.Kind {
	case model.StepMade:
		k.Done, k.Undone = append(k.Done, s.Change), nil
	case model.StepUndone:
		last := len(k.Done) - 1
		k.Undone = append(k.Undone, k.Done[last])
		k.Done = k.Done[:last]
	case model.StepRedone:
		last := len(k.Undone) - 1
		k.Done = append(k.Done, k.Undone[last])
		k.Undone = k.Undone[:last]
	}
}

func (s *fakeStore) Summaries(context.Context) ([]model.Summary, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []model.Summary
	for _, k := range slices.Backward(s.kept) {
		summary := k.Summary
		summary.Batches = slices.Clone(k.Batches)
		summary.Holder = s.holder
		all = append(all, summary)
	}
	return all, nil
}

func (s *fakeStore) Load(_ context.Context, id string) (model.StoredCampaign, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := *s.find(id)
	k.Done, k.Undone, k.Batches = slices.Clone(k.Done), slices.Clone(k.Undone), slices.Clone(k.Batches)
	return k, nil
}

func (s *fakeStore) Lock(context.Context, string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.holder, nil
}

func (s *fakeStore) Check(context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, lost := errors.AsType[*model.LostError](s.fail); lost {
		return s.fail
	}
	return nil
}

func (s *fakeStore) Forget(_ context.Context, _ bool, ids ...string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return s.fail
	}
	s.kept = slices.DeleteFunc(s.kept, func(k *model.StoredCampaign) bool { return slices.Contains(ids, k.ID) })
	return nil
}

func (s *fakeStore) Release(context.Context, string) error { return nil }

func (s *fakeStore) Confirm(_ context.Context, id string, plan model.Plan) ([]model.Batch, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return nil, s.fail
	}
	k := s.find(id)
	if len(k.Batches) > 0 {
		return nil, model.UserError("This campaign was confirmed already.")
	}
	k.Options, k.Segments, k.Confirmed = plan.Options, plan.Segments, fixedNow
	for i := range plan.Batches() {
		k.Batches = append(k.Batches, model.Batch{
			Key: fmt.Sprintf("%s-%d", id, i), Campaign: id, Index: i, Segment: plan.SegmentOf(i), Contacts: len(plan.Numbers(i)), State: model.SendPrepared,
			Hash: model.NumbersHash(plan.Numbers(i)), Service: k.Draft.Service, User: plan.Options.User, Part: plan.Segments[plan.SegmentOf(i)].Part(),
			Schedule: plan.OptionsOf(i).Schedule(),
		})
		k.Sent = append(k.Sent, plan.Rows(i)...)
	}
	return slices.Clone(k.Batches), nil
}

// AddSegments is Confirm for the batches behind those that stay.
func (s *fakeStore) AddSegments(_ context.Context, id string, plan model.Plan, keys []string) ([]model.Batch, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return nil, s.fail
	}
	k := s.find(id)
	k.Batches = slices.DeleteFunc(slices.Clone(k.Batches), func(b model.Batch) bool { return slices.Contains(keys, b.Key) })
	k.Segments, k.Sent = plan.Segments, nil
	for i := range plan.Batches() {
		if i == len(k.Batches) {
			k.Batches = append(k.Batches, model.Batch{
				Key: fmt.Sprintf("%s-new-%d", id, i), Campaign: id, Contacts: len(plan.Numbers(i)), State: model.SendPrepared, Name: plan.Options.Name,
				Hash: model.NumbersHash(plan.Numbers(i)), Service: k.Draft.Service, User: plan.Options.User, Schedule: plan.OptionsOf(i).Schedule(),
			})
		}
		b := &k.Batches[i]
		b.Index, b.Segment, b.Part = i, plan.SegmentOf(i), plan.Segments[plan.SegmentOf(i)].Part()
		k.Sent = append(k.Sent, plan.Rows(i)...)
	}
	return slices.Clone(k.Batches), nil
}

func (s *fakeStore) ReleaseSegments(_ context.Context, id string, places []int, by model.ReleasedBy) ([]model.Release, error) {
	return s.changeReleases(id, places, func(r *model.Release) {
		if by == model.ReleasedByOperator && r.Waits() || r.ByOutcome() {
			r.Done = fixedNow
		}
	})
}

func (s *fakeStore) KeepSegments(_ context.Context, id string, places []int, why string) ([]model.Release, error) {
	return s.changeReleases(id, places, func(r *model.Release) {
		if r.ByOutcome() {
			r.Kept = why
		}
	})
}

func (s *fakeStore) changeReleases(id string, places []int, change func(*model.Release)) ([]model.Release, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return nil, s.fail
	}
	k := s.find(id)
	k.Segments = slices.Clone(k.Segments)
	var all []model.Release
	for i := range k.Segments {
		if slices.Contains(places, i) {
			change(&k.Segments[i].Release)
		}
		all = append(all, k.Segments[i].Release)
	}
	for i := range k.Batches {
		k.Batches[i].Part.Release = all[k.Batches[i].Segment]
	}
	k.Releases = all
	return all, nil
}

func (s *fakeStore) keepCalls(r model.Record) {
	if s.calls == nil {
		s.calls = map[string][]model.Call{}
	}
	s.calls[r.Batch.Key] = model.MergeCalls(slices.Clone(s.calls[r.Batch.Key]), r.Calls, r.AllCalls)
}

func (s *fakeStore) keepDetails(of model.BatchDetails) {
	if s.details == nil {
		s.details = map[string]model.CallDetail{}
	}
	for _, d := range of.Details {
		s.details[d.Call] = d
	}
}

func (s *fakeStore) Calls(_ context.Context, key string) ([]model.Call, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls[key]), nil
}

func (s *fakeStore) CallDetails(context.Context, string) (map[string]model.CallDetail, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.details), nil
}

func (s *fakeStore) CallDetail(_ context.Context, _, call string) (model.CallDetail, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, found := s.details[call]
	return d, found, nil
}

func (s *fakeStore) OptedOut(context.Context, []string) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.optedOut, s.fail
}

func (s *fakeStore) Unconfirm(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.find(id)
	k.Batches, k.Sent, k.Segments = nil, nil, nil
	return nil
}

func (s *fakeStore) Retry(_ context.Context, b model.Batch) (model.Batch, error) {
	b.State, b.Reason = model.SendPrepared, ""
	s.recordOutcome(b)
	return b, nil
}

func (s *fakeStore) heldBy(who string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.holder = who
}

func (s *fakeStore) recordOutcome(b model.Batch) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k := s.find(b.Campaign); k != nil {
		k.Batches[b.Index] = b
	}
}

func (s *fakeStore) Calling(_ context.Context, numbers []phone.Number) ([]model.Calling, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []model.Calling
	for _, c := range s.mayCall {
		c.Numbers = slices.DeleteFunc(slices.Clone(c.Numbers), func(n phone.Number) bool { return !slices.Contains(numbers, n) })
		if len(c.Numbers) > 0 {
			found = append(found, c)
		}
	}
	return found, nil
}

func (s *fakeStore) Add(_ context.Context, numbers []phone.Number, source string) (added int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return 0, s.fail
	}
	if s.marks == nil {
		s.marks = model.Suppressions{}
	}
	for _, n := range numbers {
		if m := s.marks[n]; m.DoNotCall.IsZero() {
			m.DoNotCall, m.Source = fixedNow, source
			s.marks[n] = m
			added++
		}
	}
	return added, nil
}

func (s *fakeStore) Histories(context.Context, []phone.Number, string) (model.NumberHistories, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return model.NumberHistories{Of: s.rung}, nil
}

func (s *fakeStore) Suppressions(_ context.Context, refs []model.ContactRef, _, _ string) (model.Suppressions, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	marks := model.Suppressions{}
	for _, r := range refs {
		if m, ok := s.marks[r.Number]; ok {
			marks[r.Number] = m
		}
	}
	return marks, nil
}

// batches are those of the campaign at a place, as they are stored by now.
func (s *fakeStore) batches(place int) []model.Batch {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.kept[place].Batches)
}
