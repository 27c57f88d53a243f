package model

import (
	"slices"
	"strings"
	"testing"

	"callsheet/model/columns"
)

// documentedHeaders are the names people give to columns, by what they mean,
// with a value that says the same.
var documentedHeaders = []struct {
	field        columns.Field
	sample, more string // values
	names        string
}{
	{columns.FieldName, "Ann Lee", "Bo Ray", "name, full name, contact name, lead_name, customer, Person - Name, Full Name, FULL_NAME, Contact-Name, Nom complet, Nombre completo"},
	{columns.FieldFirstName, "Ann", "Bo", "first name, firstname, FNAME, Given Name, Vorname, nombre, prénom, First.Name, first_name, firstName"},
	{columns.FieldLastName, "Lee", "Ray", "last name, surname, LNAME, Family Name, Nachname, apellido, nom, last_name, lastName"},
	{columns.FieldEmail, "ann@example.com", "bo@example.com", "email, e-mail, Email Address, E-mail Address, E-mail 1 - Value, EMAIL, correo, courriel, e_mail"},
	{columns.FieldCompany, "Acme Ltd", "Beta & Sons", "company, company name, organization, organisation, account name, Organization 1 - Name, Organization Name, Company / Account, employer, firma, empresa, entreprise, Entreprise"},
	{columns.FieldCountry, "GB", "France", "country, country code, CC, region, Country Code, country_code"},
	{columns.FieldTimeZone, "Europe/London", "America/New_York", "timezone, time zone, TIMEZONE, tz, Time-Zone"},
	{columns.FieldDoNotCall, "yes", "no", "Do Not Call, DNC, opt out, unsubscribed, do_not_call, Opt-Out, OPT_OUT"},
}

func TestEveryDocumentedHeaderIsKnown(t *testing.T) {
	for _, d := range documentedHeaders {
		for name := range strings.SplitSeq(d.names, ", ") {
			header := name + "|Phone"
			m := columns.Guess(guessTable(header, d.sample+"|+44 20 7946 0018", d.more+"|+44 7400 123456"), "GB")
			if m[0].Field != d.field || m[0].Basis != columns.BasisHeader || m[1].Field != columns.FieldPhone {
				t.Errorf("%s is %s, because %s", name, m[0].Field, m[0].Reason)
			}
		}
	}
}

// A column is never mapped by name against what its values say.
func TestValuesOverruleEveryHeader(t *testing.T) {
	against := map[columns.Field][2]string{
		columns.FieldPhone: {"Ann Lee", "Bo Ray"}, columns.FieldName: {"+44 20 7946 0018", "+44 7400 123456"}, columns.FieldFirstName: {"ann@example.com", "bo@example.com"},
		columns.FieldLastName: {"17", "4711"}, columns.FieldEmail: {"Ann Lee", "Bo Ray"}, columns.FieldCompany: {"+44 20 7946 0018", "+44 7400 123456"},
		columns.FieldCountry: {"North West", "Scotland"}, columns.FieldTimeZone: {"+44 20 7946 0018", "+44 7400 123456"},
	}
	documented := append(slices.Clip(documentedHeaders), struct {
		field               columns.Field
		sample, more, names string
	}{field: columns.FieldPhone, names: "phone, mobile, Phone 1 - Value, Handy, teléfono, WhatsApp, number"})
	for _, d := range documented {
		if d.field == columns.FieldDoNotCall {
			continue // it is one by its name, whatever it says: who is not understood is not called
		}
		values := against[d.field]
		for name := range strings.SplitSeq(d.names, ", ") {
			m := columns.Guess(guessTable(name+"|Tel", values[0]+"|+44 20 7946 0019", values[1]+"|+44 7400 123457"), "GB")
			if m[0].Field == d.field {
				t.Errorf("%s with %q is %s, because %s", name, values, m[0].Field, m[0].Reason)
			}
		}
	}
}

func TestOnlyTheOperatorOrItsValuesMakeAnID(t *testing.T) {
	for name := range strings.SplitSeq("contact id, contact_id, Record ID, Record Id, id, ID, Account Name.id", ", ") {
		if m := columns.Guess(guessTable(name+"|Phone", "4711|+44 20 7946 0018", "4712|+44 7400 123456"), "GB"); m[0].Field != columns.FieldMetadata {
			t.Errorf("%s is %s, because %s", name, m[0].Field, m[0].Reason)
		}
		if m := columns.Guess(guessTable(name+"|Phone", "contact_a1|+44 20 7946 0018", "contact_b2|+44 7400 123456"), "GB"); m[0].Field != columns.FieldID {
			t.Errorf("%s of Dialgen's own ids is %s, because %s", name, m[0].Field, m[0].Reason)
		}
	}
}
