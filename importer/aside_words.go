package importer

import (
	"strings"
	"unicode/utf8"
)

// totalWords are what the sums under a table are called.
var totalWords = wordSet(`total, totals, subtotal, sub-total, sub total, grand total, sum, sums, count, average, avg, total contacts, total records, total rows, record count,
	gesamt, summe, zwischensumme, gesamtsumme, anzahl, insgesamt, durchschnitt, somme, total général, sous-total, moyenne, nombre,
	suma, total general, promedio, soma, subtotal geral, total geral, média, totale, totale generale, somma, media, subtotale, totaal, subtotaal, eindtotaal, som, gemiddelde,
	razem, łącznie, ogółem, średnia, celkem, součet, spolu, összesen, összeg, ukupno, skupaj, общо, итого, всего, сумма, подытог, разом, всього,
	toplam, genel toplam, ara toplam, ortalama, summa, totalt, delsumma, i alt, yhteensä, välisumma, σύνολο, סה"כ, المجموع, الإجمالي, مجموع, کل,
	कुल, कुल योग, योग, jumlah, jumlah total, tổng, tổng cộng, รวม, 合計, 小計, 総計, 总计, 合计, 小计, 總計, 小計, 합계, 총계, 소계`)

// totalStarts are the first two bytes of totalWords, in small letters. It tells
// nearly all names of people from them at a glance.
var totalStarts = func() (starts [utf8.RuneSelf][utf8.RuneSelf]bool) {
	for word := range totalWords {
		if len(word) > 1 && word[0] < utf8.RuneSelf && word[1] < utf8.RuneSelf {
			starts[word[0]][word[1]] = true
		}
	}
	return starts
}()

// mayBeTotal reports whether a text may begin with one of totalWords. Of what
// is not written in ASCII, or has a blank before it, that is not known.
func mayBeTotal(text string) bool {
	if len(text) < 2 {
		return true
	}
	first, second := text[0], text[1]
	if first == ' ' || first == '\t' || first >= utf8.RuneSelf || second >= utf8.RuneSelf {
		return true
	}
	return totalStarts[lowerASCII(first)][lowerASCII(second)]
}

func lowerASCII(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		b |= 0x20
	}
	return b
}

// noteStarts are the beginnings of notes under a table, in lower case.
var noteStarts = wordList(`note:, notes:, note -, source:, *, †, ‡, ©, (c) , prepared by, created by, generated, exported, printed on, report generated, end of, confidential, disclaimer,
	last updated, updated on, as of , signature, signed, kind regards, best regards, regards, legend:, key:, remark:, remarks:,
	hinweis:, anmerkung:, quelle:, stand:, erstellt, vertraulich, unterschrift, mit freundlichen, legende:, druckdatum,
	remarque, source :, note :, généré, exporté, édité le, confidentiel, cordialement, légende,
	nota:, notas:, fuente:, fonte:, generado, gerado, exportado, confidencial, firma:, saludos, atenciosamente, observação, observación, observaciones,
	nota bene, generato, esportato, riservato, cordiali saluti, opmerking, bron:, gegenereerd, vertrouwelijk, met vriendelijke,
	uwaga:, źródło:, wygenerowano, poufne, poznámka, zdroj:, megjegyzés, примечание, источник:, сформирован, подпись, конфиденциально, с уважением,
	not:, kaynak:, oluşturan, gizli, anm:, anmärkning, källa:, huom, lähde:, kilde:, bemærk, merknad, ملاحظة, المصدر, टिप्पणी, स्रोत, catatan, sumber:, ghi chú, nguồn:, หมายเหตุ,
	※, 注:, 注：, 備考, 出典, 作成, 备注, 注意, 来源, 制表, 備註, 비고, 출처, 작성`)

// signOffs are those of them that take leave.
var signOffs = wordList(`signature, signed, kind regards, best regards, regards, unterschrift, mit freundlichen, cordialement, firma:, saludos, atenciosamente,
	cordiali saluti, met vriendelijke, подпись, с уважением`)

// leaveTaken is the line that parts a signature in mail.
const leaveTaken = "--"

var pageWords = wordSet(`page, seite, página, pagina, strona, strana, oldal, стр, стр., страница, sayfa, sida, side, sivu, halaman, trang, صفحة, पृष्ठ`)

func wordList(text string) []string {
	var words []string
	for _, word := range strings.Split(text, ",") {
		word = strings.TrimLeft(word, " \n\t")
		if word != "" {
			words = append(words, word)
		}
	}
	return words
}

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, word := range wordList(text) {
		set[strings.TrimSpace(word)] = true
	}
	return set
}
