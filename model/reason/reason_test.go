package reason_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"callsheet/model/reason"
)

type advice string

func (a advice) Error() string { return string(a) }

// database stands for an error of SQLite's.
type database struct{}

func (database) Code() int     { return 779 }
func (database) Error() string { return "disk I/O error (779)" }

func causes() map[string]error {
	_, open := os.Open("/nowhere/at/all")
	_, number := strconv.Atoi("x")
	refused := &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	return map[string]error{
		"it is not there":                       open,
		"it is no number":                       number,
		"nothing answers at its address":        refused,
		"nothing answers at its address ":       &url.Error{Op: "Post", URL: "https://x/?key=secret", Err: refused},
		"the disk is full":                      &fs.PathError{Op: "write", Path: "/x", Err: syscall.ENOSPC},
		"the disk is read-only":                 &os.LinkError{Op: "rename", Old: "/a", New: "/b", Err: syscall.EROFS},
		"saving the list: the disk is full":     fmt.Errorf("saving the list: %w", &fs.PathError{Op: "write", Path: "/x", Err: syscall.ENOSPC}),
		"you are not allowed to":                fs.ErrPermission,
		"you are not allowed to ":               syscall.EACCES,
		"it ended too early":                    io.ErrUnexpectedEOF,
		"no answer came in time":                syscall.ETIMEDOUT,
		"it took too long":                      context.DeadlineExceeded,
		"its name cannot be found":              &net.DNSError{Err: "no such host", Name: "x"},
		"the network reports an error":          &net.OpError{Op: "dial", Err: errors.New("strange: \x1b[31m")},
		"the database reports an error":         database{},
		"what is written there cannot be read":  json.Unmarshal([]byte("{"), new(any)),
		"The key is wrong. Set another":         advice("The key is wrong. Set another."),
		"the disk is full, and it is no number": errors.Join(syscall.ENOSPC, number),
	}
}

// jargon is what no operator should have to read.
var jargon = regexp.MustCompile(`(?i)dial tcp|EOF|errno|syscall|sql|\bjson\b|://|\(\d+\)|/nowhere|strconv|0x`)

func TestEveryCauseIsPlainWords(t *testing.T) {
	for want, err := range causes() {
		if got := reason.Of(err); got != strings.TrimSpace(want) || jargon.MatchString(got) {
			t.Errorf("%v is %q, want %q", err, got, want)
		}
		sentence := reason.Sentence(err)
		if !strings.HasSuffix(sentence, ".") || strings.HasSuffix(sentence, "..") || sentence[:1] != strings.ToUpper(sentence[:1]) {
			t.Errorf("%v is no sentence: %q", err, sentence)
		}
	}
}

func TestNoErrnoIsANumber(t *testing.T) {
	for n := syscall.Errno(1); n < 134; n++ {
		if got := reason.Of(n); strings.Contains(got, "errno") || got == "" {
			t.Errorf("error %d is %q", int(n), got)
		}
	}
}

func TestWhatOthersWroteIsNotAKnownCause(t *testing.T) {
	if got, ok := reason.Known(fmt.Errorf("reading: %w", errors.New("<html>"))); ok {
		t.Errorf("known as %q", got)
	}
	if got, ok := reason.Known(fmt.Errorf("reading: %w", syscall.ECONNRESET)); !ok || !strings.Contains(got, "broke the connection off") {
		t.Errorf("a reset is %q, %v", got, ok)
	}
}
