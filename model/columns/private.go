package columns

import (
	_ "embed"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"callsheet/model/fold"
	"callsheet/model/header"
	"callsheet/model/table"
)

// privateWords are the names of columns that say something private of a person,
// by what that is.
//
//go:embed private_words.txt
var privateWords string

// privateKind is something about people that no prompt is given unasked.
type privateKind struct {
	name    string     // such as "a date of birth"
	phrases [][]string // of the words of a header
	not     map[string]bool
}

// privateKinds reads the list of names once.
var privateKinds = sync.OnceValue(func() []privateKind {
	var kinds []privateKind
	for line := range strings.Lines(privateWords) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			kinds = append(kinds, privateKind{name: strings.Trim(line, "[]"), not: map[string]bool{}})
		case line[0] == '-':
			kinds[len(kinds)-1].not[strings.TrimSpace(line[1:])] = true
		default:
			last := &kinds[len(kinds)-1]
			words := strings.Fields(line)
			for i, word := range words {
				words[i] = fold.Name(word)
				if strings.HasSuffix(word, "*") {
					words[i] += "*"
				}
			}
			last.phrases = append(last.phrases, words)
		}
	}
	return kinds
})

// PrivateByName says what private thing a header names; "" is none.
func PrivateByName(header string) string {
	words := strings.Split(MetadataKey(header), "_")
	folded := fold.Name(header)
	if folded == "" {
		return ""
	}
	for _, kind := range privateKinds() {
		if slices.ContainsFunc(words, func(w string) bool { return kind.not[w] }) {
			continue
		}
		for _, phrase := range kind.phrases {
			if phraseIn(words, phrase) || namesInOne(folded, phrase) {
				return kind.name
			}
		}
	}
	return ""
}

// phraseIn reports whether the words of a phrase follow one another.
func phraseIn(words, phrase []string) bool {
	for from := 0; from+len(phrase) <= len(words); from++ {
		found := true
		for i, want := range phrase {
			stem, begins := strings.CutSuffix(want, "*")
			word := strings.TrimRight(words[from+i], "0123456789")
			found = found && (words[from+i] == stem || word == stem || begins && strings.HasPrefix(words[from+i], stem))
		}
		if found {
			return true
		}
	}
	return false
}

// namesInOne reports whether a header written as one word, or in a script that
// parts no words, is a phrase or, where its letters are many enough to be no
// accident, has one in it.
func namesInOne(folded string, phrase []string) bool {
	const long = 9
	one := strings.TrimSuffix(strings.Join(phrase, ""), "*")
	if folded == one {
		return true
	}
	if strings.ContainsFunc(one, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
	}) {
		return strings.Contains(folded, one)
	}
	return len(one) >= long && strings.Contains(folded, one)
}

// privateValues is how many values of a column have to be of one private kind:
// nine in ten, and three at least.
const privateValues = 9

// privateForms are private values that are known by their own looks.
var privateForms = []struct {
	name string
	is   func(string) bool
}{
	{"a card or account number", func(s string) bool { return isIBAN(s) || isCard(s) }},
	{"an identity number", isIdentity},
	{"a street address", isStreet},
	{"what somebody did on a website", isIP},
}

// PrivateByValues says what private thing most values of a column are; "" is none.
func PrivateByValues(t *table.Table, col int) string {
	counts := make([]int, len(privateForms))
	filled, dates := 0, 0
	oldest, newest := 9999, 0
	step := max(1, t.Len()/sampleRows)
	for row := 0; row < t.Len(); row += step {
		cell := t.Cell(row, col)
		text := strings.TrimSpace(cell.Text)
		if text == "" || len(text) > maxStreet {
			continue
		}
		filled++
		if year, ok := yearOf(text); ok {
			dates++
			oldest, newest = min(oldest, year), max(newest, year)
		}
		for i, form := range privateForms {
			if form.is(text) {
				counts[i]++
			}
		}
	}
	if filled < 3 {
		return ""
	}
	for i, form := range privateForms {
		if counts[i]*10 >= filled*privateValues {
			return form.name
		}
	}
	// Contracts begin and end within some years; people are born within a lifetime.
	const lifetime = 25
	if dates*10 >= filled*privateValues && newest-oldest >= lifetime && oldest > 1900 {
		return "a date of birth"
	}
	return ""
}

const maxStreet = 120

// yearOf is the year of a text that is a date.
func yearOf(text string) (int, bool) {
	if !table.IsWrittenDate(text) {
		return 0, false
	}
	year, n := 0, 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && fold.IsDigit(text[i]) {
			year, n = year*10+int(text[i]-'0'), n+1
			continue
		}
		if n == 4 {
			return year, true
		}
		year, n = 0, 0
	}
	return 0, false
}

