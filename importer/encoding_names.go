package importer

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/unicode/utf32"
)

// usualNames are what programs call encodings whose registered name is another:
// Windows and DOS code pages, Python's and Excel's names. Case, blanks and
// punctuation make no difference.
var usualNames = map[string]string{
	"ansi": encWindows, "ascii": encWindows, "usascii": encWindows, "latin1": encWindows, "latin": encWindows,
	"utf8bom": encUTF8, "utf8sig": encUTF8, "unicode": encUTF16LE, "utf16": encUTF16LE, "utf16le": encUTF16LE, "utf16be": encUTF16BE, "utf32le": encUTF32LE, "utf32be": encUTF32BE, "utf32": encUTF32LE,
	"cp932": "shift_jis", "932": "shift_jis", "ms932": "shift_jis", "windows31j": "shift_jis", "windows932": "shift_jis", "sjis": "shift_jis", "mskanji": "shift_jis",
	"cp51932": "euc-jp", "eucjp": "euc-jp", "ujis": "euc-jp",
	"cp936": "gbk", "936": "gbk", "windows936": "gbk", "gb2312": "gbk", "gb": "gbk", "cp54936": "gb18030",
	"cp950": "big5", "950": "big5", "windows950": "big5", "big5hkscs": "big5",
	"cp949": "euc-kr", "949": "euc-kr", "windows949": "euc-kr", "uhc": "euc-kr", "ksc5601": "euc-kr",
	"macroman": "macintosh", "mac": "macintosh", "xmacroman": "macintosh", "applemacintosh": "macintosh", "maccyrillic": "x-mac-cyrillic",
	"koi8": "koi8-r", "cp874": "windows-874", "tis620": "windows-874", "cp20866": "koi8-r", "cp21866": "koi8-u", "oem": "ibm850", "dos": "ibm850",
	"cp866": "ibm866", "866": "ibm866", "dos866": "ibm866",
}

// codePages are encodings that neither the web's index nor its own name knows by
// the names that are in use.
var codePages = map[string]encoding.Encoding{
	"ibm437": charmap.CodePage437, "ibm850": charmap.CodePage850, "ibm852": charmap.CodePage852, "ibm855": charmap.CodePage855,
	"ibm858": charmap.CodePage858, "ibm860": charmap.CodePage860, "ibm862": charmap.CodePage862, "ibm863": charmap.CodePage863, "ibm865": charmap.CodePage865,
}

// namedEncoding looks an operator's name for an encoding up.
func namedEncoding(name string) (canonical string, enc encoding.Encoding, err error) {
	bare := bareName(name)
	if usual, found := usualNames[bare]; found {
		name = usual
	} else if digits, isPage := strings.CutPrefix(bare, "cp"); isPage {
		if _, known := codePages["ibm"+digits]; known {
			name = "ibm" + digits
		} else if strings.HasPrefix(digits, "125") {
			name = "windows-" + digits
		}
	} else if digits, isWindows := strings.CutPrefix(bare, "windows"); isWindows {
		name = "windows-" + digits
	}
	switch lower := strings.ToLower(strings.TrimSpace(name)); {
	case lower == encUTF32LE:
		return encUTF32LE, utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), nil
	case lower == encUTF32BE:
		return encUTF32BE, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), nil
	case codePages[lower] != nil:
		return lower, codePages[lower], nil
	}
	enc, err = htmlindex.Get(name)
	if err != nil {
		if other, unknown := ianaindex.IANA.Encoding(name); unknown == nil && other != nil {
			enc, err = other, nil
		}
	}
	if err != nil || enc == encoding.Replacement {
		return "", nil, refuse("There is no encoding called "+quoted(name)+".",
			"Use utf-8, utf-16le, windows-1252, mac_roman, cp932 or another common name.").because(err)
	}
	canonical, err = htmlindex.Name(enc)
	if err != nil {
		canonical = strings.ToLower(name)
	}
	return canonical, enc, nil
}

// bareName is a name without what people write between its parts.
func bareName(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -_.:", r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
}

const (
	encUTF8    = "utf-8"
	encUTF16LE = "utf-16le"
	encUTF16BE = "utf-16be"
	encUTF32LE = "utf-32le"
	encUTF32BE = "utf-32be"
	encWindows = "windows-1252"
)
