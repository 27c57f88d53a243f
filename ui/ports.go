package ui

import (
	"context"
	"sync/atomic"
	"time"

	"callsheet/model"
)

// Files opens contact lists.
type Files interface {
	// Open recognises a file by its content and reads no rows.
	Open(ctx context.Context, path string) (File, error)
	// Folder lists what lies in a folder, folders first, at most limit entries.
	Folder(ctx context.Context, path string, limit int) (Folder, error)
}

// File is a recognised contact list, ready to be read.
type File interface {
	Info() FileInfo
	Preview(ctx context.Context, how ReadOptions, rows int) (Imported, error)
	Read(ctx context.Context, how ReadOptions, progress *ReadProgress) (Imported, error)
	Close() error
}

// FileInfo is what is known of a file before it is read.
type FileInfo struct {
	Path   string
	Format string
	Size   int64
	Sheets []Sheet
}

// Sheet is one sheet of a workbook.
type Sheet struct {
	Name   string
	Hidden bool
	Rows   int // -1 when unknown
}

// ReadOptions is how a file is to be read.
type ReadOptions struct {
	Sheet      string
	FindHeader bool
	HeaderRow  int // when FindHeader is false; 0 = none
}

// ReadProgress is sampled while a file is read.
type ReadProgress struct {
	Bytes, Total, Rows atomic.Int64 // Bytes of Total done
}

// Imported is a file's rows and how it was read.
type Imported struct {
	Table  *model.Table
	Origin model.Origin
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
	IsFolder bool
	Size     int64
	Changed  time.Time
}

// Service is the calling service, as far as the console needs it.
type Service interface {
	Agent(ctx context.Context, id string) (Agent, error)
	// Send sends one batch of a plan, once, and says what became of it.
	Send(ctx context.Context, plan model.Plan, batch int) model.Batch
	// Preview renders the request for one batch, cut after a few contacts.
	Preview(plan model.Plan, contacts int) string
	Statistics(ctx context.Context, batchID string, calls int) (model.Statistics, error)
	CallDetail(ctx context.Context, callID string) (CallDetail, error)
	// Cancel stops a batch and says how many calls were taken back.
	Cancel(ctx context.Context, batchID string) (int, error)
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
	Name     string       // profile or account name
	Sandbox  bool         // nothing leaves this machine
	Speed    float64      // how much faster than the wall the service's clock runs; 0 = 1
	Region   model.Region // default country
	Missing  string       // what is missing before anything can be sent, as a sentence; "" = nothing
	Defaults model.OptionValues
}

// Config is what a console is made of.
type Config struct {
	Files   Files
	Service Service
	Account Account
	Now     func() time.Time // the service's clock
	Wall    func() time.Time // the operator's clock; nil = time.Now
	Pace    Pace
	Open    string // a file to begin with
	Folder  string // where the file browser begins
}

// Pace is how often the console looks.
type Pace struct {
	Live time.Duration // between two looks at running batches
	Idle time.Duration // between two looks once nothing has changed for a while
}

func (c Config) wall() time.Time {
	if c.Wall != nil {
		return c.Wall()
	}
	return time.Now()
}
