package postgres

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"callsheet/model/panics"
	"callsheet/model/team"
)

// Options say which ledger is opened, and by whom.
type Options struct {
	URL        string                                // without a password
	Password   func(context.Context) (string, error) // asked for each connection; nil or "" = PGPASSWORD or ~/.pgpass say it
	Secret     team.Secret
	Membership team.Membership // as it was kept; zero = of no team yet
	Login      string          // of whoever works here: "anna"
	Host       string          // "jump1"
	Opening    string          // this run of the program, random; "" = one is made
	Timeout    time.Duration   // of a statement, and of a connection; 0 = a minute and ten seconds
}

// Ledger is one opening's way to the team's ledger. It may be used by several goroutines.
type Ledger struct {
	options  Options
	pool     *pgxpool.Pool
	database string // for people
	here     bool   // no connection leaves this machine

	attempts attempts

	mu         sync.Mutex
	membership team.Membership
	service    string        // that is worked with
	shown      bool          // it is known that this opening is there
	colleagues []team.Member // the other members, as far as this opening has heard of them
}

const statementTimeout = time.Minute

// Open readies the way to a ledger. It does not connect yet: the errors are of the url alone.
func Open(o Options) (*Ledger, error) {
	if o.Timeout <= 0 {
		o.Timeout = statementTimeout
	}
	if o.Opening == "" {
		o.Opening = newID()
	}
	config, err := configure(o.URL, o.Timeout)
	if err != nil {
		return nil, err
	}
	l := &Ledger{options: o, database: nameOf(&config.ConnConfig.Config), here: staysHere(&config.ConnConfig.Config), membership: o.Membership, colleagues: o.Membership.Colleagues}
	l.pool, err = dial(config, o.Password)
	return l, err
}

// closeTime is how long the goodbye to a database may take: one that does not answer is left.
const closeTime = 2 * time.Second

// Close ends the connections. Whoever uses the ledger has to have come back.
func (l *Ledger) Close() {
	closed := make(chan struct{})
	panics.Go(func() {
		l.pool.Close()
		close(closed)
	})
	select {
	case <-closed:
	case <-time.After(closeTime):
	}
}

// Database names the database for people.
func (l *Ledger) Database() string { return l.database }

// Membership is the membership as it has to be kept: with what was seen of the database by now.
func (l *Ledger) Membership() team.Membership {
	l.mu.Lock()
	defer l.mu.Unlock()
	m := l.membership
	m.Colleagues = slices.Clone(l.colleagues)
	return m
}

// WorksWith says which service is worked with from now on.
func (l *Ledger) WorksWith(service string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.service = service
}

func (l *Ledger) worksWith() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.service
}

// seal makes a text unreadable for the database; about says what it is of.
func (l *Ledger) seal(about, text string) ([]byte, error) {
	return l.options.Secret.Seal(rand.Reader, about, text)
}

// unseal reads what seal made. What cannot be read is "": a name that is not known is no reason
// not to know what it is the name of.
func (l *Ledger) unseal(about string, sealed []byte) string {
	text, err := l.options.Secret.Open(about, sealed)
	if err != nil {
		return ""
	}
	return text
}

// newID makes an id that nobody else makes: 80 random bits.
func newID() string { return strings.ToLower(rand.Text()[:16]) }
