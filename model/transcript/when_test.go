package transcript

import (
	"strings"
	"testing"
	"time"

	"callsheet/model/zones"
)

// at1030 is a Saturday morning in London.
var at1030 = time.Date(2026, 11, 28, 10, 30, 0, 0, time.UTC)

// zonesNamed is the set of some zones.
func zonesNamed(t testing.TB, names ...string) zones.Set {
	t.Helper()
	var set zones.Set
	for _, name := range names {
		zone, ok := zones.Named(name)
		if !ok {
			t.Fatalf("no zone %s", name)
		}
		set = set.Union(zone)
	}
	return set
}

// The call was on a Saturday morning in Delhi.
func TestTimesThatAreSaidAreResolvedOrAsked(t *testing.T) {
	delhi, _ := zones.Location("Asia/Kolkata")
	in := Context{At: time.Date(2026, 11, 28, 10, 30, 0, 0, delhi), Zones: zonesNamed(t, "Asia/Kolkata")}
	for _, c := range []struct {
		claim, said string
		at          string // on their clocks, "" = asked
		date        string
		words       string
		choices     int
	}{
		{"a day and an hour of the afternoon", "Call me tomorrow at 5 pm.", "2026-11-29 17:00", "2026-11-29", "tomorrow at 5 pm", 0},
		{"five is before noon or after it", "Call me tomorrow at five.", "", "2026-11-29", "tomorrow at five", 2},
		{"an hour of the day that is only one", "Call me tomorrow at ten.", "2026-11-29 10:00", "2026-11-29", "tomorrow at ten", 0},
		{"a morning names no hour", "Let's talk tomorrow morning.", "", "2026-11-29", "tomorrow morning", 0},
		{"next Monday is said of two", "Call me next Monday at 10 am.", "2026-11-30 10:00", "2026-11-30", "next Monday at 10 am", 0},
		{"a weekday and its morning", "Could you ring me on Monday morning?", "", "2026-11-30", "Monday morning", 0},
		{"two weeks are a day and no hour", "Call back in two weeks.", "", "2026-12-12", "in two weeks", 0},
		{"hours from now are an instant", "Call me in two hours.", "2026-11-28 12:30", "2026-11-28", "in two hours", 0},
		{"half an hour", "Call me back in half an hour.", "2026-11-28 11:00", "2026-11-28", "in half an hour", 0},
		{"half past", "Ring me around half past six this evening.", "2026-11-28 18:30", "2026-11-28", "half past six this evening", 0},
		{"after an hour is no hour", "Try me after 6 pm.", "", "", "after 6 pm", 1},
		{"a day of the month and an hour", "Call me on 5 December at 4:30 pm.", "2026-12-05 16:30", "2026-12-05", "5 December at 4:30 pm", 0},
		{"the month first", "Call me on December 5th at 11 am.", "2026-12-05 11:00", "2026-12-05", "December 5th at 11 am", 0},
		{"figures that may be two days", "Call me on 5/12 at 4 pm.", "", "", "5/12 at 4 pm", 2},
		{"after a day is no day", "Call me after Friday.", "", "", "after Friday", 0},
		{"before an hour is no hour", "Call me tomorrow before 11 am.", "", "2026-11-29", "tomorrow before 11 am", 0},
		{"an hour of next week is no hour of today", "Call me next week at ten.", "", "", "next week at ten", 0},
		{"two hours", "Call me tomorrow at ten or eleven.", "", "", "tomorrow at ten", 1},
		{"two days", "Call me on Monday or Tuesday.", "", "", "Monday or Tuesday", 0},
		{"two times", "I am here until five today, call me tomorrow at ten.", "", "", "tomorrow at ten", 1},
		{"a weekday with its day", "Call me on Saturday, 5 December at 4 pm.", "2026-12-05 16:00", "2026-12-05", "Saturday, 5 December at 4 pm", 0},
		{"a weekday that is not that day", "Call me on Friday, 5 December at 4 pm.", "", "", "Friday, 5 December at 4 pm", 0},
		{"next week is no day", "Call me back next week.", "", "", "next week", 0},
		{"later is no time", "Call me back later.", "", "", "", 0},
		{"another zone than theirs", "Call me tomorrow at 5 pm Eastern.", "", "", "tomorrow at 5 pm Eastern", 0},
		{"Hindi", "कल शाम पाँच बजे कॉल करना।", "2026-11-29 17:00", "2026-11-29", "कल शाम पाँच बजे", 0},
		{"Hindi, without a half of the day", "कल पाँच बजे कॉल करना।", "", "2026-11-29", "कल पाँच बजे", 2},
		{"Hindi, half past five", "कल शाम साढ़े पाँच बजे कॉल करना।", "2026-11-29 17:30", "2026-11-29", "कल शाम साढ़े पाँच बजे", 0},
		{"Hindi, at night", "आज रात नौ बजे फोन करो।", "2026-11-28 21:00", "2026-11-28", "आज रात नौ बजे", 0},
		{"Hindi, hours from now", "दो घंटे बाद फोन कीजिए।", "2026-11-28 12:30", "2026-11-28", "दो घंटे बाद", 0},
		{"Hindi in Latin letters", "Kal shaam ko saat baje call karo.", "2026-11-29 19:00", "2026-11-29", "Kal shaam ko saat baje", 0},
		{"English words among Hindi", "monday ko subah 11 baje call kar lena", "2026-11-30 11:00", "2026-11-30", "monday ko subah 11 baje", 0},
		{"Malayalam", "നാളെ വൈകുന്നേരം അഞ്ച് മണിക്ക് വിളിക്കൂ.", "2026-11-29 17:00", "2026-11-29", "നാളെ വൈകുന്നേരം അഞ്ച് മണിക്ക്", 0},
		{"Malayalam, hours from now", "രണ്ട് മണിക്കൂർ കഴിഞ്ഞ് വിളിക്കൂ.", "2026-11-28 12:30", "2026-11-28", "രണ്ട് മണിക്കൂർ കഴിഞ്ഞ്", 0},
		{"Tamil", "நாளை காலை பத்து மணிக்கு கூப்பிடுங்கள்.", "2026-11-29 10:00", "2026-11-29", "நாளை காலை பத்து மணிக்கு", 0},
		{"Bengali", "কাল সকাল দশটায় ফোন করবেন।", "2026-11-29 10:00", "2026-11-29", "কাল সকাল দশটায়", 0},
		{"Telugu", "రేపు ఉదయం పది గంటలకు కాల్ చేయండి.", "2026-11-29 10:00", "2026-11-29", "రేపు ఉదయం పది గంటలకు", 0},
		{"Arabic", "اتصل بي غداً الساعة العاشرة صباحاً.", "2026-11-29 10:00", "2026-11-29", "غداً الساعة العاشرة صباحاً", 0},
		{"Spanish, an afternoon", "Llámeme mañana por la tarde.", "", "2026-11-29", "mañana por la tarde", 0},
		{"Spanish", "Llámeme mañana a las cuatro y media de la tarde.", "2026-11-29 16:30", "2026-11-29", "mañana a las cuatro y media de la tarde", 0},
		{"French", "Rappelez-moi demain à dix-sept heures.", "2026-11-29 17:00", "2026-11-29", "demain à dix-sept heures", 0},
		{"French, an hour from now", "Rappelez-moi dans une heure.", "2026-11-28 11:30", "2026-11-28", "dans une heure", 0},
		{"German, half five is half past four", "Rufen Sie mich morgen Nachmittag um halb fünf an.", "2026-11-29 16:30", "2026-11-29", "morgen Nachmittag um halb fünf", 0},
		{"German, seventeen hours", "Rufen Sie mich am Montag um siebzehn Uhr an.", "2026-11-30 17:00", "2026-11-30", "Montag um siebzehn Uhr", 0},
		{"Italian", "Mi richiami domani pomeriggio alle quattro.", "2026-11-29 16:00", "2026-11-29", "domani pomeriggio alle quattro", 0},
		{"Portuguese", "Me liga amanhã às três da tarde.", "2026-11-29 15:00", "2026-11-29", "amanhã às três da tarde", 0},
		{"Dutch, half eight is half past seven", "Belt u vanavond om half acht maar.", "2026-11-28 19:30", "2026-11-28", "vanavond om half acht", 0},
	} {
		t.Run(c.claim, func(t *testing.T) {
			found := Find(Call{Turns: []Turn{{Contact, c.said}}}, in)
			if len(found.Callbacks) != 1 {
				t.Fatalf("%d callbacks in %q", len(found.Callbacks), c.said)
			}
			got := found.Callbacks[0]
			at := ""
			if !got.At.IsZero() {
				at = got.At.Format("2006-01-02 15:04")
			}
			if at != c.at || got.Date != c.date || got.Words != c.words || len(got.Choices) != c.choices {
				t.Errorf("%q: at %q on %q, words %q, %d choices (%s)", c.said, at, got.Date, got.Words, len(got.Choices), got.Question)
			}
			if (c.at == "") == (got.Question == "") {
				t.Errorf("%q: at %q, and asks %q", c.said, at, got.Question)
			}
		})
	}
}

