package phone

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"callsheet/model/fold"
)

// fillerWords are what people type when they have no number, as scanned.
var fillerWords = func() map[string]bool {
	words := map[string]bool{}
	for w := range strings.SplitSeq("n/a|na|n.a|n.a.|n/d|n.d.|nd|s/n|s/t|k.a|k.a.|none|no|nil|null|nan|unknown|unk|x|xx|xxx|xxxx|"+
		"tbc|tba|tbd|todo|test|no phone|no number|no tel|not known|not available|not provided|not given|not applicable|"+
		"withheld|private|ex-directory|missing|empty|blank|undefined|???|??|?|-|--|---|----|.|..|...|/|#|*|"+
		"ninguno|ninguna|sin telefono|no tiene|desconocido|nenhum|desconhecido|nao tem|sem telefone|"+
		"aucun|inconnu|pas de telephone|neant|keine|keiner|unbekannt|ohne|nicht bekannt", "|") {
		words[w] = true
	}
	return words
}()

// IsErrorWord knows the error values a spreadsheet shows, also as CSV text.
func IsErrorWord(text string) bool {
	if len(text) < 4 || text[0] != '#' {
		return false
	}
	switch strings.ToUpper(strings.TrimRight(text, "!?")) {
	case "#N/A", "#REF", "#VALUE", "#NAME", "#DIV/0", "#NULL", "#NUM", "#SPILL", "#CALC", "#GETTING_DATA", "#ERROR", "#FIELD", "#BLOCKED", "#CONNECT":
		return true
	}
	return strings.Trim(text, "#") == "" // a column too narrow for its figure
}

// isRepeated knows one digit typed over and over.
func isRepeated(digits string) bool {
	return digits != "" && strings.Trim(digits, digits[:1]) == ""
}

// inOrder knows digits typed in order, from either end of the keyboard.
func inOrder(digits string) bool {
	const fewest, up, down = 3, "01234567890", "09876543210"
	return len(digits) >= fewest && (strings.HasPrefix(up, digits) || strings.HasPrefix(up[1:], digits) ||
		strings.HasPrefix(down, digits) || strings.HasPrefix(down[1:], digits))
}

// isFiller knows the national digits people type to get past a form.
func isFiller(national string) bool {
	return len(national) >= FewestDigits && (isRepeated(national) || inOrder(national))
}

// isFillerAtHome does the same without a country code. All ten digits in order
// are a filler even where a zero would make them a number; fewer are one unless
// the region has such a number.
func isFillerAtHome(digits string, region Region) bool {
	if isRepeated(digits) {
		return true
	}
	if !inOrder(digits) {
		return false
	}
	if region == "" {
		return true
	}
	const allDigits = 10
	home := readAtHome(digits, region)
	return home.validity != assigned || len(digits) >= allDigits && (home.national != digits || needsTrunkZero(home, region))
}

// longestShortCode is the length from which digits are taken for a number.
const longestShortCode = 6

// shortCode reports whether digits are an emergency number anywhere or a short
// code of the region.
func shortCode(digits string, region Region) bool {
	if len(digits) > longestShortCode {
		return false
	}
	switch digits {
	case "112", "911", "999":
		return true
	}
	if region == "" {
		return false
	}
	if phonenumbers.IsEmergencyNumber(digits, string(region)) {
		return true
	}
	p, ok := libraryNumber(phonenumbers.GetCountryCodeForRegion(string(region)), digits)
	return ok && phonenumbers.IsValidShortNumberForRegion(p, string(region)) && !phonenumbers.IsValidNumber(p)
}

// isScientific knows 4.479E+11, with a comma too: Excel's way of showing a
// figure too wide for its column, saved as text.
func (s *phoneScan) isScientific() bool {
	b := bytes.TrimLeft(s.buf[:s.n], "+-")
	mantissa, exponent, ok := bytes.Cut(b, []byte{'e'})
	if !ok || len(mantissa) == 0 || !fold.IsDigit(mantissa[0]) {
		return false
	}
	exponent = bytes.TrimLeft(exponent, "+-")
	return len(exponent) > 0 && len(exponent) <= 3 && bytes.Trim(exponent, "0123456789") == nil &&
		bytes.Trim(mantissa, "0123456789.,") == nil
}

// phoneLabels are the words for a person's own telephone that stand before its
// number, as scanned. Those for another's, or for an old one, are left to ask about.
var phoneLabels = fold.Words("tel tlf tlp telf telefon telefono telefone telephone phone ph mobile mobil mobiel mob cell cel celular cellulare cellular movil " +
	"handy natel gsm portable telepon hp komorka whatsapp wa sms")

