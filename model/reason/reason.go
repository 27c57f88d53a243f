package reason

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"
)

// Of is why err happened, as a clause an operator understands: no capital first
// and no full stop, such as "the disk is full". What the system, the network, a
// parser or the database reports is put into words; an error that was written
// for operators already keeps its text.
func Of(err error) string {
	if err == nil {
		return ""
	}
	if words, ok := words(err); ok {
		return words
	}
	switch wrapped := err.(type) {
	case interface{ Unwrap() []error }:
		var parts []string
		for _, inner := range wrapped.Unwrap() {
			parts = append(parts, Of(inner))
		}
		return strings.Join(parts, ", and ")
	case interface{ Unwrap() error }:
		// Only the standard library's own wrapping is looked through: any other
		// type has a text of its own.
		if inner := wrapped.Unwrap(); inner != nil && fmt.Sprintf("%T", err) == "*fmt.wrapError" {
			return strings.TrimSuffix(strings.Replace(err.Error(), inner.Error(), Of(inner), 1), ".")
		}
	}
	return strings.TrimSuffix(err.Error(), ".")
}

// Sentence is Of as a sentence of its own, or a line for each of several errors
// that were joined.
func Sentence(err error) string {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		var lines []string
		for _, inner := range several.Unwrap() {
			lines = append(lines, Sentence(inner))
		}
		return strings.Join(lines, "\n")
	}
	text := strings.TrimSpace(Of(err))
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return "No reason was given."
	}
	if word, _, _ := strings.Cut(text, " "); !strings.ContainsFunc(word, isNoLetter) {
		text = string(unicode.ToUpper(first)) + text[size:]
	}
	if !strings.ContainsAny(text[len(text)-1:], ".!?") {
		text += "."
	}
	return text
}

// isNoLetter tells the first word of an id or a path from one of a sentence.
func isNoLetter(r rune) bool { return !unicode.IsLetter(r) && r != ',' && r != '\'' }

// Known is why err happened when anything in its chain is an error of the
// system, the network, a parser or the database; ok is false for any other,
// whose text may quote what others wrote.
func Known(err error) (text string, ok bool) {
	for ; err != nil; err = errors.Unwrap(err) {
		if text, ok := words(err); ok {
			return text, true
		}
		if several, joined := err.(interface{ Unwrap() []error }); joined {
			for _, inner := range several.Unwrap() {
				if text, ok := Known(inner); ok {
					return text, true
				}
			}
		}
	}
	return "", false
}

// errnos are the system's errors in words.
var errnos = []struct {
	err   error
	words string
}{
	{syscall.ENOSPC, "the disk is full"},
	{syscall.EDQUOT, "your share of the disk is used up"},
	{syscall.EROFS, "the disk is read-only"},
	{syscall.EIO, "the disk has an error"},
	{syscall.EMFILE, "too many files are open"},
	{syscall.ENFILE, "too many files are open on this machine"},
	{syscall.ENAMETOOLONG, "the name is too long"},
	{syscall.EISDIR, "it is a folder"},
	{syscall.ENOTDIR, "a part of its path is a file and no folder"},
	{syscall.ELOOP, "its links lead in a circle"},
	{syscall.EPIPE, "the other side has closed it"},
	{syscall.EBUSY, "something else is using it"},
	{syscall.ENOMEM, "this machine has no memory left"},
	{syscall.ECONNREFUSED, "nothing answers at its address"},
	{syscall.ECONNRESET, "the other side broke the connection off"},
	{syscall.ECONNABORTED, "the connection was broken off"},
	{syscall.EHOSTUNREACH, "the network has no way to its address"},
	{syscall.ENETUNREACH, "the network has no way to its address"},
	{syscall.ENETDOWN, "the network is down"},
	{syscall.ETIMEDOUT, "no answer came in time"},
	{syscall.EADDRINUSE, "something else is using that address"},
	{syscall.EADDRNOTAVAIL, "this machine has no such address"},
	{fs.ErrNotExist, "it is not there"},
	{fs.ErrExist, "something of that name is there already"},
	{fs.ErrPermission, "you are not allowed to"},
	{fs.ErrClosed, "it was closed meanwhile"},
}

// words puts an error of the system, the network, a parser or the database into
// words; ok is false for any other.
func words(err error) (text string, ok bool) {
	switch e := err.(type) {
	case *fs.PathError:
		return Of(e.Err), true
	case *os.LinkError:
		return Of(e.Err), true
	case *os.SyscallError:
		return Of(e.Err), true
	case *strconv.NumError:
		return "it is no number", true
	case *json.SyntaxError, *json.UnmarshalTypeError:
		return "what is written there cannot be read", true
	case *net.DNSError:
		return "its name cannot be found", true
	case *net.AddrError, *net.ParseError, *url.EscapeError, url.InvalidHostError:
		return "its address cannot be read", true
	case *tls.CertificateVerificationError, x509.UnknownAuthorityError, x509.HostnameError, x509.CertificateInvalidError:
		return "its certificate is not trusted", true
	case tls.RecordHeaderError, tls.AlertError:
		return "what answers there does not speak https", true
	case *url.Error:
		return Known(e.Err)
	case *net.OpError:
		if e.Timeout() {
			return "no answer came in time", true
		}
		if why, ok := Known(e.Err); ok {
			return why, true
		}
		return "the network reports an error", true
	case interface {
		Code() int
		Error() string
	}: // a code of SQLite's
		return "the database reports an error", true
	}
	switch err {
	case io.EOF, io.ErrUnexpectedEOF:
		return "it ended too early", true
	case io.ErrShortWrite:
		return "not everything could be written", true
	case context.Canceled:
		return "it was stopped", true
	case context.DeadlineExceeded, os.ErrDeadlineExceeded:
		return "it took too long", true
	case http.ErrSchemeMismatch:
		return "what answers there does not speak https", true
	case net.ErrClosed:
		return "the connection was closed", true
	}
	for _, known := range errnos {
		if err == known.err || isErrno(err) && errors.Is(err, known.err) {
			return known.words, true
		}
	}
	if isErrno(err) && strings.HasPrefix(err.Error(), "errno ") {
		return "this machine reports an error that has no name", true
	}
	if isErrno(err) {
		return "this machine reports: " + err.Error(), true
	}
	return "", false
}

func isErrno(err error) bool {
	_, ok := err.(syscall.Errno)
	return ok
}
