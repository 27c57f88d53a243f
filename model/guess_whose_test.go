package model

import (
	"fmt"
	"strings"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/table"
)

// people are rows of values for the tests of columns: %[1]s and so on are one
// row's.
func peopleTable(header string, template string, n int) *table.Table {
	first := []string{"Ann", "Bo", "Cy", "Dee", "Eve", "Fay", "Gus", "Hal", "Ida", "Jon"}
	last := []string{"Lee", "Ray", "Fox", "Hart", "Moss", "Kerr", "Penn", "West", "Ward", "York"}
	var rows []string
	for i := range n {
		row := strings.NewReplacer(
			"NAME", first[i%10]+" "+last[(i/10+i)%10], "FIRST", first[i%10], "LAST", last[i%10],
			"GB", fmt.Sprintf("07400 1%05d", i), "US", fmt.Sprintf("650-253-%04d", i), "HOME", fmt.Sprintf("0207946%04d", i), "FEW", fmt.Sprintf("07400 99000%d", i%3),
			"BAD", fmt.Sprintf("%02d 34 56", i), "MAIL", fmt.Sprintf("p%d@example.com", i), "N", fmt.Sprint(i),
		).Replace(template)
		rows = append(rows, row)
	}
	return guessTable(header, rows...)
}

func TestThePersonsOwnNumberIsDialled(t *testing.T) {
	for _, tc := range []struct{ claim, header, template, want string }{
		{"a representative's mobile does not win", "Customer|Phone|Sales Rep|Rep Mobile", "NAME|HOME|Sam Poe|GB", "name|phone|metadata|skip"},
		{"nor an agent's, an owner's or an advisor's", "Name|Tel|Agent Mobile|Owner Cell|Advisor Mobile No", "NAME|HOME|GB|GB|GB", "name|phone|skip|skip|skip"},
		{"nor a spouse's, a parent's or an emergency contact's", "Patient|Phone|Spouse Mobile|Father Mobile|Emergency Mobile", "NAME|HOME|GB|GB|GB", "name|phone|skip|skip|skip"},
		{"nor an old or a wrong one", "Name|Phone|Old Mobile|Mobile (wrong)|Mobile - do not use", "NAME|HOME|GB|GB|GB", "name|phone|metadata|metadata|metadata"},
		{"nor a company's", "Name|Home Phone|Company Phone|Switchboard No|Branch Phone", "NAME|HOME|GB|GB|GB", "name|phone|metadata|metadata|metadata"},
		{"a backup comes last", "backup phone number|phone number|name", "GB|HOME|NAME", "phone2|phone|name"},
		{"mobile, then phone, then home, then work", "Work Phone|Home Phone|Phone|Mobile", "HOME|HOME|HOME|GB", "phone2|phone2|phone2|phone"},
		{"phone before home before work", "Work Phone|Home Phone|Phone", "HOME|HOME|HOME", "phone2|phone2|phone"},
		{"home before work", "Office Phone|Residence Phone", "HOME|HOME", "phone2|phone"},
		{"what the person prefers goes before all", "Mobile|Preferred Phone", "GB|HOME", "phone2|phone"},
		{"the first before the second", "Mobile 2|Mobile 1", "GB|GB", "phone2|phone"},
		{"a few numbers over and over are an office's", "Mobile|Phone", "FEW|GB", "phone2|phone"},
		{"in Spanish", "Móvil vendedor|Teléfono|Nombre", "GB|HOME|NAME", "skip|phone|name"},
		{"in German", "Handy Berater|Telefon|Name|Alte Handynummer", "GB|HOME|NAME|GB", "skip|phone|name|metadata"},
		{"in French", "Portable conjoint|Téléphone|Nom|Ancien portable", "GB|HOME|NAME|GB", "skip|phone|name|metadata"},
		{"in Russian", "Моб. менеджера|Телефон|ФИО", "GB|HOME|NAME", "skip|phone|name"},
		{"in Hindi", "एजेंट मोबाइल|फोन|नाम", "GB|HOME|NAME", "skip|phone|name"},
		{"in Japanese", "担当者携帯|電話番号|氏名|緊急連絡先", "GB|HOME|NAME|GB", "skip|phone|name|skip"},
		{"in Arabic", "جوال المندوب|رقم الهاتف|الاسم", "GB|HOME|NAME", "skip|phone|name"},
		{"in Turkish", "Temsilci Cep|Telefon|Ad Soyad", "GB|HOME|NAME", "skip|phone|name"},
		{"a list of a representative's alone is not dialled unasked", "Customer|Rep Mobile", "NAME|GB", "name|skip"},
		{"nor one of emergency numbers", "Student|Emergency Contact Number", "NAME|GB", "name|skip"},
		{"nor one of a company's", "Name|Company Phone", "NAME|HOME", "name|metadata"},
		{"nor one of old numbers", "Name|Previous Phone", "NAME|HOME", "name|metadata"},
		{"one at work is the person's", "Name|Work Phone", "NAME|HOME", "name|phone"},
		{"a backup alone is the person's", "Name|Alternate Phone", "NAME|HOME", "name|phone"},
	} {
		t.Run(tc.claim, func(t *testing.T) {
			m := columns.Guess(peopleTable(tc.header, tc.template, 12), "GB")
			if got := fieldsOf(m); got != tc.want {
				t.Errorf("guessed %s, want %s", got, tc.want)
				for _, c := range m {
					t.Logf("%s: %s, because %s", c.Header, c.Field, c.Reason)
				}
			}
			checkMapping(t, m)
		})
	}
}

