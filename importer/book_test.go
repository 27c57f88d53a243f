package importer

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"
)

// parts is a workbook by the names of its parts.
type parts map[string]string

const (
	relType    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	rootRels   = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="` + relType + `officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bookRels   = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="` + relType + `worksheet" Target="worksheets/sheet1.xml"/>` + sideRels + `</Relationships>`
	sideRels   = `<Relationship Id="r8" Type="` + relType + `styles" Target="styles.xml"/><Relationship Id="r9" Type="` + relType + `sharedStrings" Target="/xl/sharedStrings.xml"/>`
	bookSheet1 = `<workbook xmlns:r="x"><workbookPr/><sheets><sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>`
)

// bookOf is a workbook of one sheet with these rows, changed by more parts; an
// empty part is left out.
func bookOf(t testing.TB, rows string, more parts) []byte {
	t.Helper()
	all := parts{
		"[Content_Types].xml": `<Types/>`, "_rels/.rels": rootRels,
		"xl/workbook.xml": bookSheet1, "xl/_rels/workbook.xml.rels": bookRels,
		"xl/worksheets/sheet1.xml": `<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData>` + rows + `</sheetData></worksheet>`,
	}
	maps.Copy(all, more)
	return packed(t, all)
}

func packed(t testing.TB, all parts) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, part := range all {
		if part == "" {
			continue
		}
		method := zip.Store // packing takes longer than reading
		if len(part) > 1<<16 {
			method = zip.Deflate
		}
		entry, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		check(t, err)
		_, err = entry.Write([]byte(part))
		check(t, err)
	}
	check(t, w.Close())
	return out.Bytes()
}

func writeFile(t testing.TB, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "list")
	check(t, os.WriteFile(path, content, 0o600))
	return path
}

func textRow(number int, cells ...string) string {
	row := fmt.Sprintf(`<row r="%d">`, number)
	for i, c := range cells {
		row += fmt.Sprintf(`<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+i, number, c)
	}
	return row + "</row>"
}
