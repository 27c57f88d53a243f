package importer

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
)

// doubleByte are the encodings of East Asia with characters that most texts of
// theirs are full of: kana, and the signs of names and addresses. Bytes of one
// are often characters of another, but seldom common ones.
var doubleByte = []struct{ name, common string }{
	{"shift_jis", commonJapanese},
	{"euc-jp", commonJapanese},
	{"gbk", "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处理世王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文北京上海市省县广州深圳东南路街号姓名电话手机公司地址城市邮箱客户联系备注伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞"},
	{"big5", "的一是不我有人在他這中大來上個國到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可她里後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市眼體別處總才場師書比住員九笑性通目華報立馬命張活難神數件安表原車白應路期叫死常提感金何更反合放做系計或司利受光王果親界及今京務制解各任至清物台象記邊共風戰干接它許八特覺望直服毛林題建南度統色字請交愛讓認算論百吃義科怎元社術結六功指思非流每青管夫連遠資隊跟帶花快條院變聯言權往展該領傳近留紅治決周保達辦運武半候七必城父強步完革深區即求品士轉量空甚眾技輕程告江語英基派滿式李息寫呢識極令黃德收臉錢黨倒未持取設始版雙歷越史商千片容研像找友孩站廣改議形委早房音火際則首單據導影失拿網香似斯專石若兵弟誰校讀志飛觀爭究包組造落視濟喜離雖壞陳吳楊蔡鄭郭洪邱曾廖賴徐葉蘇莊呂羅蕭鍾彭游詹胡施沈余趙盧梁顏柯翁魏孫戴范宋方鄧杜傅侯曹薛丁卓姓電話手機公司地址城市客戶聯絡備註縣街巷號樓臺灣志明俊傑淑芬怡君"},
	{"euc-kr", "가강건경고과관광구국군권규기길김나남노다대도동라로류마만명모문미민박방배백범병보복부북사산상서석선설성세소손송수순숙승시신심아안양여연영예오옥완용우원유윤은의이인일임자장재전정조종주준중지진찬창채천철최추충태하한해현형혜호홍환황효훈희름전화번호회사주소도시메일고객이휴대폰리울부산인천광역특별동읍면길층호무역상점"},
}

const commonJapanese = "日本人一二三四五六七八九十東京都道府県大阪区市町村田中山川佐藤鈴木高橋伊渡辺小林加吉松井上野村長谷石原前後藤岡島崎本橋西北南森池阿部清水内青木坂福太郎子美恵幸正和明弘智裕由香真理一雄男夫彦介博健樹名前氏電話番号携帯会社株式有限住所備考顧客様担当者郵便都市千葉神奈川埼玉愛知兵庫北海道広島宮城静岡茨新潟長奈良岐阜群馬栃月火水木金土時分年国際商事工業建設銀行支店営業部課株"

// guessLegacy says which encoding a text that is no UTF-8 is in.
func guessLegacy(samples [][]byte) string { return rankLegacy(samples)[0] }

// rankLegacy puts the encodings of texts that are no UTF-8 in order, the
// likeliest first, by what the bytes make in each: the words of East Asian
// scripts, of Cyrillic, Greek and their like, or letters with accents. Where
// nothing speaks for another the first is Windows-1252. Those of East Asia are
// left out where few characters are common there.
func rankLegacy(samples [][]byte) []string {
	const leastShare = 0.35
	text := nonASCIILines(samples)
	shares, points := map[string]float64{}, map[string]int{}
	var double []string
	for _, e := range doubleByte {
		if shares[e.name] = commonShare(text, e.name, e.common); shares[e.name] > leastShare {
			double = append(double, e.name)
		}
	}
	single := append([]string{encWindows}, singleByte...)
	for i, name := range single {
		points[name] = wordPoints(text, name, i)
	}
	slices.SortStableFunc(double, func(a, b string) int { return cmp.Compare(shares[b], shares[a]) })
	slices.SortStableFunc(single, func(a, b string) int { return points[b] - points[a] })
	return append(double, single...)
}

// nonASCIILines are the lines of some samples that hold more than ASCII, so many
// as are worth weighing.
func nonASCIILines(samples [][]byte) []byte {
	const enough = 32 << 10
	var text []byte
	for _, s := range samples {
		for line := range bytes.SplitAfterSeq(s, []byte("\n")) {
			if len(text) < enough && !isASCII(line) {
				text = append(text, line[:min(len(line), enough)]...)
			}
		}
	}
	return text
}

// commonShare is how many of the characters beyond ASCII are kana or common
// ones; 0 when more than a few bytes are no characters.
func commonShare(text []byte, name, common string) float64 {
	all, known, broken := 0, 0, 0
	for _, r := range decodedBy(text, name) {
		switch {
		case r < utf8.RuneSelf:
		case r == utf8.RuneError:
			broken++
		case unicode.In(r, unicode.Hiragana, unicode.Katakana) && r < 0xff00 && strings.HasPrefix(common, commonJapanese[:6]), strings.ContainsRune(common, r), r == '　' || r == '（' || r == '）':
			all++
			known++
		default:
			all++
		}
	}
	const few = 50
	if all == 0 || broken*few > all+few {
		return 0
	}
	return float64(known) / float64(all)
}

