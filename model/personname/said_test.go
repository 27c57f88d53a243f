package personname

import "testing"

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
				if got, ok := Said(n.given); !ok || got != n.want {
					t.Errorf("%q is read out as %q %v, want %q", n.given, got, ok, n.want)
				}
				if again, ok := Said(n.want); ok {
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
		if got, ok := Said(name); ok {
			t.Errorf("%q would become %q", name, got)
		}
	}
}
