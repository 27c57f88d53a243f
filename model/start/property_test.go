package start

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// sound holds what is true of every answer.
func sound(t interface{ Fatalf(string, ...any) }, text string, in Context, a Answer, err error) {
	if err != nil {
		var refused *Refused
		if !errors.As(err, &refused) || refused.Why == "" {
			t.Fatalf("%q: the error is %#v", text, err)
		}
		if strings.ContainsFunc(err.Error(), func(r rune) bool { return r < ' ' || r == 0x7f || r == 0x202e }) || len(err.Error()) > 1000 {
			t.Fatalf("%q: the error is not fit for a terminal: %q", text, err)
		}
		reads(t, text, in, refused.Instead)
		return
	}
	kinds := 0
	for _, is := range []bool{a.Now, !a.At.IsZero(), a.Question != ""} {
		if is {
			kinds++
		}
	}
	if kinds != 1 || (a.Question != "") != (len(a.Candidates) > 0) || len(a.Candidates) > maxCandidates {
		t.Fatalf("%q: the answer is %+v", text, a)
	}
	if !a.At.IsZero() {
		coming(t, text, in, a.At)
		if a.At.Location() != a.Zone {
			t.Fatalf("%q: %s is on other clocks than %s", text, a.At, a.Zone)
		}
		if b, err := Parse(Format(a.At), in); err != nil || !b.At.Equal(a.At) {
			t.Fatalf("%q: %s is read as %s", text, Format(a.At), told(b, err))
		}
	}
	reads(t, text, in, a.Candidates)
}

// reads holds that candidates are coming, that no two are equal in instant or words, and
// that what is typed for each is read as it.
func reads(t interface{ Fatalf(string, ...any) }, text string, in Context, candidates []Candidate) {
	said := map[string]bool{}
	at := map[int64]bool{}
	for _, c := range candidates {
		coming(t, text, in, c.At)
		if said[c.Words] || at[c.At.UnixNano()] {
			t.Fatalf("%q: %s is there twice", text, c.Words)
		}
		said[c.Words], at[c.At.UnixNano()] = true, true
		if b, err := Parse(c.Typed, in); err != nil || b.Question != "" || !b.At.Equal(c.At) {
			t.Fatalf("%q: %s is read as %s", text, c.Typed, told(b, err))
		}
	}
}

func coming(t interface{ Fatalf(string, ...any) }, text string, in Context, at time.Time) {
	if !at.After(in.Now) || at.After(in.Now.AddDate(1, 0, 0)) {
		t.Fatalf("%q said at %s is read as %s", text, in.Now, at)
	}
}

// said draws texts of the words that starts are made of, in and out of order.
func said() *rapid.Generator[string] {
	word := rapid.OneOf(
		rapid.SampledFrom(strings.Fields(`now today tomorrow tmrw yesterday mon tue next this in at on la de noon midnight am pm 9am 3pm 9 12 0900 9:00 21:30 1:30 2:30 01:30 02:30
			0:00 24:00 9h 9h30 21.30 1.12 9.12 1.12. 1/12 31/12 13/13 2026-11-01 2027-03-14 2026-12-01 dec 1dec march mar morgen mañana demain Uhr h baje 2h 90min 3 days min week a an half hour
			utc z +02:00 -05:00 utc+2 pacific springfield tokyo new york LA paz Europe/London America/New_York my time here 29 feb 2028 [Asia/Tokyo] 1st`)),
		rapid.Map(rapid.IntRange(0, 99), func(n int) string { return fmt.Sprint(n) }),
		rapid.StringMatching(`[0-9]{1,4}[:./hT-][0-9]{1,4}([:./+-][0-9]{1,4})?(am|pm|z|Z)?`),
	)
	return rapid.Map(rapid.SliceOfN(word, 1, 6), func(words []string) string { return strings.Join(words, " ") })
}

