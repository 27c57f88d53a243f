package plain

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// maxTyped bounds a line that is typed, in bytes; the rest of it is dropped.
const maxTyped = 16 << 10

// input is a line that was typed, or the end of all.
type input struct {
	text string
	cut  bool // it was longer than is taken
	end  bool // nothing comes any more
	left bool // ctrl+d at a terminal, which goes on
}

// read brings lines until there are no more, or nobody wants them.
func read(in io.Reader, terminal bool, lines chan<- input, stop <-chan struct{}) {
	send := func(i input) bool {
		select {
		case lines <- i:
			return true
		case <-stop:
			return false
		}
	}
	r := bufio.NewReaderSize(in, maxTyped)
	ends := 0
	for {
		raw, err := r.ReadSlice('\n')
		line := input{text: strings.TrimRight(string(raw), "\r\n")}
		for errors.Is(err, bufio.ErrBufferFull) {
			line.cut = true
			_, err = r.ReadSlice('\n')
		}
		if line.text != "" || err == nil {
			ends = 0
			if !send(line) {
				return
			}
		}
		switch {
		case err == nil:
		case terminal && errors.Is(err, io.EOF) && ends == 0:
			ends++
			if !send(input{left: true}) {
				return
			}
		default:
			send(input{end: true})
			return
		}
	}
}
