//go:build !unix

package cli

import (
	"context"
	"os"

	tea "github.com/charmbracelet/bubbletea"
)

// canStop is whether a shell can stop this program for a while.
const canStop = false

// jobs is nothing where shells do not stop programs.
type jobs struct{}

func newJobs(*keyboard) *jobs { return nil }

func (j *jobs) watch(context.Context, func(tea.Msg)) {}

func (j *jobs) take(msg tea.Msg) tea.Msg { return msg }

// resizes brings nothing: no signal tells of the window here.
func resizes() chan os.Signal { return make(chan os.Signal) }

// tellSizes does nothing.
func tellSizes(context.Context, chan os.Signal, func(tea.Msg)) {}

// stopSignals brings nothing: no shell stops programs here.
func stopSignals() chan os.Signal { return make(chan os.Signal) }

// stopForShell does nothing.
func stopForShell() bool { return false }
