package renderer

import (
	"strconv"
	"strings"
)

// style is how a cell looks. The zero value is a terminal's own.
type style struct {
	attributes uint16
	fore, back string // the parameters of SGR that set them, "" the terminal's own
	link       string // the parameters of OSC 8, "" none
}

// The attributes, by the parameter of SGR that sets them.
const (
	bold       = 1 << 1
	faint      = 1 << 2
	italic     = 1 << 3
	underlined = 1 << 4
	blinking   = 1 << 5
	reversed   = 1 << 7
	hidden     = 1 << 8
	struckOut  = 1 << 9

	known = bold | faint | italic | underlined | blinking | reversed | hidden | struckOut
)

// ofBlank is how a blank in the style looks: of its colours the background alone is seen,
// unless they are the other way round.
func (s style) ofBlank() style {
	s.attributes &= underlined | blinking | reversed | struckOut
	if s.attributes == 0 {
		s.fore = ""
	}
	return s
}

// set is the style after a sequence of SGR, of which this is the text between CSI and m.
func (s style) set(parameters string) style {
	rest, more := parameters, true
	for more {
		var p string
		p, rest, more = strings.Cut(rest, ";")
		main, _, _ := strings.Cut(p, ":")
		n, err := strconv.Atoi(main)
		switch {
		case p == "" || err == nil && n == 0:
			s = style{link: s.link}
		case err != nil:
		case n < 10 && known&(1<<n) != 0:
			s.attributes |= 1 << n
		case n == 22:
			s.attributes &^= bold | faint
		case n > 22 && n < 30:
			s.attributes &^= 1 << (n - 20)
		case n == 38 || n == 48:
			if p == main {
				p, rest, more = colour(p, rest, more)
			}
			if n == 38 {
				s.fore = p
			} else {
				s.back = p
			}
		case n >= 30 && n < 38 || n >= 90 && n < 98:
			s.fore = p
		case n == 39:
			s.fore = ""
		case n >= 40 && n < 48 || n >= 100 && n < 108:
			s.back = p
		case n == 49:
			s.back = ""
		}
	}
	return s
}

// colour takes the parameters of a colour of 256 or of millions, which begin with p.
func colour(p, rest string, more bool) (all, behind string, left bool) {
	kind, tail, tailed := strings.Cut(rest, ";")
	n := map[string]int{"5": 1, "2": 3}[kind]
	all = p + ";" + kind
	for ; n > 0 && tailed; n-- {
		var part string
		part, tail, tailed = strings.Cut(tail, ";")
		all += ";" + part
	}
	return all, tail, more && tailed
}

// appendTo writes what makes the style of one that is set.
func (s style) appendTo(out []byte, from style) []byte {
	if s.link != from.link {
		out = append(append(append(out, "\x1b]8;"...), s.linkOrNone()...), "\x1b\\"...)
	}
	s.link, from.link = "", ""
	if s == from {
		return out
	}
	out = append(out, "\x1b["...)
	if s == (style{}) {
		return append(out, 'm')
	}
	begin := len(out)
	add := func(parameter string) {
		if len(out) > begin {
			out = append(out, ';')
		}
		out = append(out, parameter...)
	}
	if from.attributes&^s.attributes != 0 || from.fore != "" && s.fore == "" || from.back != "" && s.back == "" {
		add("0")
		from = style{}
	}
	for n := range 10 {
		if (s.attributes&^from.attributes)&(1<<n) != 0 {
			add(strconv.Itoa(n))
		}
	}
	if s.fore != from.fore {
		add(s.fore)
	}
	if s.back != from.back {
		add(s.back)
	}
	return append(out, 'm')
}

func (s style) linkOrNone() string {
	if s.link == "" {
		return ";"
	}
	return s.link
}
