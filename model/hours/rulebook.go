package hours

import (
	"fmt"
	"slices"
	"strings"
)

// longestRuleName bounds the name of a rule of the operator's own.
const longestRuleName = 30

// Rulebook is what an operator may choose from: the presets, and rules of their own by
// name; and the calendar by which all of them are kept. It does not change. The zero
// Rulebook has the presets and the library's holidays.
type Rulebook struct {
	calendar Calendar
	own      []Rule
}

// NewRulebook is the presets and some rules of the operator's own, of which no two may have
// the same ID; see ParseOwnRule.
func NewRulebook(own []Rule, calendar Calendar) Rulebook {
	own = slices.Clone(own)
	slices.SortFunc(own, compareRules)
	return Rulebook{calendar, own}
}

// Own are the operator's own rules, by name.
func (b Rulebook) Own() []Rule { return slices.Clone(b.own) }

// Calendar is the public holidays and the blocks.
func (b Rulebook) Calendar() Calendar { return b.calendar }

// Choose reads what an operator names: a rule of their own by its name, a preset by its ID
// or name, or a rule in text. Errors are of type Error.
func (b Rulebook) Choose(text string) (Rule, error) {
	name := strings.ToLower(strings.Join(strings.Fields(text), " "))
	for _, r := range slices.Concat(presets(), b.own) {
		if name == r.ID || name == strings.ToLower(r.Name) {
			return r, nil
		}
	}
	r, err := Parse(text)
	if err == nil || !isName(name) {
		return r, err
	}
	var ids []string
	for _, r := range slices.Concat(b.own, presets()) {
		ids = append(ids, r.ID)
	}
	what := "preset"
	if len(b.own) > 0 {
		what = "preset or rule of yours"
	}
	return Rule{}, Error(fmt.Sprintf("No %s is called %s. Type one of %s, or hours such as %s.", what, quote(text), strings.Join(ids, ", "), example))
}

// isName reports whether a text that is no rule was meant as the name of one.
func isName(text string) bool {
	isDay := beginsWithDay(text)
	oneWord := text != "" && 'a' <= text[0] && text[0] <= 'z' && !strings.ContainsAny(text, " :")
	return text != "" && !isDay && (oneWord || !strings.ContainsAny(text, "0123456789"))
}

// Choose reads what an operator names without rules of their own.
func Choose(text string) (Rule, error) { return Rulebook{}.Choose(text) }

// beginsWithDay reports whether the first word of a text names days.
func beginsWithDay(text string) bool {
	words := split(text)
	if len(words) == 0 {
		return false
	}
	_, is := daysOf(words[0])
	return is
}

// ParseOwnRule reads a rule of the operator's own with the name by which it is chosen: small
// letters, digits, - and _, which are neither a preset's nor a day's. Errors are of type
// Error.
func ParseOwnRule(name, text string) (Rule, error) {
	id := strings.ToLower(strings.TrimSpace(name))
	const letters = "abcdefghijklmnopqrstuvwxyz"
	isDay := beginsWithDay(id)
	_, taken := Preset(id)
	taken = taken || slices.ContainsFunc(presets(), func(r Rule) bool { return strings.EqualFold(r.Name, id) })
	switch {
	case id == "" || len(id) > longestRuleName || strings.Trim(id, letters+"0123456789-_") != "" || !strings.Contains(letters, id[:1]):
		return Rule{}, Error(fmt.Sprintf("%s is no name of a rule. Use up to %d letters without accents, digits and -, beginning with a letter, such as callcentre.", quote(name), longestRuleName))
	case taken:
		return Rule{}, Error(fmt.Sprintf("%s is a preset, which stays what it is. Give your rule another name, such as my-%s.", quote(id), id))
	case isDay || id == "max" || id == "pause":
		return Rule{}, Error(fmt.Sprintf("%s means days or limits in a rule. Give your rule another name, such as callcentre.", quote(id)))
	}
	r, err := Parse(text)
	if err != nil {
		return Rule{}, err
	}
	r.ID, r.Name = id, id
	return r, nil
}
