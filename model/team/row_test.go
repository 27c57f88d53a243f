package team

import (
	"slices"
	"testing"
	"time"

	"callsheet/model"
)

var (
	noon = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)

	anna      = Speaker{"anna", "anna 1"} // has the lease
	annaLater = Speaker{"anna", "anna 2"} // another opening of hers
	ben       = Speaker{"ben", "ben 1"}
)

// rowOf is a batch of Anna's that was begun under the second lease, which runs for a minute yet.
func rowOf(state model.SendState) Row {
	return Row{State: state, Owner: "anna", Teller: "anna", Opening: "anna 1", Fence: 2, Until: noon.Add(time.Minute)}
}

const (
	prepared = model.SendPrepared
	sending  = model.SendSending
	accepted = model.SendAccepted
	refused  = model.SendRefused
	unknown  = model.SendUnknown
)

func TestWhoMaySayWhatBecameOfABatch(t *testing.T) {
	within, over := noon, noon.Add(time.Minute)
	takenOver := func(r Row) Row { r.Owner = "ben"; return r }
	for name, c := range map[string]struct {
		row  Row
		word Word
		by   Speaker
		now  time.Time
		want Ruling
	}{
		"within the lease its opening says that it was accepted":                      {rowOf(sending), Word{accepted, 2, false}, anna, within, Taken},
		"within the lease its opening says that it was refused":                       {rowOf(sending), Word{refused, 2, false}, anna, within, Taken},
		"within the lease its opening says that it is not known":                      {rowOf(sending), Word{unknown, 2, false}, anna, within, Taken},
		"within the lease its opening gives it back":                                  {rowOf(sending), Word{prepared, 2, false}, anna, within, Taken},
		"within the lease nothing is given back among all that is told":               {rowOf(sending), Word{prepared, 2, true}, anna, within, Held},
		"within the lease its opening tells what became of it":                        {rowOf(sending), Word{refused, 2, true}, anna, within, Taken},
		"within the lease another opening of the member says nothing":                 {rowOf(sending), Word{refused, 2, false}, annaLater, within, Held},
		"within the lease another opening of the member does not give it back":        {rowOf(sending), Word{prepared, 2, false}, annaLater, within, Held},
		"within the lease not even who took it over says anything":                    {takenOver(rowOf(sending)), Word{refused, 2, false}, ben, within, Held},
		"within the lease its opening says what it was told though it was taken over": {takenOver(rowOf(sending)), Word{refused, 2, false}, anna, within, Taken},
		"within the lease a word about one before says nothing":                       {rowOf(sending), Word{prepared, 1, false}, anna, within, Stale},
		"within the lease it is told again that it is being sent":                     {rowOf(sending), Word{sending, 2, true}, annaLater, within, Same},
		"after the lease its member gives it back":                                    {rowOf(sending), Word{prepared, 2, false}, annaLater, over, Taken},
		"after the lease its member tells that nothing left":                          {rowOf(sending), Word{prepared, 2, true}, annaLater, over, Taken},
		"after the lease its member says that it was refused":                         {rowOf(sending), Word{refused, 2, false}, annaLater, over, Taken},
		"after the lease who took it over settles it":                                 {takenOver(rowOf(sending)), Word{refused, 2, false}, ben, over, Taken},
		"after the lease the opening that comes back gives nothing back":              {takenOver(rowOf(sending)), Word{prepared, 2, false}, anna, over, Theirs},
		"after the lease the opening that comes back frees nobody":                    {takenOver(rowOf(sending)), Word{refused, 2, false}, anna, over, Theirs},
		"after the lease the opening that comes back has the proof":                   {takenOver(rowOf(sending)), Word{accepted, 2, false}, anna, over, Taken},
		"after the lease a word about one before gives nothing back":                  {rowOf(sending), Word{prepared, 1, false}, anna, over, Stale},
		"nobody else says anything":                                                   {rowOf(sending), Word{accepted, 2, false}, ben, over, Theirs},

		"what is not known is found on the service's list":                   {rowOf(unknown), Word{accepted, 2, true}, annaLater, over, Taken},
		"what is not known is marked as not sent by its member":              {rowOf(unknown), Word{refused, 2, true}, annaLater, over, Taken},
		"what is not known is not marked as not sent by another":             {rowOf(unknown), Word{refused, 2, false}, ben, over, Theirs},
		"what is not known is not given back while the lease runs":           {rowOf(unknown), Word{prepared, 2, false}, anna, within, Held},
		"what is not known is not on its way again":                          {rowOf(unknown), Word{sending, 2, true}, anna, over, Stale},
		"what was marked as not sent is proved to be there":                  {rowOf(refused), Word{accepted, 2, true}, annaLater, over, Taken},
		"what was given back is proved to be there by an older lease":        {rowOf(prepared), Word{accepted, 1, true}, anna, over, Taken},
		"what another marked as not sent is proved by who had it":            {takenOver(rowOf(refused)), Word{accepted, 2, true}, annaLater, over, Taken},
		"what was refused is prepared again by its member":                   {rowOf(refused), Word{prepared, 2, true}, anna, over, Taken},
		"what was refused is not prepared again by a word of a lease before": {rowOf(refused), Word{prepared, 1, true}, anna, over, Stale},
		"what was refused is not prepared again by another":                  {takenOver(rowOf(refused)), Word{prepared, 2, true}, anna, over, Theirs},
		"what was refused is not unknown":                                    {rowOf(refused), Word{unknown, 2, true}, anna, over, Stale},
		"what was accepted stays":                                            {rowOf(accepted), Word{refused, 2, true}, anna, over, Impossible},
		"what was accepted stays whatever lease is told of":                  {rowOf(accepted), Word{prepared, 3, true}, anna, over, Impossible},
		"what was accepted is told again with its figures":                   {rowOf(accepted), Word{accepted, 2, true}, annaLater, over, Same},
		"an older copy learns of the later lease":                            {rowOf(refused), Word{unknown, 3, true}, annaLater, over, Taken},
		"an older copy learns that what it has prepared is on its way":       {rowOf(prepared), Word{sending, 3, true}, annaLater, over, Taken},
		"an older copy learns that it was given back":                        {rowOf(sending), Word{prepared, 3, true}, annaLater, over, Taken},
		"an older copy waits for the lease that it has":                      {rowOf(sending), Word{prepared, 3, true}, annaLater, within, Held},
		"a state of a later version is left alone":                           {rowOf("paused"), Word{prepared, 2, true}, anna, over, Impossible},
	} {
		if got := c.row.Becomes(c.word, c.by, c.now); got != c.want {
			t.Errorf("%s: ruled %d, want %d", name, got, c.want)
		}
	}
}

