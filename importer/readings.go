package importer

import (
	"context"
	"slices"

	"callsheet/model/misread"
	"callsheet/model/table"
)

// mostReadings is how many are shown beside each other, and mostTried how many
// encodings are tried for them.
const mostReadings, mostTried = 4, 8

// Readings are the other encodings that a text file may be in, the likeliest
// first, with what each makes of cells that came out spoilt: only those in which
// none of the cells is. how is how the file was read, with its encoding. A file
// that proves to be in the encoding it was read in has none, and a workbook has
// none.
func (s *Source) Readings(ctx context.Context, how Options, cells []misread.SpoiltCell) ([]table.Reading, error) {
	if s.book != nil || len(cells) == 0 {
		return nil, nil
	}
	samples, err := sampleText(s.file, s.size)
	if err != nil {
		return nil, unreadable(err)
	}
	now, _, err := namedEncoding(how.Encoding)
	if err != nil {
		return nil, err
	}
	last := 0
	for _, c := range cells {
		last = max(last, c.Row)
	}
	names := slices.DeleteFunc(likely(samples), func(name string) bool { return name == now })
	var found []table.Reading
	for _, name := range names[:min(len(names), mostTried)] {
		how.Encoding = name
		result, err := s.Preview(ctx, how, last+1)
		if err != nil {
			if ctx.Err() != nil {
				return nil, err
			}
			continue // in that encoding it is no list
		}
		if texts, right := textsOf(result.Table, cells); right && !slices.ContainsFunc(found, func(r table.Reading) bool { return slices.Equal(r.Texts, texts) }) {
			found = append(found, table.Reading{Encoding: name, Texts: texts})
		}
		if len(found) == mostReadings {
			break
		}
	}
	return found, nil
}

// likely are the encodings that a text can be in, the likeliest first: one alone
// where its bytes prove it.
func likely(samples [][]byte) []string {
	switch name := findEncoding(samples); name {
	case encUTF8, encUTF16LE, encUTF16BE, encUTF32LE, encUTF32BE:
		return []string{name}
	}
	return rankLegacy(samples)
}

// textsOf are some cells of a table; right reports whether all are there and none
// is spoilt.
func textsOf(t *table.Table, cells []misread.SpoiltCell) (texts []string, right bool) {
	for _, c := range cells {
		var text string
		switch {
		case c.Row == misread.NamesRow && c.Column < len(t.Header):
			text = t.Header[c.Column]
		case c.Row >= 0 && c.Row < t.Len():
			text = t.Cell(c.Row, c.Column).Text
		}
		if text == "" || misread.Lossy(text) {
			return nil, false
		}
		texts = append(texts, text)
	}
	return texts, true
}
