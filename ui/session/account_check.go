package session

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/reason"
)

// AccountPart is a part of an account that is checked, in the order of the checks.
type AccountPart int

const (
	AccountService AccountPart = iota // that it is there
	AccountClock                      // this machine's, against the service's
	AccountKey
	AccountUser
	AccountAgent // that it is there, switched on and makes calls

	accountParts
)

// String is the part's name in JSON.
func (p AccountPart) String() string {
	return [...]string{"service", "clock", "key", "user", "agent"}[p]
}

// AccountState is what is known of a part.
type AccountState int

const (
	AccountOpen    AccountState = iota // not asked: something that it takes is not given or not right
	AccountAsking                      // being asked
	AccountGood                        //
	AccountWarned                      // it works, and there is something to put right
	AccountBad                         // it does not work as it is
	AccountUnknown                     // it could not be found out
)

// String is the state's name in JSON.
func (s AccountState) String() string {
	return [...]string{"open", "asking", "good", "warning", "bad", "unknown"}[s]
}

// AccountFinding is what the check of a part came to, in words for the operator: a sentence of
// what is, and one of what to do, "" where there is nothing to do.
type AccountFinding struct {
	Part  AccountPart
	State AccountState
	Words string
	Do    string
}

// AccountCheck checks an account against its service, part by part: health and clock, key, user
// and agent. What was found stays for as long as that which it was asked with does, so that
// whoever types the agent does not ask for the key again.
//
// It is Work as every operation is: Start gives the first, Update takes what comes back and
// gives the next. Answers to what was typed before are dropped.
type AccountCheck struct {
	Prober AccountProber
	Now    func() time.Time // this machine's clock; nil = time.Now

	account  Account
	number   int // of the accounts that were asked about
	findings [accountParts]AccountFinding
	asked    [accountParts]Account // with which each was found, cut to what it depends on
	agents   []string
	agent    Agent
}

// accountTime bounds one question.
const accountTime = 15 * time.Second

// clockTolerance is how far this machine's clock may be from the service's: more moves a
// start that was given by the clock, and who may be rung at the edge of their hours.
const clockTolerance = 2 * time.Minute

type (
	reachedAccount struct {
		number  int
		reached Reached
		middle  time.Time // of the question, by this machine's clock
		err     error
	}
	admittedAccount struct {
		number   int
		admitted Admitted
		err      error
	}
	lookedUpAccount struct {
		number int
		agent  Agent
		err    error
	}
)

// Start checks an account, after a pause where it is still being typed. Only what changed is
// asked.
func (c *AccountCheck) Start(a Account, after time.Duration) []Work {
	c.account = a
	c.number++
	for part := range accountParts {
		f := c.findings[part]
		if c.asked[part] != a.cut(part) || f.State == AccountAsking || f.State == AccountUnknown && part != AccountClock {
			c.find(part, AccountOpen, "", "")
		}
	}
	work := c.next()
	for i := range work {
		work[i].After = after
	}
	return work
}

// Again forgets what was found, so that everything is asked anew by the next Start.
func (c *AccountCheck) Again() {
	c.asked, c.findings = [accountParts]Account{}, [accountParts]AccountFinding{}
}

// cut is an account as far as a part depends on it.
func (a Account) cut(part AccountPart) Account {
	switch part {
	case AccountService, AccountClock:
		return Account{Service: a.Service}
	case AccountKey:
		return Account{Service: a.Service, Key: a.Key}
	case AccountUser:
		return Account{Service: a.Service, Key: a.Key, User: a.User}
	}
	return a
}

