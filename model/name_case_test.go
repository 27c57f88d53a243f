package model

import (
	"testing"

	"callsheet/model/columns"
)

// saidNames are names as lists have them, each with how it is read out, by what
// they hold.
var saidNames = []struct {
	holds string
	names []struct{ given, want string }
}{
	{"the name alone", []struct{ given, want string }{
		{"WRIGHT, Freya", "Freya Wright"},
		{"FREYA WRIGHT", "Freya Wright"},
		{"freya wright", "Freya Wright"},
		{"Wright, Freya", "Freya Wright"},
		{"WRIGHT, FREYA", "Freya Wright"},
		{"wright, freya", "Freya Wright"},
		{"WRIGHT freya", "Wright Freya"},
		{"WRIGHT", "Wright"},
		{"freya", "Freya"},
		{"Jean DUPONT", "Jean Dupont"},
		{"DUPONT Jean", "Dupont Jean"},
	}},
	{"titles", []struct{ given, want string }{
		{"DR. FREYA WRIGHT", "Dr. Freya Wright"},
		{"Dr. FREYA WRIGHT", "Dr. Freya Wright"},
		{"DR. WRIGHT, FREYA", "Dr. Freya Wright"},
		{"Wright, Dr. Freya", "Dr. Freya Wright"},
		{"WRIGHT, FREYA, DR.", "Dr. Freya Wright"},
		{"Wright, Mr.", "Mr. Wright"},
		{"PROF. DR. MED. HANS MÜLLER", "Prof. Dr. med. Hans Müller"},
		{"DIPL.-ING. ANNA WEISS", "Dipl.-Ing. Anna Weiss"},
		{"FRAU LEE", "Frau Lee"},
		{"HERR VON BERG", "Herr von Berg"},
		{"MEVR. VAN DER BERG", "Mevr. Van der Berg"},
		{"SHRI RAMESH KUMAR", "Shri Ramesh Kumar"},
		{"SMT. LAKSHMI NAIR", "Smt. Lakshmi Nair"},
		{"MME CURIE", "Mme Curie"},
		{"DOTT.SSA ELENA ROSSI", "Dott.ssa Elena Rossi"},
		{"MR O'NEILL", "Mr O'Neill"},
		{"MD RAHMAN ALI", "Md Rahman Ali"},
	}},
	{"particles", []struct{ given, want string }{
		{"VAN DER BERG, JAN", "Jan van der Berg"},
		{"VAN DER BERG, Jan", "Jan van der Berg"},
		{"VAN DER BERG", "Van der Berg"},
		{"jan van der berg", "Jan van der Berg"},
		{"Jan van der BERG", "Jan van der Berg"},
		{"PIET VAN 'T HOFF", "Piet van 't Hoff"},
		{"MARIA DE LA CRUZ", "Maria de la Cruz"},
		{"JOSÉ ORTEGA Y GASSET", "José Ortega y Gasset"},
		{"JOÃO DOS SANTOS E SILVA", "João dos Santos E Silva"},
		{"OTTO VON BISMARCK", "Otto von Bismarck"},
		{"KARL VON UND ZU GUTTENBERG", "Karl von und zu Guttenberg"},
		{"MOHAMMED BIN SALMAN", "Mohammed bin Salman"},
		{"AHMED AL-RASHID", "Ahmed al-Rashid"},
		{"AL-RASHID, AHMED", "Ahmed al-Rashid"},
		{"ZIA-UL-HAQ MALIK", "Zia-ul-Haq Malik"},
		{"SA'ID OMAR", "Sa'id Omar"},
		{"VAN MORRISON", "Van Morrison"},
		{"NGUYEN VAN AN", "Nguyen Van An"},
		{"NGUYỄN VĂN AN", "Nguyễn Văn An"},
		{"WANG DA MING", "Wang Da Ming"},
	}},
	{"apostrophes, hyphens and suffixes", []struct{ given, want string }{
		{"SINEAD O'NEILL", "Sinead O'Neill"},
		{"sinead o’neill", "Sinead O’Neill"},
		{"RONALD MCDONALD", "Ronald McDonald"},
		{"FLORA MacDONALD", "Flora MacDonald"},
		{"FLORA MACDONALD", "Flora MacDonald"},
		{"ANA MACHADO", "Ana Machado"},
		{"JEANNE D'ARC", "Jeanne d'Arc"},
		{"D'ARC, JEANNE", "Jeanne d'Arc"},
		{"BEVERLY D'ANGELO", "Beverly D'Angelo"},
		{"RITA D'SOUZA", "Rita D'Souza"},
		{"MARCO DELL'ACQUA", "Marco Dell'Acqua"},
		{"ANNE-MARIE LLOYD-JONES", "Anne-Marie Lloyd-Jones"},
		{"garcía-lópez, josé", "José García-López"},
		{"GARCÍA LÓPEZ, MARÍA JOSÉ", "María José García López"},
		{"HENRY TUDOR VIII", "Henry Tudor VIII"},
		{"SAMMY DAVIS JR.", "Sammy Davis Jr."},
		{"SMITH, JOHN, JR.", "John Smith Jr."},
		{"JOHN SMITH, JR.", "John Smith, Jr."},
		{"JOHN SMITH PHD", "John Smith PhD"},
		{"JOHN SMITH, M.D.", "John Smith, M.D."},
		{"J.R.R. TOLKIEN", "J.R.R. Tolkien"},
		{"AJ SMITH", "AJ Smith"},
		{"jp morgan", "JP Morgan"},
		{"John F KENNEDY", "John F Kennedy"},
		{"LI WEI", "Li Wei"},
		{"IJSBRAND DE WIT", "IJsbrand de Wit"},
	}},
	{"letters of other languages", []struct{ given, want string }{
		{"İLKER YILDIZ", "İlker Yıldız"},
		{"ilker yıldız", "İlker Yıldız"},
		{"IŞIK, DENİZ", "Deniz Işık"},
		{"ŞTEFAN POPA", "Ştefan Popa"},
		{"JÖRG STRAẞER", "Jörg Straßer"},
		{"ANNA WEIß", "Anna Weiß"},
		{"ΓΙΩΡΓΟΣ ΠΑΠΑΔΟΠΟΥΛΟΣ", "Γιωργος Παπαδοπουλος"},
		{"ИВАНОВ ИВАН ИВАНОВИЧ", "Иванов Иван Иванович"},
		{"ИВАНОВ, ИВАН", "Иван Иванов"},
		{"анна-мария фон берг", "Анна-Мария фон Берг"},
		{"АЛИЕВ РАШИД ОГЛЫ", "Алиев Рашид оглы"},
		{"ДАР'Я О'НІЛ", "Дар'я О'Ніл"},
		{"ԱՆՆԱ ՍԱՐԳՍՅԱՆ", "Աննա Սարգսյան"},
		{"ŁUKASZ ŻÓŁĆ", "Łukasz Żółć"},
		{"ÁGNES SZABÓ", "Ágnes Szabó"},
	}},
}

