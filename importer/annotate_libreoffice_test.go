package importer

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// opened is a workbook as LibreOffice opens it and writes it anew.
func opened(t *testing.T, content []byte) []byte {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed here")
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "list.xlsx")
	check(t, os.WriteFile(path, content, 0o600))
	run := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+filepath.Join(folder, "profile"),
		"--headless", "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(folder, "out"), path)
	run.Env = append(os.Environ(), "HOME="+folder)
	if said, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	out, err := os.ReadFile(filepath.Join(folder, "out", "list.xlsx"))
	check(t, err)
	return out
}

// What LibreOffice makes of a workbook with columns is what it makes of the workbook
// itself, and the columns.
func TestLibreOfficeOpensWhatGotColumns(t *testing.T) {
	if testing.Short() {
		t.Skip("starts another program")
	}
	book := richBook(t)
	read, with, _ := annotated(t, book, Options{HeaderRow: FindHeader})
	before, after := opened(t, book), opened(t, with)
	is := keepsCells(t, before, after)
	for cell, want := range map[string]string{"E3": callColumns[0], "F5": "1", "E4": added(4)[0].Text, "G4": "46354.5869097222", "D4": "90001"} {
		if got, err := is.GetCellValue("Leads", cell); err != nil || got != want {
			t.Errorf("%s is %q, not %q: %v", cell, got, want, err)
		}
	}
	if formula, err := is.GetCellFormula("Leads", "E4"); err != nil || formula != "" {
		t.Errorf("an added text is the formula %q: %v", formula, err)
	}
	if read.Table.Len() == 0 {
		t.Error("nothing was read")
	}
}
