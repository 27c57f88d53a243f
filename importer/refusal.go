package importer

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// Error is a refusal: what the file is or what is wrong with it, and what the
// operator does next, each a sentence.
type Error struct {
	What, Next string
	cause      error
}

// Error joins both sentences.
func (e *Error) Error() string { return e.What + " " + e.Next }

// Unwrap gives the cause for the log; the operator reads the sentences.
func (e *Error) Unwrap() error { return e.cause }

func refuse(what, next string) *Error { return &Error{What: what, Next: next} }

func (e *Error) because(cause error) *Error {
	e.cause = cause
	return e
}

const (
	saveAsXLSX  = "Open it in Excel and save it as .xlsx."
	getItAgain  = "Copy or download it again, or open it in Excel and save it under a new name."
	chooseOther = "Choose a CSV file or an Excel workbook (.xlsx)."
	makeSmaller = "Split it into several files, or delete the columns that are not needed."
)

// damaged keeps refusals and cancellations as they are; anything else that
// goes wrong inside a workbook means that it is not whole.
func damaged(cause error) error {
	if refusal, ok := errors.AsType[*Error](cause); ok {
		return refusal // without the wrapping, which is for the log
	}
	if errors.Is(cause, context.Canceled) || errors.Is(cause, context.DeadlineExceeded) {
		return cause
	}
	return refuse("This workbook is damaged or was only partly copied.", getItAgain).because(cause)
}

// unreadable keeps refusals as they are.
func unreadable(cause error) error {
	if refusal, ok := errors.AsType[*Error](cause); ok {
		return refusal
	}
	return refuse("The file could not be read to its end.", "Check the disk or the network drive, and open it again.").because(cause)
}

func changedWhileRead() error {
	return refuse("The file was changed while it was being read.",
		"Wait until the other program has finished with it, and open it again.")
}

func tooLarge() error {
	return refuse("This list is larger than can be held at once.", makeSmaller)
}

func rowTooLong(row int) error {
	return refuse(fmt.Sprintf("Row %d is longer than %d MiB, which no list of contacts is.", row, maxRecordBytes>>20),
		"Check the quotes and the delimiter there, or leave the row out of the file.")
}

func cellTooLong(row int) error {
	return refuse(fmt.Sprintf("A cell in row %d is longer than %d MiB, which no list of contacts holds.", row, maxCellBytes>>20),
		"Check the quotes and the delimiter there, or leave the row out of the file.")
}

func tooManyColumns(row int) error {
	return refuse(fmt.Sprintf("Row %d has more than %d columns.", row, maxColumns),
		"Check the delimiter, or delete the columns that are not needed.")
}

func noSuchHeaderRow(row int) error {
	return refuse(fmt.Sprintf("Row %d is empty or does not exist, so it cannot hold the column names.", row),
		"Choose another row, or 0 when there is no header.")
}

// quoted makes a name out of a file fit to be shown: short, on one line and
// without anything a terminal would obey.
func quoted(name string) string {
	const longest = 40
	clean := strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, name)
	if runes := []rune(clean); len(runes) > longest {
		clean = string(runes[:longest]) + "…"
	}
	return "“" + clean + "”"
}
