package columns

import (
	"encoding/json"
	"fmt"
	"net/mail"
	"strings"
	"testing"
	"unicode"

	"callsheet/model/table"
)

func TestMetadataKey(t *testing.T) {
	for header, want := range map[string]string{
		"Plan":                  "plan",
		"Renewal Date":          "renewal_date",
		"renewalDate":           "renewal_date",
		"Phone 1 - Value":       "phone_1_value",
		"Größe (cm)":            "grosse_cm",
		"Prénom":                "prenom",
		"Pre\u0301nom":          "prenom",
		"  %% ":                 "",
		"":                      "",
		"Account Name.id":       "account_name_id",
		"LTV":                   "ltv",
		"Q4 2024":               "q4_2024",
		"two\nlines":            "two_lines",
		"Фамилия":               "фамилия",
		"a\x1b[31mb":            "a_31mb",
		"योजना":                 "योजना",
		"पॉलिसी संख्या":         "पॉलिसी_संख्या",
		"നഗരം":                  "നഗരം",
		"നമ്പര്\u200d":          "നമ്പര്",
		"ชื่อ":                  "ชื่อ",
		"עִיר":                  "עיר",
		"\u093e x":              "x",
		strings.Repeat("x", 99): strings.Repeat("x", maxKey),
	} {
		if got := MetadataKey(header); got != want {
			t.Errorf("MetadataKey(%q) = %q, want %q", header, got, want)
		}
	}
}

// What a column is called by itself, an operator may call it too.
func TestEveryKeyOfAHeaderIsOneThatCanBeTyped(t *testing.T) {
	for _, header := range []string{"Renewal date", "योजना", "पॉलिसी संख्या", "നഗരം", "ชื่อ", "قیمت", "Prénom"} {
		if key := MetadataKey(header); !ValidKey(key) || MetadataKey(key) != key {
			t.Errorf("the key %q of %q cannot be typed", key, header)
		}
	}
	if ValidKey("\u093e") {
		t.Error("a vowel sign without its letter is a key")
	}
}

func TestMetadataValue(t *testing.T) {
	for _, tc := range []struct {
		claim string
		cell  table.Cell
		want  any
	}{
		{"nothing is nothing", table.Cell{Text: "  "}, nil},
		{"a whole number is one", table.Cell{Text: "42"}, int64(42)},
		{"a negative number is one", table.Cell{Text: "-7"}, int64(-7)},
		{"a decimal is one", table.Cell{Text: "19.99"}, 19.99},
		{"a stored figure is one", table.Cell{Text: "12", Kind: table.KindNumber}, int64(12)},
		{"leading zeros stay", table.Cell{Text: "00123"}, "00123"},
		{"trailing zeros stay", table.Cell{Text: "19.90"}, "19.90"},
		{"more digits than a float holds stay", table.Cell{Text: "12345678901234567890"}, "12345678901234567890"},
		{"sixteen digits stay when a float would change them", table.Cell{Text: "9007199254740993"}, "9007199254740993"},
		{"decimals beyond a float stay", table.Cell{Text: "0.12345678901234567"}, "0.12345678901234567"},
		{"an exponent stays", table.Cell{Text: "1e5"}, "1e5"},
		{"a plus sign stays", table.Cell{Text: "+44"}, "+44"},
		{"minus zero stays", table.Cell{Text: "-0"}, "-0"},
		{"hexadecimal stays", table.Cell{Text: "0x1F"}, "0x1F"},
		{"infinity stays", table.Cell{Text: "Inf"}, "Inf"},
		{"not a number stays", table.Cell{Text: "NaN"}, "NaN"},
		{"a bare point stays", table.Cell{Text: ".5"}, ".5"},
		{"yes is a word", table.Cell{Text: "yes"}, "yes"},
		{"true is true", table.Cell{Text: "TRUE"}, true},
		{"a stored false is false", table.Cell{Text: "false", Kind: table.KindBool}, false},
		{"a date is ISO text", table.Cell{Text: "2024-05-17", Kind: table.KindDate}, "2024-05-17"},
		{"an error is its word", table.Cell{Text: "#N/A", Kind: table.KindError}, "#N/A"},
		{"text is text", table.Cell{Text: " gold "}, "gold"},
	} {
		t.Run(tc.claim, func(t *testing.T) {
			if got := MetadataValue(tc.cell); got != tc.want {
				t.Errorf("MetadataValue(%+v) = %v (%T), want %v (%T)", tc.cell, got, got, tc.want, tc.want)
			}
		})
	}
}