// next is the first question that has no answer and can be asked.
func (c *AccountCheck) next() []Work {
	a, number, prober := c.account, c.number, c.Prober
	ask := func(do func(context.Context) any) []Work {
		return []Work{{Do: func(ctx context.Context) any {
			ctx, stop := context.WithTimeout(ctx, accountTime)
			defer stop()
			return do(ctx)
		}}}
	}
	state := func(p AccountPart) AccountState { return c.findings[p].State }
	reached := state(AccountService) == AccountGood || state(AccountService) == AccountWarned
	switch {
	case state(AccountService) == AccountOpen:
		c.find(AccountService, AccountAsking, "Asking whether the service is there.", "")
		now := c.now()
		return ask(func(ctx context.Context) any {
			began := now()
			reached, err := prober.Reach(ctx, a)
			return reachedAccount{number, reached, began.Add(now().Sub(began) / 2), err}
		})
	case !reached:
		c.cannot("The service has to answer first.", AccountClock, AccountKey, AccountUser, AccountAgent)
	case a.Key == "":
		c.find(AccountKey, AccountOpen, "There is no key yet.", "Copy the API key from Dialgen's settings and paste it.")
		c.cannot("The key comes first.", AccountUser, AccountAgent)
	case state(AccountKey) == AccountOpen || state(AccountKey) == AccountGood && a.User != "" && state(AccountUser) == AccountOpen:
		if state(AccountKey) == AccountOpen {
			c.find(AccountKey, AccountAsking, "Asking whether the key is accepted.", "")
		}
		if a.User != "" {
			c.find(AccountUser, AccountAsking, "Asking whose the user is.", "")
		}
		return ask(func(ctx context.Context) any {
			admitted, err := prober.Admit(ctx, a)
			return admittedAccount{number, admitted, err}
		})
	case state(AccountKey) != AccountGood:
		c.cannot("The key comes first.", AccountUser, AccountAgent)
	case a.User == "":
		c.find(AccountUser, AccountOpen, "There is no user yet.", "Give the id of your user in Dialgen.")
		c.cannot("The user comes first.", AccountAgent)
	case state(AccountUser) != AccountGood:
		c.cannot("The user comes first.", AccountAgent)
	case a.Agent == "":
		c.find(AccountAgent, AccountOpen, "There is no agent yet.", "Give the id of the agent that makes the calls; each campaign may have another.")
	case state(AccountAgent) == AccountOpen:
		c.find(AccountAgent, AccountAsking, "Asking for the agent.", "")
		return ask(func(ctx context.Context) any {
			agent, err := prober.LookUp(ctx, a)
			return lookedUpAccount{number, agent, err}
		})
	}
	return nil
}

func (c *AccountCheck) now() func() time.Time {
	if c.Now != nil {
		return c.Now
	}
	return time.Now
}

// find writes down what a part came to.
func (c *AccountCheck) find(part AccountPart, state AccountState, words, do string) {
	c.findings[part] = AccountFinding{part, state, words, do}
	c.asked[part] = c.account.cut(part)
}

// cannot says of parts that they are not asked.
func (c *AccountCheck) cannot(why string, parts ...AccountPart) {
	for _, p := range parts {
		c.find(p, AccountOpen, why, "")
	}
}

// Update takes what comes back from a check.
func (c *AccountCheck) Update(msg any) []Work {
	switch msg := msg.(type) {
	case reachedAccount:
		if msg.number == c.number {
			c.reached(msg)
			return c.next()
		}
	case admittedAccount:
		if msg.number == c.number {
			c.admitted(msg)
			return c.next()
		}
	case lookedUpAccount:
		if msg.number == c.number {
			c.lookedUp(msg)
		}
	}
	return nil
}

// reached takes over whether the service is there, and what its clock shows.
func (c *AccountCheck) reached(msg reachedAccount) {
	if msg.err != nil {
		c.refused(AccountService, msg.err)
		return
	}
	words, state, do := "The service answers.", AccountGood, ""
	switch said := strings.ToLower(msg.reached.Said); {
	case msg.reached.Sandbox:
		words = "A sandbox answers: it is a rehearsal, and nobody is called."
	case said != "" && said != "ok" && said != "healthy" && said != "up" && said != "pass":
		words, state = fmt.Sprintf("The service answers and says of itself: %s.", printable.Text(msg.reached.Said, 60)), AccountWarned
		do = "Sending may fail just now; look again in a few minutes."
	}
	c.find(AccountService, state, words, do)
	c.clock(msg.reached, msg.middle)
}

// clock compares this machine's clock with the service's, which tells whole seconds.
func (c *AccountCheck) clock(r Reached, here time.Time) {
	switch off := here.Sub(r.At.Add(time.Second / 2)); {
	case r.Sandbox:
		c.find(AccountClock, AccountGood, "A sandbox has a clock of its own.", "")
	case r.At.IsZero():
		c.find(AccountClock, AccountUnknown, "The service does not say what time it is.", "Compare this machine's clock with another one.")
	case off.Abs() <= clockTolerance:
		c.find(AccountClock, AccountGood, "This machine's clock agrees with the service's.", "")
	default:
		way := "ahead of"
		if off < 0 {
			way = "behind"
		}
		c.find(AccountClock, AccountWarned, fmt.Sprintf("This machine's clock is %s %s the service's.", figures.Duration(off.Abs().Round(time.Minute)), way),
			"Have it set right (such as by `timedatectl set-ntp true`): starts and calling hours go by it.")
	}
}

