package importer

import (
	"testing"

	"callsheet/model/table"
)

func TestAnEncodingIsKnownByItsUsualNames(t *testing.T) {
	for name, want := range map[string]string{
		"cp932": "shift_jis", "CP932": "shift_jis", "Shift_JIS": "shift_jis", "shift-jis": "shift_jis", "sjis": "shift_jis", "MS932": "shift_jis", "windows-31j": "shift_jis",
		"mac_roman": "macintosh", "MacRoman": "macintosh", "macintosh": "macintosh", "x-mac-roman": "macintosh",
		"gbk": "gbk", "cp936": "gbk", "GB2312": "gbk", "gb18030": "gb18030", "big5": "big5", "cp950": "big5", "euc-kr": "euc-kr", "cp949": "euc-kr", "EUC_JP": "euc-jp",
		"koi8-r": "koi8-r", "KOI8_R": "koi8-r", "koi8-u": "koi8-u", "cp1251": "windows-1251", "windows-1251": "windows-1251", "Windows1250": "windows-1250", "cp1252": "windows-1252",
		"latin-1": "windows-1252", "iso-8859-1": "windows-1252", "latin2": "iso-8859-2", "iso-8859-15": "iso-8859-15",
		"cp437": "ibm437", "IBM437": "ibm437", "cp850": "ibm850", "cp866": "ibm866", "utf-8-sig": "utf-8", "UTF8": "utf-8", "utf-16": "utf-16le", "utf_16_be": "utf-16be", "ansi": "windows-1252",
	} {
		got, enc, err := namedEncoding(name)
		if err != nil || got != want || enc == nil {
			t.Errorf("%s is %q (%v), want %q", name, got, err, want)
			continue
		}
		if again, _, err := namedEncoding(got); err != nil || again != got {
			t.Errorf("%s, the name of %s, is %q (%v)", got, name, again, err)
		}
	}
	if _, _, err := namedEncoding("cp9999"); err == nil {
		t.Error("cp9999 is an encoding")
	}
}

func TestAnEncodingIsGuessedByItsWords(t *testing.T) {
	lists := map[string]string{
		"japanese":  "名前,電話番号,会社\n山田太郎,+81 90 1234 5678,株式会社\n佐藤花子,+81 90 1234 5679,\n",
		"kana":      "ﾅﾏｴ,カナ,デンワ\nx,ヤマダ タロウ,+81 90 1234 5678\ny,すずき はなこ,+81 90 1234 5679\n",
		"korean":    "이름,전화번호,회사\n김민수,010-1234-5678,한국무역\n이서연,010-1234-5679,서울상사\n",
		"chinese":   "姓名,电话,公司\n王伟,13800138000,北京科技有限公司\n李娜,13800138001,上海贸易公司\n",
		"taiwanese": "姓名,電話,公司\n陳志明,0912345678,台北電子公司\n林淑芬,0912345679,\n",
		"russian":   "Имя,Телефон,Город\nИван Петров,+7 495 123-45-67,Москва\nОльга Смирнова,+7 495 123-45-68,Казань\n",
		"greek":     "Όνομα,Τηλέφωνο\nΓιώργος Παπαδόπουλος,+30 21 0123 4567\nΜαρία Νικολάου,+30 21 0123 4568\n",
		"hebrew":    "שם,טלפון\nדוד כהן,+972 50 123 4567\nרחל לוי,+972 50 123 4568\n",
		"arabic":    "الاسم,الهاتف\nمحمد علي,+971 50 123 4567\nفاطمة حسن,+971 50 123 4568\n",
		"german":    "Name,Straße\nJörg Müller,Königstraße\nBärbel Weiß,Am Mühlgraben\n",
		"french":    "Prénom,Ville\nHélène,Orléans\nFrançois,Besançon\nZoë,Nîmes\n",
		"polish":    "Imię,Miasto\nŁukasz Wąsik,Łódź\nElżbieta Dąbrowska,Kraków\nMałgorzata Źrebiec,Gdańsk\n",
		"turkish":   "Ad,Şehir\nAyşe Yılmaz,İzmir\nÇağlar Güneş,Muğla\nIşıl Doğan,Iğdır\n",
		"thai":      "ชื่อ,โทรศัพท์\nสมชาย ใจดี,081 234 5678\nมาลี สุขใจ,081 234 5679\n",
	}
	for _, tt := range []struct{ list, encoding string }{
		{"japanese", "shift_jis"}, {"japanese", "euc-jp"}, {"kana", "shift_jis"}, {"korean", "euc-kr"}, {"chinese", "gbk"}, {"taiwanese", "big5"},
		{"russian", "windows-1251"}, {"russian", "koi8-r"}, {"russian", "ibm866"}, {"greek", "windows-1253"}, {"hebrew", "windows-1255"}, {"arabic", "windows-1256"},
		{"german", "windows-1252"}, {"french", "windows-1252"}, {"german", "macintosh"}, {"french", "macintosh"}, {"german", "ibm850"}, {"french", "ibm850"},
		{"polish", "windows-1250"}, {"turkish", "windows-1254"}, {"thai", "windows-874"}, {"japanese", "iso-2022-jp"},
	} {
		_, enc, err := namedEncoding(tt.encoding)
		check(t, err)
		bytes, err := enc.NewEncoder().Bytes([]byte(lists[tt.list]))
		check(t, err)
		got, err := readBytes(t, bytes, Options{HeaderRow: 1})
		if err != nil {
			t.Errorf("%s in %s: %v", tt.list, tt.encoding, err)
			continue
		}
		if got.Encoding != tt.encoding || !got.Guessed {
			t.Errorf("%s in %s is read as %s: %q", tt.list, tt.encoding, got.Encoding, got.Samples)
		}
	}
}

func TestRowsWithSpoiltLettersAreNamed(t *testing.T) {
	text := "Name,Phone,City\nJosé Pérez,+442079460010,León\nJosÃ© PÃ©rez,+442079460011,LeÃ³n\nAnn,+442079460012,York\nM\ufffdller,+442079460013,Bonn\n"
	got, err := readBytes(t, []byte(text), Options{HeaderRow: 1})
	check(t, err)
	if got.Lossy.Count != 2 || got.Lossy.First[0] != 3 || got.Lossy.First[1] != 5 {
		t.Errorf("rows %v", got.Lossy.First)
	}
	for row, want := range []bool{false, true, false, true} {
		if marked := got.Table.Flags(row)&table.RowLossy != 0; marked != want {
			t.Errorf("row %d is marked %v", got.Table.RowNumber(row), marked)
		}
	}
}