func TestValidEmail(t *testing.T) {
	for _, s := range []string{"ann@example.com", "a.b+c@sub.example.co.uk", "o'neil@example.org", "ann@bücher.example", "x_y@1and1.com", "ann@xn--bcher-kva.example"} {
		if !ValidEmail(s) {
			t.Errorf("%q is refused", s)
		}
	}
	for _, s := range []string{"", "ann", "ann@", "@example.com", "ann@example", "ann@@example.com", "a b@example.com", "ann@example..com", "ann@.com",
		"ann@example.com.", "ann@-example.com", "ann@example.c", "ann@1.2.3.4", "<ann@example.com>", "Ann <ann@example.com>", ".ann@example.com", "ann.@example.com",
		"ann@example.com, bo@example.com", "ann@exa_mple.com", "ann@example.com\n", "\x00@example.com", "an\u008en@example.com", "an\u200bn@example.com", "an\u00a0n@example.com", strings.Repeat("a", 65) + "@example.com",
		"ann@" + strings.Repeat("a.", 130) + "com", "mailto:ann@example.com"} {
		if ValidEmail(s) {
			t.Errorf("%q is accepted", s)
		}
	}
}

func FuzzMetadata(f *testing.F) {
	for _, seed := range []string{"00123", "12345678901234567890", "1e5", "19.90", "Größe (cm)", "ann@example.com", "true", "-0", "9007199254740993", "फ़ोन नंबर", "0\u0743", "\u093e_\u093e"} {
		f.Add(seed, uint8(0))
	}
	f.Fuzz(func(t *testing.T, text string, kind uint8) {
		before := '_'
		for _, r := range MetadataKey(text) {
			sign := unicode.IsMark(r) && before != '_' // a vowel of the letter before it
			if r != '_' && !sign && !unicode.IsLetter(r) && !unicode.IsDigit(r) || unicode.ToLower(r) != r {
				t.Fatalf("the key of %q holds %q", text, r)
			}
			before = r
		}
		value := MetadataValue(table.Cell{Text: text, Kind: table.Kind(kind % 5)})
		switch value.(type) {
		case int64, float64:
			sent, err := json.Marshal(value)
			if err != nil {
				t.Fatal(err)
			}
			var back float64
			if err := json.Unmarshal(sent, &back); err != nil {
				t.Fatal(err)
			}
			if got := fmt.Sprint(MetadataValue(table.Cell{Text: string(sent)})); got != fmt.Sprint(value) && !strings.Contains(string(sent), "e") {
				t.Fatalf("%q is sent as %s and read back as %s", text, sent, got)
			}
		}
		if ValidEmail(text) && strings.ContainsFunc(text, unicode.IsControl) {
			t.Fatalf("%q is accepted as an address", text)
		}
	})
}

// validByParser is ValidEmail with the parser's word on every address.
func validByParser(s string) bool {
	address, err := mail.ParseAddress(s)
	return ValidEmail(s) == (ValidEmail(s) && err == nil && address.Address == s)
}

func FuzzEmail(f *testing.F) {
	for _, seed := range []string{"ann@example.com", "a.b+c@sub.example.co.uk", "o'neil@example.org", "a..b@example.com", ".a@example.com", "ann@bücher.example", "x@y", "ü@example.com"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !validByParser(s) {
			t.Fatalf("%q is taken, but no mail parser takes it", s)
		}
	})
}
