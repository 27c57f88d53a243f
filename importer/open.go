package importer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"callsheet/model/table"
)

// Source is a recognised file, ready to be read any number of times, also at
// the same time. It keeps the file open until Close.
type Source struct {
	path   string
	target string
	file   content
	size   int64
	// changed is when the file had been written to last; zero = not known.
	changed time.Time
	book    *workbook // nil for a text file
}

// content is what a source reads from.
type content interface {
	io.ReaderAt
	io.Closer
	unchanged() error // why it is not what it was when it was opened
}

// Path is the path the file was opened by.
func (s *Source) Path() string { return s.path }

// Target is where the path leads when it is a link, else "".
func (s *Source) Target() string { return s.target }

// Format is "csv" or "xlsx".
func (s *Source) Format() string {
	if s.book != nil {
		return "xlsx"
	}
	return "csv"
}

// Sheets lists a workbook's worksheets in their order; nil for a text file.
func (s *Source) Sheets() []Sheet {
	if s.book == nil {
		return nil
	}
	return s.book.list()
}

// Size is the file's size in bytes when it was opened.
func (s *Source) Size() int64 { return s.size }

// Changed is when the file had been written to last when it was opened.
func (s *Source) Changed() time.Time { return s.changed }

// Digest identifies the file's content: SHA-256, in hexadecimal.
func (s *Source) Digest(ctx context.Context) (string, error) {
	hash := sha256.New()
	rest := io.NewSectionReader(s.file, 0, s.size)
	for {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		switch _, err := io.CopyN(hash, rest, digestStep); {
		case errors.Is(err, io.EOF):
			return hex.EncodeToString(hash.Sum(nil)), nil
		case err != nil:
			return "", err
		}
	}
}

// digestStep is how many bytes are read before a look whether to stop.
const digestStep = 1 << 20

// Close lets go of the file.
func (s *Source) Close() error { return s.file.Close() }

// Open recognises a file by its content, reading no rows. What is no list of
// contacts is refused with an *Error.
func Open(ctx context.Context, path string) (*Source, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	file, info, err := openRegular(path)
	if err != nil {
		return nil, err
	}
	s := &Source{path: path, target: linkTarget(path), file: &steadyFile{file, info.Size(), info.ModTime()}, size: info.Size(), changed: info.ModTime()}
	return s.recognised(ctx)
}

// recognised tells what the content is, and closes what is refused.
func (s *Source) recognised(ctx context.Context) (_ *Source, err error) {
	if s.book, err = recognise(ctx, s.file, s.size); err != nil {
		s.file.Close()
		return nil, err
	}
	return s, nil
}

// linkTarget is what a link leads to in the end; "" for what is no link.
func linkTarget(path string) string {
	info, err := os.Lstat(path)
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		return ""
	}
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return ""
	}
	if absolute, err := filepath.Abs(target); err == nil {
		return absolute
	}
	return target
}

// steadyFile is a file that is read only as long as nobody writes to it.
type steadyFile struct {
	*os.File
	size     int64
	modified time.Time
}

// ReadAt implements io.ReaderAt; it fails when the file is another than before.
func (f *steadyFile) ReadAt(p []byte, at int64) (int, error) {
	n, err := f.File.ReadAt(p, at)
	if changed := f.unchanged(); changed != nil {
		return 0, changed
	}
	return n, err
}

func (f *steadyFile) unchanged() error {
	info, err := f.Stat()
	if err != nil {
		return unreadable(err)
	}
	if info.Size() != f.size || !info.ModTime().Equal(f.modified) {
		return changedWhileRead()
	}
	return nil
}

// openRegular looks before it opens, and opens without waiting, because opening
// a FIFO blocks until somebody writes to it.
func openRegular(path string) (*os.File, fs.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, cannotOpen(err)
	}
	if err := regular(info); err != nil {
		return nil, nil, err
	}
	if target := linkTarget(path); isSystem(path) || isSystem(target) {
		return nil, nil, refuse("This is a view into the operating system, not a file.", chooseOther)
	}
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, nil, cannotOpen(err)
	}
	if info, err = file.Stat(); err != nil {
		file.Close()
		return nil, nil, cannotOpen(err)
	}
	if err := regular(info); err != nil {
		file.Close()
		return nil, nil, err
	}
	return file, info, nil
}

// isSystem tells files whose size says nothing and whose reading may never end.
func isSystem(path string) bool {
	return strings.HasPrefix(path, "/proc/") || strings.HasPrefix(path, "/sys/")
}

func regular(info fs.FileInfo) error {
	mode := info.Mode()
	switch {
	case mode.IsDir():
		return refuse("This is a folder.", "Choose a file inside it.")
	case mode&fs.ModeNamedPipe != 0:
		return refuse("This is a pipe, not a file.", "Save what comes out of it to a file, and choose that.")
	case mode&fs.ModeDevice != 0:
		return refuse("This is a device, not a file.", chooseOther)
	case !mode.IsRegular():
		return refuse("This is not an ordinary file.", chooseOther)
	}
	return nil
}

func cannotOpen(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return refuse("There is no such file.", "Check the name and the folder.").because(err)
	case errors.Is(err, fs.ErrPermission):
		return refuse("You are not allowed to read this file.", "Ask its owner for access, or copy it to a folder of yours.").because(err)
	}
	return refuse("The file could not be opened.", "Check the name, the disk and the network drive.").because(err)
}

// Preview reads the first rows only: at most rows data rows.
func (s *Source) Preview(ctx context.Context, how Options, rows int) (*Result, error) {
	return s.read(ctx, how, &collector{ctx: ctx, limit: max(rows, 0), limited: true, progress: &table.Progress{}})
}

// Read reads all rows. progress may be nil. Refusals are *Error; a cancelled
// context's error is passed on.
func (s *Source) Read(ctx context.Context, how Options, progress *table.Progress) (*Result, error) {
	if progress == nil {
		progress = &table.Progress{}
	}
	return s.read(ctx, how, &collector{ctx: ctx, progress: progress})
}

func (s *Source) read(ctx context.Context, how Options, in *collector) (*Result, error) {
	if err := how.Check(); err != nil {
		return nil, err
	}
	if err := s.file.unchanged(); err != nil {
		return nil, err
	}
	in.want, in.hidden = how.HeaderRow, how.Hidden
	var result *Result
	var err error
	if s.book != nil {
		result, err = s.book.read(how, in)
	} else {
		result, err = readText(s.file, s.size, how, in)
	}
	if ctx.Err() != nil {
		return nil, fmt.Errorf("reading %s: %w", s.path, ctx.Err())
	}
	// A file that is being rewritten looks damaged; the change is the better reason.
	if changed := s.file.unchanged(); changed != nil {
		return nil, changed
	}
	if err != nil {
		return nil, err
	}
	result.Format = s.Format()
	return result, nil
}
