package model

import (
	"fmt"
	"strings"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/table"
)

func TestPrivateColumnsAreKnownByName(t *testing.T) {
	for _, c := range []struct{ header, want string }{
		{"DOB", "a date of birth"},
		{"Date of Birth", "a date of birth"},
		{"birthDate", "a date of birth"},
		{"Geburtsdatum", "a date of birth"},
		{"Geb.-Datum", "a date of birth"},
		{"Fecha de nacimiento", "a date of birth"},
		{"Date de naissance", "a date of birth"},
		{"Data urodzenia", "a date of birth"},
		{"Дата рождения", "a date of birth"},
		{"生年月日", "a date of birth"},
		{"お客様生年月日", "a date of birth"},
		{"Medical Condition", "health"},
		{"Krankheiten", "health"},
		{"Grupo sanguíneo", "health"},
		{"SSN", "an identity number"},
		{"Social Security #", "an identity number"},
		{"CPF do cliente", ""}, // a customer's own number: kept by its values
		{"CPF", "an identity number"},
		{"Aadhaar No.", "an identity number"},
		{"Codice Fiscale", "an identity number"},
		{"Personalausweisnummer", "an identity number"},
		{"Credit Card Number", "a card or account number"},
		{"IBAN", "a card or account number"},
		{"Rekeningnummer", "a card or account number"},
		{"Address", "a street address"},
		{"Mailing Street", "a street address"},
		{"Straße", "a street address"},
		{"Address Line 2", "a street address"},
		{"住所", "a street address"},
		{"Annual Revenue", "income or revenue"},
		{"AnnualRevenue", "income or revenue"},
		{"Chiffre d'affaires", "income or revenue"},
		{"Number of Pageviews", "what somebody did on a website"},
		{"IP Address", "what somebody did on a website"},
		{"utm_source", "what somebody did on a website"},
		{"Religion", "a belief or an origin"},
		{"Mot de passe", "a secret"},

		{"Plan", ""}, {"City", ""}, {"ZIP", ""}, {"Postal code", ""}, {"PIN Code", ""}, {"Address City", ""},
		{"Email Address", ""}, {"Customer ID", ""}, {"Order No", ""}, {"Renewal date", ""}, {"Balance due", ""},
		{"Card type", ""}, {"State", ""}, {"Notes", ""}, {"Company", ""}, {"Appointment", ""}, {"Region", ""}, {"", ""}, {"Web address", ""},
		{"Customer ID number", ""}, {"Straße/Ort", ""}, {"Stage", ""}, {"Source", ""}, {"Industry", ""}, {"Vehicle", ""},
	} {
		if got := columns.PrivateByName(c.header); got != c.want {
			t.Errorf("%q: %q, want %q", c.header, got, c.want)
		}
	}
}

func TestPrivateColumnsAreKnownByTheirValues(t *testing.T) {
	for _, c := range []struct {
		claim  string
		values []string
		want   string
	}{
		{"account numbers", []string{"GB82 WEST 1234 5698 7654 32", "DE89370400440532013000", "FR1420041010050500013M02606"}, "a card or account number"},
		{"account numbers with a wrong digit", []string{"GB82 WEST 1234 5698 7654 33", "DE89370400440532013001", "FR1420041010050500013M02607"}, ""},
		{"payment cards", []string{"4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005"}, "a card or account number"},
		{"social security numbers", []string{"078-05-1120", "219-09-9999", "457-55-5462"}, "an identity number"},
		{"Brazilian identities", []string{"111.444.777-35", "123.456.789-09", "987.654.321-00"}, "an identity number"},
		{"Spanish identities", []string{"12345678Z", "X1234567L", "00000000-T"}, "an identity number"},
		{"Italian identities", []string{"RSSMRA85T10A562S", "VRDGPP70A01H501X", "BNCLRA90E55F205T"}, "an identity number"},
		{"streets", []string{"12 Harbour Street", "4 Mill Lane, Leeds", "221b Baker St."}, "a street address"},
		{"German streets", []string{"Hauptstraße 5", "Goethestr 7 Weg", "Ringstraße 12a"}, "a street address"},
		{"dates over a lifetime", []string{"1948-05-01", "1999-12-31", "1976-02-29", "2001-07-07"}, "a date of birth"},
		{"dates of one year", []string{"2026-05-01", "2026-12-31", "2026-02-28"}, ""},
		{"network addresses", []string{"203.0.113.7", "198.51.100.23", "192.0.2.1"}, "what somebody did on a website"},
		{"plans", []string{"Gold", "Silver 2", "Bronze"}, ""},
		{"amounts", []string{"12.50", "199.00", "4.10"}, ""},
		{"order numbers", []string{"A-1001", "A-1002", "A-1003"}, ""},
	} {
		if got := columns.PrivateByValues(oneColumn("Field 7", c.values), 0); got != c.want {
			t.Errorf("%s: %q, want %q", c.claim, got, c.want)
		}
	}
}

