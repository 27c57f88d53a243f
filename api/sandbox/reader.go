package sandbox

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	maxFaults   = 50 // complaints in one reply; a broken file has one per row
	maxDepth    = 64 // nesting of values nobody asked for
	maxKeyShown = 64 // bytes of a foreign field's name repeated in a reply
)

// reader walks one JSON document token by token, so that 100,000 contacts
// never stand in memory as a tree and every complaint can name its field.
// After a syntax or read error it returns zero values and keeps the error.
type reader struct {
	dec    *json.Decoder
	path   []step
	faults map[string][]string
	count  int
	err    error
}

// step is one part of the path to the value being read: a key, or an index
// when the key is empty.
type step struct {
	key   string
	index int
}

func newReader(body io.Reader) *reader {
	dec := json.NewDecoder(body)
	dec.UseNumber()
	return &reader{dec: dec, faults: make(map[string][]string)}
}

// fail notes a complaint about the value at the current path.
func (r *reader) fail(message string) {
	if r.count == maxFaults {
		return
	}
	r.count++
	at := r.where()
	r.faults[at] = append(r.faults[at], message)
}

// failAt notes a complaint about a field of the current object.
func (r *reader) failAt(key, message string) {
	r.path = append(r.path, step{key: key})
	r.fail(message)
	r.path = r.path[:len(r.path)-1]
}

func (r *reader) where() string {
	var b strings.Builder
	for _, s := range r.path {
		if s.key == "" {
			b.WriteString("[" + strconv.Itoa(s.index) + "]")
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(shorten(s.key))
	}
	if b.Len() == 0 {
		return "body"
	}
	return b.String()
}

// shorten cuts a name somebody else chose to what a reply may repeat.
func shorten(key string) string {
	if len(key) <= maxKeyShown {
		return key
	}
	cut := maxKeyShown
	for !utf8.RuneStart(key[cut]) {
		cut--
	}
	return key[:cut] + "…"
}

func (r *reader) next() (json.Token, bool) {
	if r.err != nil {
		return nil, false
	}
	token, err := r.dec.Token()
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		r.err = err
	}
	return token, err == nil
}

func (r *reader) more() bool { return r.err == nil && r.dec.More() }

// object reads an object and calls visit for each of its fields; visit must
// read exactly one value. It is false when the value is something else.
func (r *reader) object(visit func(key string)) bool {
	if !r.open('{', "Expected object") {
		return false
	}
	var seen keySet
	for r.more() {
		token, ok := r.next()
		if !ok {
			return false
		}
		key, _ := token.(string)
		if key == "" {
			r.fail("Empty field name")
			r.skip()
			continue
		}
		r.path = append(r.path, step{key: key})
		if seen.add(key) {
			visit(key)
		} else {
			r.fail("Field given twice")
			r.skip()
		}
		r.path = r.path[:len(r.path)-1]
	}
	r.next()
	return true
}

// require complains of a field the current object should have had.
func (r *reader) require(field string, given bool, message string) {
	if !given {
		r.failAt(field, message)
	}
}

// array reads an array and calls visit for each of its elements; visit must
// read exactly one value. It is false when the value is something else.
func (r *reader) array(visit func(index int)) bool {
	if !r.open('[', "Expected array") {
		return false
	}
	for i := 0; r.more(); i++ {
		r.path = append(r.path, step{index: i})
		visit(i)
		r.path = r.path[:len(r.path)-1]
	}
	r.next()
	return true
}

func (r *reader) open(delim json.Delim, complaint string) bool {
	token, ok := r.next()
	if !ok {
		return false
	}
	if token == delim {
		return true
	}
	r.fail(complaint)
	r.finish(token)
	return false
}

// text reads a string.
func (r *reader) text() (string, bool) {
	token, ok := r.next()
	if !ok {
		return "", false
	}
	text, ok := token.(string)
	if !ok {
		r.fail("Expected string")
		r.finish(token)
	}
	return text, ok
}

// filled reads a string that says something.
func (r *reader) filled(complaint string) string {
	text, ok := r.text()
	if ok && strings.TrimSpace(text) == "" {
		r.fail(complaint)
	}
	return text
}

// number reads a number between low and high.
func (r *reader) number(low, high float64) float64 {
	token, ok := r.next()
	if !ok {
		return low
	}
	given, ok := token.(json.Number)
	if !ok {
		r.fail("Expected number")
		r.finish(token)
		return low
	}
	value, err := given.Float64()
	if err != nil || value < low || value > high {
		r.fail("Must be a number from " + written(low) + " to " + written(high))
		return low
	}
	return value
}

func written(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// skip passes over one value.
func (r *reader) skip() {
	if token, ok := r.next(); ok {
		r.finish(token)
	}
}

// finish passes over the rest of a value whose first token has been read.
func (r *reader) finish(token json.Token) {
	depth := 0
	for {
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return
		}
		if depth > maxDepth {
			r.err = errors.New("nested too deeply")
			return
		}
		var ok bool
		if token, ok = r.next(); !ok {
			return
		}
	}
}

// end checks that the document was the whole body and turns what was wrong
// with it into a refusal; nil when nothing was.
func (r *reader) end() *reply {
	if r.err == nil {
		if _, err := r.dec.Token(); errors.Is(err, io.EOF) {
			if r.count == 0 {
				return nil
			}
			return invalid(r.faults)
		} else if err != nil {
			r.err = err
		}
	}
	if _, ok := errors.AsType[*http.MaxBytesError](r.err); ok {
		return refuse(http.StatusRequestEntityTooLarge, tooLarge)
	}
	return invalid(map[string][]string{"body": {"Must be one JSON document"}})
}

// keySet tells a field given twice. Objects of the API are small, so a scan
// comes first; a hostile one falls back to a map.
type keySet struct {
	few  [16]string
	n    int
	many map[string]bool
}

func (k *keySet) add(key string) bool {
	if slices.Contains(k.few[:k.n], key) || k.many[key] {
		return false
	}
	if k.n < len(k.few) {
		k.few[k.n] = key
		k.n++
		return true
	}
	if k.many == nil {
		k.many = make(map[string]bool)
	}
	k.many[key] = true
	return true
}
