package evidence

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// An exported chain is a line of JSON for each entry and one for the head:
//
//	{"place":0,"prev":HASH,"hash":HASH,"entry":ENTRY}
//	{"head":{"campaign":KEY,"entries":1,"hash":HASH}}
//
// It is read back only as it was written, to the byte.

const (
	maxLine    = 1 << 23 // bytes; a plan of thousands of batches fits
	maxEntries = 1 << 20
)

func lineOf(place int, prev, hash string, entry []byte) []byte {
	return fmt.Appendf(nil, "{\"place\":%d,\"prev\":%q,\"hash\":%q,\"entry\":%s}\n", place, prev, hash, entry)
}

func headLine(h Head) ([]byte, error) {
	text, err := json.Marshal(struct {
		Head Head `json:"head"`
	}{h})
	return append(text, '\n'), err
}

// Write exports a chain as it is stored.
func Write(w io.Writer, c Chain) error {
	prev := Hash{}.String()
	for _, l := range c.Links {
		if _, err := w.Write(lineOf(l.Place, prev, l.Hash, l.Entry)); err != nil {
			return err
		}
		prev = l.Hash
	}
	head, err := headLine(c.Head)
	if err == nil {
		_, err = w.Write(head)
	}
	return err
}

// Read reads an exported chain. The error is a *Break where the file is not as Write makes
// it; what it holds has to be verified still.
func Read(r io.Reader) (Chain, error) {
	var c Chain
	in := bufio.NewReader(r)
	prev := Hash{}.String()
	for {
		line, err := readLine(in)
		n := len(c.Links)
		switch {
		case errors.Is(err, io.EOF) && len(line) == 0:
			return c, broken(n, Truncated, "The file ends before the line that says how many entries there are.")
		case errors.Is(err, io.EOF) || errors.Is(err, bufio.ErrTooLong):
			return c, broken(n, Unread, "Line %d is cut off, or longer than any that is written.", n+1)
		case err != nil:
			return c, err
		case n == maxEntries:
			return c, broken(n, Unread, "There are more entries than are ever written.")
		}
		if head, is := readHead(line); is {
			c.Head = head
			if _, err := in.ReadByte(); !errors.Is(err, io.EOF) {
				return c, broken(n, Unread, "Something stands behind the last line.")
			}
			return c, nil
		}
		l, ok := readEntry(line, prev)
		if !ok {
			return c, broken(n, Unread, "Line %d is not as it was written.", n+1)
		}
		c.Links, prev = append(c.Links, l), l.Hash
	}
}

// readLine reads a line with its end, of a bounded length.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		if len(line)+len(part) > maxLine {
			return nil, bufio.ErrTooLong
		}
		line = append(line, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}

func readEntry(line []byte, prev string) (Link, bool) {
	var l struct {
		Place int
		Prev  string
		Hash  string
		Entry json.RawMessage
	}
	if json.Unmarshal(line, &l) != nil || l.Prev != prev || !bytes.Equal(lineOf(l.Place, l.Prev, l.Hash, l.Entry), line) {
		return Link{}, false
	}
	return Link{l.Place, l.Entry, l.Hash}, true
}

func readHead(line []byte) (Head, bool) {
	var l struct{ Head *Head }
	if !bytes.HasPrefix(line, []byte(`{"head":`)) || json.Unmarshal(line, &l) != nil || l.Head == nil {
		return Head{}, false
	}
	again, err := headLine(*l.Head)
	return *l.Head, err == nil && bytes.Equal(again, line)
}