func TestATimeIsOnlyKnownWhereAllTheirClocksSayTheSame(t *testing.T) {
	at := time.Date(2026, 11, 28, 15, 0, 0, 0, time.UTC)
	of := func(said string, in Context) Callback {
		t.Helper()
		found := Find(Call{Turns: []Turn{{Contact, said}}}, in)
		if len(found.Callbacks) != 1 {
			t.Fatalf("%d callbacks in %q", len(found.Callbacks), said)
		}
		return found.Callbacks[0]
	}
	two := Context{At: at, Zones: zonesNamed(t, "America/New_York", "America/Chicago")}
	if c := of("Call me tomorrow at 5 pm.", two); !c.At.IsZero() || c.Date != "2026-11-29" || len(c.Choices) != 2 || !strings.Contains(c.Question, "2 time zones") {
		t.Errorf("in one of two zones: %+v", c.When)
	}
	if c := of("Call me in two hours.", two); !c.At.Equal(at.Add(2 * time.Hour)) {
		t.Errorf("hours from now are the same in both: %+v", c.When)
	}
	same := Context{At: at, Zones: zonesNamed(t, "America/New_York", "America/Toronto")}
	if c := of("Call me tomorrow at 5 pm.", same); c.At.IsZero() || c.At.UTC().Format("15:04") != "22:00" {
		t.Errorf("in zones whose clocks agree: %+v", c.When)
	}
	if c := of("Call me tomorrow at 5 pm.", Context{At: at}); !c.At.IsZero() || c.Date != "" || c.Question == "" {
		t.Errorf("in no zone that is known: %+v", c.When)
	}
	if c := of("Call me tomorrow at 5 pm.", Context{Zones: two.Zones}); !c.At.IsZero() || c.Question == "" {
		t.Errorf("of a call whose time is not known: %+v", c.When)
	}
}

