package ui

import (
	"fmt"
	"reflect"
	"runtime/debug"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/panics"
)

// Crash is a fault of the program itself. What was done is kept all the same,
// and the terminal is put back.
type Crash struct {
	What  string
	Stack []byte
}

// NewCrash makes a crash of a recovered value, with the stack it happened on.
func NewCrash(recovered any) Crash {
	f := panics.Of(recovered)
	return Crash{fmt.Sprint(f.Value), append(f.Stack, debug.Stack()...)}
}

// catch makes a fault in a command, or in any command that it brings in turn, a
// Crash that ends the console in order. Every command goes through it on its way
// to Bubble Tea, which runs it in a goroutine of its own.
func catch(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = NewCrash(r)
			}
		}()
		msg = cmd()
		if cmds, ok := commandsOf(msg); ok {
			for i := range cmds {
				cmds[i] = catch(cmds[i])
			}
		}
		return msg
	}
}

// commandsOf are the commands that Bubble Tea runs for a message: those of a batch
// or of a sequence, whose type has no name outside Bubble Tea.
func commandsOf(msg tea.Msg) ([]tea.Cmd, bool) {
	v := reflect.ValueOf(msg)
	if msg == nil || v.Kind() != reflect.Slice || !v.CanConvert(reflect.TypeFor[[]tea.Cmd]()) {
		return nil, false
	}
	return v.Convert(reflect.TypeFor[[]tea.Cmd]()).Interface().([]tea.Cmd), true
}
