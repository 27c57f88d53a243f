package sharedtest

import (
	"context"
	"slices"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/team"
)

// guarded is how a row guards a contact.
type guarded struct {
	model.Guard
	number phone.Number // of the contact that is asked about
	sameID bool
}

// each calls f for those of some contacts that the rows of other members guard now.
func (d *Database) each(member, service, agent, except string, refs []model.ContactRef, f func(*row, guarded)) {
	for _, key := range d.keys() {
		r := d.rows[key]
		if r.teller == member || model.IsSandbox(r.Batch.Service) != model.IsSandbox(service) || except != "" && r.Batch.Campaign == except {
			continue
		}
		byID := map[model.ContactID]phone.Number{}
		for _, c := range r.Contacts {
			if c.ID != 0 {
				byID[c.ID] = c.Number
			}
		}
		for _, ref := range refs {
			at, same := ref.Number, false
			if !has(r.Contacts, ref.Number) {
				at, same = byID[ref.ID], agent == "" || agent == r.Batch.Agent
				if at == 0 || !same {
					continue
				}
			}
			rung := model.Ring{}
			for _, ring := range r.Rings {
				if ring.Number == at {
					rung = ring
				}
			}
			b := r.Batch
			b.Colleague = d.members[r.teller].Who()
			if g, guards := b.GuardOf(rung.At, d.now(), model.GuardPeriod); guards {
				f(&row{Entry: team.Entry{Intent: team.Intent{Batch: b, Contacts: r.Contacts}}}, guarded{g, ref.Number, same})
			}
		}
	}
}

func (d *Database) keys() []string {
	keys := make([]string, 0, len(d.rows))
	for key := range d.rows {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// judge returns a *model.GuardError where some of a batch must not be called now.
func (d *Database) judge(member string, intent team.Intent) error {
	found := model.GuardError{}
	for _, c := range intent.Contacts {
		if _, listed := d.listed[c.Number]; listed {
			found.DoNotCall++
		}
	}
	d.each(member, intent.Batch.Service, intent.Batch.Agent, "", intent.Contacts, func(r *row, g guarded) {
		_, again := slices.BinarySearch(intent.Again, g.number)
		_, moved := slices.BinarySearch(intent.Moved, g.number)
		known := !intent.Known.IsZero() && !r.Batch.Settled.After(intent.Known)
		switch {
		case g.Uncertain:
			found.Uncertain++
		case known && g.Unfinished && r.Batch.Agent == intent.Batch.Agent && (again && g.Starts.IsZero() || moved):
			return
		case known && !g.Unfinished && again:
			return
		case g.Unfinished && moved && r.Batch.Agent != intent.Batch.Agent:
			found.OtherAgent++
		default:
			found.Recent++
			if g.Unfinished {
				found.Unfinished++
			}
		}
		if g.sameID {
			found.SameID++
		}
		found.Campaign, found.Colleague = r.Batch.Name, r.Batch.Colleague
	})
	if found.DoNotCall+found.Recent+found.Uncertain+found.OtherAgent > 0 {
		return &found
	}
	return nil
}

func (l *Ledger) Suppressions(ctx context.Context, refs []model.ContactRef, agent, except string) (model.Suppressions, error) {
	found := model.Suppressions{}
	err := l.do(ctx, "Suppressions", func(d *Database) error {
		d.each(l.member, l.worksWith(), agent, except, refs, func(r *row, g guarded) {
			if g.Outweighs(found[g.number]) {
				m := g.Suppression(r.Batch)
				m.SameID = g.sameID
				found[g.number] = m
			}
		})
		for _, ref := range refs {
			if e, listed := d.listed[ref.Number]; listed {
				m := found[ref.Number]
				m.DoNotCall, m.Source = e.Since, e.Source
				found[ref.Number] = m
			}
		}
		return nil
	})
	return found, err
}

func (l *Ledger) Histories(ctx context.Context, numbers []phone.Number, except string) (model.NumberHistories, error) {
	found := model.NumberHistories{Of: map[phone.Number]model.NumberHistory{}}
	err := l.do(ctx, "Histories", func(d *Database) error {
		for _, key := range d.keys() {
			r := d.rows[key]
			if r.teller == l.member || model.IsSandbox(r.Batch.Service) != model.IsSandbox(l.worksWith()) || except != "" && r.Batch.Campaign == except {
				continue
			}
			for _, n := range numbers {
				if !has(r.Contacts, n) {
					continue
				}
				ring := model.Ring{Number: n}
				for _, known := range r.Rings {
					if known.Number == n {
						ring = known
					}
				}
				if more, was := r.Batch.RingsOf(ring, d.now()); was {
					h := found.Of[n]
					h.Add(more)
					found.Of[n] = h
				}
			}
		}
		return nil
	})
	if err != nil {
		return model.NumberHistories{Unread: true}, err
	}
	return found, nil
}

func (l *Ledger) Calling(ctx context.Context, numbers []phone.Number) (all []model.Calling, err error) {
	err = l.do(ctx, "Calling", func(d *Database) error {
		of := map[string]*model.Calling{}
		d.each(l.member, l.worksWith(), "", "", model.RefsOf(numbers), func(r *row, g guarded) {
			if !g.Unfinished && !g.Uncertain {
				return
			}
			if of[r.Batch.Key] == nil {
				of[r.Batch.Key] = &model.Calling{Batch: r.Batch}
			}
			of[r.Batch.Key].Numbers = append(of[r.Batch.Key].Numbers, g.number)
		})
		for _, key := range d.keys() {
			if c := of[key]; c != nil {
				all = append(all, *c)
			}
		}
		return nil
	})
	return all, err
}