func TestNamesInOneCaseOrTurnedRoundAreWrittenAsTheyAreSaid(t *testing.T) {
	for _, c := range saidNames {
		t.Run(c.holds, func(t *testing.T) {
			for _, n := range c.names {
				if got, ok := SaidName(n.given); !ok || got != n.want {
					t.Errorf("%q is read out as %q %v, want %q", n.given, got, ok, n.want)
				}
				if again, ok := SaidName(n.want); ok {
					t.Errorf("%q would be written anew, as %q", n.want, again)
				}
			}
		})
	}
}

func TestNamesThatAreWellOrNoPersonsStay(t *testing.T) {
	for _, name := range []string{
		"", " ", "Freya Wright", "Dr. Freya Wright", "Ludwig van Beethoven", "Freya wright", "freya Wright", "DR Freya Wright", "Zia ul Haq", "Haq, Zia ul",
		"Robert De Niro", "Shia LaBeouf", "LeBron James", "Freya Wright III", "Freya Wright MBA", "John Smith, Jr.", "Freya Wright, PhD", "Freya Wright, CEO", "Freya Wright, Manager",
		"Anna IBM", "AJ Smith", "J. Smith", "IBM", "SAP", "AJ", "X", "A. B.",
		"ACME LTD", "MÜLLER GMBH", "WRIGHT LLC", "SMITH & SONS", "WRIGHT, SMITH & CO", "TATA SERVICES", "ООО РОМАШКА", "HOTEL ADLER", "DELTA S.A.", "acme inc.",
		"नाम देव", "അനു നായർ", "王小明", "محمد علي", "דוד כהן", "ნინო", "ᲜᲘᲜᲝ", "김민수", "WANG 小明", "WRIGHT، Freya",
		"IBRAHIM ŞAHIN", "ibrahim şahin", "FREYA WRIGHT (MUM)", "FREYA 2", "freya@example.com", "WRIGHT,", ",", "WRIGHT, Freya, Tom", "Wright, Freya and Tom", "ANN AND BOB SMITH",
		"UNKNOWN", "n/a", "DE LA", "MÃ¼LLER HANS", "A, B, C, D",
	} {
		if got, ok := SaidName(name); ok {
			t.Errorf("%q would become %q", name, got)
		}
	}
}

