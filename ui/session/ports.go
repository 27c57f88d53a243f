package session

import (
	"callsheet/model/phone"

	"callsheet/model/table"

	"context"
	"sync/atomic"

	"callsheet/model"
)

// Files opens contact lists.
type Files interface {
	// Open recognises a file by its content and reads no rows.
	Open(ctx context.Context, path string) (File, error)
}

// File is a recognised contact list, ready to be read.
type File interface {
	Info() FileInfo
	Preview(ctx context.Context, how ReadOptions, rows int) (Imported, error)
	Read(ctx context.Context, how ReadOptions, progress *ReadProgress) (Imported, error)
	// Readings are the other encodings that a text file may be in, the likeliest
	// first, with what each makes of cells that came out spoilt; none for a
	// workbook. how is how it was read, with its encoding.
	Readings(ctx context.Context, how ReadOptions, cells []model.SpoiltCell) ([]Reading, error)
	// Digest identifies the file's content, as model.Origin has it.
	Digest(ctx context.Context) (string, error)
	Close() error
}

// FileInfo is what is known of a file before it is read.
type FileInfo struct {
	Path   string
	Target string // what Path leads to when it is a link; "" when it is none
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
	HeaderRow  int    // when FindHeader is false; 0 = none
	Encoding   string // of a text file; "" = find it
	Delimiter  string // of a text file, one character or "tab"; "" = find it
	Hidden     bool   // take in the rows that a workbook hides
}

// ReadProgress is sampled while a file is read.
type ReadProgress struct {
	Bytes, Total, Rows atomic.Int64 // Bytes of Total done
}

// Imported is a file's rows and how it was read.
type Imported struct {
	Table  *table.Table
	Origin model.Origin

	Guessed bool     // the file does not prove its encoding
	Samples []string // cells for which the encoding matters, as they came out

	HiddenColumns []int // places of the columns that the workbook hides

	Mended OddRows // with quotes that follow no rule
	Long   OddRows // with cells to the right of the last column that has a name
	Lossy  OddRows // with letters that a wrong encoding spoilt
	Aside  OddRows // that look like totals, notes or headings, which are left out
	Hidden OddRows // that the workbook hides, which are left out
}

// Reading is how some cells of a text file come out in one encoding.
type Reading struct {
	Encoding string
	Texts    []string // one for each cell
}

// OddRows are rows that deserve a look: how many, and the numbers of the first.
type OddRows struct {
	Count int
	First []int
}

// Mappings remembers what the columns of lists meant.
type Mappings interface {
	// Mapping returns what was kept under a shape (model.Shape), and whether
	// anything was.
	Mapping(ctx context.Context, shape string) (model.Mapping, phone.Region, bool, error)
	SaveMapping(ctx context.Context, shape string, m model.Mapping, region phone.Region) error
}

// Earlier knows the campaigns of earlier lists.
type Earlier interface {
	Campaigns(ctx context.Context) ([]model.Summary, error)
}

// Guards know who must not be called, or not again so soon.
type Guards interface {
	// Marks tells what is known of contacts, sorted by number, outside one campaign; "" is none.
	// A batch of the agent that is to call knows them by their ids as well; while no
	// agent is named, so does a batch of any.
	Marks(ctx context.Context, refs []model.ContactRef, agent, except string) (model.Marks, error)
}
