package shared_test

import (
	"errors"
	"strings"
	"testing"

	"callsheet/model"
	"callsheet/model/team"
)

// A colleague's batch that stands in the service's list was not made elsewhere, nor was one that may
// be a colleague's.
func TestNothingOfAColleaguesIsAdopted(t *testing.T) {
	w := newWorld()
	anna, ben := w.join(t, "anna", 0), w.join(t, "ben", 0)
	theirs := anna.send(anna.confirm("Spring", 1), model.SendAccepted)
	open := anna.confirm("Summer", 2)
	adopt := func(id string) error {
		b := model.ListedBatch{ID: id, Total: 1, Agent: "agent", Created: noon}.Adopted(real, "Batch", noon)
		_, err := ben.Ledger.Adopt(ctx, model.Draft{Name: "Batch", Service: real}, b)
		return err
	}
	refused := func(what string, err error, words ...string) {
		t.Helper()
		if err == nil {
			t.Errorf("%s is adopted", what)
			return
		}
		for _, want := range words {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("of %s it says %q, without %q", what, err, want)
			}
		}
	}
	refused("a colleague's", adopt(theirs.ID), `"Spring"`, "anna on host")
	ok(t, adopt("batch of another program"))
	open = anna.send(open, model.SendUnknown)
	refused("what may be a colleague's", adopt("batch that came to be"), `"Summer"`, "anna on host", "not known")
	anna.outcome(open, model.SendRefused)
	ok(t, adopt("batch that came to be"))
	w.db.Away(true)
	err := adopt("batch of nobody knows whom")
	if _, away := errors.AsType[*team.AwayError](err); !away {
		t.Errorf("while the team is away: %v", err)
	}
}
