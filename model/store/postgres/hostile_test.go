package postgres

import (
	"reflect"
	"strings"
	"testing"
	"unicode"

	"callsheet/model"
	"callsheet/model/evidence"
	"callsheet/model/team"
)

// unprintable lists what a value holds that a terminal would act on, by where it is.
func unprintable(v reflect.Value, at string) (found []string) {
	switch v.Kind() {
	case reflect.String:
		if strings.ContainsFunc(v.String(), func(r rune) bool { return unicode.IsControl(r) && r != '\n' || r == unicode.ReplacementChar }) {
			found = append(found, at)
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			found = unprintable(v.Elem(), at)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				found = append(found, unprintable(v.Field(i), at+"."+v.Type().Field(i).Name)...)
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			found = append(found, unprintable(v.Index(i), at+"[]")...)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			found = append(found, unprintable(key, at+" key")...)
			found = append(found, unprintable(v.MapIndex(key), at+"[]")...)
		}
	}
	return found
}

// Whoever keeps the database can write what they like into it.
func TestNothingOutOfTheDatabaseReachesATerminalAsItIs(t *testing.T) {
	w, anna := newWorld(t)
	ben := w.member("ben")
	i := w.intent("spring", 1, 2)
	sent, lease := w.sent(anna, i, model.SendAccepted)
	head := team.Head{Campaign: "spring", Name: "Spring", Service: service, Agent: "agent", Contacts: 2, Tally: team.Tally{ToGo: 2}}
	_, err := anna.Tell(t.Context(), team.News{
		Entries: []team.Entry{{Intent: team.Intent{Batch: sent}, Fence: lease.Fence}}, Heads: []team.Head{head},
		Evidence: []evidence.Head{{Campaign: "spring", Entries: 1, Hash: "abc"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	const evil = `E'\x1b[2Jevil\x07' || chr(155)`
	for table, columns := range map[string][]string{
		"campaigns":      {"id", "service", "agent"},
		"batches":        {"campaign", "key", "agent", "batch_id", "opening", "canceller"},
		"evidence_heads": {"campaign", "hash"},
	} {
		for _, column := range columns {
			w.execute(`UPDATE callsheet.` + table + ` SET ` + column + ` = ` + evil)
		}
	}
	for who, l := range map[string]*Ledger{"anna": anna, "ben": ben} {
		s, err := l.Standing(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		calling, err := l.Calling(t.Context(), numbers(1, 2))
		if err != nil {
			t.Fatal(err)
		}
		_, guarded := ben.Begin(t.Context(), w.intent("autumn", 1))
		for what, of := range map[string]any{"how the team stands": s, "who is suppressed": w.suppressions(l, 1, 2), "who is calling": calling, "why it is not sent": guarded, "the membership": l.Membership()} {
			if found := unprintable(reflect.ValueOf(of), ""); len(found) > 0 {
				t.Errorf("%s, %s: %v", who, what, found)
			}
		}
	}
	w.execute(`UPDATE callsheet.team SET suspect = 3, suspicion = ` + evil)
	if _, err := ben.Standing(t.Context()); err == nil || strings.ContainsFunc(err.Error(), unicode.IsControl) {
		t.Errorf("why it is refused: %q", err)
	}
}
