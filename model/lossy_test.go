package model

import (
	"strings"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/fold"
	"callsheet/model/table"
)

func TestLettersThatAWrongEncodingSpoiltAreSeen(t *testing.T) {
	for _, c := range []struct{ text, right string }{
		{"JosÃ© PÃ©rez", "José Pérez"},
		{"MÃ¼ller & SÃ¶hne", "Müller & Söhne"},
		{"Oâ€™Neill", "O’Neill"},
		{"SÃ£o Paulo", "São Paulo"},
		{"Ã\u0081gnes", "Ágnes"},
		{"Å\u0081ukasz", "Łukasz"},
		{"Jos√© N√∫√±ez", "José Núñez"},
		{"Jos├⌐", "José"},
		{"M├╝ller", "Müller"},
		{"Ð\u0098Ð²Ð°Ð½", "Иван"},
		{"РРІР°РЅРѕРІ", ""}, // one byte is gone
		{"å±±ç”°", "山田"},
		{"ï»¿Name", "Name"},
		{"M\ufffdller", ""},
		{"Jos\u008e", ""},
	} {
		if !Lossy(c.text) && c.right != "" {
			t.Errorf("%q passes for sound", c.text)
		}
		if right, ok := Unspoilt(c.text); ok != (c.right != "") || ok && right != c.right {
			t.Errorf("%q becomes %q %v, want %q", c.text, right, ok, c.right)
		}
	}
}

func TestSoundTextIsNotTakenForSpoilt(t *testing.T) {
	for _, text := range []string{
		"José Pérez", "Ångström", "Søren Ærø", "Müller", "JOÃO", "SÃO PAULO", "Ção", "Éric", "Ôscar", "Đặng Thị", "Łukasz Żak", "Ñandú", "Àngels", "ÎLE",
		"Иван Петров", "РСТ", "Гість", "Ґалаґан", "Сёмин", "Παπαδόπουλος", "דוד כהן", "محمد علي", "山田太郎", "ヤマダ タロウ", "김민수", "陳志明", "สมชาย", "नाम",
		"“Ann” – Bob…", "5 € – 10 €", "½ price", "№ 5", "20 °C", "© 2026", "™ Corp", "n° 12", "São – «Lda.»", "Ð", "Þór Ægisson", "Ÿ", "İstanbul", "ﾔﾏﾀﾞ", "🙂 Ann", "",
	} {
		if Lossy(text) {
			right, _ := Unspoilt(text)
			t.Errorf("%q passes for spoilt, and would be %q", text, right)
		}
	}
}

func TestARowWithSpoiltLettersIsToCheckAndCanBePutRight(t *testing.T) {
	var b table.Builder
	for i, name := range []string{"JosÃ© PÃ©rez", "Ann Lee", "M\ufffdller"} {
		b.Append(i+2, []table.Cell{{Text: name}, {Text: []string{"+442079460010", "+442079460011", "+442079460012"}[i]}, {Text: "MÃ¡laga"}})
	}
	b.SetFlags(0, table.RowLossy)
	b.SetFlags(2, table.RowLossy)
	m := columns.Mapping{{Index: 0, Field: columns.FieldName}, {Index: 1, Field: columns.FieldPhone}, {Index: 2, Header: "City", Field: columns.FieldMetadata}}
	l, err := Diagnose(t.Context(), b.Build([]string{"Name", "Phone", "City"}), m, "GB", Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for row, want := range []Warnings{LostCharacters, 0, LostCharacters} {
		if v := l.Verdict(row); v.State != Ready || v.Warnings != want {
			t.Errorf("row %d is %v with %v", row, v.State, v.Warnings.Names())
		}
	}
	cause := l.Causes().All()[0]
	fixes := l.Fixes().OfCause(cause)
	if cause.Warning != LostCharacters || cause.Fix != FixEncoding || fixes[0].Kind != FixEncoding {
		t.Fatalf("cause %v, fixes %v", cause, fixes)
	}
	change, err := l.Fixes().ChangeAll(t.Context(), cause, fixes[0], nil)
	if err != nil {
		t.Fatal(err)
	}
	l.Apply(change)
	contact := l.Contacts().Of(0)
	if contact.Name != "José Pérez" || contact.Metadata["city"] != "Málaga" || l.Verdict(0).Warnings != 0 {
		t.Errorf("put right, it is %q in %v, with %v", contact.Name, contact.Metadata["city"], l.Verdict(0).Warnings.Names())
	}
	l.Undo()
	if l.Verdict(0).Warnings != LostCharacters {
		t.Error("undone, nothing is to check")
	}
}

func TestWarningsFitIntoARecord(t *testing.T) {
	if numWarnings > warnedBits+16-regionBits {
		t.Fatalf("%d warnings", numWarnings)
	}
	for bit := range numWarnings {
		w := Warnings(1) << bit
		var r record
		r.setRegion("ZZ")
		r.warn(w)
		r.setRegion("GB")
		if r.warnings() != w || r.place().region() != "GB" {
			t.Errorf("%v is kept as %v, in %s", w.Names(), r.warnings().Names(), r.place().region())
		}
		if r.unwarn(w); r.warnings() != 0 || r.place().region() != "GB" {
			t.Errorf("%v stays", w.Names())
		}
	}
}

func TestASCIIIsToldAtEveryPlace(t *testing.T) {
	for n := range 20 {
		plain := strings.Repeat("a", n)
		if !fold.IsASCII(plain) {
			t.Errorf("%d letters are not ASCII", n)
		}
		for at := range n {
			if fold.IsASCII(plain[:at] + "é" + plain[at:]) {
				t.Errorf("é after %d of %d letters is ASCII", at, n)
			}
		}
	}
}
