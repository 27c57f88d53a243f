package api_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"testing"
)

// rawServer hands each connection to answer, one request at a time, and counts
// both. It is below net/http, to misbehave where a server of it could not.
type rawServer struct {
	net.Listener
	mu          sync.Mutex
	connections []net.Conn
	requests    []string // method and body
}

func listenRaw(t *testing.T, answer func(conn net.Conn, n int) (keep bool)) *rawServer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &rawServer{Listener: l}
	var open sync.WaitGroup
	open.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.connections = append(s.connections, conn)
			s.mu.Unlock()
			open.Go(func() { s.talk(conn, answer) })
		}
	})
	t.Cleanup(func() {
		l.Close()
		s.mu.Lock()
		for _, conn := range s.connections {
			conn.Close()
		}
		s.mu.Unlock()
		open.Wait()
	})
	return s
}

func (s *rawServer) talk(conn net.Conn, answer func(net.Conn, int) bool) {
	defer conn.Close()
	r := bufio.NewReader(conn)
	for {
		req, err := http.ReadRequest(r)
		if err != nil {
			return
		}
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return
		}
		s.mu.Lock()
		s.requests = append(s.requests, req.Method+" "+string(body))
		n := len(s.requests)
		s.mu.Unlock()
		if !answer(conn, n) {
			return
		}
	}
}

func (s *rawServer) seen() (connections int, requests []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.connections), append([]string(nil), s.requests...)
}

func (s *rawServer) url() string { return "http://" + s.Addr().String() }

func replyRaw(conn net.Conn, body string) {
	fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: keep-alive\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
}

// roundTrip is a transport made of a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