// dropLabel takes off the tel: of a link, or another such word.
func (s *phoneScan) dropLabel() {
	word := 0
	for word < s.n && fold.IsLower(s.buf[word]) {
		word++
	}
	if word == 0 || !phoneLabels[string(s.buf[:word])] {
		return
	}
	lead := word
	for lead < s.n && (s.buf[lead] == '.' || s.buf[lead] == ':' || s.buf[lead] == ' ') {
		lead++
	}
	if lead+1 < s.n && lead > word && fold.IsDigit(s.buf[lead]) && strings.IndexByte(" .:)", s.buf[lead+1]) >= 0 {
		return // Tel 2: which of several phones it is, or a code: that is asked
	}
	if lead < s.n && (fold.IsDigit(s.buf[lead]) || s.buf[lead] == '+' || s.buf[lead] == '(') {
		s.cut(lead)
		s.letters -= word
		s.odd = true
	}
}

// extensionLabels are the words before an extension.
var extensionLabels = map[string]bool{
	"x": true, "ext": true, "extn": true, "xtn": true, "extension": true, "#": true,
	"anexo": true, "ramal": true, "interno": true, "int": true, "poste": true, "durchwahl": true, "dw": true,
}

// FewestDigits is how many digits a number has that can stand by itself.
const FewestDigits = 7

// takeExtension cuts an extension off the end and returns its digits: a label
// after a whole number, then one to six digits.
func (s *phoneScan) takeExtension() string {
	end := s.n
	if end > 0 && s.buf[end-1] == ')' {
		end--
	}
	start := end
	for start > 0 && fold.IsDigit(s.buf[start-1]) {
		start--
	}
	if start == end || end-start >= FewestDigits {
		return ""
	}
	labelEnd := start
	for labelEnd > 0 && strings.IndexByte(" .:=", s.buf[labelEnd-1]) >= 0 {
		labelEnd--
	}
	label := labelEnd
	for label > 0 && (fold.IsLower(s.buf[label-1]) || s.buf[label-1] == '#') {
		label--
	}
	if !extensionLabels[string(s.buf[label:labelEnd])] {
		return ""
	}
	left := label
	for left > 0 && strings.IndexByte(" ,;-/(.", s.buf[left-1]) >= 0 {
		left--
	}
	if countDigits(s.buf[:left]) < FewestDigits {
		return ""
	}
	extension := string(s.buf[start:end])
	for _, c := range s.buf[label:start] {
		if fold.IsLower(c) || c == '=' {
			s.letters--
		}
	}
	s.n = left
	s.digits -= len(extension)
	s.hard = bytes.ContainsAny(s.buf[:left], PartSeparators)
	return extension
}

func countDigits(b []byte) (n int) {
	for _, c := range b {
		if fold.IsDigit(c) {
			n++
		}
	}
	return n
}

// PartSeparators may part two numbers in one cell.
const PartSeparators = "\n/,;|&:#*\\"

// endsInEllipsis reports whether the number was cut off with dots.
func (s *phoneScan) endsInEllipsis() bool {
	return bytes.HasSuffix(s.buf[:s.n], []byte(".."))
}

// dropFloatTail takes .0 or ,00 off a figure: a run of digits, perhaps grouped
// by the other mark, and nothing else. Three zeros are a group of the number
// itself.
func (s *phoneScan) dropFloatTail() bool {
	const longest = 2
	b := bytes.TrimRight(s.buf[:s.n], "0")
	if len(b) < 2 || len(b) == s.n || s.n-len(b) > longest {
		return false
	}
	mark := b[len(b)-1]
	if mark != '.' && mark != ',' {
		return false
	}
	whole := b[:len(b)-1]
	other := '.' + ',' - mark
	digits := countDigits(whole)
	plain := digits + bytes.Count(whole, []byte{other})
	if len(whole) > 0 && whole[0] == '+' {
		plain++
	}
	if digits < FewestDigits-2 || plain != len(whole) {
		return false
	}
	s.digits -= s.n - len(b)
	s.n = len(whole)
	return true
}

// isDate recognises 2026-03-01 and 21/06/1985, which in some countries have as many
// digits as a number and are none of it.
func (s *phoneScan) isDate() bool {
	const digits, long = 8, len("2026-03-01")
	if s.letters > 0 || s.digits < digits-2 || s.digits > digits || s.n > long || s.n < long-2 {
		return false
	}
	text := s.text()
	at := strings.IndexAny(text, "-/.")
	if at < 0 {
		return false
	}
	groups := strings.Split(text, text[at:at+1])
	if len(groups) != 3 {
		return false
	}
	if len(groups[2]) == 4 {
		groups[0], groups[2] = groups[2], groups[0]
	}
	year, err := strconv.Atoi(groups[0])
	const firstYear, endYear, months, days = 1900, 2100, 12, 31
	if err != nil || len(groups[0]) != 4 || year < firstYear || year >= endYear {
		return false
	}
	a, err1 := strconv.Atoi(groups[1])
	b, err2 := strconv.Atoi(groups[2])
	return err1 == nil && err2 == nil && min(a, b) >= 1 && min(a, b) <= months && max(a, b) <= days
}

// isFraction reports whether the cell is a figure with one odd decimal.
func (s *phoneScan) isFraction() bool {
	at := s.n - 2
	return at >= FewestDigits && (s.buf[at] == '.' || s.buf[at] == ',') && s.buf[at+1] != '0' &&
		fold.IsDigit(s.buf[at+1]) && countDigits(s.buf[:at]) == at
}
