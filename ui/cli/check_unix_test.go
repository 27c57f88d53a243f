//go:build unix

package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// A check that waits for a pipe nobody reads from is ended by ctrl+c.
func TestACheckIsInterrupted(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	pipe, list := filepath.Join(folder, "pipe"), filepath.Join(folder, "leads.csv")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skipf("no pipe can be made here: %v", err)
	}
	if err := os.WriteFile(list, []byte("Name,Phone\nAnn,+447400123101\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	var cmd *exec.Cmd
	// When it is at the pipe nobody sees: where it was not even ready for a signal,
	// which then ended it, it is given longer.
	for pause := 500 * time.Millisecond; ; pause *= 2 {
		out.Reset()
		cmd = program(t, environment(folder), "check", "--rows", pipe, list)
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(pause)
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		select {
		case <-ended:
		case <-time.After(patience):
			cmd.Process.Kill()
			t.Fatal("it did not end")
		}
		if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || !status.Signaled() || pause > patience/8 {
			break
		}
	}
	if code := cmd.ProcessState.ExitCode(); code != 130 || out.Len() > 0 {
		t.Errorf("exit code %d, said %q", code, out.String())
	}
}

// What is printed into a pipe is no less than what is written to a file.
func TestRowsGoIntoAPipe(t *testing.T) {
	folder := t.TempDir()
	pipe, list := filepath.Join(folder, "pipe"), filepath.Join(folder, "leads.csv")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skipf("no pipe can be made here: %v", err)
	}
	if err := os.WriteFile(list, []byte("Name,Phone\nAnn,+447400123101\nBo,+447400123102\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := program(t, environment(folder), "check", "--rows", pipe, list)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	rows, err := os.ReadFile(pipe)
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil || bytes.Count(rows, []byte("\n")) != 2 {
		t.Errorf("%v; read from the pipe: %q", err, rows)
	}
	if info, err := os.Lstat(pipe); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Errorf("the pipe became %v %v", info.Mode(), err)
	}
}