func TestWhoMaySendABatch(t *testing.T) {
	theirs := rowOf(prepared)
	theirs.Owner = "ben"
	for name, c := range map[string]struct {
		row  Row
		by   Speaker
		now  time.Time
		want Ruling
	}{
		"what is prepared is sent by any opening of its member":   {rowOf(prepared), annaLater, noon, Taken},
		"what is prepared is not sent by another":                 {rowOf(prepared), ben, noon, Theirs},
		"what was taken over is not sent by who had it":           {theirs, anna, noon, Theirs},
		"what is being sent is not sent":                          {rowOf(sending), anna, noon, Held},
		"what a lease that ran out left is not sent":              {rowOf(sending), anna, noon.Add(time.Hour), Impossible},
		"what is not known to be there is not sent":               {rowOf(unknown), anna, noon.Add(time.Hour), Impossible},
		"what was refused is not sent until it is prepared again": {rowOf(refused), anna, noon, Impossible},
		"what was accepted is not sent":                           {rowOf(accepted), anna, noon, Impossible},
		"a state of a later version is not sent":                  {rowOf("paused"), anna, noon, Impossible},
	} {
		if got := c.row.Begin(c.by, c.now); got != c.want {
			t.Errorf("%s: ruled %d, want %d", name, got, c.want)
		}
	}
}

// Of all rows, words, speakers and moments there are.
func TestNobodyIsFreedByAWordThatMayBeWrong(t *testing.T) {
	states := []model.SendState{prepared, sending, accepted, refused, unknown}
	free := func(s model.SendState) bool { return s == prepared || s == refused }
	speakers := []Speaker{anna, annaLater, ben, {"carl", "carl 1"}}
	freed := 0
	for _, owner := range []string{"anna", "ben"} {
		for _, from := range states {
			for _, to := range states {
				for fence := range int64(4) {
					for _, told := range []bool{false, true} {
						for _, by := range speakers {
							for _, now := range []time.Time{noon, noon.Add(time.Minute), noon.Add(24 * time.Hour)} {
								row := rowOf(from)
								row.Owner = owner
								ruled := row.Becomes(Word{to, fence, told}, by, now)
								if ruled != Taken {
									continue
								}
								switch {
								case from == accepted && to != accepted:
									t.Errorf("%+v by %+v: what was accepted became %s", row, by, to)
								case fence < row.Fence && to != accepted:
									t.Errorf("%+v by %+v: a lease before made it %s", row, by, to)
								case by.Member == "carl":
									t.Errorf("%+v: a stranger made it %s", row, to)
								case free(from) || !free(to):
									continue // that guards nobody less
								case row.Leased(now) && by != anna:
									t.Errorf("%+v by %+v: freed while it may be on its way", row, by)
								case row.Leased(now) && told && to == prepared:
									t.Errorf("%+v by %+v: given back by what was written down before", row, by)
								case !row.Leased(now) && by.Member != owner:
									t.Errorf("%+v by %+v: freed by who is not the owner", row, by)
								}
								freed++
							}
						}
					}
				}
			}
		}
	}
	if freed == 0 {
		t.Error("nobody was freed at all")
	}
}

// Openings of two members say whatever they like in whatever order; a request that may be on its
// way, or was accepted, keeps guarding until somebody who can know says otherwise.
func TestARequestIsNeverFreedByAnotherWhileItMayLeave(t *testing.T) {
	states := []model.SendState{prepared, refused, unknown, sending}
	for _, first := range states {
		for _, second := range states {
			row := rowOf(sending)
			for _, w := range []Word{{first, 2, true}, {second, 2, true}} {
				if row.Becomes(w, annaLater, noon) == Taken {
					row.State = w.State
				}
			}
			if slices.Contains([]model.SendState{prepared, refused}, row.State) {
				t.Errorf("%s and %s freed it", first, second)
			}
		}
	}
}
