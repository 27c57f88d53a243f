//go:build unix

package cli_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/store"
	"callsheet/model/table"
	"callsheet/ui/session"
)

// neededBefore lets the harness remember a list whose prompt could not do without its
// plan.
func (d *harness) neededBefore() {
	d.t.Helper()
	rows := table.Of([]string{"Name", "Phone", "Plan", "City"}, []string{"Ann Lee", "+447400123101", "Gold", "Leeds"})
	m, ok := columns.Guess(rows, "GB").Keyed().Need("plan", true, "")
	list, err := model.Diagnose(d.t.Context(), rows, m, "GB", model.Edits{}, nil)
	if err != nil || !ok {
		d.t.Fatal(err)
	}
	d.ledger(func(ctx context.Context, s *store.Store) {
		if err := (session.Session{Mappings: s.Remembered}).Remember(ctx, list, columns.FromNone, "default"); err != nil {
			d.t.Fatal(err)
		}
	})
}

type neededDoc struct {
	Ready, Duplicate int
	ToFix            int `json:"to_fix"`
	Columns          []struct {
		Header, Key    string
		Index          int
		Needed, Absent bool
	}
}

func TestAListThatLacksWhatThePromptNeededIsHeldAndSaysHow(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	d.neededBefore()
	list := d.file("summer.csv", "Name,Phone,Tariff,City", "Ann Lee,+447400123101,Gold,Leeds", "Bo Ray,+447400123102,Silver,York")
	const says, text = "The prompt needed {plan} in your last such list", "--need 'plan=your plan'"
	d.run("check", list).exits(3).explains(says, "--map 'Column=metadata:plan'", text, "--not-needed plan")
	got := document[neededDoc](d.run("check", list, "--json").exits(3).explains(says))
	if c := got.Columns[len(got.Columns)-1]; got.ToFix != 2 || !c.Absent || !c.Needed || c.Key != "plan" || c.Index >= 0 {
		t.Errorf("the document says %+v", got)
	}
	d.send(list).exits(3).explains(says, text)
	d.send(list, "--skip-invalid").exits(3).explains(says)
	if n := len(service.Dials()); n != 0 {
		t.Fatalf("%d were dialled", n)
	}
	for _, c := range []struct {
		claim string
		flags []string
		plan  string
	}{
		{"another column", []string{"--map", "Tariff=metadata:plan"}, `"plan":"Gold"`},
		{"a text instead", []string{"--need", "{plan}=your plan"}, `"plan":"your plan"`},
		{"not needed any more", []string{"--not-needed", "plan"}, `"tariff":"Gold"`},
	} {
		d.run(append([]string{"check", list}, c.flags...)...).exits(0)
		if r := d.run(append([]string{"send", list, "--dry-run"}, c.flags...)...).exits(0); !strings.Contains(r.out, c.plan) {
			t.Errorf("%s: would send\n%s", c.claim, r.out)
		}
	}
	d.run("check", list, "--need", "plan=N/A").exits(2).explains("gives no text")
	d.run("check", list, "--not-needed", "planet").exits(1).explains("{planet}")
	d.run("check", list, "--map", "Plan=phone").exits(1).explains(fmt.Sprintf("There is no column %q", "Plan"))
	d.run("dnc", "import", list, "--all").exits(0)
}
