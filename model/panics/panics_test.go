package panics

import (
	"context"
	"strings"
	"testing"
)

func TestAPanicReachesWhoeverWaits(t *testing.T) {
	broken := func() { panic("a broken part") }
	var group Group
	waits := map[string]func() *Caught{
		"for a call":      func() *Caught { return Catch(broken) },
		"for a goroutine": func() *Caught { return <-Go(broken) },
		"for a group": func() *Caught {
			group.Go(func() {})
			group.Go(broken)
			return Catch(group.Wait)
		},
		"for a group in a goroutine": func() *Caught {
			return <-Go(func() {
				var inner Group
				inner.Go(broken)
				inner.Wait()
			})
		},
	}
	for name, wait := range waits {
		t.Run(name, func(t *testing.T) {
			f := wait()
			if f == nil || f.Error() != "a broken part" {
				t.Fatalf("the panic is %+v", f)
			}
			if !strings.Contains(string(f.Stack), "TestAPanicReachesWhoeverWaits") {
				t.Errorf("its stack is another one:\n%s", f.Stack)
			}
		})
	}
}

func TestWorkThatEndsWellHasNoPanic(t *testing.T) {
	var group Group
	done := 0
	group.Go(func() { done++ })
	group.Wait()
	if f := <-Go(func() { done++ }); f != nil || Catch(func() { done++ }) != nil || done != 3 {
		t.Errorf("panic %v after %d of 3 pieces of work", f, done)
	}
}

func TestAPanicAfterAContextEndsNothingElse(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	began := make(chan struct{})
	AfterFunc(ctx, func() { close(began); panic("nobody waits") })
	cancel()
	<-began
}
