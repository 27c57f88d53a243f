package plain

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/printable"
	"callsheet/ui"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// take does what a line says.
func (c *console) take(in input) {
	switch {
	case in.end:
		c.closed = true
		c.breakLine()
		return
	case in.left:
		c.interrupt(tea.KeyMsg{Type: tea.KeyCtrlC})
		return
	}
	c.prompted = false
	l := c.app.Lines()
	switch {
	case l.Secret && (c.veiled || !c.cfg.Terminal):
		c.out.write("(not shown)\n")
	case !c.cfg.Terminal:
		c.out.write(clean(in.text) + "\n")
	}
	c.begin()
	if in.cut {
		c.say(fmt.Sprintf("That line is longer than %d characters, and was not taken.", maxTyped))
		return
	}
	if strings.ContainsRune(in.text, '\x1b') {
		c.say("Keys that move are typed by their names here: up, down, left, right, pgdn, esc.")
		return
	}
	text, isText := strings.CutPrefix(in.text, "::")
	action, colon := strings.CutPrefix(in.text, ":")
	switch {
	case !isText && (colon || strings.TrimSpace(in.text) == "?" || isKeyLine(in.text) || isWaitLine(in.text)):
		c.command(l, strings.TrimSpace(action))
	case text != "" && c.seen(l):
		c.say(whereKeysAreSet)
	default:
		c.answer(l, text)
	}
}

// answer takes a line for what has the keyboard: text, a choice, or an action.
func (c *console) answer(l ui.Lines, text string) {
	switch {
	case l.Dialog != nil && !l.Dialog.Typing():
		c.choose(l, text)
	case l.Dialog != nil && isListed(l.Dialog, strings.TrimSpace(text)):
		c.chooseSuggested(l, strings.TrimSpace(text))
	case l.Form != nil && l.Typing && text != "" && c.chooseField(l, text):
	case l.Over && l.Typing && text != "": // what is found is told before enter takes it
		c.write(text)
	case l.Typing:
		c.write(text)
		c.press(tea.KeyMsg{Type: tea.KeyEnter})
	case l.Over && strings.TrimSpace(text) == "":
		c.press(tea.KeyMsg{Type: tea.KeyEnter})
	case strings.TrimSpace(text) == "":
		c.pressAction(l, tea.KeyMsg{Type: tea.KeyEnter}, "enter")
	default:
		c.command(l, strings.TrimSpace(text))
	}
}

// write types a text in place of what the field holds; nothing keeps that.
func (c *console) write(text string) {
	if text != "" {
		c.clear()
		c.press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
	}
}

// clear takes away what the field holds.
func (c *console) clear() {
	c.press(tea.KeyMsg{Type: tea.KeyCtrlE}, tea.KeyMsg{Type: tea.KeyCtrlU})
}

// choose answers a question with one of its options: by its number, or how its words begin.
func (c *console) choose(l ui.Lines, text string) {
	options, at := l.Dialog.Options()
	text = strings.TrimSpace(text)
	if text == "" {
		c.press(tea.KeyMsg{Type: tea.KeyEnter})
		return
	}
	if len(options) == 0 {
		c.command(l, text)
		return
	}
	labels := make([]string, len(options))
	for i, o := range options {
		labels[i] = o.Label
	}
	to := choiceOf(text, labels)
	if to < 0 {
		if k, is := keyOf(text); is && len([]rune(text)) > 1 {
			c.press(k)
			return
		}
		c.say(fmt.Sprintf("Answer with a number from 1 to %d, or how the answer begins. Enter alone answers %d, and :esc goes back.", len(options), at+1))
		return
	}
	c.press(tea.KeyMsg{Type: tea.KeyHome})
	for range to {
		c.press(tea.KeyMsg{Type: tea.KeyDown})
	}
	c.press(tea.KeyMsg{Type: tea.KeyEnter})
}

