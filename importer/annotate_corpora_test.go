package importer

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// Every real workbook and text that is imported gets columns, and is the same otherwise.
func TestCorporaKeepAllThatTheyHold(t *testing.T) {
	root := corpora(t)
	books, texts := 0, 0
	for _, entry := range readManifest(t, root) {
		content, err := os.ReadFile(filepath.Join(root, entry["path"]))
		check(t, err)
		read, err := readBytes(t, content, Options{HeaderRow: FindHeader})
		if err != nil || read.Table.Len() == 0 {
			continue
		}
		t.Run(entry["path"], func(t *testing.T) {
			source := sourceOf(t, content)
			var out bytes.Buffer
			if _, err := source.Annotate(t.Context(), &out, asRead(read), forRows(read.Table), nil); err != nil {
				t.Fatalf("it got no columns: %v", err)
			}
			if source.book == nil {
				texts++
				keepsRecords(t, content, out.Bytes())
				return
			}
			books++
			sheets, err := source.book.choose(read.Sheet)
			check(t, err)
			keepsParts(t, content, out.Bytes(), sheets[0].part.Name)
			keepsCells(t, content, out.Bytes())
			keepsList(t, read, out.Bytes(), false)
		})
	}
	t.Logf("%d workbooks and %d texts", books, texts)
}
