package postgres

import (
	"bytes"
	"io"
	"net"
	"strconv"
	"sync"
	"testing"

	"callsheet/model/store/postgres/postgrestest"
)

// proxy stands between a ledger and its database, and does to what passes what a network may.
type proxy struct {
	port int

	mu     sync.Mutex
	onsite func(message []byte) verdict // what becomes of what the ledger says; nil = it passes
	frozen bool                         // nothing passes, and nothing is closed
	open   []net.Conn
}

// verdict is what becomes of a message.
type verdict int

const (
	passes        verdict = iota
	isCut                 // the connection breaks instead
	isCutBehindIt         // it passes, and the connection breaks before the answer
)

// between puts a proxy before a database.
func between(t testing.TB, d postgrestest.Database) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{port: l.Addr().(*net.TCPAddr).Port}
	t.Cleanup(func() {
		l.Close()
		p.cut()
	})
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", "127.0.0.1:"+strconv.Itoa(d.Port))
			if err != nil {
				client.Close()
				continue
			}
			p.mu.Lock()
			p.open = append(p.open, client, server)
			p.mu.Unlock()
			go p.pump(client, server, true)
			go p.pump(server, client, false)
		}
	}()
	return p
}

// pump passes what one side says on to the other.
func (p *proxy) pump(from, to net.Conn, said bool) {
	defer from.Close()
	defer to.Close()
	buf := make([]byte, 64<<10)
	for {
		n, err := from.Read(buf)
		if err != nil {
			return
		}
		p.mu.Lock()
		judge, frozen := p.onsite, p.frozen
		p.mu.Unlock()
		if frozen {
			_, _ = io.Copy(io.Discard, from) // until the test ends
			return
		}
		what := passes
		if said && judge != nil {
			what = judge(buf[:n])
		}
		if what == isCut {
			return
		}
		if what == isCutBehindIt {
			from.Close() // the answer finds nobody
		}
		if _, err := to.Write(buf[:n]); err != nil {
			return
		}
		if what == isCutBehindIt {
			_, _ = io.Copy(io.Discard, to) // until the server has answered and sees that nobody is there
			return
		}
	}
}

// onCommit does something to the next commits, as many as are named, behind some that pass.
func (p *proxy) onCommit(skip, times int, what verdict) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var mu sync.Mutex
	p.onsite = func(message []byte) verdict {
		mu.Lock()
		defer mu.Unlock()
		if times == 0 || !bytes.Contains(message, []byte("commit\x00")) {
			return passes
		}
		if skip > 0 {
			skip--
			return passes
		}
		times--
		return what
	}
}

func (p *proxy) freeze() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.frozen = true
}

// cut breaks all connections.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.open {
		c.Close()
	}
	p.open = nil
}