func drawContext(t *rapid.T) Context {
	names := []string{"UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Pago_Pago", "EST5EDT", "Asia/Beirut"}
	load := func(label string) *time.Location {
		return zoneNamed(rapid.SampledFrom(names).Draw(t, label))
	}
	in := Context{Zone: load("zone"), Mine: load("mine"), Region: rapid.SampledFrom([]string{"", "US", "gb"}).Draw(t, "region"), ZoneOf: places}
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	in.Now = from.Add(time.Duration(rapid.Int64Range(0, int64(5*365*day)).Draw(t, "now"))).In(in.Mine)
	return in
}

func TestWhateverIsSaidTheAnswerIsSound(t *testing.T) {
	read := 0
	rapid.Check(t, func(t *rapid.T) {
		in := drawContext(t)
		for range 20 {
			text := said().Draw(t, "text")
			a, err := Parse(text, in)
			sound(t, text, in, a, err)
			if err == nil {
				read++
			}
		}
	})
	if read == 0 {
		t.Error("nothing was read")
	}
}

// Each instant of the coming year is read back from its own text, wherever one is.
func TestWhatIsFormattedIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawContext(t)
		z := zoneNamed(rapid.SampledFrom([]string{"Europe/Berlin", "America/Chicago", "Australia/Lord_Howe", "UTC", "EST5EDT", "Pacific/Apia"}).Draw(t, "of"))
		at := in.Now.Add(time.Second + time.Duration(rapid.Int64Range(0, int64(364*day)).Draw(t, "ahead"))).Truncate(time.Second).In(z)
		if !at.After(in.Now) {
			return
		}
		if a, err := Parse(Format(at), in); err != nil || !a.At.Equal(at) || isName(z.String()) && a.Zone.String() != z.String() {
			t.Fatalf("%s is read as %s", Format(at), told(a, err))
		}
	})
}

// The words that the screens show of an instant can be typed.
func TestTheWordsOfACandidateAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawContext(t)
		in.Mine = in.Zone
		at := in.Now.Add(time.Duration(rapid.Int64Range(int64(3*day), int64(200*day)).Draw(t, "ahead"))).Truncate(time.Minute).In(in.Zone)
		if twice(at, in.Zone) {
			return
		}
		r := &resolved{in: in}
		text := r.words(at, in.Zone)
		a, err := Parse(text, in)
		if err != nil {
			t.Fatalf("%q is refused: %v", text, err)
		}
		if a.At.Equal(at) {
			return
		}
		for _, c := range a.Candidates { // 3:00 is asked, and is one of the candidates
			if c.At.Equal(at) {
				return
			}
		}
		t.Fatalf("%q is read as %s", text, told(a, err))
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"now", "mon 9:00", "2026-12-01T09:00:00Z", "tomorrow 25:61", "\xff", "in 1h30", "1/12 9:00", "1.12. 9", "9:00 new york", "2026-11-01 01:30-04:00 America/New_York",
		"in 1e9h", "9 la paz", "[[[]]]", "++--", "9.12.", "next next mon", "1..2", "Th 9", "İ 9", "-", "9:00:00.999999999999", "24:00 31 dec"} {
		f.Add(s, int64(0))
		f.Add(s, int64(86400*150))
	}
	in := inLondon(f)
	mine := zone(f, "Asia/Tokyo")
	f.Fuzz(func(t *testing.T, s string, later int64) {
		in := in
		in.Mine, in.Now = mine, in.Now.Add(time.Duration(later%(4*366*86400))*time.Second)
		asked := 0
		in.ZoneOf = func(text string) ([]string, error) {
			if asked++; asked > 20 || len(text) > maxText {
				t.Fatalf("%q asks for a zone %d times, now for %q", s, asked, text)
			}
			return places(text)
		}
		a, err := Parse(s, in)
		asked = 0
		in.ZoneOf = places
		sound(t, s, in, a, err)
		ParseDelay(s)
	})
}
