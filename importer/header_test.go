package importer

import (
	"strings"
	"testing"
)

func TestTheHeaderIsFoundByWhatTheRowsHold(t *testing.T) {
	tests := []struct {
		claim, text string
		want        int // as a spreadsheet shows it; 0 = there is none
	}{
		{"names above numbers", "Name,Phone\nAnn,07700 900123\nBob,07700 900124", 1},
		{"no names at all", "Ann,07700 900123\nBob,07700 900124", 0},
		{"one column with a name", "Phone\n07700 900123\n07700 900124", 1},
		{"one column without", "07700 900123\n07700 900124", 0},
		{"one number and nothing else", "07700 900123", 0},
		{"a title above", "Spring renewals 2026\n\nName,Phone\nAnn,07700 900123", 3},
		{"a title in every column, as merged cells leave it", "Spring renewals,,,\nName,Phone,City,Plan\nAnn,07700 900123,Leeds,Gold", 2},
		{"a title, a date and an author above", "Report,\nMade on,2026-03-01\nBy,Ann\n\nFirst name,Last name,Mobile,City\nAnn,Lee,07700 900123,Leeds\nBob,Day,07700 900124,York", 5},
		{"groups of columns above", "Contact,,Address,\nName,Phone,Street,City\nAnn,07700 900123,High Street,Leeds\nBob,07700 900124,Low Street,York", 2},
		{"a comment above", "# made by a program\nid;name;phone\n1;Ann;07700 900123", 2},
		{"empty rows above", "\n\n\nName,Phone\nAnn,07700 900123", 4},
		{"empty rows below", "Name,Phone\n\n\nAnn,07700 900123", 1},
		{"names in another language", "Имя,Телефон\nАнна,+7 912 345-67-89", 1},
		{"names that are years", "Name,Phone,2024,2025\nAnn,07700 900123,10,20\nBob,07700 900124,30,40", 1},
		{"names that are numbers", "Name,Phone,1,2,3\nAnn,07700 900123,x,y,z\nBob,07700 900124,x,y,z", 1},
		{"a name missing", "Name,,Phone\nAnn,Leeds,07700 900123\nBob,York,07700 900124", 1},
		{"most names missing", "Name,,,,Phone\nAnn,a,b,c,07700 900123\nBob,a,b,c,07700 900124", 1},
		{"first cells that are missing below", "Name,Phone\n,07700 900123\n,07700 900124", 1},
		{"only an address to tell", "Who,Where\nann@example.com,Leeds\nbob@example.com,York", 1},
		{"addresses without names", "ann@example.com,Leeds\nbob@example.com,York", 0},
		{"dates without names", "Ann,2026-03-01\nBob,2026-03-02", 0},
		{"a row of fillers is no header", "N/A,N/A\nName,Phone\nAnn,07700 900123", 2},
		{"a number that Excel shortened is data", "Name,Phone\nAnn,4.47911E+11\nBob,4.47911E+11", 1},
		{"short numbers", "Name,Extension\nAnn,4412\nBob,4413", 1},
		{"a name of a column that holds a number", "Name,Phone 1\nAnn,07700 900123", 1},
		{"a header and nothing below", "Name,Phone", 1},
	}
	for _, tt := range tests {
		t.Run(tt.claim, func(t *testing.T) {
			for _, comma := range []string{",", ";", "\t"} {
				text := strings.ReplaceAll(strings.ReplaceAll(tt.text, ";", ","), ",", comma)
				got, err := readBytes(t, []byte(text), Options{HeaderRow: FindHeader})
				check(t, err)
				if got.HeaderRow != tt.want {
					t.Errorf("row %d with %q, want %d", got.HeaderRow, comma, tt.want)
				}
			}
		})
	}
}
