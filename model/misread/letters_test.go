package misread

import (
	"testing"
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
