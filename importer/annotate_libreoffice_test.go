package importer

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// opened are workbooks as LibreOffice opens them and writes them anew; nil is one that it
// does not open.
func opened(t *testing.T, books ...[]byte) [][]byte {
	t.Helper()
	if testing.Short() {
		t.Skip("starts another program")
	}
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed here")
	}
	folder := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.Join(folder, "profile"), "--headless", "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(folder, "out")}
	for i, book := range books {
		path := filepath.Join(folder, fmt.Sprint(i, ".xlsx"))
		check(t, os.WriteFile(path, book, 0o600))
		args = append(args, path)
	}
	run := exec.CommandContext(t.Context(), office, args...)
	run.Env = append(os.Environ(), "HOME="+folder)
	if said, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	all := make([][]byte, len(books))
	for i := range books {
		all[i], err = os.ReadFile(filepath.Join(folder, "out", fmt.Sprint(i, ".xlsx")))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	return all
}

// What LibreOffice makes of a workbook with columns is what it makes of the workbook
// itself, and the columns.
func TestLibreOfficeOpensWhatGotColumns(t *testing.T) {
	book := richBook(t)
	_, with, _ := annotated(t, book, Options{HeaderRow: FindHeader})
	both := opened(t, book, with)
	is := keepsCells(t, both[0], both[1])
	for cell, want := range map[string]string{"E3": callColumns[0], "F5": "1", "E4": added(4)[0].Text, "G4": "46354.5869097222", "D4": "90001"} {
		if got, err := is.GetCellValue("Leads", cell); err != nil || got != want {
			t.Errorf("%s is %q, not %q: %v", cell, got, want, err)
		}
	}
	if formula, err := is.GetCellFormula("Leads", "E4"); err != nil || formula != "" {
		t.Errorf("an added text is the formula %q: %v", formula, err)
	}
}

func TestLibreOfficeOpensRealWorkbooksThatGotColumns(t *testing.T) {
	root := corpora(t)
	var names []string
	var books [][]byte
	for _, entry := range readManifest(t, root) {
		content, err := os.ReadFile(filepath.Join(root, entry["path"]))
		check(t, err)
		read, err := readBytes(t, content, Options{HeaderRow: FindHeader})
		if err != nil || read.Table.Len() == 0 || read.Format != "xlsx" {
			continue
		}
		var with bytes.Buffer
		_, err = sourceOf(t, content).Annotate(t.Context(), &with, asRead(read), forRows(read.Table), nil)
		check(t, err)
		names, books = append(names, entry["path"]), append(books, content, with.Bytes())
	}
	made := opened(t, books...)
	for i, name := range names {
		t.Run(name, func(t *testing.T) {
			before, after := made[2*i], made[2*i+1]
			if before == nil {
				t.Skip("LibreOffice does not open the workbook itself")
			}
			if after == nil {
				t.Fatal("LibreOffice does not open it any more")
			}
			keepsCells(t, before, after)
		})
	}
}
