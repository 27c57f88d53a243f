package importer

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// markupRefusal refuses text that is no table: web pages and XML, which some
// programs export as ".xls", JSON, contact cards and the like.
func markupRefusal(text []byte, whole bool) error {
	start := bytes.TrimLeft(text, " \t\r\n\ufeff")
	lower := strings.ToLower(string(start[:min(len(start), 4096)]))
	for _, f := range unsupportedTexts {
		if strings.HasPrefix(lower, f.mark) {
			return refuse(f.what, f.next)
		}
	}
	switch {
	case strings.HasPrefix(lower, "<?xml"), strings.HasPrefix(lower, "<workbook"), strings.HasPrefix(lower, "<ss:workbook"):
		return xmlRefusal(lower)
	case beginsWithTag(lower):
		return webPage()
	case isXML(start):
		return xmlRefusal(lower)
	case isMail(lower):
		return refuse("This is an email or a web archive.", saveAsXLSX)
	case isSYLK(lower):
		return refuse("This is a SYLK spreadsheet (.slk).", saveAsXLSX)
	case isJSON(start, whole):
		return refuse("This is a JSON file.", "Export the list as CSV or .xlsx.")
	}
	return nil
}

// unsupportedTexts are told by how they begin, in lower case.
var unsupportedTexts = []struct{ mark, what, next string }{
	{"begin:vcard", "This is a contact card file (vCard).", "Export the contacts as CSV."},
	{"begin:vcalendar", "This is a calendar.", chooseOther},
	{"dn: ", "This is an LDIF address book.", "Export the contacts as CSV."},
	{"dn:: ", "This is an LDIF address book.", "Export the contacts as CSV."},
	{"version: 1\ndn:", "This is an LDIF address book.", "Export the contacts as CSV."},
	{"table\r\n0,1\r\n", "This is a DIF spreadsheet.", saveAsXLSX},
	{"table\n0,1\n", "This is a DIF spreadsheet.", saveAsXLSX},
}

func xmlRefusal(lower string) error {
	switch {
	case strings.Contains(lower, "urn:schemas-microsoft-com:office:spreadsheet"), strings.Contains(lower, "excel.sheet"):
		return refuse("This is an XML spreadsheet, as Excel 2003 saved it.", saveAsXLSX)
	case strings.Contains(lower, "opendocument"):
		return refuse("This is an OpenDocument file.", "Open it in LibreOffice or Excel and save it as .xlsx.")
	case strings.Contains(lower, "<html"), strings.Contains(lower, "<!doctype html"):
		return webPage()
	}
	return refuse("This is an XML document.", "Export the list as CSV or .xlsx.")
}

// isXML reports whether a text begins with two tags, of which the second stands
// inside the first: a cell in angle brackets does not.
func isXML(text []byte) bool {
	if len(text) == 0 || text[0] != '<' {
		return false
	}
	decoder := xml.NewDecoder(bytes.NewReader(text))
	for tags := 0; tags < 2; {
		token, err := decoder.RawToken()
		if err != nil {
			return false
		}
		switch token := token.(type) {
		case xml.StartElement:
			tags++
		case xml.EndElement:
			return false
		case xml.CharData:
			if len(bytes.TrimSpace(token)) > 0 {
				return false
			}
		}
	}
	return true
}

// isMail knows mail, and the archives of web pages that look like it, by their
// first lines.
func isMail(lower string) bool {
	for i, line := range strings.SplitN(lower, "\n", 20) {
		switch name, _, found := strings.Cut(line, ": "); {
		case name == "mime-version":
			return true
		case i == 0 && (!found || strings.ContainsAny(name, " ,;\t\"")):
			return false
		}
	}
	return false
}

// isSYLK tells a spreadsheet from a list whose first column is called ID and
// whose second begins with P: its second line is a record, too.
func isSYLK(lower string) bool {
	rest, found := strings.CutPrefix(lower, "id;p")
	if !found {
		return false
	}
	_, second, _ := strings.Cut(strings.ReplaceAll(rest, "\r", "\n"), "\n")
	kind, _, found := strings.Cut(strings.TrimLeft(second, "\n"), ";")
	return found && len(kind) <= 2 && strings.Contains("b c e f nn nu nl o p w", kind)
}

func webPage() error {
	return refuse("This is a web page, whatever its name says.", saveAsXLSX)
}

func beginsWithTag(lower string) bool {
	for strings.HasPrefix(lower, "<!--") {
		_, rest, found := strings.Cut(lower, "-->")
		if !found {
			return true
		}
		lower = strings.TrimLeft(rest, " \t\r\n")
	}
	for _, tag := range []string{"<!doctype", "<html", "<head", "<body", "<table", "<meta", "<style", "<div", "<script", "<center", "<tr", "<tbody"} {
		if strings.HasPrefix(lower, tag) {
			return true
		}
	}
	return false
}

// isJSON reads on until the text proves to be JSON or something else.
func isJSON(text []byte, whole bool) bool {
	const enough = 20 // tokens
	if len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return false
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	depth := 0
	for range enough {
		token, err := decoder.Token()
		if err != nil {
			return whole && errors.Is(err, io.EOF) && depth == 0
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
	return true
}