func decodedBy(text []byte, name string) string {
	_, enc, err := namedEncoding(name)
	if err != nil || enc == encoding.Nop {
		return ""
	}
	decodedText, err := enc.NewDecoder().Bytes(text)
	if err != nil {
		return ""
	}
	return string(decodedText)
}

// singleByte are the encodings of one byte for each character that are tried
// beside Windows-1252, the likelier first.
var singleByte = []string{"windows-1251", "windows-1250", "macintosh", "ibm850", "koi8-r", "ibm866", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-874", "ibm437"}

// The letters beyond ASCII that names and towns are full of, by their script: those
// of Western Europe first, as they mean the same in most encodings.
const (
	westernLetters  = "éèêëáàâäãåíìîïóòôöõúùûüñçßøæÉÖÜÄÁÓÍÑÇÅØ"
	easternLetters  = "ąćęłńóśźżáčďéěíňřšťúůýžőűăâîșțŠŽČŁŚŻŘ"
	turkishLetters  = "çğıöşüÇĞİÖŞÜ"
	cyrillicCommon  = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёіїєґАБВГДЕИКЛМНОПРСТ"
	greekCommon     = "αοιετσνηυρπκμλςωάόίέήύώΑΓΔΕΚΜΝΠΣΤ"
	hebrewCommon    = "אבגדהוזחטיכךלםמןנסעפףצץקרשת"
	arabicCommon    = "اليمنروتبةعدسفهكقحجشطصخأزىضإآ"
	thaiCommon      = "านรอกเงมยลวดทสตะปบคหแจพชขใไโผ"
	lettersMixedOff = 3 // points off for two scripts in one word
)

// wordPoints is how much a text looks like words in an encoding: two points for
// each common letter of its language, none for a rare one, and points off for
// signs within words, for small letters that begin one, for a capital behind a small letter and for two scripts in
// one word. Of two that are alike the one that is tried first has more.
func wordPoints(text []byte, name string, order int) int {
	common := map[string]string{
		"windows-1251": cyrillicCommon, "koi8-r": cyrillicCommon, "ibm866": cyrillicCommon, "windows-1250": easternLetters,
		"windows-1253": greekCommon, "windows-1254": turkishLetters, "windows-1255": hebrewCommon, "windows-1256": arabicCommon, "windows-874": thaiCommon,
	}[name]
	if common == "" {
		common = westernLetters
	}
	points, before := 0, rune(' ')
	run := 0 // letters beyond ASCII without one of ASCII between
	for _, r := range decodedBy(text, name) {
		letter := unicode.IsLetter(r) || unicode.IsMark(r)
		switch {
		case r < utf8.RuneSelf:
		case r == utf8.RuneError, unicode.IsControl(r):
			points -= 4
		case !letter:
			if unicode.IsLetter(before) && r != '’' && r != '–' {
				points -= 2
			}
		default:
			if strings.ContainsRune(common, r) {
				points += 2
			}
			if unicode.IsUpper(r) && unicode.IsLower(before) {
				points -= 2
			}
			if unicode.IsLower(r) && !unicode.IsLetter(before) { // names begin with a capital
				points--
			}
			if unicode.IsLetter(before) && unicode.Is(unicode.Latin, before) != unicode.Is(unicode.Latin, r) {
				points -= lettersMixedOff
			}
		}
		if run++; !letter || r < utf8.RuneSelf {
			run = 0
		}
		if run > 2 && unicode.Is(unicode.Latin, r) { // no language has so many accents in a row
			points -= 3
		}
		if letter && r < utf8.RuneSelf && before >= utf8.RuneSelf && !unicode.IsLetter(before) && !unicode.IsSpace(before) && strings.ContainsRune("‚„…†‡ˆ‰‹•˜™›¤¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿¡¢£¥", before) {
			points -= 2
		}
		before = r
	}
	return points*(len(singleByte)+1) - order
}

// findEncoding weighs what a file's bytes say: a byte order mark, else NULs in
// every other place, else whether what lies beyond ASCII is UTF-8. Samples are
// pieces of the file, the first its beginning.
func findEncoding(samples [][]byte) string {
	if name, _ := byteOrderMark(samples[0]); name != "" {
		return name
	}
	if name := wideEncoding(samples[0]); name != "" {
		return name
	}
	if bytes.Contains(samples[0], []byte("\x1b$B")) {
		return "iso-2022-jp" // which is ASCII but for what stands between escapes
	}
	multi, invalid := 0, 0
	for i, s := range samples {
		if i > 0 {
			s = fromRuneStart(s)
		}
		m, f := countUTF8(s)
		multi, invalid = multi+m, invalid+f
	}
	if invalid > multi {
		return guessLegacy(samples)
	}
	return encUTF8
}
