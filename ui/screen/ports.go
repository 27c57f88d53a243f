package screen

import (
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/events"
	"callsheet/model/hours"
	"callsheet/model/pacing"
	"callsheet/model/phone"
	"callsheet/ui/session"
)

// Account is what the console shows of whom it works for.
type Account struct {
	Name       string               // profile or account name
	Service    string               // the service's name, as campaigns remember it
	Operator   string               // who works here, for the history of changes
	Speed      float64              // how much faster than the wall the service's clock runs; 0 = 1
	Region     phone.Region         // default country
	RegionFrom columns.RegionSource // who named it; not given by anybody, it is only a hint
	Missing    string               // what is missing before anything can be sent, as a sentence; "" = nothing
	Defaults   model.OptionValues
}

// IsSandbox reports whether nobody is called, which the service has proved.
func (a Account) IsSandbox() bool { return model.IsSandbox(a.Service) }

// Config is what a console is made of.
type Config struct {
	Files   session.FileSystem
	Service session.Service
	Store   session.Store
	Account Account

	Mappings session.Mappings    // nil = nothing is remembered
	Recent   session.RecentFiles // nil = nothing is remembered

	// KeepZone writes down the zone of the operator's own clock, by its IANA name, for the
	// next time; nil = it cannot be kept. ZoneSaid tells that somebody said it, so that it
	// is no guess by the machine's.
	KeepZone func(name string) error
	ZoneSaid bool

	OptionSets session.OptionSets   // nil = none are kept
	OwnNumbers session.OwnNumbers   // nil = the number for test calls is not remembered
	Hours      hours.Rulebook       // what there is to choose from
	Now        func() time.Time     // the service's clock
	Wall       func() time.Time     // the operator's clock; nil = time.Now
	Grace      time.Duration        // in which what is sent at once can be taken back; 0 = none
	Pace       pacing.Poll          // of running batches
	Open       string               // a file to begin with; "" = where the operator was
	Folder     string               // where the file browser begins
	Signal     func([]events.Event) // says on the terminal what has happened; nil = nothing does
	OnEvent    session.EventCommand // nil = the operator has none
	Stops      bool                 // a shell can stop the program for a while and let it go on
}

func (c Config) WallTime() time.Time {
	if c.Wall != nil {
		return c.Wall()
	}
	return time.Now()
}
