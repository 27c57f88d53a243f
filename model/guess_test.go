package model

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// table builds a table from a header line and rows, with cells between bars.
func guessTable(header string, rows ...string) *table.Table {
	cells := make([][]string, len(rows))
	for i, row := range rows {
		cells[i] = strings.Split(row, "|")
	}
	return table.Of(strings.Split(header, "|"), cells...)
}

func fieldsOf(m columns.Mapping) string {
	var fields []string
	for _, c := range m {
		fields = append(fields, string(c.Field))
	}
	return strings.Join(fields, "|")
}

func TestGuessMapping(t *testing.T) {
	for _, tc := range []struct {
		claim, header, want string
		rows                []string
	}{
		{"the usual headers", "First Name|Last Name|Phone|Email|Company|City", "first_name|last_name|phone|email|company|metadata",
			[]string{"Ann|Lee|020 7946 0018|ann@example.com|Acme|Leeds", "Bo|Ray|07400 123456|bo@example.com|Beta|York"}},
		{"names with a number are names", "Name|Mobile", "name|phone", []string{"Person 29|07400 123456", "Person 100030|07400 123457"}},
		{"Outlook dials the mobile and keeps the others", "Given Name|Business Phone|Home Phone|Mobile Phone|Business Fax|Assistant's Phone", "first_name|phone2|phone2|phone|metadata|skip",
			[]string{"Ann|020 7946 0018|020 7946 0019|07400 123456|020 7946 0020|020 7946 0021"}},
		{"Google's labels are not numbers", "Name|Phone 1 - Type|Phone 1 - Value|Phone 2 - Value|E-mail 1 - Value|Organization 1 - Name", "name|metadata|phone|phone2|email|company",
			[]string{"Ann Lee|Mobile|+44 7400 123456|+44 20 7946 0018|ann@example.com|Acme"}},
		{"Pipedrive's persons", "Person - Name|Person - Phone - Work|Person - Phone - Mobile|Person - Email", "name|phone2|phone|email",
			[]string{"Ann Lee|020 7946 0018|07400 123456|ann@example.com"}},
		{"the fuller of two phone columns is dialled", "Mobile|Telephone", "phone2|phone",
			[]string{"07400 123456|020 7946 0018", "|020 7946 0019", "|020 7946 0020", "|020 7946 0021"}},
		{"a phone column full of names is not one", "Phone|Contact", "metadata|phone",
			[]string{"Ann Lee|020 7946 0018", "Bo Ray|07400 123456"}},
		{"an email column full of names is not one", "Email|Mail", "metadata|email",
			[]string{"Ann Lee|ann@example.com", "Bo Ray|bo@example.com"}},
		{"an id of an account is no company", "Account Name|Account Name.id|Phone", "company|metadata|phone",
			[]string{"Acme|zcrm_4711|020 7946 0018"}},
		{"an id is metadata until the operator says so", "id|Record ID|phone", "metadata|metadata|phone",
			[]string{"1|2|020 7946 0018", "3|4|07400 123456"}},
		{"Dialgen's own ids are known", "Key|phone", "id|phone",
			[]string{"contact_81xk|020 7946 0018", "contact_81xl|07400 123456"}},
		{"a country, a zone and a wish not to be called", "Country|Time Zone|Do Not Call|Mobile", "country|timezone|do_not_call|phone",
			[]string{"United Kingdom|Europe/London|yes|07400 123456", "Deutschland|Europe/Berlin||+4930123456"}},
		{"one figure among many rows makes no column of phones", "Area|Population", "metadata|metadata",
			[]string{"North|2079460018", "South|", "East|", "West|", "Middle|"}},
		{"a country that is misspelt once", "Country|Mobile", "country|phone",
			[]string{"GB|07400 123456", "France|06 12 34 56 78", "Atlantis|07400 123457", "Spain|612 34 56 78"}},
		{"states of the USA are no countries", "Region|Phone", "metadata|phone",
			[]string{"CA|(202) 555-0143", "DE|(202) 555-0144", "GA|(202) 555-0145", "NY|(202) 555-0146"}},
		{"a sales region is no country", "Region|Phone", "metadata|phone",
			[]string{"North West|020 7946 0018", "Scotland|07400 123456", "South|0113 496 0123"}},
		{"opting out of email is not opting out of calls", "Email Opt Out|Phone", "metadata|phone", []string{"true|020 7946 0018"}},
		{"Spanish", "Nombre|Apellidos|Teléfono móvil|Correo electrónico|Empresa|País", "first_name|last_name|phone|email|company|country",
			[]string{"Ana|Ruiz|+34 612 345 678|ana@example.es|Acme|España"}},
		{"Portuguese", "Nome|Celular|Telefone|E-mail|Empresa", "name|phone|phone2|email|company",
			[]string{"Ana Reis|+55 11 96123-4567|+55 11 3212-3456|ana@example.br|Acme"}},
		{"French", "Prénom|Nom|Téléphone portable|Courriel|Entreprise", "first_name|last_name|phone|email|company",
			[]string{"Anne|Roy|+33 6 12 34 56 78|anne@example.fr|Acme"}},
		{"German", "Vorname|Nachname|Handy|Rufnummer|Fax|Firma", "first_name|last_name|phone|phone2|metadata|company",
			[]string{"Anne|Roth|+49 151 23456789|+49 30 123456|+49 30 123457|Acme"}},
		{"camelCase and snake_case", "phoneNumber|contact_name|to_phone_number", "phone|name|phone2",
			[]string{"+442079460018|Ann Lee|+447400123456"}},
		{"one word for the whole", "MSISDN|FNAME|LNAME|TIMEZONE", "phone|first_name|last_name|timezone",
			[]string{"+447400123456|Ann|Lee|Europe/London"}},
		{"without a header the values decide", "|||", "name|phone|email|metadata",
			[]string{"Ann Lee|020 7946 0018|ann@example.com|blue", "Bo Ray|07400 123456|bo@example.com|red"}},
		{"an order number is not a phone", "Order No|Tel.", "metadata|phone",
			[]string{"02079460018|020 7946 0019", "02079460028|020 7946 0020"}},
		{"a phone under another name is found", "Reach on|City", "phone|metadata",
			[]string{"020 7946 0018|Leeds", "07400 123456|York"}},
		{"empty columns are skipped", "Phone|Notes||Home Phone", "phone|skip|skip|skip",
			[]string{"020 7946 0018|||", "07400 123456|||"}},
		{"a list without rows keeps its phone", "Phone|Name", "phone|skip", nil},
		{"figures Excel spoilt are phones still", "Mobile|Name", "phone|name",
			[]string{"4.479E+11|Ann Lee", "4.47401E+11|Bo Ray", "7400123456|Cy Fox"}},
	} {
		t.Run(tc.claim, func(t *testing.T) {
			m := columns.Guess(guessTable(tc.header, tc.rows...), "GB")
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

// checkMapping holds what is true of every guess.
func checkMapping(t *testing.T, m columns.Mapping) {
	t.Helper()
	keys, fields := map[string]bool{}, map[columns.Field]int{}
	for i, c := range m {
		fields[c.Field]++
		if c.Index != i || c.Reason == "" || c.Field == "" {
			t.Errorf("column %d is incomplete: %+v", i, c)
		}
		sent := c.Field == columns.FieldMetadata || c.Field == columns.FieldPhone2
		if sent != (c.Key != "") || sent && keys[c.Key] {
			t.Errorf("column %d has key %q, beside %v", i, c.Key, keys)
		}
		keys[c.Key] = true
	}
	for f, n := range fields {
		if n > 1 && f != columns.FieldMetadata && f != columns.FieldPhone2 && f != columns.FieldSkip {
			t.Errorf("%d columns are the %s", n, f)
		}
	}
}

func TestEveryDocumentedPhoneHeaderIsKnown(t *testing.T) {
	for header := range strings.SplitSeq("phone, phone number, phone_number, phoneNumber, contact_number, contact number, mobile, mobile phone, mobile_number, mobilephone, "+
		"cell, cell phone, telephone, tel, number, to_number, toNumber, to_phone_number, Phone 1 - Value, Primary Phone, Business Phone, Home Phone, Work Phone, "+
		"Mobile Phone Number, Person - Phone - Work, Person - Phone - Home, Person - Phone - Mobile, Work Direct Phone, MSISDN, WhatsApp, teléfono, telefone, celular, "+
		"móvil, téléphone, portable, Telefon, Handy, Rufnummer, PHONE-NUMBER, Número de teléfono, Telefonnummer", ", ") {
		if m := columns.Guess(guessTable(header, "020 7946 0018"), "GB"); m[0].Field != columns.FieldPhone || !strings.HasPrefix(m[0].Reason, "the header says ") {
			t.Errorf("%s is %s, because %s", header, m[0].Field, m[0].Reason)
		}
	}
	for header := range strings.SplitSeq("fax|Business Fax|Home Fax|pager|telex|Assistant's Phone|Asst. Phone|Other Fax|Telefax", "|") {
		if m := columns.Guess(guessTable(header, "020 7946 0018"), "GB"); m[0].Field != columns.FieldMetadata && !m[0].Private() {
			t.Errorf("%s would be dialled, because %s", header, m[0].Reason)
		}
	}
}

func TestGuessSaysWhy(t *testing.T) {
	m := columns.Guess(guessTable("Mobile|Fax|Email||Colour|Phone", "07400 123456|1|ann@example.com|020 7946 0018|red|Ann",
		"n/a|2|bo@example.com|020 7946 0019|blue|Bo"), "GB")
	for i, want := range []string{
		"the header says Mobile and 1 of 2 values are phone numbers",
		"a fax or pager is never dialled",
		"the header says Email and 2 of 2 values are email addresses",
		"kept for the prompt",
		"kept for the prompt",
		"the header says Phone, but the values say otherwise",
	} {
		if m[i].Reason != want {
			t.Errorf("column %d: %q, want %q", i, m[i].Reason, want)
		}
	}
}

func TestGuessGivesEveryColumnItsKey(t *testing.T) {
	m := columns.Guess(guessTable("Phone|Plan|plan|PLAN!||Größe (cm)|plan_2", "020 7946 0018|a|b|c|d|e|f"), "GB")
	var keys []string
	for _, c := range m {
		keys = append(keys, c.Key)
	}
	if got, want := strings.Join(keys, " "), " plan plan_2 plan_3 column_5 grosse_cm plan_2_2"; got != want {
		t.Errorf("keys are %q, want %q", got, want)
	}
}

func TestAReasonRepeatsNoPartOfAHeader(t *testing.T) {
	for header, want := range map[string]string{
		"Phone number as given": "the header says Phone number as given and ",
		"Customer phone number (as entered by the sales representative)": "the header says so and ",
		"Customer phone number as entered by somebody":                   "the header says so and ",
	} {
		m := columns.Guess(guessTable(header, "020 7946 0018"), "GB")
		if !strings.HasPrefix(m[0].Reason, want) {
			t.Errorf("%s: %s", header, m[0].Reason)
		}
	}
}

func TestGuessFindsAValueFarDown(t *testing.T) {
	rows := slices.Repeat([][]string{{"020 7946 0018", "", ""}}, 5000)
	rows[3333] = []string{"020 7946 0018", "VIP", ""}
	if got := fieldsOf(columns.Guess(table.Of([]string{"Phone", "Tag", "Note"}, rows...), "GB")); got != "phone|metadata|skip" {
		t.Errorf("guessed %s", got)
	}
}

func TestRowsThatNameTheirCountryAreNotAskedAbout(t *testing.T) {
	m := columns.Mapping{{Index: 0, Field: columns.FieldPhone}, {Index: 1, Field: columns.FieldCountry}}
	berlin := [][]string{{"030 123456", "Germany"}, {"089 1234567", "DE"}}
	london := [][]string{{"020 7946 0018", ""}, {"0113 496 0123", ""}}
	for _, tc := range []struct {
		claim string
		asked int
		first phone.Region
		rows  [][]string
	}{
		{"the others are, and the country that rows name comes first", 2, "DE", append(london, berlin...)},
		{"when all do, nothing is asked", 0, "", berlin},
		{"a country nobody knows is none", 1, "GB", [][]string{{"020 7946 0018", "Atlantis"}}},
	} {
		t.Run(tc.claim, func(t *testing.T) {
			got := columns.ChooseRegion(table.Of([]string{"Phone", "Country"}, tc.rows...), m, "", columns.FromNone)
			if got.Region != "" || got.Numbers != tc.asked || got.Unanswered() != (tc.asked > 0) ||
				tc.first != "" && (len(got.Candidates) == 0 || got.Candidates[0].Region != tc.first) {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestTheNumbersPutCandidatesInOrder(t *testing.T) {
	for _, tc := range []struct {
		claim   string
		machine phone.Region
		want    phone.Region // first of the candidates
		fits    int
		phones  []string
	}{
		{"British numbers fit the United Kingdom", "US", "GB", 4, []string{"020 7946 0018", "07400 123456", "0113 496 0123", "0161 496 0123"}},
		{"American numbers fit the United States", "GB", "US", 3, []string{"(202) 555-0143", "212-555-0123", "415-555-0134"}},
		{"Spanish numbers do not fit the machine's country", "GB", "ES", 3, []string{"612 34 56 78", "912 34 56 78", "655 12 34 56"}},
		{"French numbers fit France", "US", "FR", 3, []string{"06 12 34 56 78", "01 42 68 53 00", "04 78 00 12 34"}},
		{"the machine's country comes first when it fits as well", "DE", "DE", 2, []string{"030 123456", "089 1234567"}},
		{"numbers that lost their zero fit as well", "GB", "GB", 2, []string{"7400123456", "2079460018"}},
		{"numbers of Guernsey fit the United Kingdom", "GB", "GB", 2, []string{"07911123456", "07911123457"}},
		{"Canadian numbers fit the United States", "US", "US", 2, []string{"416-555-0134", "604-555-0134"}},
	} {
		t.Run(tc.claim, func(t *testing.T) {
			got := columns.ChooseRegion(guessTable("phone", tc.phones...), columns.Mapping{{Field: columns.FieldPhone}}, tc.machine, columns.FromNone)
			if got.Region != "" || len(got.Candidates) == 0 || got.Candidates[0].Region != tc.want || got.Candidates[0].Fits != tc.fits {
				t.Errorf("candidates %+v", got.Candidates)
			}
		})
	}
}

func TestOneNumberWithoutACodeAmongManyIsAskedAbout(t *testing.T) {
	phones := numbered("+1 202 555 %04d", 5000)
	phones[1234] = "020 7946 0018"
	if got := columns.ChooseRegion(guessTable("phone", phones...), columns.Mapping{{Field: columns.FieldPhone}}, "", columns.FromNone); !got.Unanswered() || got.Numbers != 1 {
		t.Errorf("%+v", got)
	}
}

func FuzzGuessMapping(f *testing.F) {
	f.Add("Phone|Name|", "020 7946 0018|Ann Lee|x", "n/a|Bo|y")
	f.Add("", "a|b|c", "")
	f.Add("phone|phone|PHONE|fax", "1|2|3|4", "contact_1|contact_2|3|4")
	f.Fuzz(func(t *testing.T, header, first, second string) {
		table := guessTable(header, first, second)
		m := columns.Guess(table, "GB")
		if len(m) != table.Width() {
			t.Fatalf("%d columns guessed of %d", len(m), table.Width())
		}
		checkMapping(t, m)
		for _, c := range m {
			if c.Reason != printable.Text(c.Reason, len(c.Reason)) {
				t.Errorf("the reason %q is unfit for a terminal", c.Reason)
			}
		}
	})
}

func BenchmarkGuessMapping(b *testing.B) {
	rows := make([][]string, 100_000)
	for i := range rows {
		rows[i] = []string{"Ann Lee", fmt.Sprintf("07400 %06d", i), "ann@example.com", "", "red"}
	}
	table := table.Of([]string{"Name", "Phone", "Email", "Empty", "Colour"}, rows...)
	for b.Loop() {
		columns.Guess(table, "GB")
	}
}

func BenchmarkChooseRegion(b *testing.B) {
	table := oneColumn("Phone", numbered("07400 %06d", 1000))
	for b.Loop() {
		columns.ChooseRegion(table, columns.Mapping{{Field: columns.FieldPhone}}, "US", columns.FromNone)
	}
}
