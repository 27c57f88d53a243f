package session

import (
	"context"
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/misread"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// FileSystem is where lists are read from and saved to.
type FileSystem interface {
	Files
	// Folder lists what lies in a folder, folders first, at most limit entries.
	Folder(ctx context.Context, path string, limit int) (Folder, error)
	// Resolve is where a path leads in the end, through links, so that two paths
	// of one file are the same.
	Resolve(path string) string
	// Numbers reads every number in the phone columns of a list; none while it is not
	// known which country those without a country code are from.
	Numbers(ctx context.Context, path string, word Word, progress *table.Progress) (Numbers, error)
	// Save writes a list beside what its file said, as .xlsx or .csv by the end of
	// its path, and returns where it is. It fails with fs.ErrExist where something
	// is already, unless that is to be replaced. progress counts the rows.
	Save(ctx context.Context, path string, list *model.List, replace bool, progress *table.Progress) (string, error)
	// SaveRows is Save of some rows of the list alone, which are given in order.
	SaveRows(ctx context.Context, path string, list *model.List, rows []int32, replace bool, progress *table.Progress) (string, error)
	ResultsWriter
	ReportWriter
}

// Numbers is what was read of a list of numbers.
type Numbers struct {
	Name    string         // of the file
	Numbers []phone.Number // sorted, each once
	Unread  int            // rows whose number could not be read
	Country columns.RegionChoice
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

// RecentFiles remembers the lists that were opened last.
type RecentFiles interface {
	// RecentFiles lists their paths, the latest first.
	RecentFiles(ctx context.Context) ([]string, error)
	SaveRecentFile(ctx context.Context, path string) error
}

// Files opens contact lists.
type Files interface {
	// Open recognises a file by its content and reads no rows.
	Open(ctx context.Context, path string) (File, error)
}

// File is a recognised contact list, ready to be read.
type File interface {
	Info() FileInfo
	Preview(ctx context.Context, how ReadOptions, rows int) (Imported, error)
	Read(ctx context.Context, how ReadOptions, progress *table.Progress) (Imported, error)
	// Readings are the other encodings that a text file may be in, the likeliest
	// first, with what each makes of cells that came out spoilt; none for a
	// workbook. how is how it was read, with its encoding.
	Readings(ctx context.Context, how ReadOptions, cells []misread.SpoiltCell) ([]table.Reading, error)
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
	// Changed is when it was written to last; zero = not known.
	Changed time.Time
	Sheets  []Sheet
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

// Imported is a file's rows and how it was read.
type Imported struct {
	Table  *table.Table
	Origin model.Origin

	Guessed bool     // the file does not prove its encoding
	Samples []string // cells for which the encoding matters, as they came out

	HiddenColumns []int // places of the columns that the workbook hides

	Mended table.OddRows // with quotes that follow no rule
	Long   table.OddRows // with cells to the right of the last column that has a name
	Lossy  table.OddRows // with letters that a wrong encoding spoilt
	Aside  table.OddRows // that look like totals, notes or headings, which are left out
	Hidden table.OddRows // that the workbook hides, which are left out
}
