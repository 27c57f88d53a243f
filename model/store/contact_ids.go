package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
)

// packIDs packs contacts that are sorted by id: the ids, then the number of each.
func packIDs(refs []model.ContactRef) []byte {
	data := make([]byte, 0, len(refs)*2*numberSize+sumSize)
	for _, r := range refs {
		data = binary.BigEndian.AppendUint64(data, uint64(r.ID))
	}
	for _, r := range refs {
		data = binary.BigEndian.AppendUint64(data, uint64(r.Number))
	}
	return seal(data)
}

// packedIDs are sorted ids with the number of each.
type packedIDs struct{ ids, numbers packed }

func unpackIDs(blob []byte) (packedIDs, error) {
	data, err := unseal(blob)
	if err != nil || len(data)%(2*numberSize) != 0 {
		return packedIDs{}, errDamagedBlob
	}
	half := len(data) / 2
	return packedIDs{packed(data[:half]), packed(data[half:])}, nil
}

// refs are the contacts again.
func (p packedIDs) refs() []model.ContactRef {
	refs := make([]model.ContactRef, p.ids.len())
	for i := range refs {
		refs[i] = model.ContactRef{Number: p.numbers.at(i), ID: model.ContactID(p.ids.at(i))}
	}
	return refs
}

func putIDs(ctx context.Context, q querier, batch int64, ids []model.ContactRef) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := q.ExecContext(ctx, `INSERT INTO batch_ids (batch, ids) VALUES (?, ?)`, batch, packIDs(ids))
	return err
}

// wanted are contacts about whom it is asked which batches guard them. The
// service finds them by their ids first, so a batch may hold one under a number
// that the id came with earlier.
type wanted struct {
	numbers []phone.Number                   // their own, sorted
	all     []phone.Number                   // and those that their ids were sent with to an agent, sorted
	now     map[phone.Number][]agentNumber   // by such a number, the one of the contact today
	other   map[agentNumber]bool             // contacts whose id the agent knows under another number
	same    map[phone.Number]map[string]bool // of those, the batches that hold both their id and their number, by key
}

type agentNumber struct {
	agent  string
	number phone.Number
}

// want finds out what the ids of some contacts, sorted by number, were sent with
// to an agent before; "" stands for any agent. One batch and those of one campaign
// do not count.
func (s *Store) want(ctx context.Context, q querier, refs []model.ContactRef, service, agent, exceptBatch, exceptCampaign string) (wanted, error) {
	w := wanted{numbers: make([]phone.Number, len(refs))}
	var byID []model.ContactRef
	for i, r := range refs {
		w.numbers[i] = r.Number
		if r.ID != 0 {
			byID = append(byID, r)
		}
	}
	w.numbers = slices.Compact(w.numbers)
	w.all = w.numbers
	if len(byID) == 0 {
		return w, nil
	}
	slices.SortFunc(byID, func(a, b model.ContactRef) int { return cmp.Compare(a.ID, b.ID) })
	type holds struct {
		number phone.Number
		batch  string
	}
	var same []holds
	rehearsal := model.IsSandbox(service)
	err := each(ctx, q, func(rows *sql.Rows) error {
		var key, name, to, by string
		var blob sql.RawBytes
		if err := rows.Scan(&key, &name, &to, &by, &blob); err != nil || model.IsSandbox(to) != rehearsal {
			return err
		}
		sent, err := unpackIDs(blob)
		if err != nil {
			return s.damaged(name, err)
		}
		i := 0
		for _, r := range byID {
			if i = sent.ids.from(i, phone.Number(r.ID)); i == sent.ids.len() {
				break
			}
			if model.ContactID(sent.ids.at(i)) != r.ID {
				continue
			}
			if was := sent.numbers.at(i); was == r.Number {
				same = append(same, holds{was, key})
			} else {
				w.add(was, agentNumber{by, r.Number})
			}
		}
		return nil
	}, `SELECT key, name, service, agent, ids FROM batch_ids JOIN batches ON batch = id
		WHERE state NOT IN ('prepared', 'refused') AND (?1 = '' OR agent = ?1)
		AND key <> ?2 AND (campaign IS NULL OR campaign <> ?3) ORDER BY id`, agent, exceptBatch, exceptCampaign)
	if err != nil || w.now == nil {
		return w, err
	}
	w.all = slices.Clone(w.numbers)
	today := map[phone.Number]bool{}
	for was, contacts := range w.now {
		w.all = append(w.all, was)
		for _, c := range contacts {
			today[c.number] = true
		}
	}
	slices.Sort(w.all)
	w.all = slices.Compact(w.all)
	for _, h := range same {
		if today[h.number] {
			if w.same[h.number] == nil {
				w.same[h.number] = map[string]bool{}
			}
			w.same[h.number][h.batch] = true
		}
	}
	return w, nil
}

func (w *wanted) add(was phone.Number, c agentNumber) {
	if w.now == nil {
		w.now, w.other, w.same = map[phone.Number][]agentNumber{}, map[agentNumber]bool{}, map[phone.Number]map[string]bool{}
	}
	if !slices.Contains(w.now[was], c) {
		w.now[was] = append(w.now[was], c)
	}
	w.other[c] = true
}

// hit is how a batch guards a contact.
type hit struct {
	model.Guard
	number phone.Number // of the contact today
	sameID bool         // the batch has it under another number, by its id
	stays  bool         // the service would not take the number out of the batch, since it finds the contact by its id elsewhere
}

// each calls f for every contact that a batch guards now.
func (w wanted) each(g guarding, now time.Time, period time.Duration, f func(hit)) {
	g.each(w.all, now, period, func(n phone.Number, by model.Guard) {
		own := w.now == nil
		if !own {
			_, own = slices.BinarySearch(w.numbers, n)
		}
		if own {
			f(hit{by, n, false, by.Unfinished && w.other[agentNumber{g.Agent, n}] && !w.same[n][g.Key]})
		}
		for _, c := range w.now[n] {
			if c.agent == g.Agent {
				f(hit{by, c.number, true, false})
			}
		}
	})
}

// outweighs reports whether a hit matters more than what is known of the contact.
func (h hit) outweighs(known model.Suppression) bool {
	switch {
	case known.Stays && !h.Uncertain:
		return false // moving the contact would not keep that batch from calling the number
	case h.stays && !known.Uncertain:
		return true
	}
	return h.Outweighs(known)
}

func (h hit) mark(b model.Batch) model.Suppression {
	m := h.Guard.Mark(b)
	m.SameID, m.Stays = h.sameID, h.stays
	return m
}
