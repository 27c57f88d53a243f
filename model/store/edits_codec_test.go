package store

import (
	"encoding/json"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
)

func TestEditsComeBackFromTheirBytes(t *testing.T) {
	edit := rapid.Custom(func(t *rapid.T) model.Edit {
		e := model.Edit{LeftOut: rapid.Bool().Draw(t, "left out"), Accepted: rapid.Bool().Draw(t, "accepted"), Again: rapid.Bool().Draw(t, "again"), Move: rapid.Bool().Draw(t, "move")}
		if rapid.Bool().Draw(t, "more") {
			more := `{"cells":{"3":"Gold"},"metadata":{"vip":"yes"},"region":"GB","phone_column":2,"checked":["not_assigned"],"preferred":true}`
			if err := json.Unmarshal([]byte(more), &e); err != nil {
				t.Fatal(err)
			}
		}
		for _, f := range rapid.SliceOfDistinct(rapid.SampledFrom(columns.Fields()), rapid.ID[columns.Field]).Draw(t, "fields") {
			e = e.With(f, rapid.String().Draw(t, "text"))
		}
		return e
	})
	rapid.Check(t, func(t *rapid.T) {
		var want []model.RowEdit
		for range rapid.IntRange(0, 20).Draw(t, "rows") {
			want = append(want, model.RowEdit{Row: rapid.IntRange(0, math.MaxInt32-1).Draw(t, "row"), Before: edit.Draw(t, "before"), After: edit.Draw(t, "after")})
		}
		got, err := decodeEdits(encodeEdits(want), math.MaxInt32)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) {
			t.Fatalf("%d edits, want %d", len(got), len(want))
		}
		for i := range want {
			if got[i].Row != want[i].Row || !got[i].Before.Equal(want[i].Before) || !got[i].After.Equal(want[i].After) {
				is, _ := json.Marshal(got[i])
				was, _ := json.Marshal(want[i])
				t.Fatalf("edit %d is %s, want %s", i, is, was)
			}
		}
	})
}

func FuzzEdits(f *testing.F) {
	rows := []model.RowEdit{{Row: 3, Before: model.Edit{LeftOut: true}, After: model.Edit{}.With(columns.FieldPhone, "+447400123001")}, {Row: 4}}
	blob := encodeEdits(rows)
	f.Add(blob[:len(blob)-sumSize], 10)
	f.Add([]byte{editsVersion, 0, 1, 0, flagTyped, 1, 0, 1, 'x', 0}, 1)
	f.Add([]byte{editsVersion, 0, 1, 0, 0, 0}, -1)
	f.Fuzz(func(t *testing.T, data []byte, rows int) {
		edits, err := decodeEdits(seal(slices.Clone(data)), rows)
		if err != nil {
			return
		}
		for _, e := range edits {
			if e.Row < 0 || e.Row >= rows {
				t.Fatalf("row %d of %d", e.Row, rows)
			}
			if _, err := json.Marshal(e); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func FuzzUnpack(f *testing.F) {
	f.Add(pack(numbers(1, 2, 3)))
	f.Add(packRows([]int32{1, 2, 3}))
	f.Add([]byte{0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, blob []byte) {
		if list, err := unpack(blob); err == nil {
			common(list.numbers(), list, func(phone.Number) {})
		}
		if rows, err := unpackRows(blob, 3); err == nil {
			for _, row := range rows {
				if row < 0 || row > 2 {
					t.Fatalf("row %d", row)
				}
			}
		}
	})
}

func TestCommonNumbersAreThoseInBoth(t *testing.T) {
	some := rapid.Custom(func(t *rapid.T) []phone.Number {
		list := rapid.SliceOfDistinct(rapid.Uint64Range(1, 60), rapid.ID[uint64]).Draw(t, "list")
		slices.Sort(list)
		numbers := make([]phone.Number, len(list))
		for i, n := range list {
			numbers[i] = phone.Number(n)
		}
		return numbers
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := some.Draw(t, "a"), some.Draw(t, "b")
		list, err := unpack(pack(b))
		if err != nil {
			t.Fatal(err)
		}
		var got, want []phone.Number
		common(a, list, func(n phone.Number) { got = append(got, n) })
		for _, n := range a {
			if slices.Contains(b, n) {
				want = append(want, n)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("common to %v and %v: %v, want %v", a, b, got, want)
		}
	})
}