// admitted takes over whether the service accepts key and user.
func (c *AccountCheck) admitted(msg admittedAccount) {
	switch refusal, says := errors.AsType[*AccountRefusal](msg.err); {
	case msg.err == nil:
	case says && refusal.Part == AccountUser:
		c.accepted()
		c.refused(AccountUser, msg.err)
		return
	case c.findings[AccountKey].State == AccountGood && !(says && refusal.Part == AccountKey):
		c.refused(AccountUser, msg.err)
		return
	default:
		c.refused(AccountKey, msg.err)
		return
	}
	c.accepted()
	c.agents = msg.admitted.Agents
	if c.account.User != "" {
		c.find(AccountUser, AccountGood, "The user belongs to the key.", "")
	}
}

func (c *AccountCheck) accepted() { c.find(AccountKey, AccountGood, "The key is accepted.", "") }

// lookedUp takes over what is known of the agent.
func (c *AccountCheck) lookedUp(msg lookedUpAccount) {
	refusal, says := errors.AsType[*AccountRefusal](msg.err)
	switch {
	case says && refusal.Part == AccountUser:
		c.refused(AccountUser, msg.err)
		c.cannot("The user comes first.", AccountAgent)
	case msg.err != nil:
		c.refused(AccountAgent, msg.err)
	default:
		c.agent = msg.agent
		name := printable.Text(msg.agent.Name, 60)
		if name == "" {
			name = "The agent"
		}
		switch {
		case !msg.agent.Active:
			c.find(AccountAgent, AccountBad, name+" is switched off.", agentOff)
		case !msg.agent.Outbound:
			c.find(AccountAgent, AccountBad, name+" only takes calls.", agentInbound)
		default:
			c.find(AccountAgent, AccountGood, name+" is switched on and makes calls.", "")
		}
	}
}

// What to do about an agent that makes no calls.
const (
	agentOff     = "Switch it on in Dialgen, or name another."
	agentInbound = "Name one that makes calls."
)

// WhyNot says in sentences why an agent makes no calls, and what to do; "" = it makes them.
func (a Agent) WhyNot() string {
	switch {
	case !a.Active:
		return "This agent is switched off. " + agentOff
	case !a.Outbound:
		return "This agent only takes calls. " + agentInbound
	}
	return ""
}

// refused takes over why a part is not good. What is no word of the service's against the
// account leaves it unknown.
func (c *AccountCheck) refused(part AccountPart, err error) {
	refusal, says := errors.AsType[*AccountRefusal](err)
	if !says {
		lead := [...]string{"", "", "It could not be asked whether the key is accepted. ", "It could not be asked whose the user is. ", "The agent could not be asked for. "}[part]
		c.find(part, AccountUnknown, lead+reason.Sentence(err), "")
		return
	}
	switch refusal.Part {
	case AccountKey:
		c.find(part, AccountBad, "The service does not accept this key.", "Copy it again from Dialgen's settings, whole, or have a new one made there.")
	case AccountUser:
		c.find(part, AccountBad, "This user does not belong to the key.", "Copy the user id from the Dialgen account that the key was made in.")
	case AccountAgent:
		c.find(part, AccountBad, "There is no such agent, or it is not active.", "Copy the agent's id from Dialgen, and see there that it is switched on.")
	default:
		c.find(part, AccountBad, reason.Sentence(refusal.Err), "")
	}
}

// Findings are what is known of each part, in the order of the checks.
func (c *AccountCheck) Findings() []AccountFinding { return c.findings[:] }

// Finding is what is known of one part.
func (c *AccountCheck) Finding(part AccountPart) AccountFinding { return c.findings[part] }

// Agents are the ids of agents that the account's batches had, the latest first.
func (c *AccountCheck) Agents() []string { return c.agents }

// Asking reports whether something is being asked.
func (c *AccountCheck) Asking() bool {
	for _, f := range c.findings {
		if f.State == AccountAsking {
			return true
		}
	}
	return false
}

// Ready reports whether calls can be sent with the account as it was found.
func (c *AccountCheck) Ready() bool {
	for _, f := range c.findings {
		if f.State != AccountGood && f.State != AccountWarned && f.Part != AccountClock {
			return false
		}
	}
	return true
}
