package session

import (
	"context"
	"fmt"
	"time"
)

// Account is whom a service works for, kept or only typed. Its text never shows the key.
type Account struct {
	Service string // its address; "" = the public service
	Key     string
	User    string
	Agent   string
}

// Format keeps the key out of whatever an account is printed into.
func (a Account) Format(s fmt.State, _ rune) {
	key := "without a key"
	if a.Key != "" {
		key = "with a key"
	}
	fmt.Fprintf(s, "account at %q %s, user %q, agent %q", a.Service, key, a.User, a.Agent)
}

// AccountProber asks a service about an account. Each method is one request or two that change
// nothing; they may be repeated and cancelled. What the service says against the account is an
// *AccountRefusal; any other error means that it is not known.
type AccountProber interface {
	// Reach asks whether the service is there. The key does not go along.
	Reach(ctx context.Context, a Account) (Reached, error)
	// Admit asks whether the service accepts the key, and where a user is named, whether it is
	// the key's own.
	Admit(ctx context.Context, a Account) (Admitted, error)
	// LookUp looks the agent up.
	LookUp(ctx context.Context, a Account) (Agent, error)
}

// Reached is a service that answers.
type Reached struct {
	At      time.Time // its clock; zero = it does not say
	Said    string    // how it is, in its own word; "" = it does not say
	Sandbox bool      // a rehearsal, whose clock is its own
}

// Admitted is an account whose key, and whose user where one is named, is accepted.
type Admitted struct {
	At     time.Time // the service's clock; zero = it does not say
	Agents []string  // ids of those that its batches had, the latest first: the service has no list of agents
}

// AccountRefusal is what a service has against an account, or against being asked.
type AccountRefusal struct {
	Part AccountPart // that is refused: AccountService where the address is wrong
	Err  error
}

func (e *AccountRefusal) Error() string { return e.Err.Error() }
func (e *AccountRefusal) Unwrap() error { return e.Err }

// AccountSettings are an account with what else the settings say of it.
type AccountSettings struct {
	Account
	Profile string // its name in the settings
	Region  string // the default country, as people write one; "" = none
	Hours   string // a preset; "" = the rules of the contacts' places
}

// AccountProfile is a profile of the settings, which is an account with what is said of it.
type AccountProfile struct {
	Name     string
	Service  string // its address; "" = the public service
	User     string
	ReadOnly bool // whoever works for it looks, and changes nothing at the service
}

// AccountKeeper keeps accounts in the settings of this machine.
type AccountKeeper interface {
	// Keep writes an account down. Its key is stored in a file of the operator's own where
	// they have agreed to that, and otherwise serves until this program ends. What is "" in it
	// stays as it is written; what the operator saw in before, of the same profile, and emptied,
	// is taken out. Errors are sentences for the operator, and nothing half is left of it.
	Keep(a, before AccountSettings, storeKey bool) error
	// Use has this program work for another profile once it begins anew. Where the settings of
	// that are wrong it fails with a sentence for the operator, and all is as it was.
	Use(profile string) error
}