// choiceOf is the place of what a text means among labels: its number, or the only one that
// begins so; -1 = none.
func choiceOf(text string, labels []string) int {
	if n, err := strconv.Atoi(text); err == nil {
		if n >= 1 && n <= len(labels) {
			return n - 1
		}
		return -1
	}
	found := -1
	for i, label := range labels {
		switch lower := strings.ToLower(label); {
		case lower == strings.ToLower(text):
			return i
		case strings.HasPrefix(lower, strings.ToLower(text)):
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// chooseField sets a field that is chosen and not typed. It reports whether it is one.
func (c *console) chooseField(l ui.Lines, text string) bool {
	choices, _ := l.Form.Choices()
	if choices == nil {
		return false
	}
	labels := make([]string, len(choices))
	for i, choice := range choices {
		labels[i] = choice.Label
	}
	to := choiceOf(strings.TrimSpace(text), labels)
	if to < 0 {
		c.say(fmt.Sprintf("Choose with a number from 1 to %d, or how it begins.", len(choices)))
		return true
	}
	for range len(choices) {
		if _, chosen := l.Form.Choices(); chosen == to {
			break
		}
		c.press(tea.KeyMsg{Type: tea.KeyRight})
	}
	c.press(tea.KeyMsg{Type: tea.KeyEnter})
	return true
}

// command does what a line says that is no text: a word of this mode, a key, or the title of
// an action.
func (c *console) command(l ui.Lines, text string) {
	word, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	number, err := strconv.Atoi(strings.ReplaceAll(rest, ",", ""))
	isNumber := err == nil && number >= 0
	k, isKey := keyOf(word)
	switch lower := strings.ToLower(word); {
	case text == "" || text == "?" || lower == "help" && rest == "":
		c.tellActions()
	case lower == "again" && rest == "":
		c.tellAll()
	case lower == "more" && rest == "":
		c.pressFirst(l, "pgdown", " ", "down")
	case lower == "less" && rest == "":
		c.pressFirst(l, "pgup", "up")
	case lower == "go" && isNumber:
		c.goTo(l, number)
	case lower == "clear" && rest == "" && l.Typing:
		c.clear()
	case lower == "wait" && rest != "":
		c.wait(rest)
	case lower == "back" && rest == "":
		c.pressAction(l, tea.KeyMsg{Type: tea.KeyEsc}, "esc")
	case (lower == "quit" || lower == "exit") && rest == "":
		c.press(tea.KeyMsg{Type: tea.KeyCtrlC})
	case l.Typing && rest == "" && isDigits(word):
		c.chooseSuggested(l, word)
	case isKey && rest == "":
		c.pressAction(l, k, word)
	case isKey && isNumber && len(word) > 0:
		for range min(number, mostPresses) {
			c.pressAction(l, k, word)
		}
	default:
		c.runTitled(text)
	}
}

// mostPresses bounds how often one line presses a key.
const mostPresses = 10_000

func isDigits(word string) bool {
	return word != "" && strings.Trim(word, "0123456789") == ""
}

// pressAction presses a key where it comes to something, and says so where it does not.
func (c *console) pressAction(l ui.Lines, k tea.KeyMsg, name string) {
	if l.Dialog != nil || l.Over {
		c.press(k)
		return
	}
	why := ""
	for _, a := range c.app.Actions() {
		if !matches(k, a) {
			continue
		}
		if a.Usable() || a.Refuse != nil {
			c.press(k)
			return
		}
		why = a.WhyNot
	}
	switch {
	case why != "":
		c.say(why)
	case l.Typing && k.Type != tea.KeyRunes:
		c.press(k) // it moves in the text
	case name == "enter":
		c.say("There is nothing obvious to do here. ? lists what can be done.")
	default:
		c.say(fmt.Sprintf("%s does nothing here. ? lists what can be done.", clean(name)))
	}
}

// pressFirst presses the first of some keys that comes to something.
func (c *console) pressFirst(l ui.Lines, names ...string) {
	for _, name := range names {
		k, _ := keyOf(name)
		for _, a := range c.app.Actions() {
			if a.Usable() && matches(k, a) {
				c.press(k)
				return
			}
		}
	}
	if l.Dialog != nil {
		k, _ := keyOf(names[0])
		c.press(k)
	}
}

// goTo moves to a row by its place in the list.
func (c *console) goTo(l ui.Lines, to int) {
	at, is := cursorOf(l.Body)
	if !is {
		c.say("There are no numbered lines here to go to.")
		return
	}
	by, page, one := to-at, "pgdown", "down"
	if by < 0 {
		by, page, one = -by, "pgup", "up"
	}
	if pages := by / widget.RowsRead; pages > 0 && c.answers(page) {
		k, _ := keyOf(page)
		for range min(pages, mostPresses) {
			c.press(k)
		}
		by %= widget.RowsRead
	}
	k, _ := keyOf(one)
	for range min(by, mostPresses) {
		c.press(k)
	}
}

func (c *console) answers(name string) bool {
	k, _ := keyOf(name)
	for _, a := range c.app.Actions() {
		if a.Usable() && matches(k, a) {
			return true
		}
	}
	return false
}

var placeOf = regexp.MustCompile(`^[▸>] ([\d,]+)\. `)

// cursorOf is the place of the row under the cursor; 0 where that stands above the rows.
func cursorOf(body []string) (at int, is bool) {
	for _, line := range body {
		if m := placeOf.FindStringSubmatch(line); m != nil {
			at, _ = strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
			return at, true
		}
		is = is || widget.IsRow(line)
	}
	return 0, is
}

// isListed reports whether a text is the digit of one of what is listed under a dialog's field.
func isListed(d *widget.Dialog, text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && 1 <= n && n <= d.Listed()
}

// chooseSuggested takes one of what is listed under the field.
func (c *console) chooseSuggested(l ui.Lines, digit string) {
	open := func() bool {
		return l.Form != nil && l.Form.Suggesting() || l.Dialog != nil && l.Dialog.Listed() > 0
	}
	if !open() && l.Form != nil {
		c.press(tea.KeyMsg{Type: tea.KeyRight})
	}
	if !open() {
		c.say("There is no list under this field.")
		return
	}
	c.press(tea.KeyMsg{Type: tea.KeyDown}, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(digit[:1])})
}

// runTitled runs the action that a text is the title of, or the beginning of, or a part.
func (c *console) runTitled(text string) {
	usable, not := titled(c.app.Actions(), text)
	switch {
	case len(usable) == 1:
		k, _ := keyOf(usable[0].Keys.Keys()[0])
		c.press(k)
	case len(usable) > 1:
		c.say("That can mean:")
		for _, a := range usable {
			c.say(actionWords(a))
		}
	case len(not) > 0:
		for _, a := range not {
			c.say(a.Title + ": " + a.WhyNot)
		}
	case ui.Secret(c.app): // what was typed may be a key
		c.say("Nothing here is called so. ? lists what can be done.")
	default:
		c.say(fmt.Sprintf("Nothing here is called %q. ? lists what can be done.", printable.Text(text, 60)))
	}
}

// titled are the actions that a text names, those that can be used and those that cannot: the
// one of that title, or else those that begin so, or else those that have it in them.
func titled(all screen.Actions, text string) (usable, not screen.Actions) {
	text = strings.ToLower(text)
	for _, is := range []func(title string) bool{
		func(title string) bool { return title == text },
		func(title string) bool { return strings.HasPrefix(title, text) },
		func(title string) bool { return strings.Contains(title, text) },
	} {
		for _, a := range all {
			switch {
			case !is(strings.ToLower(a.Title)):
			case a.Usable() && len(a.Keys.Keys()) > 0:
				usable = append(usable, a)
			default:
				not = append(not, a)
			}
		}
		if len(usable) > 0 {
			return usable, not
		}
	}
	return nil, not
}