func oneColumn(header string, values []string) *table.Table {
	rows := make([][]string, len(values))
	for i, v := range values {
		rows[i] = []string{v}
	}
	return table.Of([]string{header}, rows...)
}

func TestPrivateColumnsStayOffUntilSwitchedOn(t *testing.T) {
	table := table.Of([]string{"Phone", "Plan", "DOB", "City"}, []string{"+442079460018", "Gold", "1970-01-01", "Leeds"})
	guessed := columns.Guess(table, "GB").Keyed()
	if c := guessed[2]; !c.Private() || c.Key != "" || guessed.Private() != 1 || guessed.Sent() != 2 {
		t.Fatalf("guessed as %+v; %d private, %d sent", c, guessed.Private(), guessed.Sent())
	}
	if c, _ := PreviewContact(table, guessed, "GB", Edits{}, 0); len(c.Metadata) != 2 {
		t.Errorf("sends %v", c.Metadata)
	}
	on := guessed.With(2, columns.FieldMetadata)
	if c, _ := PreviewContact(table, on, "GB", Edits{}, 0); c.Metadata["dob"] != "1970-01-01" || on.Private() != 0 {
		t.Errorf("switched on, sends %v", c.Metadata)
	}
	for _, c := range []struct {
		claim   string
		kept    columns.Mapping
		sent    bool
		changed int
	}{
		{"off stays off", guessed, false, 0},
		{"on stays on", on, true, 0},
		{"what an earlier version sent unasked is asked about", func() columns.Mapping {
			m := guessed.With(2, columns.FieldMetadata)
			m[2].Basis, m[2].Reason = columns.BasisRest, "kept for the prompt"
			return m
		}(), false, 1},
	} {
		m, changed := columns.Replay(c.kept, table, "GB")
		if sent := m[2].Key != ""; sent != c.sent || len(changed) != c.changed {
			t.Errorf("%s: %+v, changed %v", c.claim, m[2], changed)
		}
		if again, _ := columns.Replay(m, table, "GB"); again[2].Field != m[2].Field {
			t.Errorf("%s, but not the next time: %+v", c.claim, again[2])
		}
	}
}

func TestHowOthersAreReachedIsNotSentUnasked(t *testing.T) {
	for _, c := range []struct {
		claim, header, value string
		off                  bool
	}{
		{"an account manager's number", "Account Manager Phone", "020 7946 00N", true},
		{"an owner's address", "Owner Email", "oN@example.com", true},
		{"a representative's mobile", "Rep Mobile", "07400 1234NN", true},
		{"an emergency contact's number under a name that does not say so", "Emergency Contact", "07400 1234NN", true},
		{"an advisor who is given by address", "Advisor", "aN@example.com", true},
		{"in German", "E-Mail Berater", "bN@example.com", true},
		{"in Spanish", "Móvil vendedor", "07400 1234NN", true},
		{"in French", "Téléphone du conjoint", "020 7946 00N", true},
		{"an advisor's name", "Advisor", "Anna Lee", false},
		{"an account manager's name", "Account Manager", "Bo Ray", false},
		{"a representative's name in German", "Berater", "Cy Fox", false},
		{"what belongs to the contact", "Plan", "Gold N", false},
	} {
		rows := [][]string{}
		for i := range 10 {
			n := fmt.Sprint(i)
			rows = append(rows, []string{[]string{"Ann Lee", "Bo Ray", "Cy Fox"}[i%3], "07400 99000" + n, "p" + n + "@example.com",
				strings.NewReplacer("NN", n+n, "00N", "00"+n+n, "N", n).Replace(c.value)})
		}
		m := columns.Guess(table.Of([]string{"Name", "Phone", "Email", c.header}, rows...), "GB").Keyed()
		if got := m[3]; got.Private() != c.off || !c.off && got.Field != columns.FieldMetadata {
			t.Errorf("%s: %s is %s, %s", c.claim, c.header, got.Field, got.Reason)
		}
		if on := m.With(3, columns.FieldMetadata); on.Private() != 0 || on[3].Key == "" {
			t.Errorf("%s: switched on, %+v", c.claim, on[3])
		}
	}
}
