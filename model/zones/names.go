package zones

import (
	"archive/zip"
	"bytes"
	"embed"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"callsheet/model/phone"
)

// Database is the release of the IANA time zone database that the clocks are of. The room
// carries its own: laws change (British Columbia, Alberta, Manitoba and Morocco gave up
// changing their clocks in 2026), and the database of a machine, or of Go, may be older.
const Database = "2026f"

// A newer release is brought in by compiling its tzdata.zi (of a build with backzone and
// PACKRATLIST=zone.tab, as Debian's package has it) with zic -b slim, packing the
// zones of zone.tab and Etc/UTC under their names into zoneinfo.zip, and writing countries.txt and
// links.txt anew from its zone.tab and its links.
//
//go:embed data/*.txt data/zoneinfo.zip
var data embed.FS

// lines yields the lines of one of the tables, without its comments.
func lines(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		text, err := data.ReadFile("data/" + name)
		if err != nil {
			panic(err) // it is embedded
		}
		for line := range strings.Lines(string(text)) {
			line = strings.TrimRight(line, "\n")
			if line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// utc is the one zone that no country has.
const utc = "Etc/UTC"

// database is the zones by name and by country. A zone's id is its place in names.
type database struct {
	names     []string // sorted
	ids       map[string]uint16
	links     map[string]uint16 // other names, and all of them in lower case
	countries map[phone.Region]Set
	locations []atomic.Pointer[time.Location]
}

var zoneDatabase = sync.OnceValue(func() *database {
	d := &database{ids: map[string]uint16{}, links: map[string]uint16{}, countries: map[phone.Region]Set{}, names: []string{utc}}
	for line := range lines("countries.txt") {
		d.names = append(d.names, strings.Fields(line)[1:]...)
	}
	slices.Sort(d.names)
	d.names = slices.Compact(d.names)
	d.locations = make([]atomic.Pointer[time.Location], len(d.names))
	for i, name := range d.names {
		d.ids[name] = uint16(i)
		d.links[strings.ToLower(name)] = uint16(i)
	}
	for line := range lines("links.txt") {
		alias, name, _ := strings.Cut(line, " ")
		d.links[strings.ToLower(alias)] = d.ids[name]
	}
	for line := range lines("countries.txt") {
		region, names, _ := strings.Cut(line, " ")
		d.countries[phone.Region(region)] = d.set(names)
	}
	return d
})

// set reads the names of a table, with spaces between them.
func (d *database) set(names string) Set {
	var ids []uint16
	for name := range strings.FieldsSeq(names) {
		id, known := d.links[strings.ToLower(name)]
		if !known {
			panic("no zone " + name) // a test reads every table
		}
		ids = append(ids, id)
	}
	return newSet(ids)
}

// location is a zone of the database by its id.
func (d *database) location(id uint16) *time.Location {
	if known := d.locations[id].Load(); known != nil {
		return known
	}
	loaded, err := readZone(d.names[id])
	if err != nil {
		panic(err) // it is embedded
	}
	d.locations[id].CompareAndSwap(nil, loaded)
	return d.locations[id].Load()
}

// zoneFiles is the compiled zones.
var zoneFiles = sync.OnceValue(func() *zip.Reader {
	file, err := data.ReadFile("data/zoneinfo.zip")
	if err != nil {
		panic(err) // it is embedded
	}
	files, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		panic(err)
	}
	return files
})

func readZone(name string) (*time.Location, error) {
	file, err := zoneFiles().Open(name)
	if err != nil {
		return nil, fmt.Errorf("read the time zone %s: %w", name, err)
	}
	defer file.Close()
	compiled, err := io.ReadAll(file)
	if err != nil {
		return nil, fmt.Errorf("read the time zone %s: %w", name, err)
	}
	return time.LoadLocationFromTZData(name, compiled)
}

// Location is the clock of a zone by an IANA name, as Named reads it. Whoever rings
// people by it takes it from here and not from time.LoadLocation, which may be of an
// older database.
func Location(name string) (*time.Location, bool) {
	zone, known := Named(name)
	if !known {
		return nil, false
	}
	for id := range zone.all() {
		return zoneDatabase().location(id), true
	}
	return nil, false
}

// OfCountry is all zones of a country, the empty set where it is none.
func OfCountry(region phone.Region) Set { return zoneDatabase().countries[region] }

// Named is the zone with an IANA name in any case, spaces for underscores, old names
// too; false for another text, and for the names that stand for no place, such as EST.
func Named(name string) (Set, bool) {
	const longest = 40
	if len(name) > longest {
		return Set{}, false
	}
	key := strings.ToLower(strings.ReplaceAll(strings.Trim(name, " "), " ", "_"))
	if id, known := zoneDatabase().links[key]; known && strings.Contains(key, "/") {
		return newSet([]uint16{id}), true
	}
	return Set{}, false
}
