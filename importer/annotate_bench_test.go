package importer

import (
	"context"
	"io"
	"testing"
)

// Goal: a workbook of 100,000 rows gets columns in at most five times what reading it
// takes, and in no more memory than a few buffers; a text in at most three times.
func BenchmarkAnnotate(b *testing.B) {
	for _, kind := range []struct {
		name    string
		content []byte
	}{{"xlsx", scaleXLSX(b)}, {"csv", scaleCSV()}} {
		source := sourceOf(b, kind.content)
		read, err := source.Read(context.Background(), Options{HeaderRow: 1}, nil)
		check(b, err)
		b.Run(kind.name+"/read", func(b *testing.B) {
			b.SetBytes(int64(len(kind.content)))
			for b.Loop() {
				_, err := source.Read(context.Background(), Options{HeaderRow: 1}, nil)
				check(b, err)
			}
		})
		b.Run(kind.name+"/annotate", func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(kind.content)))
			added := forRows(read.Table)
			for b.Loop() {
				_, err := source.Annotate(context.Background(), io.Discard, asRead(read), added, nil)
				check(b, err)
			}
		})
	}
}
