package screen

import (
	"callsheet/model/phone"

	"context"
	"sync/atomic"
	"time"

	"callsheet/model"
	"callsheet/ui/session"
)

// Files opens and saves lists.
type Files interface {
	Lists
	// Numbers reads every number in the phone columns of a list; none while it is not
	// known which country those without a country code are from.
	Numbers(ctx context.Context, path string, word session.Word, progress *session.ReadProgress) (Numbers, error)
	// Save writes a list beside what its file said, as .xlsx or .csv by the end of
	// its path, and returns where it is. It fails with fs.ErrExist where something
	// is already, unless that is to be replaced. progress counts the rows.
	Save(ctx context.Context, path string, list *model.List, replace bool, progress *session.ReadProgress) (string, error)
}

// Numbers is what was read of a list of numbers.
type Numbers struct {
	Name    string         // of the file
	Numbers []phone.Number // sorted, each once
	Unread  int            // rows whose number could not be read
	Country model.RegionChoice
}

// Lists opens contact lists.
type Lists interface {
	session.Files
	// Folder lists what lies in a folder, folders first, at most limit entries.
	Folder(ctx context.Context, path string, limit int) (Folder, error)
	// Resolve is where a path leads in the end, through links, so that two paths
	// of one file are the same.
	Resolve(path string) string
}

// Folder is the contents of one folder.
type Folder struct {
	Path    string
	Entries []Entry
	More    bool // there are entries beyond the limit
}

// Entry is one file or folder.
type Entry struct {
	Name     string
	Target   string // what it leads to when it is a link; "" when it is none
	IsFolder bool
	Size     int64
	Changed  time.Time
}

// Keeper writes down what is done to campaigns.
type Keeper interface {
	// Create begins a campaign and holds it; it returns the campaign's key.
	Create(ctx context.Context, d model.Draft) (string, error)
	// Keep writes records in their order, all or none.
	Save(ctx context.Context, records []model.Record) error
	// Check returns a *model.LostError when what is kept is not where it was.
	Check(ctx context.Context) error
}

// Archive finds the campaigns of earlier runs.
type Archive interface {
	Campaigns(ctx context.Context) ([]model.Summary, error)
	Load(ctx context.Context, id string) (model.Kept, error)
	// Hold takes a campaign for this console; it returns who has it, "" when it
	// is ours now.
	Lock(ctx context.Context, id string) (string, error)
	Release(ctx context.Context, id string) error
}

// Ledger knows who was sent where, and who must not be called.
type Ledger interface {
	// Confirm writes a plan's batches down as prepared, before anything is sent.
	Confirm(ctx context.Context, id string, plan model.Plan) ([]model.Batch, error)
	// Unconfirm takes a campaign back of which the service has nothing.
	Unconfirm(ctx context.Context, id string) error
	// Reopen makes a refused batch ready to be sent again.
	Retry(ctx context.Context, b model.Batch) (model.Batch, error)
	// Marks tells what is known of contacts, sorted by number, outside one campaign.
	// A batch of the agent that is to call knows them by their ids as well; while no
	// agent is named, so does a batch of any.
	Marks(ctx context.Context, refs []model.ContactRef, agent, except string) (model.Marks, error)
}

// RecentFiles remembers the lists that were opened last.
type RecentFiles interface {
	// RecentFiles lists their paths, the latest first.
	RecentFiles(ctx context.Context) ([]string, error)
	SaveRecentFile(ctx context.Context, path string) error
}

// StopList is the numbers that no campaign calls.
type StopList interface {
	// AddDoNotCall puts sorted numbers on it and returns how many were not there
	// yet.
	AddDoNotCall(ctx context.Context, numbers []phone.Number, source string) (added int, err error)
	// Calling lists the batches that may yet call some of sorted numbers.
	Calling(ctx context.Context, numbers []phone.Number) ([]model.Calling, error)
}

// Store is the memory of this machine.
type Store interface {
	Keeper
	Archive
	Ledger
	StopList
}

