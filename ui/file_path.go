package ui

import (
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"callsheet/model"
)

// readPaths are the paths meant by what a file manager, a terminal on which files are dropped, or a
// shell gives: in quotes, with escaped blanks, as file addresses, one or several, on a line or on
// many. parted is what they are where a blank in a line that says nothing of itself parts two of
// them; none where it cannot.
func readPaths(text string) (meant, parted []string) {
	several := false
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' || r == 0 }) {
		if line = strings.Trim(line, " \t"); line == "" {
			continue
		}
		one := shellWords(line)
		meant = append(meant, one...)
		if words := partedPaths(line); len(one) == 1 && len(words) > 1 {
			one, several = words, true
		}
		parted = append(parted, one...)
	}
	if !several {
		parted = nil
	}
	for _, paths := range [][]string{meant, parted} {
		for i, path := range paths {
			paths[i] = model.FileOfAddress(path)
		}
	}
	return meant, parted
}

// shellWords are the words of a line, none of which is "". A line that neither begins with a quote
// nor has a backslash is one word, blanks and all, and so is one whose backslashes part the folders
// of a Windows computer. Of several file addresses each is one: no blank is in them.
func shellWords(line string) []string {
	if all := addresses(line); len(all) > 0 {
		return all
	}
	if !quotes(line) && !strings.ContainsRune(line, '\\') {
		return []string{line}
	}
	var words []string
	for _, w := range cutWords(line) {
		words = append(words, w.text)
	}
	return words
}

// quotes reports whether a line begins with a quote.
func quotes(line string) bool {
	return line[0] == '\'' || line[0] == '"' || strings.HasPrefix(line, "$'")
}

// addresses are the addresses that a line is made of: of files, of the web, or paths of Windows.
func addresses(line string) []string {
	if fields := strings.Fields(line); len(fields) > 1 {
		all := true
		for _, field := range fields {
			all = all && len(field) > len(fileScheme) && strings.EqualFold(field[:len(fileScheme)], fileScheme)
		}
		if all {
			return fields
		}
	}
	bare := strings.Trim(line, `'"`)
	if !model.IsAddress(bare) {
		return nil
	}
	var all []string
	between := line[:1] + " " + line[:1] // as two names in quotes have it
	for part := range strings.SplitSeq(bare, between) {
		if line[0] != bare[0] && model.IsAddress(part) {
			all = append(all, part)
		}
	}
	if len(all) > 0 {
		return all
	}
	return []string{bare}
}

const fileScheme = "file://"

// partedPaths are those of a line whose blanks part them, of which nothing else tells: each has to
// look like a path, and a blank parts two where the one before it ends like a list, or the one
// behind begins where paths do. Otherwise it belongs to a name.
func partedPaths(line string) []string {
	var paths []string
	ends := true // the one before is at its end
	for _, w := range cutWords(line) {
		begins := beginsAPath(model.FileOfAddress(w.text))
		if !begins && !endsLikeAList(w.text) || !begins && !w.quoted && !ends {
			return nil
		}
		paths, ends = append(paths, w.text), w.quoted || endsLikeAList(w.text)
	}
	return paths
}

// beginsAPath reports whether a text begins where paths do, or is an address.
func beginsAPath(text string) bool {
	return filepath.IsAbs(text) || strings.HasPrefix(text, "~") || model.IsAddress(text)
}

// endsLikeAList reports whether a text ends as the names of lists do.
func endsLikeAList(text string) bool {
	switch strings.ToLower(filepath.Ext(text)) {
	case ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls":
		return !strings.ContainsAny(text, "\t,;|")
	}
	return false
}

// shellWord is a word as a shell has it.
type shellWord struct {
	text   string
	quoted bool
}

// cutWords takes quotes and backslashes off as a shell does. In a line that does not begin with a
// quote, one within a word is an apostrophe.
func cutWords(line string) []shellWord {
	var (
		words   []shellWord
		word    shellWord
		quote   byte
		escaped bool
	)
	all := quotes(line)
	end := func() {
		if word.text != "" {
			words = append(words, word)
		}
		word = shellWord{}
	}
	// Byte by byte: names of files need not be valid text.
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case escaped:
			word.text += line[i : i+1]
			escaped = false
		case c == '\\' && quote != '\'':
			escaped = true
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && word.text == "" && ansiQuoted(line[i:]) > 0:
			n := ansiQuoted(line[i:])
			word.text, word.quoted = unquoted(line[i:i+n]), true
			i += n - 1
		case quote == 0 && (c == '\'' || c == '"') && (all || word.text == ""):
			quote, word.quoted = c, true
		case quote == 0 && (c == ' ' || c == '\t'):
			end()
		default:
			word.text += line[i : i+1]
		}
	}
	end()
	return words
}

// ansiQuoted is how many bytes at the beginning of a text are a name as shells print one that
// holds what they cannot show, such as $'caf\351.csv'; 0 = none.
func ansiQuoted(text string) int {
	if !strings.HasPrefix(text, "$'") {
		return 0
	}
	for i := len("$'"); i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '\'':
			return i + 1
		}
	}
	return 0
}

// unquoted is the name in such quotes; what follows no rule is left as it is.
func unquoted(text string) string {
	inside := strings.TrimSuffix(strings.TrimPrefix(text, "$'"), "'")
	var name []byte
	for inside != "" {
		if !strings.HasPrefix(inside, `\`) {
			name, inside = append(name, inside[0]), inside[1:]
			continue
		}
		r, isText, rest, err := strconv.UnquoteChar(inside, '\'')
		switch {
		case err != nil:
			return text
		case isText:
			name = utf8.AppendRune(name, r)
		default:
			name = append(name, byte(r))
		}
		inside = rest
	}
	return string(name)
}
