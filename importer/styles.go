package importer

import (
	"archive/zip"
	"context"
	"strings"

	"callsheet/model/table"
)

const maxStyles = 100_000 // Excel stops at 65,490

// readStyles returns what each cell style makes of a value, by style index.
func readStyles(ctx context.Context, f *zip.File) ([]cellForm, error) {
	if f == nil {
		return nil, nil
	}
	if f.UncompressedSize64 > maxStylesPart {
		return nil, tooLarge()
	}
	part, err := openPart(ctx, f, &table.Progress{})
	if err != nil {
		return nil, err
	}
	defer part.Close()
	m := newMarkup(part)
	custom := map[string]cellForm{}
	var forms []cellForm
	inCells := false
	for {
		kind, err := m.next()
		switch {
		case err != nil:
			return nil, err
		case kind == endOfXML:
			return forms, nil
		case kind != startTag:
		case m.depth() == 2:
			inCells = string(m.name) == "cellXfs"
			if !inCells && string(m.name) != "numFmts" {
				err = m.skip()
			}
		case m.depth() == 3 && string(m.name) == "numFmt":
			err = addFormat(custom, m)
		case m.depth() == 3 && inCells && string(m.name) == "xf" && len(forms) < maxStyles:
			var form cellForm
			if form, err = readStyle(custom, m); err == nil {
				forms = append(forms, form)
			}
		}
		if err != nil {
			return nil, err
		}
	}
}

// readStyle reads the cell style whose start tag came last.
func readStyle(custom map[string]cellForm, m *markup) (cellForm, error) {
	id, err := m.attribute("numFmtId")
	if err != nil {
		return cellForm{}, err
	}
	form := formOf(id, custom)
	form.moment = form.moment || id == dayAndHour
	for _, own := range []string{"fillId", "borderId"} {
		has, err := m.attribute(own)
		if err != nil {
			return cellForm{}, err
		}
		form.moment = form.moment && (has == "" || has == "0")
	}
	return form, nil
}

// dayAndHour is the built-in format of a day with its time (ECMA-376 18.8.30).
const dayAndHour = "22"

func addFormat(custom map[string]cellForm, m *markup) error {
	id, err := m.attribute("numFmtId")
	if err != nil {
		return err
	}
	code, err := m.attribute("formatCode")
	if err == nil && len(custom) < maxStyles {
		form := cellForm{date: formOfCode(code)}
		if form.date == notDate {
			form.shown = shownOf(code)
		}
		form.moment = form.date == asDate && strings.ContainsAny(code, "hH")
		custom[id] = form
	}
	return err
}
