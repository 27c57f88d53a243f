package store

import (
	"testing"

	"callsheet/model"
)

func TestSmoke(t *testing.T) {
	dir := t.TempDir()
	for _, rb := range []bool{false, true} {
		s := open(t, dir, Options{rollback: rb, Who: "anna"})
		b := confirmed(t, s, "Spring", 1, 2, 3)
		b = settled(t, s, b, model.SendAccepted)
		t.Log(b)
		k := must(s.Load(ctx, b.Campaign))(t)
		t.Logf("%+v", k)
		ok(t, s.ForgetAll(ctx))
		ok(t, s.Close())
	}
	d := newDisk(t)
	s := open(t, dir, Options{vfs: d.name})
	d.set(nil)
	confirmed(t, s, "Spring", 1, 2, 3)
	t.Log(d.counted())
}