// Service is the calling service, as far as the console needs it.
type Service interface {
	Sender
	// Identify asks the service who it is and returns its name. On an error it is
	// not known yet, and its calls are taken to be real.
	Identify(ctx context.Context) (string, error)
	// Agent looks an agent up as a user, "" as the profile's.
	Agent(ctx context.Context, user, id string) (Agent, error)
	// Preview renders the request for one batch, cut after a few contacts.
	Preview(plan model.Plan, contacts int) string
	// Statistics, CallDetail and Cancel ask as the user a batch was sent by: the
	// service shows nobody else what is theirs.
	Statistics(ctx context.Context, b model.Batch, calls int) (model.Statistics, error)
	CallDetail(ctx context.Context, b model.Batch, callID string) (CallDetail, error)
	// Cancel stops a batch and says how many calls were taken back; an error says
	// that it was not cancelled, or that this is not known.
	Cancel(ctx context.Context, b model.Batch) (int, error)
}

// Sender sends batches, at most once, and settles what is not known of them.
type Sender interface {
	// Send sends one prepared batch of a plan and says what became of it.
	Send(ctx context.Context, plan model.Plan, b model.Batch, progress *SendProgress) model.Batch
	// Look asks the service once what became of a batch; looks is how often
	// that was done before.
	Reconcile(ctx context.Context, b model.Batch, looks int) (Finding, error)
	// IsThisOne settles a batch as one that stands at the service.
	Adopt(ctx context.Context, b model.Batch, c Candidate) (model.Batch, error)
	// WasNotSent settles a batch as one the service never got.
	MarkNotSent(ctx context.Context, b model.Batch) (model.Batch, error)
}

// SendProgress says what the sending of a batch is waiting for.
type SendProgress struct{ note atomic.Pointer[string] }

// Tell replaces what is said.
func (p *SendProgress) Tell(text string) { p.note.Store(&text) }

// Text is what was said last.
func (p *SendProgress) Text() string {
	if p == nil {
		return ""
	}
	if text := p.note.Load(); text != nil {
		return *text
	}
	return ""
}

// Finding is what the service's list says of a batch whose outcome is not known.
type Finding struct {
	Batch      model.Batch // accepted, when the calls of a batch at the service prove that it is this one
	Candidates []Candidate // those that can be it otherwise
	Likely     string      // the id of the one that is most likely it, "" when there is none
	Polls      int         // how often the list was looked at
	LongEnough bool        // it was looked for long enough to say that it is not there
}

// Candidate is a batch at the service that may be ours.
type Candidate struct {
	ID       string
	Status   model.BatchStatus
	Contacts int
	Called   int // contacts tried at least once
	Created  time.Time
	Matched  int    // calls to numbers of ours among its latest
	Doubt    string // why it is not certain, in words that follow "but"
}

// Agent is the Dialgen agent that makes the calls.
type Agent struct {
	Name     string
	Active   bool
	Outbound bool
}

// CallDetail is one call in full.
type CallDetail struct {
	Summary   string
	Turns     []Turn
	Recording string // address of the recording, "" when there is none
}

// Turn is one utterance of a call.
type Turn struct{ Who, Text string }

// Account is what the console shows of whom it works for.
type Account struct {
	Name       string             // profile or account name
	Service    string             // the service's name, as campaigns remember it
	Operator   string             // who works here, for the history of changes
	Speed      float64            // how much faster than the wall the service's clock runs; 0 = 1
	Region     phone.Region       // default country
	RegionFrom model.RegionSource // who named it; not given by anybody, it is only a hint
	Missing    string             // what is missing before anything can be sent, as a sentence; "" = nothing
	Defaults   model.OptionValues
}

// IsSandbox reports whether nobody is called, which the service has proved.
func (a Account) IsSandbox() bool { return model.Rehearsal(a.Service) }

// Config is what a console is made of.
type Config struct {
	Files   Files
	Service Service
	Store   Store
	Account Account

	Mappings session.Mappings // nil = nothing is remembered
	Recent   RecentFiles      // nil = nothing is remembered

	Now    func() time.Time // the service's clock
	Wall   func() time.Time // the operator's clock; nil = time.Now
	Pace   Pace
	Open   string // a file to begin with; "" = where the operator was
	Folder string // where the file browser begins
	Stops  bool   // a shell can stop the program for a while and let it go on
}

// Pace is how often the console looks.
type Pace struct {
	Live time.Duration // between two looks at running batches
	Idle time.Duration // between two looks once nothing has changed for a while
}

func (c Config) WallTime() time.Time {
	if c.Wall != nil {
		return c.Wall()
	}
	return time.Now()
}
