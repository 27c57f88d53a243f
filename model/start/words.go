package start

import (
	"strings"
	"time"

	"callsheet/model/fold"
)

// meaning is what a word of a start says.
type meaning int

const (
	unknown    meaning = iota
	filler             // "at", "um", "a las": says nothing, and may begin a city's name; n = maybePlace
	dayWord            // n days from today
	dayPart            // n = am or pm
	tonight            // today, pm
	weekdayOf          // n = a weekday
	monthOf            // n = a month
	noon               //
	midnight           //
	hourWord           // "uhr", "o'clock": what stands before it is an hour
	nextWord           // "next", "prochain"
	tomorrowOr         // "morgen", "mañana": tomorrow, or the morning of a day that is named
)

const (
	am = 1 + iota
	pm
)

// maybePlace marks what says nothing in one place, and is short for a state or a country
// in another: LA, ON, DE.
const maybePlace = 1

type word struct {
	means meaning
	n     int
}

var atOnce = fold.Words("now asap immediately jetzt sofort maintenant ahora ya abhi")

// words are known by their folded spelling, and English names of days and months by
// their first letters as well.
var words = func() map[string]word {
	all := map[string]word{}
	put := func(means meaning, n int, list string) {
		for w := range strings.FieldsSeq(list) {
			all[w] = word{means, n}
		}
	}
	put(filler, 0, "the of from this coming starting um den der dem diesen las les por")
	put(filler, maybePlace, "at on in by a la el le l de del ab este ko")
	put(dayWord, -1, "yesterday")
	put(dayWord, 0, "today heute aujourdhui hoy aaj")
	// Hindi kal is yesterday as well, which no start can be; parson likewise.
	put(dayWord, 1, "tomorrow tmrw tmr tmw tomorow tommorow tommorrow demain kal")
	put(dayWord, 2, "overmorrow ubermorgen uebermorgen apresdemain parson parso")
	put(tomorrowOr, 1, "morgen manana")
	put(tonight, 0, "tonight")
	put(dayPart, am, "am morning morgens vormittags vormittag fruh frueh matin subah")
	put(dayPart, pm, "pm afternoon evening nachmittags nachmittag abends abend apresmidi soir tarde noche sham shaam")
	put(noon, 0, "noon midday mittag mittags midi mediodia")
	put(midnight, 0, "midnight mitternacht minuit medianoche")
	put(hourWord, 0, "oclock uhr h heure heures hrs hours hora horas baje")
	put(nextWord, 0, "next nachste nachsten nachster naechste naechsten prochain prochaine proximo proxima agle")
	for n, list := range map[time.Weekday]string{
		time.Monday:    "montag lundi lun lunes somvar somwar",
		time.Tuesday:   "dienstag mardi martes mangalvar mangalwar",
		time.Wednesday: "mittwoch mercredi mer miercoles mie budhvar budhwar",
		time.Thursday:  "donnerstag jeudi jeu jueves jue guruvar guruwar",
		time.Friday:    "freitag vendredi ven viernes vie shukravar shukrawar",
		time.Saturday:  "samstag sonnabend samedi sam sabado sab shanivar shaniwar",
		time.Sunday:    "sonntag dimanche dim domingo dom ravivar raviwar itvar itwar",
	} {
		put(weekdayOf, int(n), list)
	}
	for n, list := range map[time.Month]string{
		time.January: "januar janner jaenner janvier janv enero ene janvari janwari", time.February: "februar fevrier fev fevr febrero farvari",
		time.March: "marz maerz mars marzo", time.April: "avril avr abril abr aprail",
		time.May: "mai mayo", time.June: "juni juin junio", time.July: "juli juillet juil julio julai",
		time.August: "aout agosto ago agast", time.September: "septembre septiembre setiembre sitambar",
		time.October: "oktober okt octobre octubre aktubar", time.November: "novembre noviembre navambar",
		time.December: "dezember dez decembre diciembre dic disambar",
	} {
		put(monthOf, int(n), list)
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		for i := 3; i <= len(d.String()); i++ {
			put(weekdayOf, int(d), strings.ToLower(d.String()[:i]))
		}
	}
	for m := time.January; m <= time.December; m++ {
		for i := 3; i <= len(m.String()); i++ {
			put(monthOf, int(m), strings.ToLower(m.String()[:i]))
		}
	}
	return all
}()

// daysOfTwo are the German abbreviations, known only before the time.
var daysOfTwo = map[string]time.Weekday{
	"mo": time.Monday, "di": time.Tuesday, "mi": time.Wednesday, "do": time.Thursday, "fr": time.Friday, "sa": time.Saturday, "so": time.Sunday,
}

// monthFirst are the countries that write 12/1 for 1 December, by their short date
// pattern in CLDR (M/d, or y/M/d without its year).
var monthFirst = fold.Words("US AS GU MP PR UM VI FM MH PW PH JP KR CN TW HU LT MN")
