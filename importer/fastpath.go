package importer

import "unicode/utf8"

// Nearly every sheet is written in one plain way: no comments, no prefixes, no
// runs. Rows and strings of that form are read here at the speed of memory.
// Whatever is not of that form, well-formed or not, is left untouched for the
// reading token by token, which alone decides what it is.

// fastpathState is how far the fast path's form goes.
type fastpathState uint8

const (
	fastpathDone fastpathState = iota
	fastpathCut                // it goes beyond what was read so far
	fastpathOdd                // it is not of that form
)

// maxFastpathBytes bounds what is held at once for the fast path's form.
const maxFastpathBytes = 1 << 20

// Classes of a byte inside text.
const (
	stopByte   = 1 << iota // ends the text
	oddByte                // needs reading as XML: an entity or a line end
	escapeByte             // may begin _x000D_
	wideByte               // beyond ASCII
)

var byteClasses = func() (classes [256]uint8) {
	for i := utf8.RuneSelf; i < len(classes); i++ {
		classes[i] = wideByte
	}
	classes['<'], classes['&'], classes['\r'], classes['_'] = stopByte, oddByte, oddByte, escapeByte
	return classes
}()

// fastpath walks over bytes of a known form.
type fastpath struct {
	b []byte
	i int
}

// skips steps over a token, if it is there.
func (p *fastpath) skips(token string) bool {
	if len(p.b)-p.i < len(token) || string(p.b[p.i:p.i+len(token)]) != token {
		return false
	}
	p.i += len(token)
	return true
}

// blanks steps over the white space between two tags.
func (p *fastpath) blanks() {
	for p.i < len(p.b) && (p.b[p.i] == ' ' || p.b[p.i] == '\n' || p.b[p.i] == '\r' || p.b[p.i] == '\t') {
		p.i++
	}
}

// short says what is wrong when a token is missing: the end of what was read, if
// there is too little left to tell.
func (p *fastpath) short() fastpathState {
	const longest = 32
	if len(p.b)-p.i < longest {
		return fastpathCut
	}
	return fastpathOdd
}

// text takes the text up to the next tag.
func (p *fastpath) text() (text []byte, classes uint8) {
	b, from := p.b, p.i
	for i := from; i < len(b); i++ {
		m := byteClasses[b[i]]
		if classes |= m; m == stopByte {
			p.i = i
			return b[from:i], classes
		}
	}
	p.i = len(b)
	return nil, oddByte
}

// attr takes one attribute of the form name="value" with its leading space; ok
// is false when there is none.
func (p *fastpath) attr() (name, value []byte, ok bool) {
	b, i := p.b, p.i
	if i >= len(b) || b[i] != ' ' {
		return nil, nil, false
	}
	i++
	from := i
	for i < len(b) && b[i] > ' ' && b[i] != '=' && b[i] != '>' && b[i] != '/' && b[i] != '"' && b[i] != '<' {
		i++
	}
	name = b[from:i]
	if len(b)-i < 2 || b[i] != '=' || b[i+1] != '"' || len(name) == 0 || len(name) > 2 && name[len(name)-2] == ':' {
		return nil, nil, false // a prefixed x:r would count as r
	}
	i += 2
	from = i
	for i < len(b) && b[i] != '"' && b[i] != '<' && b[i] != '&' {
		i++
	}
	if i >= len(b) || b[i] != '"' {
		return nil, nil, false
	}
	p.i = i + 1
	return name, b[from:i], true
}
