package importer

import (
	"bytes"
	"testing"
)

// readFile opens, reads and closes a file.
func readFile(t testing.TB, path string, how Options) (*Result, error) {
	t.Helper()
	source, err := Open(t.Context(), path)
	if err != nil {
		return nil, err
	}
	defer source.Close()
	return source.Read(t.Context(), how, nil)
}

// memory is a file's content without the file.
type memory struct{ *bytes.Reader }

func (memory) Close() error     { return nil }
func (memory) unchanged() error { return nil }

// readBytes reads a file of such content.
func readBytes(t testing.TB, content []byte, how Options) (*Result, error) {
	t.Helper()
	source := &Source{path: "list", file: memory{bytes.NewReader(content)}, size: int64(len(content))}
	if _, err := source.recognised(t.Context()); err != nil {
		return nil, err
	}
	return source.Read(t.Context(), how, nil)
}