func TestWhatIsNotDialledUnaskedIsSaid(t *testing.T) {
	for header, want := range map[string]string{
		"Rep Mobile": "somebody else's number is not dialled", "Switchboard Phone": "at a company's number a stranger answers; it is not dialled",
		"Old phone": "a number not to be used is not dialled", "Teléfono de emergencia": "somebody else's number is not dialled",
	} {
		m := columns.Guess(peopleTable("Name|"+header, "NAME|GB", 5), "GB")
		if c, why, ok := m.Unasked(); !ok || c.Header != header || why != want {
			t.Errorf("%s: %v %q %v", header, c, why, ok)
		}
	}
	if c, _, ok := columns.Guess(peopleTable("Name|Phone|Rep Mobile", "NAME|GB|GB", 5), "GB").Unasked(); ok {
		t.Errorf("%s is asked about though there is a phone", c.Header)
	}
}

func TestAColumnNamedAPhoneIsOneWhateverItsNumbers(t *testing.T) {
	for _, tc := range []struct{ claim, header, template, want string }{
		{"numbers of a plan that is gone", "Nom|Téléphone", "NAME|BAD", "name|phone"},
		{"too few digits", "Name|Mobile", "NAME|12345N", "name|phone"},
		{"words and nothing else", "Name|Phone", "NAME|ask at the desk", "name|phone"},
		{"good ones go before bad ones", "Mobile|Phone", "BAD|HOME", "phone2|phone"},
		{"bad ones go before what only looks like a phone", "Phone|Reach on", "BAD|HOME", "phone|metadata"},
		{"unless its values are none and another's are", "Phone|Contact", "NAME|HOME", "metadata|phone"},
		{"dates are no phones", "Phone|Tel", "2024-05-17|HOME", "metadata|phone"},
	} {
		t.Run(tc.claim, func(t *testing.T) {
			table := peopleTable(tc.header, tc.template, 8)
			m := columns.Guess(table, "GB")
			if got := fieldsOf(m); got != tc.want {
				t.Errorf("guessed %s, want %s", got, tc.want)
			}
		})
	}
	l := guessedList(t, "CI", "Nom|Téléphone", "Aya Koné|07 12 34 56", "Ali Traoré|", "Awa Bamba|n/a")
	for row, want := range []string{"old_format", "empty", "placeholder"} {
		if v := l.Verdict(row); v.State != ToFix || v.Problem.String() != want {
			t.Errorf("row %d is to fix because of %s, want %s", row, v.Problem, want)
		}
	}
}