func TestRowsWithANameInOneCaseStayReadyAndAreFixedByGroup(t *testing.T) {
	l := mapped(t, lines([]string{"Phone", "Name", "Company"},
		[]string{"07402 123001", "WRIGHT, Freya", ""}, []string{"07402 123002", "FREYA WRIGHT", ""}, []string{"07402 123003", "Ann Lee", ""},
		[]string{"07402 123004", "NORTHWIND", "NORTHWIND"}, []string{"07402 123005", "MÜLLER GMBH", ""}, []string{"07402 123006", "freya wright", ""},
	), columns.FieldPhone, columns.FieldName, columns.FieldCompany)
	for row, want := range []Warnings{NameCase, NameCase, 0, 0, 0, NameCase} {
		if v := l.Verdict(row); v.State != Ready || v.Warnings != want || l.Passes(row, ShowToCheck) {
			t.Errorf("row %d is %+v", row, v)
		}
	}
	causes := l.Causes().All()
	if len(causes) != 1 || causes[0].Rows != 3 || causes[0].Warning != NameCase || causes[0].Fix != FixName || !causes[0].Told() {
		t.Fatalf("causes %+v", causes)
	}
	fix := l.Fixes().OfCause(causes[0])[0]
	if shown := l.Fixes().Preview(causes[0], fix, 9); fix.Kind != FixName || len(shown) != 3 || shown[0].Given != "WRIGHT, Freya" || shown[0].Text != "Freya Wright" {
		t.Fatalf("%v shows %+v", fix.Kind, shown)
	}
	change, err := l.Fixes().ChangeAll(t.Context(), causes[0], fix, nil)
	if err != nil {
		t.Fatal(err)
	}
	l.Apply(change)
	for _, row := range []int{0, 1, 5} {
		if l.Contacts().Of(row).Name != "Freya Wright" || l.Verdict(row).Warnings != 0 {
			t.Errorf("row %d goes as %q, with %v", row, l.Contacts().Of(row).Name, l.Verdict(row).Warnings.Names())
		}
	}
	if l.Contacts().Of(3).Name != "NORTHWIND" || len(l.Causes().All()) != 0 {
		t.Errorf("the company goes as %q, causes %+v", l.Contacts().Of(3).Name, l.Causes().All())
	}
	l.Undo()
	if l.Contacts().Of(0).Name != "WRIGHT, Freya" || l.Verdict(0).Warnings != NameCase {
		t.Errorf("undone, it is %q with %v", l.Contacts().Of(0).Name, l.Verdict(0).Warnings.Names())
	}
}

func TestANameIsKeptAsItStandsOrAsItWasTyped(t *testing.T) {
	l := mapped(t, lines([]string{"Phone", "Name"}, []string{"07402 123001", "FREYA WRIGHT"}, []string{"tel: 07402 123002", "ANN LEE"}), columns.FieldPhone, columns.FieldName)
	typed, _ := l.Fields().Type(1, EditableField{Field: columns.FieldName}, "ANN LEE-SMITH")
	l.Apply(typed)
	if v := l.Verdict(1); v.Warnings&NameCase != 0 {
		t.Errorf("a typed name is %v", v.Warnings.Names())
	}
	fixes := l.Fixes().Of(0)
	if len(fixes) != 3 || fixes[0].Kind != FixName || fixes[1].Kind != FixAccept {
		t.Fatalf("fixes %+v", fixes)
	}
	kept, _ := l.Fixes().Change(0, fixes[1])
	l.Apply(kept)
	if l.Contacts().Of(0).Name != "FREYA WRIGHT" || !l.Causes().Of(0).IsZero() {
		t.Errorf("kept, it is %q, of %+v", l.Contacts().Of(0).Name, l.Causes().Of(0))
	}
}

// What one key accepts of a number leaves the name to its own fix.
func TestAcceptingANumberLeavesItsName(t *testing.T) {
	l := mapped(t, lines([]string{"Phone", "First", "Last"}, []string{"+1 555 123 4567", "FREYA", "O'NEILL"}), columns.FieldPhone, columns.FieldFirstName, columns.FieldLastName)
	if v := l.Verdict(0); v.Warnings&NameCase == 0 || v.Warnings == NameCase || v.State != Ready {
		t.Fatalf("verdict %+v", v)
	}
	c, ok := l.Fixes().Change(0, Fix{Kind: FixAccept})
	if !ok {
		t.Fatal("it cannot be accepted")
	}
	l.Apply(c)
	if k := l.Causes().Of(0); k.Warning != NameCase || l.Passes(0, ShowToCheck) {
		t.Fatalf("accepted, the cause is %+v", k)
	}
	c, _ = l.Fixes().Change(0, Fix{Kind: FixName})
	l.Apply(c)
	if l.Contacts().Of(0).Name != "Freya O'Neill" || !l.Causes().Of(0).IsZero() {
		t.Errorf("it goes as %q", l.Contacts().Of(0).Name)
	}
}