func TestAPromisedDateIsReadInManyFormats(t *testing.T) {
	london, _ := zones.Location("Europe/London")
	in := Context{At: time.Date(2026, 11, 28, 10, 30, 0, 0, london), Zones: zonesNamed(t, "Europe/London"), Region: "GB"}
	for _, c := range []struct{ claim, value, at, date string }{
		{"an instant", "2026-12-05T15:00:00Z", "2026-12-05 15:00", "2026-12-05"},
		{"an instant with an offset", "2026-12-05T15:00:00+05:30", "2026-12-05 09:30", "2026-12-05"},
		{"midnight is a day", "2026-12-05T00:00:00.000Z", "", "2026-12-05"},
		{"a day", "2026-12-05", "", "2026-12-05"},
		{"a day in words", "5 December 2026", "", "2026-12-05"},
		{"a day and a time", "2026-12-05 15:30", "2026-12-05 15:30", "2026-12-05"},
		{"a day and a time in words", "December 5, 2026 3:30 pm", "2026-12-05 15:30", "2026-12-05"},
		{"a weekday with its day", "Saturday, December 5, 2026 at 3:30 PM", "2026-12-05 15:30", "2026-12-05"},
		{"milliseconds", "1796482800000", "2026-12-05 15:00", "2026-12-05"},
		{"figures that may be two days, of which one has passed", "05/12/2026", "", "2026-12-05"}, {"figures that may be two days", "03/02/2027", "", ""},
		{"one day in figures", "25/12/2026", "", "2026-12-25"},
		{"words", "tomorrow at 3 pm", "2026-11-29 15:00", "2026-11-29"},
		{"words of another language", "कल शाम पाँच बजे", "2026-11-29 17:00", "2026-11-29"},
		{"what has passed", "2026-11-01T15:00:00Z", "", ""},
		{"a day that has passed", "2026-11-01", "", ""},
		{"no time at all", "when he is back from his trip", "", ""},
	} {
		t.Run(c.claim, func(t *testing.T) {
			found := Find(Call{Metrics: []Metric{{"promisedDate", c.value}, {"callbackRequired", "true"}}}, in)
			if len(found.Callbacks) != 1 {
				t.Fatalf("%d callbacks", len(found.Callbacks))
			}
			got := found.Callbacks[0]
			at := ""
			if !got.At.IsZero() {
				at = got.At.In(london).Format("2006-01-02 15:04")
			}
			if at != c.at || got.Date != c.date || got.Source != InMetrics || !got.Sure || !strings.Contains(got.Sentence, c.value) || (at == "") == (got.Question == "") {
				t.Errorf("%q: at %q on %q: %+v", c.value, at, got.Date, got)
			}
		})
	}
}