func TestAStateIsNoCountry(t *testing.T) {
	for _, tc := range []struct{ claim, header, want, rows string }{
		{"states of the USA", "Region", "metadata", "CO,CO,CA,IN"}, {"one of them alone", "State", "metadata", "CA,CA,CA"}, {"Delaware and Georgia", "Territory", "metadata", "DE,GA,DE"},
		{"with others among them", "Province", "metadata", "CA,TX,NY,DE"}, {"a country column that holds states", "Country", "metadata", "CA,TX,NY,DE,GA"}, {"names of states", "State", "metadata", "Georgia,Georgia"},
		{"Brazil's", "Estado", "metadata", "PA,BA,MA,AL"}, {"Germany's", "Bundesland", "metadata", "BE,SN,TH,BY"}, {"Italy's", "Provincia", "metadata", "MI,PA,GE,NA,TO"}, {"cantons", "Kanton", "metadata", "ZH,BE,LU,GE"}, {"without a name", "", "metadata", "CO,IN,CA,DE"},
		{"countries by name", "Region", "country", "Germany,France,Spain"}, {"letters beside a name that is none of a state", "Region", "country", "GB,France"}, {"in German", "Gebiet", "country", "Deutschland,Österreich"},
		{"a country column", "Country", "country", "CA,DE,GB"}, {"a country column that is mostly not understood", "Country", "country", "Australia,Oz,down under"},
		{"Germany's under the word for a country", "Land", "metadata", "BE,BY,SH"}, {"countries under it", "Land", "country", "BE,NL,BE"}, {"one country under it", "Land", "country", "BE,BE"},
	} {
		t.Run(tc.claim, func(t *testing.T) {
			var rows []string
			for i, value := range strings.Split(tc.rows, ",") {
				rows = append(rows, fmt.Sprintf("Ann Lee|%s|303555%04d", value, i+100))
			}
			if m := columns.Guess(guessTable("Name|"+tc.header+"|Phone", rows...), "US"); string(m[1].Field) != tc.want || m[2].Field != columns.FieldPhone {
				t.Errorf("it is %s, because %s", m[1].Field, m[1].Reason)
			}
		})
	}
	m := columns.Guess(guessTable("Region|Phone", "DE|+49 151 23456789", "CA|+1 416 555 0134", "IN|+91 98765 43210"), "")
	if m[0].Field != columns.FieldCountry {
		t.Errorf("letters that agree with every number are no country, because %s", m[0].Reason)
	}
}

func TestTheBetterReasonNamesTheContact(t *testing.T) {
	for _, tc := range []struct{ claim, header, template, want string }{
		{"a customer before an employee", "Employee Name|Customer Name|Phone", "LAST Smith|NAME|GB", "metadata|name|phone"},
		{"a contact before a company under Name", "Name|Contact Name|Phone", "LAST Trading Ltd|NAME|GB", "company|name|phone"},
		{"not a father", "Father's Name|Student Name|Mobile", "Old LAST|NAME|GB", "metadata|name|phone"},
		{"not a nominee, alone", "Nominee Name|Mobile", "NAME|GB", "metadata|phone"},
		{"not the owner of an account", "Account Owner|Account Name|First Name|Last Name|Phone", "Sam Poe|LAST Ltd|FIRST|LAST|GB", "metadata|company|first_name|last_name|phone"},
		{"clients that are companies", "Client|Contact Person|Tel", "LAST GmbH|NAME|GB", "company|name|phone"},
		{"a stage is no name", "Lead|Name|Phone", "Hot|NAME|GB", "metadata|name|phone"},
		{"a given name beside a family name", "Nombre|Apellidos|Móvil", "FIRST|LAST|GB", "first_name|last_name|phone"},
		{"a whole one without", "Nombre|Móvil", "NAME|GB", "name|phone"},
		{"a family name beside a given name", "Nom|Prénom|Portable", "LAST|FIRST|GB", "last_name|first_name|phone"},
		{"nome beside cognome", "Nome|Cognome|Cellulare", "FIRST|LAST|GB", "first_name|last_name|phone"},
		{"имя beside фамилия", "Фамилия|Имя|Телефон", "LAST|FIRST|GB", "last_name|first_name|phone"},
		{"imię beside nazwisko", "Imię|Nazwisko|Telefon", "FIRST|LAST|GB", "first_name|last_name|phone"},
		{"ad beside soyad", "Ad|Soyad|Cep", "FIRST|LAST|GB", "first_name|last_name|phone"},
		{"by its values where the header says nothing", "Xyzzy|Phone", "NAME|GB", "name|phone"},
		{"and without a header", "|", "NAME|GB", "name|phone"},
		{"but not a city, a product or a company", "City|Product|Supplier|Phone", "New LAST|Gold LAST|LAST Motors|GB", "metadata|metadata|metadata|phone"},
		{"nor what is the same over and over", "Xyzzy|Phone", "Premium Plan|GB", "metadata|phone"},
		{"a name that is not known needs values that are names", "Zorblatt Name|Phone", "red|GB", "metadata|phone"},
	} {
		t.Run(tc.claim, func(t *testing.T) {
			m := columns.Guess(peopleTable(tc.header, tc.template, 10), "GB")
			if got := fieldsOf(m); got != tc.want {
				t.Errorf("guessed %s, want %s", got, tc.want)
				for _, c := range m {
					t.Logf("%s: %s, because %s", c.Header, c.Field, c.Reason)
				}
			}
			checkMapping(t, m)
		})
	}
}
