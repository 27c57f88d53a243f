package config

import (
	"fmt"
	"slices"
	"strings"

	"callsheet/model/hours"
)

// holidaysExample says how the file of holidays is written.
const holidaysExample = `Holidays are written as [[holiday]] with place = "US-FL" and date = "2027-08-09" below it, blocks as [[block]] with place, from and to.`

// table is a holiday or a block as it is written.
type table struct {
	kind   string // holiday or block
	values map[string]string
	lines  map[string]int // of the values; "" is that of its head
}

// lineOf is where the value stands for which a table was not understood.
func (t table) lineOf() int {
	key := "date"
	_, knownPlace := hours.ParsePlace(t.values["place"])
	_, knownFrom := hours.ParseDate(t.values["from"])
	switch {
	case !knownPlace:
		key = "place"
	case t.kind == "block" && knownFrom:
		key = "to"
	case t.kind == "block":
		key = "from"
	}
	if line, ok := t.lines[key]; ok {
		return line
	}
	return t.lines[""]
}

// keysOf are what a table may say.
var keysOf = map[string][]string{"holiday": {"place", "date", "name"}, "block": {"place", "from", "to", "reason"}}

// readHolidays reads the operator's own holidays and the blocks in which nobody is rung.
// What is not understood is an error, since it may be a day on which nobody may be rung.
func readHolidays(path string) (hours.Calendar, error) {
	data, err := readFile(path)
	if err != nil || len(data) == 0 {
		return hours.Calendar{}, err
	}
	if err := decode(path, data, &map[string]any{}, holidaysExample); err != nil {
		return hours.Calendar{}, err
	}
	said := mistakes{path: path}
	var own []hours.OwnHoliday
	var blocks []hours.Block
	for _, t := range tablesOf(data, &said) {
		var err error
		if t.kind == "holiday" {
			var h hours.OwnHoliday
			h, err = hours.ParseOwnHoliday(t.values["place"], t.values["date"], t.values["name"])
			own = append(own, h)
		} else {
			var b hours.Block
			b, err = hours.ParseBlock(t.values["place"], t.values["from"], t.values["to"], t.values["reason"])
			blocks = append(blocks, b)
		}
		if err != nil {
			said.add(t.lineOf(), err.Error())
		}
	}
	if len(own) > maxHolidays || len(blocks) > maxBlocks {
		said.add(1, fmt.Sprintf("There are more than %d holidays or %d blocks. Take out those that have passed.", maxHolidays, maxBlocks))
	}
	return hours.NewCalendar(own, blocks), said.err()
}

// tablesOf are the holidays and blocks of a file, with every value in its place.
func tablesOf(data []byte, said *mistakes) []table {
	var tables []table
	for _, e := range entriesOf(data) {
		kind := e.path[0]
		keys, ok := keysOf[kind]
		switch {
		case !ok || e.table == 0 || len(e.path) > 2 || e.heads != (len(e.path) == 1):
			said.add(e.line, quoted(strings.Join(e.path, "."))+" is neither a holiday nor a block. "+holidaysExample)
		case e.heads:
			tables = append(tables, table{kind, map[string]string{}, map[string]int{"": e.line}})
		case !slices.Contains(keys, e.name()):
			said.add(e.line, fmt.Sprintf("A %s has no %s. It has %s.", kind, quoted(e.name()), strings.Join(keys, ", ")))
		case e.isBad:
			said.add(e.line, fmt.Sprintf("The %s of a %s is a text. Write it in quotes.", e.name(), kind))
		default:
			t := tables[len(tables)-1]
			t.values[e.name()], t.lines[e.name()] = e.text, e.line
		}
	}
	return tables
}
