package sandbox

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

var (
	brokenDown = *refuse(http.StatusInternalServerError, refusal{Error: "Internal server error", Code: "INTERNAL_ERROR"})
	askedOften = *refuse(http.StatusTooManyRequests, refusal{Error: "Too many requests", Code: "RATE_LIMITED"})
)

// serveNormally carries the request out as if nothing were wrong.
func (p *faultedRequest) serveNormally() reply { return p.serve(p.w, p.r) }

// body is what is left of the request's body, bounded as without a fault.
func (p *faultedRequest) body() io.Reader {
	return http.MaxBytesReader(p.w, p.r.Body, max(p.endpoint.limit, maxBodyBytes))
}

// discard reads what is left of the body, so that the client has sent all of
// it and the server notices when the client leaves.
func (p *faultedRequest) discard() {
	if _, err := io.Copy(io.Discard, p.body()); err != nil {
		p.hangUp()
	}
}

// readBody reads the body, to be served later.
func (p *faultedRequest) readBody() {
	body, err := io.ReadAll(p.body())
	if err != nil {
		p.hangUp()
	}
	p.r.Body = io.NopCloser(bytes.NewReader(body))
}

// hangUp closes the connection; what was not flushed is lost. It does not
// return.
func (p *faultedRequest) hangUp() { panic(http.ErrAbortHandler) }

// reset closes the connection so that the client sees it reset, where there is
// a connection to reset. It does not return.
func (p *faultedRequest) reset() {
	if conn, _, err := http.NewResponseController(p.w).Hijack(); err == nil {
		if secured, ok := conn.(interface{ NetConn() net.Conn }); ok {
			conn = secured.NetConn()
		}
		if lingering, ok := conn.(interface{ SetLinger(int) error }); ok {
			lingering.SetLinger(0) // closing then resets; without it, it only closes
		}
		conn.Close()
	}
	p.hangUp()
}

// wait lets the time of a slow reply pass, unless the client leaves first.
func (p *faultedRequest) wait() {
	p.discard()
	timer := time.NewTimer(p.value.span)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-p.r.Context().Done():
		p.hangUp()
	}
}

// hang says nothing until the client leaves. It does not return.
func (p *faultedRequest) hang() {
	p.discard()
	<-p.r.Context().Done()
	p.hangUp()
}

func (p *faultedRequest) say(answer reply) { write(p.w, answer, p.Now()) }

// sayHalf sends half of a reply that promised to be whole. It does not return.
func (p *faultedRequest) sayHalf(answer reply) {
	body := render(answer)
	writeHead(p.w, answer.status, jsonType, len(body), p.Now())
	p.w.Write(body[:len(body)/2])
	http.NewResponseController(p.w).Flush() // a client that hung up is nobody to tell
	p.hangUp()
}

const (
	proxyPage = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n" +
		"<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>proxy</center>\r\n</body>\r\n</html>\r\n"

	// Besides being no JSON it would, on a terminal, change the window's title.
	garbledBody = "{\"success\":true,\"batchId\":\x1b]0;garbled\x07\x80\xff,\"status\":"
)

func (p *faultedRequest) sayPage() {
	writeBody(p.w, http.StatusBadGateway, "text/html", []byte(proxyPage), p.Now())
}

// garble sends something unreadable in place of a success.
func (p *faultedRequest) garble(answer reply) {
	if answer.status/100 != 2 {
		p.say(answer)
		return
	}
	writeBody(p.w, answer.status, jsonType, []byte(garbledBody), p.Now())
}

// redirect points to the same path and query at another origin.
func (p *faultedRequest) redirect(status int) {
	p.discard()
	p.w.Header().Set("Location", p.value.origin+p.r.URL.RequestURI())
	p.say(*refuse(status, refusal{Message: http.StatusText(status)}))
}

// sayLater asks the client to come back later.
func (p *faultedRequest) sayLater() {
	p.discard()
	if p.value.text != "" {
		p.w.Header().Set("Retry-After", strconv.Itoa(p.value.count))
	}
	p.say(askedOften)
}

// relinked lets the links of an accepted batch lead to another origin.
func (p *faultedRequest) relinked(answer reply) reply {
	if body, ok := answer.body.(accepted); ok {
		for _, link := range []*string{&body.Links.Status, &body.Links.Dashboard} {
			*link = p.value.origin + strings.TrimPrefix(*link, p.baseURL)
		}
		answer.body = body
	}
	return answer
}

// nameless takes out of a reply whatever names the batch it accepted.
func nameless(answer reply) reply {
	if body, ok := answer.body.(accepted); ok {
		answer.body = struct {
			Success bool        `json:"success"`
			Status  batchStatus `json:"status"`
			Message string      `json:"message"`
		}{body.Success, body.Status, body.Message}
	}
	return answer
}

// lagging leaves out of a list the batches it does not know of yet.
func (p *faultedRequest) lagging(answer reply) reply {
	rows, ok := answer.body.([]batchRow)
	if !ok {
		return answer
	}
	shown := []batchRow{}
	for _, row := range rows {
		young := float64(row.age) < float64(p.value.span)*p.clock.speed
		if !young && row.listings > p.value.count {
			shown = append(shown, row)
		}
	}
	answer.body = shown
	return answer
}

// refusing answers with one of the refusals the reference documents, in its
// words.
func refusing(status int) func(*faultedRequest) {
	return func(p *faultedRequest) {
		p.discard()
		p.say(documented(status, p.endpoint.name))
	}
}

func documented(status int, endpoint string) reply {
	switch status {
	case http.StatusBadRequest:
		return *invalid(map[string][]string{"contacts": {"At least one contact required"}, "agentId": {"Agent ID is required"}})
	case http.StatusUnauthorized:
		return badKey
	case http.StatusPaymentRequired:
		return *tooFewMinutes(2000, 500)
	case http.StatusForbidden:
		return foreignUser
	case http.StatusConflict:
		return reply{status, inProgress{"Call already in progress for this contact", "call_in_progress"}}
	}
	switch endpoint {
	case "create", "dial", "agent":
		return *noAgent
	case "call", "record", "metric":
		return noCall
	}
	return noBatch
}
