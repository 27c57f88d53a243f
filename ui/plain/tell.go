package plain

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/charmbracelet/bubbles/key"

	"callsheet/ui"
	"callsheet/ui/widget"
)

// How often is told what changes by itself: what is new at most every second, and what differs
// in its figures alone less and less often, until somebody types again.
const (
	newsEvery    = time.Second
	figuresFirst = 5 * time.Second
	figuresLast  = time.Minute
)

// telling is what was told last, and when.
type telling struct {
	at     any
	place  string
	banner string
	status string
	keys   string
	body   []string
	known  map[string]bool // the lines of the body, without the cursor
	toast  int64
	warned bool   // that what is typed would be seen
	stays  string // why it stays without lines

	said  bool          // something was, since a line was taken
	when  time.Time     // something was told by itself
	every time.Duration // between two times that figures are told
}

// heard notes that somebody typed.
func (t *telling) heard() { t.said, t.every = false, figuresFirst }

// tell says what there is to say just now.
func (c *console) tell(now time.Time) {
	if c.answering {
		if c.stirred {
			c.stirred = false
			c.tellToast(c.app.Lines())
		}
		if c.settled(now) {
			c.answering, c.stirred = false, c.waits != nil
			c.tellChanged(c.app.Lines(), true)
			c.tellUnderWay()
			if !c.told.said {
				c.say("Nothing has changed.")
			}
			c.told.when = now
		}
		return
	}
	c.leaveAtEnd()
	c.waitOver(now)
	if c.answering || !c.stirred || now.Sub(c.told.when) < newsEvery {
		return
	}
	l := c.app.Lines()
	c.tellToast(l)
	c.stirred = false
	switch {
	case c.told.isNews(l):
		c.tellChanged(l, false)
		c.told.when = now
	case now.Sub(c.told.when) >= max(c.told.every, figuresFirst):
		c.tellChanged(l, false)
		c.told.when, c.told.every = now, min(max(c.told.every, figuresFirst)*3/2, figuresLast)
	default:
		c.stirred = true // it is told later
	}
}

// tellToast says a confirmation, which goes away by itself.
func (c *console) tellToast(l ui.Lines) {
	if l.Toast != "" && l.ToastID != c.told.toast {
		c.say(l.Toast)
	}
	c.told.toast = l.ToastID
}

// tellEvent says what has happened to a campaign, unless it was said just now as what is there.
func (c *console) tellEvent(words string) {
	if l := c.app.Lines(); !strings.Contains(l.Toast, words) {
		c.say(words)
	}
}

// isNews reports whether more has changed than figures and the rows of a list.
func (t *telling) isNews(l ui.Lines) bool {
	if l.At != t.at || l.Banner != t.banner {
		return true
	}
	known := map[string]bool{}
	for _, line := range t.body {
		known[withoutFigures(line)] = true
	}
	for _, line := range l.Body {
		if !widget.IsRow(line) && !known[withoutFigures(line)] {
			return true
		}
	}
	return false
}

// withoutFigures is a line of which the figures do not count, nor the units beside them.
func withoutFigures(line string) string {
	var b strings.Builder
	for word := range strings.FieldsSeq(line) {
		switch {
		case strings.ContainsFunc(word, unicode.IsDigit):
			b.WriteString("0 ")
		case len(word) > 2:
			b.WriteString(word + " ")
		}
	}
	return b.String()
}

