package model

import "strings"

// headerFields maps the header names people really have to a field: without
// case, accents, blanks and punctuation, as foldName leaves them. Phone columns
// have too many names for a list and are known by their words.
var headerFields = func() map[string]Field {
	fields := map[string]Field{}
	for field, names := range map[Field]string{
		FieldName: "name, full name, contact name, contact, lead name, lead, customer, customer name, client, client name, person name, " +
			"display name, name of contact, nombre completo, nombre y apellidos, nome completo, nome, nom complet, vollständiger Name, Kunde, cliente, client nom",
		FieldFirstName: "first name, firstname, first, fname, given name, forename, Vorname, nombre, nombres, primer nombre, prénom, primeiro nome, person first name, contact first name",
		FieldLastName: "last name, lastname, last, surname, lname, family name, Nachname, Familienname, apellido, apellidos, primer apellido, nom, nom de famille, " +
			"sobrenome, apelido, person last name, contact last name",
		FieldEmail: "email, e-mail, email address, e-mail address, e-mail 1 - value, email 1, email1, mail, primary email, work email, business email, person email, person email work, " +
			"contact email, correo, correo electrónico, courriel, adresse e-mail, adresse mail, adresse électronique, E-Mail-Adresse, endereço de email, endereço de e-mail, email id",
		FieldCompany: "company, company name, organization, organisation, organization 1 - name, organization name, organisation name, account name, account, " +
			"company / account, employer, business name, Firma, Firmenname, Unternehmen, empresa, nombre de la empresa, nome da empresa, entreprise, société, organización, organização, person organization",
		FieldCountry:  "country, country code, cc, region, country region, country/territory, country name, iso country, phone country, país, pays, Land, Ländercode, code pays, código de país",
		FieldTimeZone: "timezone, time zone, tz, time zone name, timezone name, iana timezone, zona horaria, huso horario, fuso horário, fuseau horaire, Zeitzone",
	} {
		for name := range strings.SplitSeq(names, ",") {
			fields[foldName(name)] = field
		}
	}
	return fields
}()

// phoneHeaders are phone columns that no word of theirs gives away.
var phoneHeaders = foldedSet("number, contact number, to number, to, contact no, number to call, dial, numero, número, numéro, Nummer")

// phoneWords are the words of a header that make a column one of phone numbers,
// with how readily it is dialled when a file has several.
var phoneWords = map[string]int{
	"phone": 3, "phones": 3, "phonenumber": 3, "phoneno": 3, "telephone": 3, "telephonenumber": 3, "telephoneno": 3, "tel": 3, "telno": 3,
	"telefono": 3, "telefone": 3, "telefon": 3, "telefonnummer": 3, "rufnummer": 3, "tlf": 3, "telf": 3, "fone": 3, "telefoon": 3,
	"mobile": 4, "mobilephone": 4, "mobilenumber": 4, "mobileno": 4, "mobil": 4, "mobiltelefon": 4, "mobilnummer": 4, "cell": 4, "cellphone": 4,
	"cellnumber": 4, "celular": 4, "cel": 4, "movil": 4, "handy": 4, "handynummer": 4, "portable": 4, "gsm": 4, "msisdn": 4,
	"whatsapp": 3, "landline": 2, "fijo": 2, "festnetz": 2, "callerid": 3,
}

// phonePlaces make one phone column more or less likely to be answered than
// another of the same file.
var phonePlaces = map[string]int{
	"primary": 4, "main": 2, "preferred": 4, "default": 3, "principal": 3, "1": 1,
	"work": -1, "business": -1, "office": -1, "direct": 0, "company": -2, "home": -1, "other": -3, "alternate": -3, "alternative": -3,
	"secondary": -3, "second": -3, "emergency": -6, "carphone": -4, "switchboard": -4, "isdn": -6, "callback": -2,
	"2": -2, "3": -3, "4": -3, "5": -3,
}

// neverDialled are words of columns that hold numbers nobody answers, or that
// are somebody else's.
var neverDialled = foldedSet("fax, faxes, telefax, fax number, faxnummer, pager, pagers, beeper, telex, ttytdd, tty, tdd, assistant, assistants, asst, asistente, assistente, assistentin")

// aboutPhones are words of columns that tell something about a phone number.
var aboutPhones = foldedSet("type, label, ext, extn, extension, country, code, prefix, verified, status, valid, validated, notes, note, date, time, count, " +
	"consent, id, carrier, provider, email, name, calls, opt, model, brand, last, is, has, owner, typ, tipo, vorwahl")

func foldedSet(list string) map[string]bool {
	set := map[string]bool{}
	for name := range strings.SplitSeq(list, ",") {
		set[foldName(name)] = true
	}
	return set
}

// headerMeaning is what a header says its column is.
type headerMeaning struct {
	field Field // "" when the header says nothing known
	rank  int   // among phone columns: the larger, the sooner dialled
	never bool  // fax, pager and the like
	// optOut is set of a column that tells who may be called, and by what.
	optOut bool
}

func readHeader(header string) headerMeaning {
	folded := foldName(header)
	if folded == "" {
		return headerMeaning{}
	}
	switch tellingOf(header) {
	case tellsNo, tellsYes:
		return headerMeaning{field: FieldDoNotCall, optOut: true}
	case tellsLikely, tellsWide, tellsOther:
		return headerMeaning{optOut: true}
	}
	if phoneHeaders[folded] {
		return headerMeaning{field: FieldPhone, rank: 2}
	}
	if field, ok := headerFields[folded]; ok {
		return headerMeaning{field: field}
	}
	best, about, places := 0, false, 0
	for word := range strings.SplitSeq(MetadataKey(header), "_") {
		if neverDialled[word] {
			return headerMeaning{never: true}
		}
		stem := strings.TrimRight(word, "0123456789")
		if rank, ok := phoneWords[stem]; ok {
			best = max(best, rank)
			word = word[len(stem):]
		}
		about = about || aboutPhones[word]
		places += phonePlaces[word]
	}
	if best == 0 {
		best = phoneWords[folded]
	}
	if best == 0 || about {
		return headerMeaning{}
	}
	return headerMeaning{field: FieldPhone, rank: best + places}
}
