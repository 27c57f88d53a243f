package misread

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"callsheet/model/fold"
)

// encodings are those that UTF-8 is most often taken for by mistake, each
// with the characters it then shows in place of the first byte of a letter.
var encodings = []struct {
	leads string
	page  *charmap.Charmap
}{
	{"ÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö×", charmap.Windows1252},
	{"√¬ƒ≈∆«»…–—“‚„‰", charmap.Macintosh},
	{"├┬─┼╞╟╨╤╥╙╘Γ", charmap.CodePage437},
	{"├┬─┼ãÃðÐÊËÈÔ", charmap.CodePage850},
	{"ГРСД", charmap.Windows1251},
}

// leading has a bit for each of encodings that a character leads in.
var leading = func() (sets [0x2600]uint8) {
	for i, m := range encodings {
		for _, r := range m.leads {
			sets[r] |= 1 << i
		}
	}
	return sets
}()

// leads are those of encodings that some character of a text leads in; lost says
// that one stands for a letter that is gone.
func leads(text string) (sets uint8, lost bool) {
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf:
		case r == utf8.RuneError, r < 0xa0: // controls, which are letters in another encoding
			lost = true
		case int(r) < len(leading):
			sets |= leading[r]
		}
	}
	return sets, lost
}

// Lossy reports whether a text shows characters that a wrong encoding spoilt:
// the sign for those that were lost, or letters that are the bytes of others.
func Lossy(text string) bool { return !fold.IsASCII(text) && lossyLetters(text) }

func lossyLetters(text string) bool {
	sets, lost := leads(text)
	if lost || sets == 0 {
		return lost
	}
	_, ok := Unspoilt(text)
	return ok
}

// Unspoilt is a text with the letters that a wrong encoding made of others put
// right, word by word, where the bytes that are left allow it.
func Unspoilt(text string) (string, bool) {
	sets, _ := leads(text)
	if sets == 0 || strings.ContainsRune(text, utf8.RuneError) {
		return "", false
	}
	words, changed := strings.Split(text, " "), false
	for i, word := range words {
		if fold.IsASCII(word) {
			continue
		}
		for j, m := range encodings {
			if sets&(1<<j) == 0 {
				continue
			}
			if right, ok := reread(word, m.page); ok {
				words[i], changed = strings.TrimPrefix(right, "\ufeff"), true
				break
			}
		}
	}
	return strings.Join(words, " "), changed
}

// reread takes a text for the bytes that a code page writes for it and reads
// these as UTF-8. It reports false unless they are that, with a letter in them.
func reread(text string, page *charmap.Charmap) (string, bool) {
	raw := make([]byte, 0, len(text))
	for _, r := range text {
		b, ok := page.EncodeRune(r)
		switch {
		case r < utf8.RuneSelf:
			b = byte(r)
		case !ok && r >= 0x80 && r < 0xa0:
			b = byte(r) // what Windows-1252 leaves free is passed on as it is
		case !ok:
			return "", false
		}
		raw = append(raw, b)
	}
	if !utf8.Valid(raw) || fold.IsASCII(string(raw)) {
		return "", false
	}
	return string(raw), strings.ContainsFunc(string(raw), func(r rune) bool { return r == '\ufeff' || r >= utf8.RuneSelf && unicode.IsGraphic(r) })
}