// tellChanged says what is not as it was told: all of it at another place. asked tells that
// somebody waits for it, and so hears of the rows of a list, too.
func (c *console) tellChanged(l ui.Lines, asked bool) {
	c.tellToast(l)
	t := &c.told
	other := l.At != t.at
	if other {
		c.say("")
	}
	if other || l.Place != t.place {
		c.say(l.Place)
	}
	if l.Banner != "" && (other || l.Banner != t.banner) {
		c.say(l.Banner)
	}
	for _, line := range l.Body {
		if other || !t.known[bareOf(line)] && (asked || !widget.IsRow(line)) {
			c.say(line)
		} else if asked && isUnderCursor(line) && !slices.Contains(t.body, line) {
			c.say(line)
		}
	}
	if l.Status != "" && (other || withoutFigures(l.Status) != withoutFigures(t.status) || asked && l.Status != t.status) {
		c.say(l.Status)
	}
	if keys := keysWords(l); other || asked && keys != t.keys {
		c.say(keys)
	}
	c.remember(l)
}

// remember notes what was told.
func (c *console) remember(l ui.Lines) {
	t := &c.told
	t.at, t.place, t.banner, t.status, t.keys, t.body = l.At, l.Place, l.Banner, l.Status, keysWords(l), l.Body
	t.known = make(map[string]bool, len(l.Body))
	for _, line := range l.Body {
		t.known[bareOf(line)] = true
	}
}

// tellAll says all that is there, once more.
func (c *console) tellAll() {
	c.told.at = nil
	c.tellChanged(c.app.Lines(), true)
}

// cursors are the signs that stand in front of what is under the cursor.
const cursors = "▸> "

func isUnderCursor(line string) bool {
	return strings.HasPrefix(line, "▸ ") || strings.HasPrefix(line, "> ")
}

// bareOf is a line without the cursor in front of it.
func bareOf(line string) string { return strings.TrimLeft(line, cursors) }

// keysWords name the keys that are offered.
func keysWords(l ui.Lines) string {
	lead, parts := "", []string{}
	for _, b := range l.Keys {
		words := keyWords(b)
		if words == "" {
			continue
		}
		if name, _, _ := strings.Cut(words, " "); l.Typing && !isKeyLine(name) {
			words = ":" + words
		}
		parts = append(parts, words)
	}
	if l.Dialog != nil && l.Dialog.Listed() > 0 {
		parts = append(parts, "a digit takes that line of the list")
	}
	switch {
	case l.Secret:
		lead = "A line is what is typed, which is not shown. "
	case l.Typing:
		lead = "A line is what is typed. "
	}
	return lead + "Keys: " + strings.Join(append(parts, "? all"), "; ") + "."
}

// keyWords name a key and what it does.
func keyWords(b key.Binding) string {
	if h := b.Help(); b.Enabled() && h.Key != "" {
		return h.Key + " " + h.Desc
	}
	return ""
}

// say writes a line, behind whatever is typed.
func (c *console) say(text string) {
	c.breakLine()
	c.told.said = true
	c.out.line(text)
}

// breakLine begins a line of its own where a prompt stands.
func (c *console) breakLine() {
	if c.prompted {
		c.prompted = false
		c.out.write("\n")
	}
}

// prompt asks for a line.
func (c *console) prompt() {
	if c.prompted {
		return
	}
	c.prompted = true
	l := c.app.Lines()
	if c.seen(l) && !c.told.warned {
		c.out.line(whereKeysAreSet)
	}
	c.told.warned = c.seen(l)
	c.out.write(promptWords(l) + "> ")
}

// seen reports whether the terminal would show a key that is typed.
func (c *console) seen(l ui.Lines) bool { return l.Secret && c.cfg.Terminal && !c.veiled }

const whereKeysAreSet = "This terminal would show a key that is typed, and so none is taken here: leave, and run `callsheet login`."

// promptWords name what the next line is taken for; "" = an action.
func promptWords(l ui.Lines) string {
	words := ""
	switch {
	case l.Dialog != nil && l.Dialog.Typing():
		words = l.Dialog.Label()
	case l.Dialog != nil:
		if options, _ := l.Dialog.Options(); len(options) > 0 {
			words = "Answer"
		}
	case l.Form != nil && l.Typing:
		words = l.Form.Label()
	case l.Typing:
		words = "Text"
	}
	return clean(words)
}
