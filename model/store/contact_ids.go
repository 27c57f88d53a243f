package store

import (
	"context"
	"encoding/binary"

	"callsheet/model"
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