// compiled compiles an expression when it is first asked for: a command that reads no
// list need not wait for it.
func compiled(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

var ibanForm = compiled(`^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$`)

// isIBAN checks an account number as ISO 13616 does.
func isIBAN(s string) bool {
	s = strings.ToUpper(strings.ReplaceAll(s, " ", ""))
	if !ibanForm().MatchString(s) {
		return false
	}
	var digits strings.Builder
	for _, r := range s[4:] + s[:4] {
		if r >= 'A' {
			fmt.Fprint(&digits, r-'A'+10)
		} else {
			digits.WriteRune(r)
		}
	}
	n, ok := new(big.Int).SetString(digits.String(), 10)
	return ok && n.Mod(n, big.NewInt(97)).Int64() == 1
}

// withoutGaps is a number without the blanks and dashes it is grouped with.
func withoutGaps(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, " ", ""), "-", "")
}

// isCard checks a payment card's number as ISO/IEC 7812 does.
func isCard(s string) bool {
	s = withoutGaps(s)
	if len(s) < 15 || len(s) > 19 || !fold.OnlyDigits(s) || !strings.ContainsRune("3456", rune(s[0])) {
		return false
	}
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// identityForms are national numbers that are not written like anything else:
// of the USA, Brazil, Italy, India, the United Kingdom, Mexico and Spain.
var identityForms = compiled(`^(\d{3}-\d{2}-\d{4}|\d{3}\.\d{3}\.\d{3}-\d{2}|[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]|[A-Z]{5}\d{4}[A-Z]|` +
	`[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]|[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d)$`)

func isIdentity(s string) bool {
	s = strings.ToUpper(s)
	return identityForms().MatchString(s) || isSpanishID(s)
}

// isSpanishID checks the letter of a DNI or NIE.
func isSpanishID(s string) bool {
	s = withoutGaps(s)
	if len(s) != 9 {
		return false
	}
	if at := strings.IndexByte("XYZ", s[0]); at >= 0 {
		s = string(rune('0'+at)) + s[1:]
	}
	n := 0
	for i := range 8 {
		if !fold.IsDigit(s[i]) {
			return false
		}
		n = n*10 + int(s[i]-'0')
	}
	return "TRWAGMYFPDXBNJZSQVHLCKE"[n%23] == s[8]
}

// streetWords are what streets are called at the end or the beginning.
var streetWords = foldedSet("street, st, road, rd, avenue, ave, lane, ln, drive, dr, boulevard, blvd, court, ct, place, pl, way, terrace, close, crescent, highway, hwy, square, " +
	"parkway, pkwy, circle, cir, rue, chemin, allee, calle, avenida, av, avda, carrera, cra, plaza, paseo, rua, travessa, via, viale, piazza, corso, ulica, ul, aleja, straat, weg, laan, platz")

// isStreet recognises a street with a house number.
func isStreet(s string) bool {
	digits := strings.ContainsFunc(s, unicode.IsDigit)
	words := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == '.' })
	if !digits || len(words) < 2 || len(words) > 14 {
		return false
	}
	for _, word := range words {
		word = fold.Name(word)
		if streetWords()[word] || len(word) > 6 && (strings.HasSuffix(word, "strasse") || strings.HasSuffix(word, "straat") || strings.HasSuffix(word, "gasse") || strings.HasSuffix(word, "gatan") || strings.HasSuffix(word, "vej")) {
			return true
		}
	}
	return false
}

var ipForm = compiled(`^(\d{1,3}\.){3}\d{1,3}$|^[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){4,7}$`)

func isIP(s string) bool { return ipForm().MatchString(s) }

// keepPrivate keeps the columns from being sent that a prompt is not given
// unasked. They are still read for where somebody is.
func (g *guess) keepPrivate() {
	for i := range g.mapping {
		if g.mapping[i].Field != FieldMetadata {
			continue // what a field says is wanted
		}
		kind := PrivateByName(g.mapping[i].Header)
		if kind == "" {
			kind = PrivateByValues(g.table, i)
		}
		if kind == "" {
			kind = g.reachesOthers(i)
		}
		if kind != "" {
			g.set(i, FieldSkip, BasisPrivate, "looks like "+kind+": read, but not sent unless you switch it on")
		}
	}
}

// reachesOthers says whether a column is how somebody else than the contact is
// reached; "" when it is not. They did not ask to be given to an agent that talks
// to a third person, and a prompt has no use for their number. Their names stay
// on: "your advisor Anna" is what a prompt is written for.
func (g *guess) reachesOthers(i int) string {
	const mostly = 5
	m, p := g.meanings[i], g.profiles[i]
	switch {
	case m.Whose != header.SomebodyElse:
	case m.Noun == header.Email, p.most(p.emails, mostly):
		return "somebody else's email address"
	case m.Noun == header.Phone, p.most(p.phones, mostly):
		return "somebody else's number, which is not dialled"
	}
	return ""
}

// Private counts the columns that are not sent because they look private.
func (m Mapping) Private() int {
	n := 0
	for _, c := range m {
		if c.Private() {
			n++
		}
	}
	return n
}

// Private reports whether the column is not sent because it looks private, and
// nobody has said otherwise.
func (c Column) Private() bool { return c.Field == FieldSkip && c.Basis == BasisPrivate }

// Sent counts the columns that go along with a number.
func (m Mapping) Sent() int {
	n := 0
	for _, c := range m {
		switch c.Field {
		case FieldPhone, FieldDoNotCall, FieldSkip:
		default:
			n++
		}
	}
	return n
}
