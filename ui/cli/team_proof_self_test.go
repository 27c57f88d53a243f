package cli

import (
	"testing"

	"callsheet/model/store/postgres/postgrestest"
)

// TestTheProofHearsOfACopyThatWasAcceptedWithoutAnAnswer holds the proof's own bookkeeping: whether
// a copy was accepted is what the copy knows, also where nobody heard the answer. A member who
// joins then, and everybody else, works with it.
func TestTheProofHearsOfACopyThatWasAcceptedWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		claim    string
		cut      cutPoint
		accepted bool
	}{
		{"the answer comes", "", true},
		{"the answer is lost", cutAfterCommit, true},
		{"the commit does not arrive", cutBeforeCommit, false},
	} {
		t.Run(tt.claim, func(t *testing.T) {
			on := postgrestest.Start(t)
			w := newTeamModel(t, NewCounters(), 1, func(w *teamModel) proofDatabase { return newProofServer(w, on) })
			defer w.end()
			p, is := w.database.(*proofServer)
			c := w.members[0].consoles[0]
			if !is || !c.open() {
				t.Fatal("there is no console")
			}
			p.copied = on.Copy(t)
			promoted := p.copied
			p.promoteFor(everybody)
			p.wayOf(c).arm(tt.cut, 0)
			p.accept(w, c)
			if got := p.accepted == promoted; got != tt.accepted {
				t.Fatalf("it is taken for accepted: %t", got)
			}
			if blocks := p.blocks(c); !blocks {
				t.Error("something may be sent before everybody told it all")
			}
			w.finish()
			if p.accepted != promoted {
				t.Error("it is not the team's at the end")
			}
		})
	}
}
