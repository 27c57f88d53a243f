package panics

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// Caught is a panic and the stack it happened on.
type Caught struct {
	Value any
	Stack []byte
}

// Of notes a recovered value with the stack of the caller. One that was caught
// before stays what it is.
func Of(recovered any) *Caught {
	if c, ok := recovered.(*Caught); ok {
		return c
	}
	return &Caught{recovered, debug.Stack()}
}

// Error implements error; it does not tell the stack.
func (c *Caught) Error() string { return fmt.Sprint(c.Value) }

// Catch does work and returns the panic that ended it; nil when none did.
func Catch(work func()) (caught *Caught) {
	defer func() {
		if r := recover(); r != nil {
			caught = Of(r)
		}
	}()
	work()
	return nil
}

// Go does work in a goroutine. Once it has ended the channel gets the panic that
// ended it, or nil.
func Go(work func()) <-chan *Caught {
	ended := make(chan *Caught, 1)
	go func() { ended <- Catch(work) }()
	return ended
}

// AfterFunc does work in a goroutine once the context has ended, as
// context.AfterFunc does. Nobody waits for it, so a panic in it ends the work and
// nothing else.
func AfterFunc(ctx context.Context, work func()) (stop func() bool) {
	return context.AfterFunc(ctx, func() { Catch(work) })
}

// Group is goroutines that are waited for together. The zero value is empty.
type Group struct {
	wait  sync.WaitGroup
	first atomic.Pointer[Caught]
}

// Go does work in a goroutine of the group.
func (g *Group) Go(work func()) {
	g.wait.Go(func() {
		if c := Catch(work); c != nil {
			g.first.CompareAndSwap(nil, c)
		}
	})
}

// Wait waits for every goroutine of the group, and panics with the first that was
// caught in any of them.
func (g *Group) Wait() {
	g.wait.Wait()
	if c := g.first.Load(); c != nil {
		panic(c)
	}
}
