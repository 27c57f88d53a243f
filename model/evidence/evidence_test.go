package evidence

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

var began = time.Date(2026, 11, 28, 1, 44, 5, 123456000, time.UTC)

// chainOf makes a chain of some facts.
func chainOf(t testing.TB, facts ...any) Chain {
	t.Helper()
	c := Chain{Head: Head{Campaign: "okqkdwtf66rrzin7"}}
	prev := Hash{}
	for i, f := range facts {
		e := Entry{Campaign: c.Head.Campaign, Place: i, At: began.Add(time.Duration(i) * time.Minute), Kind: kindOf(f), Who: "anna, terminal pts/3", Host: "jump1", Name: "Spring <renewals> & “more”", Service: "https://api.example", Profile: "default"}
		text, err := Encode(e, f)
		if err != nil {
			t.Fatal(err)
		}
		prev = prev.Next(text)
		c.Links = append(c.Links, Link{i, text, prev.String()})
		c.Head.Entries, c.Head.Hash = i+1, prev.String()
	}
	return c
}

func kindOf(facts any) Kind {
	switch facts.(type) {
	case Begun:
		return KindBegun
	case Confirmation:
		return KindConfirmed
	case Sending:
		return KindSending
	case Outcome:
		return KindOutcome
	case Reopened:
		return KindReopened
	case TakenBack:
		return KindTakenBack
	case Released:
		return KindReleased
	case Kept:
		return KindKept
	case Replanned:
		return KindReplanned
	case Cancelled:
		return KindCancelled
	case Ended:
		return KindEnded
	}
	return KindForgotten
}

// everyFact is one of each kind.
func everyFact() []any {
	batches := []Batch{{Key: "a", Batch: 1, Part: "New York 8:00", Contacts: 12, Numbers: "ab12", Agent: "agent_1", User: "user", Rate: 10, Attempts: 3, Start: began.Add(time.Hour), Again: 2}, {Key: "b", Batch: 2, Contacts: 3, Moved: 1}}
	return []any{
		Begun{Confirmed: began.Add(-time.Hour), Batches: batches},
		Confirmation{
			Contacts: 15, Batches: batches, DoNotCall: DoNotCall{1234, 7, "cd34"}, Excluded: []Excluded{{"to_fix", 4}, {"do_not_call", 1}},
			Terms: Terms{Hours: []Hours{{"US federal", 15}}, Basis: "they asked for it", LeftOut: 2, NoZone: 1, Outside: 3, ZoneOpen: 1, OverCap: 1, Fewer: 1, Waves: 2, Canary: &Canary{Contacts: 3, MinAnswered: 0.7, MaxFailed: 0.2, MaxOptedOut: 0.02}},
		},
		Kept{Why: "Too few answered.", Parts: []Part{{2, "Rest", 3}}},
		Released{By: "operator", Parts: []Part{{2, "", 3}}},
		Replanned{Gone: []string{"b"}, Batches: []Batch{{Key: "c", Batch: 2, Contacts: 3}}},
		Sending{Key: "a", Batch: 1, Attempt: 1, Contacts: 12, DoNotCall: DoNotCall{1234, 7, ""}, Taken: 2},
		Outcome{Key: "a", Batch: 1, State: "unknown", By: ByRecovery, Reason: "Callsheet ended."},
		Outcome{Key: "a", Batch: 1, State: "refused", By: ByOperator, Note: "You said so."},
		Reopened{"a", 1},
		Outcome{Key: "a", Batch: 1, State: "accepted", By: ByReply, HTTPStatus: 202, BatchID: "batch_1"},
		Cancelled{Key: "a", Batch: 1, BatchID: "batch_1", Status: "cancelled", Calls: 4},
		Cancelled{Key: "a", Batch: 1, BatchID: "batch_1", Error: "NOT CANCELLED"},
		Ended{"a", 1, "cancelled", 8, 6, 2},
		TakenBack{3},
		Forgotten{1},
	}
}

func export(t testing.TB, c Chain) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// isWhole reports whether a file is read and verified, and is of the campaign that it was.
func isWhole(t testing.TB, file []byte) bool {
	t.Helper()
	c, err := Read(bytes.NewReader(file))
	if err != nil {
		if _, is := errors.AsType[*Break](err); !is {
			t.Fatalf("reading fails by %v", err)
		}
		return false
	}
	return Verify(c) == nil
}

