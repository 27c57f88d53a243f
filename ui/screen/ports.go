package screen

import (
	"context"
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

// Setup is how the console's account is set up.
type Setup struct {
	Prober   session.AccountProber
	Keeper   session.AccountKeeper
	Now      session.AccountSettings // as it is; the key wherever it comes from
	KeyFrom  string                  // where the key comes from that is there, such as "DIALGEN_API_KEY"; "" = there is none
	KeyStays bool                    // whatever key is stored, that one goes before it
	KeyFile  string                  // where a key is stored
	Settings string                  // the path of the settings file
	Greets   bool                    // nobody has set anything up, and nothing is kept: the console begins with a welcome
	Seen     bool                    // what is typed is seen, so that no key is asked for here
	Demo     bool                    // the console can give way to the demo
	Profiles []session.AccountProfile
	Before   map[string]string // by field, the variable that goes before what is written down
}

// Next is what a console that ended gives way to.
type Next int

const (
	NextNothing Next = iota
	NextDemo         // the console on the demo list
	NextConsole      // the console with the account as it is now
)

// Config is what a console is made of.
type Config struct {
	Files   session.FileSystem
	Service session.Service
	Store   session.Store
	Account Account
	Setup   *Setup // nil = the account is what it is, as in the demo
	Told    string // said at the start, such as that an account was set up; "" = nothing

	Mappings session.Mappings    // nil = nothing is remembered
	Recent   session.RecentFiles // nil = nothing is remembered

	// KeepPaste writes pasted rows of a table, one a line, into a new file that its owner alone
	// can read, named by the time, and returns its path; nil = they cannot be kept.
	KeepPaste func(ctx context.Context, rows string, at time.Time) (path string, err error)

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
	Passing    string               // the folder of a list that is gone when Callsheet ends: nothing is saved there; "" = none
	Signal     func([]events.Event) // says on the terminal what has happened; nil = nothing does
	OnEvent    session.EventCommand // nil = the operator has none
	Clipboard  Clipboard            // of the operator's terminal
	Links      bool                 // the terminal shows links
	Untitled   bool                 // the terminal's window has no title that could be set and put back
	Stops      bool                 // a shell can stop the program for a while and let it go on
}

// Clipboard is that of the operator's terminal, which does not say whether it took a text.
type Clipboard struct {
	Copy func(text string) // nil = it has none
	Note string            // what it depends on, and what to do otherwise, in a sentence
}

func (c Config) WallTime() time.Time {
	if c.Wall != nil {
		return c.Wall()
	}
	return time.Now()
}
