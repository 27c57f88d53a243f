//go:build !unix

package cli

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"
)

// canStop is whether a shell can stop this program for a while.
const canStop = false

// jobs is nothing where shells do not stop programs.
type jobs struct{}

func newJobs(*keyboard) *jobs { return nil }

func (j *jobs) watch(context.Context, func(tea.Msg)) {}

func (j *jobs) take(msg tea.Msg) tea.Msg { return msg }