func TestEveryByteOfAnExportIsHeld(t *testing.T) {
	file := export(t, chainOf(t, everyFact()[:3]...))
	if !isWhole(t, file) {
		t.Fatal("it is broken before anything was changed")
	}
	tried := 0
	for i := range file {
		for _, to := range []byte{file[i] ^ 1, file[i] ^ 0x20, ' ', '\n'} {
			if to == file[i] {
				continue
			}
			other := bytes.Clone(file)
			other[i] = to
			tried++
			if isWhole(t, other) {
				t.Fatalf("byte %d is %q in place of %q, which is not found: …%s…", i, to, file[i], file[max(0, i-30):min(len(file), i+30)])
			}
		}
		for _, other := range [][]byte{append(bytes.Clone(file[:i]), file[i+1:]...), append(append(bytes.Clone(file[:i]), file[i]), file[i:]...), file[:i]} {
			tried++
			if isWhole(t, other) {
				t.Fatalf("a byte at %d was taken out or put in, or all was cut off there, which is not found", i)
			}
		}
	}
	t.Logf("%d changes of %d bytes were tried", tried, len(file))
}

func TestAChangeOfALongExportIsFoundWhereItIs(t *testing.T) {
	var facts []any
	for range 50 {
		facts = append(facts, everyFact()...)
	}
	c := chainOf(t, facts...)
	file := export(t, c)
	chance := rand.New(rand.NewPCG(1, 42))
	for range 100 {
		i := chance.IntN(len(file))
		line := bytes.Count(file[:i], []byte("\n"))
		other := bytes.Clone(file)
		other[i] ^= byte(1 << chance.IntN(8))
		read, err := Read(bytes.NewReader(other))
		broken, is := errors.AsType[*Break](err)
		if !is {
			broken = Verify(read)
		}
		if broken == nil {
			t.Fatalf("byte %d was changed, which is not found", i)
		}
		// A line whose end was changed runs into the next.
		if d := line - broken.Place; d < -1 || d > 1 && line < len(c.Links) {
			t.Errorf("line %d was changed, and entry %d is named: %s", line, broken.Place, broken.Words)
		}
	}
}

func TestWhatIsWrongWithAChainIsNamed(t *testing.T) {
	cases := []struct {
		name   string
		change func(c *Chain)
		damage Damage
		place  int
	}{
		{"an entry was changed", func(c *Chain) {
			c.Links[2].Entry = bytes.Replace(c.Links[2].Entry, []byte("Too few"), []byte("Too man"), 1)
		}, Changed, 2},
		{"the clock of an entry was changed", func(c *Chain) {
			c.Links[4].Entry = bytes.Replace(c.Links[4].Entry, []byte("2026"), []byte("2025"), 1)
		}, Changed, 4},
		{"a hash was changed", func(c *Chain) { c.Links[3].Hash = c.Links[2].Hash }, Changed, 3},
		{"an entry and its hash were changed", func(c *Chain) {
			c.Links[3].Entry = bytes.Replace(c.Links[3].Entry, []byte("operator"), []byte("outcome"), 1)
			prev, _ := ParseHash(c.Links[2].Hash)
			c.Links[3].Hash = prev.Next(c.Links[3].Entry).String()
		}, Changed, 4},
		{"two were exchanged", func(c *Chain) { c.Links[3], c.Links[4] = c.Links[4], c.Links[3] }, Changed, 3},
		{"the first is missing", func(c *Chain) { c.Links = c.Links[1:] }, Missing, 0},
		{"one is missing", func(c *Chain) { c.Links = append(c.Links[:5:5], c.Links[6:]...) }, Missing, 5},
		{"one was put in", func(c *Chain) { c.Links = append(c.Links[:5:5], append([]Link{c.Links[2]}, c.Links[5:]...)...) }, Inserted, 5},
		{"one was added at the end", func(c *Chain) {
			last := c.Links[len(c.Links)-1]
			text, _ := Encode(Entry{Campaign: c.Head.Campaign, Place: len(c.Links)}, Forgotten{})
			prev, _ := ParseHash(last.Hash)
			c.Links = append(c.Links, Link{len(c.Links), text, prev.Next(text).String()})
		}, Inserted, 15},
		{"the last are missing", func(c *Chain) { c.Links = c.Links[:10] }, Truncated, 10},
		{"all are missing", func(c *Chain) { c.Links = nil }, Truncated, 0},
		{"the head is missing", func(c *Chain) { c.Head = Head{Campaign: c.Head.Campaign} }, Inserted, 0},
		{"the hash of the head was changed", func(c *Chain) { c.Head.Hash = c.Links[3].Hash }, Changed, 14},
		{"the chain is another campaign's", func(c *Chain) { c.Head.Campaign = "another" }, Changed, 0},
	}
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			c := chainOf(t, everyFact()...)
			if broken := Verify(c); broken != nil {
				t.Fatal(broken)
			}
			tt.change(&c)
			broken := Verify(c)
			if tt.name == "the head is missing" {
				if broken == nil {
					t.Fatal("it is not found")
				}
				return
			}
			if broken == nil || broken.Damage != tt.damage || broken.Place != tt.place {
				t.Errorf("found %+v, want %s at %d", broken, tt.damage, tt.place)
			}
		})
	}
}

