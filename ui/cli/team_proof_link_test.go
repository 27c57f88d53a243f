package cli

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// cutPoint is where a connection to the team's database is cut.
type cutPoint string

const (
	cutInRequest    cutPoint = "in the middle of a statement"
	cutInReply      cutPoint = "in the middle of an answer"
	cutBeforeCommit cutPoint = "with a commit that does not arrive"
	cutAfterCommit  cutPoint = "with a commit that arrived, and no answer"
)

var cutPoints = []cutPoint{cutInRequest, cutInReply, cutBeforeCommit, cutAfterCommit, cutAfterCommit}

// link is the network between one member and the team's database: it can be cut, slowed, and
// led to another server.
type link struct {
	listener net.Listener
	fired    func(cutPoint)

	mu    sync.Mutex
	to    string // address of the server; "" = it leads nowhere
	slow  time.Duration
	cut   cutPoint // the next that fits is cut there; "" = none
	after int      // so many messages, or answers, go through before
	open  map[*carried]bool
}

// carried is one connection through a link.
type carried struct {
	client, server net.Conn
	mute           atomic.Bool // what the server says is not heard any more
}

func (c *carried) end() {
	c.client.Close()
	c.server.Close()
}

func newLink(t *testing.T, fired func(cutPoint)) *link {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &link{listener: listener, fired: fired, open: map[*carried]bool{}}
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go l.carry(client)
		}
	}()
	return l
}

// address is where the member finds the database.
func (l *link) address() *net.TCPAddr { return l.listener.Addr().(*net.TCPAddr) }

func (l *link) close() {
	l.listener.Close()
	l.lead("")
}

// lead leads the link to another server, "" = to none. What was open is cut.
func (l *link) lead(to string) {
	l.mu.Lock()
	l.to = to
	l.mu.Unlock()
	l.cutAll()
}

// cutAll cuts what is open, as the kill of its process does.
func (l *link) cutAll() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.open {
		c.end()
	}
}

// arm has the link cut once, when so many messages went through.
func (l *link) arm(at cutPoint, after int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cut, l.after = at, after
}

// slowed has each message take so long.
func (l *link) slowed(by time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.slow = by
}

// fires reports whether the link is to be cut at one of some points, once.
func (l *link) fires(points ...cutPoint) cutPoint {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, at := range points {
		if l.cut != at {
			continue
		}
		if l.after--; l.after < 0 {
			l.cut = ""
			l.fired(at)
			return at
		}
	}
	return ""
}

func (l *link) pace() {
	l.mu.Lock()
	slow := l.slow
	l.mu.Unlock()
	time.Sleep(slow)
}

func (l *link) carry(client net.Conn) {
	l.mu.Lock()
	to := l.to
	l.mu.Unlock()
	server, err := net.DialTimeout("tcp", to, time.Second)
	if to == "" || err != nil {
		client.Close()
		return
	}
	c := &carried{client: client, server: server}
	l.mu.Lock()
	l.open[c] = true
	led := l.to == to
	l.mu.Unlock()
	if led { // else it was led elsewhere meanwhile
		go l.answers(c)
		l.requests(c)
	}
	c.end()
	l.mu.Lock()
	delete(l.open, c)
	l.mu.Unlock()
}

// requests carries what the member says, message by message.
func (l *link) requests(c *carried) {
	for started := false; ; {
		message, begins, err := readMessage(c.client, started)
		if err != nil {
			return
		}
		started = started || begins
		l.pace()
		at := cutPoint("")
		if started && !begins {
			if isCommit(message) {
				at = l.fires(cutBeforeCommit, cutAfterCommit, cutInRequest)
			} else {
				at = l.fires(cutInRequest)
			}
		}
		switch at {
		case cutInRequest:
			message = message[:len(message)/2]
		case cutBeforeCommit:
			return
		case cutAfterCommit:
			c.mute.Store(true)
		}
		if _, err := c.server.Write(message); err != nil || at == cutInRequest {
			return
		}
	}
}

// answers carries what the server says.
func (l *link) answers(c *carried) {
	defer c.end()
	buf := make([]byte, 64<<10)
	for {
		n, err := c.server.Read(buf)
		if err != nil || c.mute.Load() {
			return
		}
		l.pace()
		if n > 1 && l.fires(cutInReply) != "" {
			_, _ = c.client.Write(buf[:n/2]) // it is cut in any case
			return
		}
		if _, err := c.client.Write(buf[:n]); err != nil {
			return
		}
	}
}

const (
	protocolThree  = 3 << 16
	longestMessage = 64 << 20
)

var errNoMessage = errors.New("that is no message of PostgreSQL's protocol")

// readMessage reads one message of a client. Those before the first with a type have none; the one
// that names the protocol begins the rest.
func readMessage(r io.Reader, typed bool) (message []byte, begins bool, err error) {
	head := make([]byte, 4, 5)
	if typed {
		head = head[:5]
	}
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, false, err
	}
	size := int(binary.BigEndian.Uint32(head[len(head)-4:])) - 4
	if size < 0 || size > longestMessage {
		return nil, false, errNoMessage
	}
	body := make([]byte, size)
	if _, err := io.ReadFull(r, body); err != nil {
		return nil, false, err
	}
	if !typed && size >= 4 {
		begins = binary.BigEndian.Uint32(body) == protocolThree
	}
	return append(head, body...), begins, nil
}

// isCommit reports whether a message commits, in either way to ask.
func isCommit(message []byte) bool {
	text := bytes.ToLower(message[5:])
	switch message[0] {
	case 'Q':
		return bytes.HasPrefix(text, []byte("commit"))
	case 'P':
		_, query, _ := bytes.Cut(text, []byte{0})
		return bytes.HasPrefix(query, []byte("commit"))
	}
	return false
}

// Road is a link for tests that run the program itself.
type Road struct{ *link }

// NewRoad leads to a server by its port.
func NewRoad(t *testing.T, port int) Road {
	t.Helper()
	r := Road{newLink(t, func(cutPoint) {})}
	r.Open(port)
	return r
}

// Port is where the road begins.
func (r Road) Port() int { return r.address().Port }

// Open has it lead to a server, Shut nowhere, Cut breaks it once, soon, and Calm not at all.
func (r Road) Open(port int) { r.lead(net.JoinHostPort("127.0.0.1", strconv.Itoa(port))) }
func (r Road) Shut()         { r.lead("") }
func (r Road) Calm()         { r.arm("", 0) }
func (r Road) Cut(n int)     { r.arm(cutPoints[n%len(cutPoints)], n%7) }

// Close ends it.
func (r Road) Close() { r.close() }
