package importer

import "strconv"

// readColumns notes which columns the sheet hides (ECMA-376 18.3.1.13): by name,
// or by a width of nothing.
func (r *sheetReader) readColumns() error { return r.eachChild("col", r.noteColumns) }

// noteColumns reads the run of columns whose start tag came last. A run that
// makes no sense hides nothing: it says nothing of the cells.
func (r *sheetReader) noteColumns() error {
	values := map[string]string{}
	for _, name := range []string{"min", "max", "hidden", "width"} {
		value, err := r.m.attribute(name)
		if err != nil {
			return err
		}
		values[name] = value
	}
	width, err := strconv.ParseFloat(values["width"], 64)
	if !xmlTrue(values["hidden"]) && (err != nil || width > 0) {
		return nil //nolint:nilerr // a width that is no number hides nothing
	}
	from, errFrom := strconv.Atoi(values["min"])
	to, errTo := strconv.Atoi(values["max"])
	if errFrom != nil || errTo != nil || from < 1 {
		return nil //nolint:nilerr // nor does what names no column
	}
	if r.in.hiddenColumns == nil {
		r.in.hiddenColumns = make([]bool, maxColumns)
	}
	for i := from; i <= min(to, maxColumns); i++ {
		r.in.hiddenColumns[i-1] = true
	}
	return nil
}