func TestAHashThatWasNotedIsInTheChain(t *testing.T) {
	c := chainOf(t, everyFact()...)
	for _, noted := range []string{"", c.Links[3].Hash, " " + strings.ToUpper(c.Head.Hash) + "\n"} {
		if broken := c.Holds(noted); broken != nil {
			t.Errorf("%q is not in it: %v", noted, broken)
		}
	}
	again := everyFact()
	again[0] = Begun{}
	if c.Holds(chainOf(t, again...).Head.Hash) == nil {
		t.Error("the hash of another chain is in it")
	}
}

func TestTheHashIsWhatTheDocumentationSays(t *testing.T) {
	// As sha256sum says of 32 zero bytes and {"a":1}.
	const want = "b06a229070741292512e8760f470dd7a4c46ccfdf253df781d88dabe58c1ccb1"
	if got := (Hash{}).Next([]byte(`{"a":1}`)).String(); got != want {
		t.Errorf("the hash is %s, want %s", got, want)
	}
}

func TestTextsAreWithoutTelephoneNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"":                                  "",
		"they asked for it":                 "they asked for it",
		"call +44 7400 123456 today":        "call xxx today",
		"(020) 7946-0018":                   "(xxx",
		"07400.123.456, 07400123457":        "xxx, xxx",
		"HTTP 202 after 3 tries of 100000":  "HTTP 202 after 3 tries of 100000",
		"on 2026-11-28 01:44 they said so":  "on 2026-11-28 01:44 they said so",
		"contact +15550100 is not accepted": "contact xxx is not accepted",
	} {
		if got := WithoutNumbers(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
	if ListHash("ab", 9) != "" || ListHash("ab", 10) != "ab" {
		t.Error("the hash of a list of few is told, or that of many is not")
	}
}

func TestEntriesSayHowBatchesStand(t *testing.T) {
	s := StandingOf(chainOf(t, everyFact()[:13]...).Entries())
	got := ""
	for _, key := range []string{"a", "b", "c"} {
		got += fmt.Sprint(key, ":", s.Batches[key].State, s.Batches[key].BatchID, " ")
	}
	if want := "a:acceptedbatch_1 b: c:prepared "; got != want {
		t.Errorf("they stand as %q, want %q", got, want)
	}
	ledger := []Batch{s.Batches["a"], s.Batches["c"]}
	if broken := s.Compare(ledger, 13); broken != nil {
		t.Error(broken)
	}
	for name, change := range map[string]func(b []Batch) []Batch{
		"a state":      func(b []Batch) []Batch { b[0].State = "refused"; return b },
		"an id":        func(b []Batch) []Batch { b[0].BatchID = "batch_2"; return b },
		"its contacts": func(b []Batch) []Batch { b[0].Contacts++; return b },
		"its numbers":  func(b []Batch) []Batch { b[0].Numbers = "other"; return b },
		"one less":     func(b []Batch) []Batch { return b[:1] },
		"one more":     func(b []Batch) []Batch { return append(b, Batch{Key: "d"}) },
	} {
		if s.Compare(change([]Batch{s.Batches["a"], s.Batches["c"]}), 13) == nil {
			t.Errorf("%s of the ledger is other than what is told, which is not found", name)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(export(f, chainOf(f, everyFact()...)))
	f.Add([]byte("{\"head\":{\"campaign\":\"\",\"entries\":0,\"hash\":\"\"}}\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		c, err := Read(bytes.NewReader(file))
		if err != nil {
			return
		}
		if again := export(t, c); !bytes.Equal(again, file) {
			t.Errorf("%q was read, and is written as %q", file, again)
		}
		Verify(c)
		NewPage(c, nil, time.UTC).HTML()
	})
}
