package importer

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/table"
)

// Some rows saved as a list of their own have all columns of the file, what was decided of
// them, and call nobody whom the whole list does not.
func TestSomeRowsAreAListOfTheirOwn(t *testing.T) {
	t.Parallel()
	header := []string{"Name", "Phone", "Stop", "Plan"}
	mapping := columns.Mapping{{Index: 0, Header: "Name", Field: columns.FieldName}, {Index: 1, Header: "Phone", Field: columns.FieldPhone}, {Index: 2, Header: "Stop", Field: columns.FieldDoNotCall}, {Index: 3, Header: "Plan", Field: columns.FieldMetadata, Key: "plan"}}
	l, err := model.Diagnose(t.Context(), table.Of(header,
		[]string{"Ann", "07400 123101", "", "=HYPERLINK(1)"},
		[]string{"Bo", "07400 123102", "yes", "Gold"},
		[]string{"Bo at work", "07400 123102", "", "Gold"},
		[]string{"Cy", "7400 123103", "", "Silver"},
		[]string{"Di", "07400 123104", "", "Gold"},
	), mapping, "GB", model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	leave, _ := l.Fixes().Change(4, model.Fix{Kind: model.FixLeaveOut})
	l.Apply(leave)
	rows := []int32{0, 2, 3, 4}
	for _, format := range exportFormats {
		var b bytes.Buffer
		if err := ExportRows(t.Context(), &b, format, l, rows, nil); err != nil {
			t.Fatal(err)
		}
		if format == FormatCSV && !strings.Contains(b.String(), "'=HYPERLINK") {
			t.Error("a cell of the list runs as a formula")
		}
		back := again(t, b.Bytes(), mapping)
		if back.Len() != len(rows) {
			t.Fatalf("%s: %d rows", format, back.Len())
		}
		for i, row := range rows {
			if got, want := back.Verdict(i).State, l.Verdict(int(row)).State; got != want {
				t.Errorf("%s: %s is %s, was %s", format, back.Contacts().Name(i), got, want)
			}
		}
		if back.Table.Header[3] != "Plan" {
			t.Errorf("%s: the columns are %q", format, back.Table.Header)
		}
	}
	var none bytes.Buffer
	if err := ExportRows(context.Background(), &none, FormatCSV, l, []int32{}, nil); err != nil || strings.Count(strings.TrimSpace(none.String()), "\n") != 0 {
		t.Errorf("no rows are %q (%v)", none.String(), err)
	}
}
