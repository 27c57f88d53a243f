package model

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// FieldCheck is what would come of a text typed in a field.
type FieldCheck struct {
	OK       bool         // it can be saved
	Text     string       // what would be saved
	Sentence string       // what it would be sent as, or what is wrong with it and what to do
	Suggest  string       // what was probably meant, when it is wrong; "" = nothing
	Number   phone.Number // that would be dialled, for a phone or a country
	Region   phone.Region // of the number
}

func wrong(format string, args ...any) FieldCheck {
	return FieldCheck{Sentence: fmt.Sprintf(format, args...)}
}

// Check says what would come of a text typed in a field of a row. It is quick
// enough for every key press.
func (fl Fields) Check(row int, s EditableField, text string) FieldCheck {
	if utf8.RuneCountInString(text) > columns.MaxFieldRunes {
		return wrong("This is longer than %d characters. Shorten it.", columns.MaxFieldRunes)
	}
	clean := printable.Text(text, columns.MaxFieldRunes)
	switch s.Field {
	case columns.FieldPhone:
		return fl.checkPhone(row, text)
	case columns.FieldCountry:
		return fl.checkCountry(row, clean)
	case columns.FieldEmail:
		return checkEmail(clean)
	case columns.FieldMetadata:
		return fl.checkMetadata(s.Key, clean)
	case columns.FieldName:
		if clean == "" {
			return FieldCheck{OK: true, Sentence: "Without a name the service shows Unknown."}
		}
	case columns.FieldCompany, columns.FieldID:
	default:
		return wrong("This cannot be edited here. Change the columns' meaning instead.")
	}
	if clean == "" {
		return FieldCheck{OK: true, Sentence: "Nothing is sent for it."}
	}
	return FieldCheck{OK: true, Text: clean, Sentence: "Sent as " + clean + "."}
}

func (fl Fields) checkPhone(row int, text string) FieldCheck {
	cell, region := table.Cell{Text: text}, fl.eval.numbers.region(row, fl.list.Edit(row))
	r := phone.Read(cell, region)
	if n, ok := plainNumber(strings.TrimSpace(text)); ok && n == r.Other {
		r = phone.Read(table.Cell{Text: n.String(), Kind: table.KindDecided}, region) // typed in full: what is dialled is said
	}
	kind := FixNone
	switch r.Problem {
	case phone.NoProblem:
	case phone.LostZero:
		kind = FixZero
	case phone.LostPlus:
		kind = FixPlus
	default:
		j := wrong("%s", r.Problem.Sentence())
		for m := range fl.eval.numbers.candidates(row, Edit{}, cell, region, r) {
			if m.kind != FixColumn && !m.kind.Explicit() {
				j.Suggest = m.text()
			}
			break
		}
		return j
	}
	if r.Number < phone.MinNumber {
		return wrong("%s", phone.NotAccepted.Sentence())
	}
	m, _ := offer(kind, r)
	m.lost = phone.NoProblem // the kind says it
	words := numberWords(m) + reasonWords(r, m)
	if r.Extension != "" {
		words += fmt.Sprintf("; extension %s goes along as {%s}", r.Extension, fl.eval.rows.mapping.ExtensionKey())
	}
	j := FieldCheck{OK: true, Text: m.text(), Number: r.Number, Region: r.Region}
	after := fl.typed(row, fl.list.Edit(row), EditableField{Field: columns.FieldPhone}, text, j)
	j.Sentence = fmt.Sprintf("Will dial %s, %s.%s", r.Number.Grouped(), words, fl.suppressedWords(row, r.Number, after))
	return j
}

// suppressedWords says why a number that is typed might not be called all the same,
// with the row's edit as it would be.
func (fl Fields) suppressedWords(row int, n phone.Number, after Edit) string {
	v := fl.eval.suppress(row, n, after)
	switch first, found := fl.list.verdicts.numbers.first(n); {
	case v.state == DoNotCall && v.exclusion() != OnDoNotCallList, v.state == ToFix:
		why := firstUpper(fl.eval.refusals.why(row, after, n))
		if !strings.HasSuffix(why, "?") {
			why += "."
		}
		return " " + why
	case v.exclusion() == OnDoNotCallList:
		return " It is on the do-not-call list, so the row is not called."
	case v.exclusion() == MaybeCalled:
		return " It may be called already by a batch whose outcome is not known, so the row is not called."
	case v.exclusion() == InUnfinished:
		mark, _ := fl.eval.suppressions.of(n)
		return fmt.Sprintf(" It is in %s, which is not known to have ended, so the row is left out.", mark.CampaignWords())
	case v.exclusion() == CalledRecently:
		return " It was called a short while ago, so the row is left out."
	case found && first != row:
		return fmt.Sprintf(" %s has the same number; only one of the two is called.", firstUpper(fl.eval.rows.rowName(first)))
	}
	return ""
}

func (fl Fields) checkCountry(row int, text string) FieldCheck {
	if text == "" {
		return FieldCheck{OK: true, Sentence: "The number is read as written in the list's own country."}
	}
	region, ok := phone.ParseRegion(text)
	if !ok {
		return wrong("No country is called that. Type its name or its two letters, such as GB.")
	}
	j := FieldCheck{OK: true, Text: string(region), Sentence: "The number is read as written in " + phone.InWords(region)}
	if m, ok := inRegion(fl.eval.numbers.phoneCell(row, fl.list.Edit(row)), region); ok {
		j.Number, j.Region = m.number, m.region
		j.Sentence += ": " + m.number.Grouped()
	}
	j.Sentence += "."
	return j
}

func checkEmail(text string) FieldCheck {
	if text == "" {
		return FieldCheck{OK: true, Sentence: "No email is sent."}
	}
	if columns.ValidEmail(text) {
		return FieldCheck{OK: true, Text: text, Sentence: "Sent as " + text + "."}
	}
	j := wrong("%s Correct it, or leave it empty to call without it.", EmailProblem(text))
	j.Suggest, _, _ = correctEmail(text)
	return j
}

func (fl Fields) checkMetadata(key, text string) FieldCheck {
	if columns.MetadataKey(key) != key || key == "" {
		return wrong("A metadata key is made of small letters, digits and underscores, such as plan_name.")
	}
	switch value := columns.MetadataValue(table.Cell{Text: text}).(type) {
	case nil:
		return FieldCheck{OK: true, Sentence: "{" + key + "} is not sent for this row."}
	case string:
		return FieldCheck{OK: true, Text: text, Sentence: fmt.Sprintf("{%s} is sent as the text %s.", key, value)}
	case bool:
		return FieldCheck{OK: true, Text: text, Sentence: fmt.Sprintf("{%s} is sent as %v.", key, value)}
	default:
		return FieldCheck{OK: true, Text: text, Sentence: fmt.Sprintf("{%s} is sent as the number %s.", key, text)}
	}
}
