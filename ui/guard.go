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

// guard makes a fault in a command, or in any command that it brings in turn, a
// Crash that ends the console in order. Every command goes through it on its way
// to Bubble Tea, which runs it in a goroutine of its own.
func guard(cmd tea.Cmd) tea.Cmd {
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
		// A batch and a sequence, whose type has no name outside Bubble Tea, are
		// slices of commands that are run one by one.
		v := reflect.ValueOf(msg)
		if msg == nil || v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
			return msg
		}
		for i := range v.Len() {
			v.Index(i).Set(reflect.ValueOf(guard(v.Index(i).Interface().(tea.Cmd))))
		}
		return msg
	}
}
