package ui

import (
	"context"
	"fmt"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
)

// The fake store as far as pausing and resuming go.

func (s *fakeStore) Batches(_ context.Context, states ...model.SendState) ([]model.Batch, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []model.Batch
	for _, k := range s.kept {
		for _, b := range k.Batches {
			if len(states) == 0 || slices.Contains(states, b.State) {
				b.Campaign, b.Service = k.ID, k.Draft.Service
				all = append(all, b)
			}
		}
	}
	return all, s.fail
}

func (s *fakeStore) Pause(_ context.Context, id string) ([]model.Release, error) {
	places := make([]int, 100)
	for i := range places {
		places[i] = i
	}
	return s.changeReleases(id, places, func(r *model.Release) {
		if r.Paused.IsZero() {
			r.Paused = fixedNow
		}
	})
}

// Remainders are those of batches whose statistics say whom they called.
func (s *fakeStore) Remainders(_ context.Context, id string) ([]model.Remainder, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.left), s.fail
}

func (s *fakeStore) Resume(_ context.Context, id string, plan model.Plan) ([]model.Batch, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return nil, s.fail
	}
	k := s.find(id)
	k.Segments = slices.Clone(plan.Segments)
	for i := range k.Segments {
		k.Segments[i].Release.Paused = time.Time{}
	}
	for i := range plan.Batches() {
		if i == len(k.Batches) {
			k.Batches = append(k.Batches, model.Batch{
				Key: fmt.Sprintf("%s-new-%d", id, i), Campaign: id, State: model.SendPrepared, Name: plan.Options.Name,
				Service: k.Draft.Service, User: plan.Options.User, Schedule: plan.OptionsOf(i).Schedule(),
			})
		}
		b := &k.Batches[i]
		was := b.Contacts
		b.Index, b.Segment, b.Contacts, b.Hash = i, plan.SegmentOf(i), len(plan.Rows(i)), model.NumbersHash(plan.Numbers(i))
		b.Part = k.Segments[b.Segment].Part()
		b.WentOn += max(0, was-b.Contacts)
	}
	return slices.Clone(k.Batches), nil
}

// leaves has a batch that was cancelled have called some of its numbers, and no others.
func (s *fakeStore) leaves(b model.Batch, numbers []phone.Number, called map[phone.Number]model.Remaining) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := model.Remainder{Key: b.Key, MaxAttempts: b.Schedule.MaxAttempts, Of: map[phone.Number]model.Remaining{}}
	for _, n := range numbers {
		r.Of[n] = called[n]
	}
	s.left = append(s.left, r)
}
