package importer

import (
	"fmt"
	"strings"
	"time"
)

// person is somebody who does not exist; mail is the part of an address that
// stands for the name.
type person struct{ first, last, mail string }

// demoPerson draws the people of the demo list: mostly English names, every
// fifth from the other scripts that a British list holds.
func demoPerson(i int) person {
	if i%5 == 3 {
		return otherNames[i/5%len(otherNames)]
	}
	first, last := firstNames[i*7%len(firstNames)], lastNames[i*11%len(lastNames)]
	return person{first, last, strings.ToLower(first + "." + strings.ReplaceAll(last, "'", ""))}
}

var firstNames = strings.Fields(`Margaret Alan Priya Thomas Gillian Owen Fatima Callum Beverley Idris Nadia Rupert
	Shona Desmond Harriet Kwame Lorna Trevor Amina Fergus Rosalind Gareth Tamsin Winston Maureen Ewan Sunita Clive
	Bronwen Neville Yasmin Graham Morag Leroy Felicity Rhys Imogen Derek Zainab Hamish Pauline Elliot Chidi`)

var lastNames = strings.Fields(`Ashdown Pritchard Okafor Whitlock Thornbury Penhale Mistry Garside Llewellyn Fairweather
	Adeyemi Birtwistle Carmichael Dunmore Entwistle Farquhar Greenhalgh Hargreave Inskip Jellicoe Kirkbride Lockyer
	Mottram Nethercott Oldroyd Peverell Quarmby Rowbotham Sandiford Tattersall Urquhart Venables Wolstenholme Yarwood
	Attwater Bagshaw Crowhurst Drinkwater O'Hanlon Fothergill Gathercole Hebblethwaite Izzard Kettlewell Lythgoe
	Murgatroyd Pickersgill`)

var otherNames = []person{
	{"Zoë", "Brontë-Hallam", "zoe.bronte-hallam"}, {"Siân", "Ap Gwilym", "sian.apgwilym"},
	{"Małgorzata", "Wójcikowska", "malgorzata.wojcikowska"}, {"Ελένη", "Παπασταύρου", "eleni.papastavrou"},
	{"Оксана", "Бондаренко-Лис", "oksana.bondarenko"}, {"نورة", "الحمداني", "noura.alhamdani"},
	{"נועה", "בן־ארצי", "noa.benartzi"}, {"अनन्या", "देशपांडे", "ananya.deshpande"},
	{"秀英", "欧阳", "xiuying.ouyang"}, {"さくら", "小野寺", "sakura.onodera"}, {"서연", "남궁", "seoyeon.namgung"},
	{"Łukasz", "Brzęczyński", "lukasz.brzeczynski"}, {"José", "Ibáñez Nuño", "jose.ibanez"},
	{"Δημήτρης", "Καραγιάννης", "dimitris.karagiannis"}, {"Радослава", "Пенчева", "radoslava.pencheva"},
	{"يوسف", "القرشي", "yusuf.alqurashi"}, {"תמר", "אלקיים", "tamar.elkayam"}, {"विक्रम", "चतुर्वेदी", "vikram.chaturvedi"},
	{"子涵", "司徒", "zihan.situ"}, {"健太", "五十嵐", "kenta.igarashi"}, {"지훈", "선우", "jihoon.seonu"},
	{"Françoise", "Lefèvre-Dubois", "francoise.lefevre"}, {"Jürgen", "Großkreuzer", "juergen.grosskreuzer"},
	{"Åsa", "Sjöqvist", "asa.sjoqvist"}, {"Seán", "Ó Braonáin", "sean.obraonain"},
}

var demoCompanies = []string{
	"Larkrise Joinery", "Pennywell & Sons", "The Copper Teapot Café", "Saltmarsh Boatyard", "Thistledown Nursery",
	"Old Maltings Bakery", "Brackenhill Farm Shop", "Fosse Lane Motors", "Quillfeather Books", "Tarn View Guest House",
	"Kestrel Roofing (Garstang)", "Moorside Physiotherapy",
}

var demoPlans = []string{
	"Home", "Home and contents", "Motor", "Motor plus breakdown", "Landlord", "Pet", "Travel, annual", "Small business",
}

// demoManagers are the telephones of those who look after the customers, which
// stand beside the customers' own and must never be dialled.
var demoManagers = []string{"07400 123901", "07400 123902", "+44 7400 123903", "07400 123904", "07400 123905"}

// lapsedPlan is what the filter of the list hides.
const lapsedPlan = "Lapsed"

// demoRow is one row of the list. mobile is a string, a number or a cellError,
// and answer, under "Do not call", a string or a number.
type demoRow struct {
	who                           person
	mobile, answer                any
	manager                       string
	email, company, country, plan string
	renewal                       time.Time
	balance                       float64
	customer                      string
	blank                         bool
}

func demoRowAt(i int, mobile any, country string) demoRow {
	who := demoPerson(i)
	r := demoRow{
		who: who, mobile: mobile, country: country,
		email:    fmt.Sprintf("%s%d@example.%s", who.mail, i%90+10, []string{"com", "org", "net"}[i%3]),
		plan:     demoPlans[i*5%len(demoPlans)],
		renewal:  time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i*37%92),
		balance:  float64((i*7919+1300)%184_000) / 100,
		customer: fmt.Sprintf("00%06d", (i*40_503+217_041)%1_000_000),
		manager:  demoManagers[i*3%len(demoManagers)],
	}
	switch {
	case i%6 == 1:
		r.company = demoCompanies[i/6%len(demoCompanies)]
	case i%29 == 4:
		r.email = ""
	}
	if i%13 == 0 {
		r.balance = 0
	}
	return r
}

// cleanNumber is the i-th number that can be dialled as it stands: British
// mobiles around libphonenumber's example (the range kept free for drama counts
// as not assigned there), landlines from Ofcom's range for drama, 555-01xx in the
// United States, and ordinary ranges elsewhere.
func cleanNumber(i int) (number, country string) {
	mobile := fmt.Sprintf("123%03d", 200+i)
	switch i % 20 {
	case 4:
		return fmt.Sprintf("(212) 555-01%02d", i/20+10), "US"
	case 9:
		return fmt.Sprintf("+49 171 39200%02d", i/20+10), "DE"
	case 12:
		return fmt.Sprintf("+33 6 12 34 56 %02d", i/20+10), "FR"
	case 15:
		return fmt.Sprintf("612 34 56 %02d", i/20+10), "ES"
	case 18:
		return fmt.Sprintf("+91 81234 567%02d", i/20+10), "IN"
	case 1:
		return "+44 7400 " + mobile, "GB"
	case 6:
		return fmt.Sprintf("020 7946 0%03d", 100+i), "GB"
	case 11:
		return fmt.Sprintf("0161 496 0%03d", 100+i), "GB"
	case 7, 16:
		return "07400 " + mobile, "" // the list's own country
	case 2, 13:
		return "07400" + mobile, "GB"
	}
	return "07400 " + mobile, "GB"
}
