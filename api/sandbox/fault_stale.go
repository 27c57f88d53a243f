package sandbox

import "time"

// maxPast bounds the replies that are kept of one question, for those that are stale.
const maxPast = 1000

// pastReply is a reply as it would have been without a fault.
type pastReply struct {
	at     time.Time // by the wall clock
	answer reply
}

// stale is the newest reply to the same question that is as old as the fault says, or
// the oldest there is: a service that reads a copy of its own figures answers so.
func (p *faultedRequest) stale(answer reply) reply {
	now, asked := p.clock.wall(), p.r.URL.String()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.past == nil {
		p.past = map[string][]pastReply{}
	}
	past := append(p.past[asked], pastReply{now, answer})
	for len(past) > maxPast || len(past) > 1 && now.Sub(past[1].at) >= p.value.span {
		past = past[1:]
	}
	p.past[asked] = past
	return past[0].answer
}
