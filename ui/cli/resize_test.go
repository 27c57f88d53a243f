//go:build unix

package cli

import (
	"context"
	"reflect"
	"syscall"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// A window that changes its size between the moment at which the program asks for it and that from
// which it listens for changes.
func TestAWindowThatChangesWhileTheConsoleBeginsIsAskedForItsSizeAnew(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	sizes := resizes()
	if err := syscall.Kill(syscall.Getpid(), syscall.SIGWINCH); err != nil {
		t.Fatal(err)
	}
	told, ended := make(chan tea.Msg, 8), make(chan struct{})
	go func() {
		tellSizes(ctx, sizes, func(msg tea.Msg) { told <- msg })
		close(ended)
	}()
	select {
	case msg := <-told:
		if want := tea.WindowSize()(); reflect.TypeOf(msg) != reflect.TypeOf(want) {
			t.Errorf("the program is told %T, want %T", msg, want)
		}
	case <-ended:
		t.Error("the program is told nothing")
	}
	stop()
	<-ended
}
