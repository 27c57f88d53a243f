package postgres

import (
	"context"
	"crypto/tls"
	"errors"
	"maps"
	"net"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"callsheet/model"
	"callsheet/model/printable"
)

const (
	// connections is how many an opening has at most: one for what is sent, one for the rest.
	connections = 2

	connectTimeout = 10 * time.Second
	aliveTimeout   = 5 * time.Second // that an idle connection has to show that it is there

	// oldestServer is the first version that has what is asked for (pg_current_xact_id).
	oldestServer      = 130000
	oldestServerWords = "13"

	// schema is where the tables are, whatever else is in the database.
	schema = "callsheet"
)

// errURL repeats nothing of the url, in which a password may be.
const errURL = model.UserError("The url of the team's database cannot be read. Write it like postgres://callsheet@db.example/callsheet, without a password.")

// errUnverified is a url that would let anybody stand between.
const errUnverified = model.UserError("The url of the team's database asks for a connection whose other side is not verified (sslmode), so anybody on the way could read and change what is sent. Take sslmode out of it (the certificate is verified then), or name the authority that signed it: sslrootcert=/path/to/ca.pem.")

// errPasswordInURL is a url with a password in it, which is not repeated.
const errPasswordInURL = model.UserError("The url of the team's database has a password in it. Take it out, and keep it in ~/.pgpass, in PGPASSWORD or in a store of passwords.")

// verified is the one way of TLS in which it is known who answers.
const verified = "verify-full"

// configure reads a url: a pool whose connections are verified unless they do not leave this
// machine, and that prepares no statement.
func configure(address string, timeout time.Duration) (*pgxpool.Config, error) {
	base, query, _ := strings.Cut(address, "?")
	params, err := url.ParseQuery(query)
	if err != nil || !strings.HasPrefix(base, "postgres://") && !strings.HasPrefix(base, "postgresql://") {
		return nil, errURL
	}
	if hasPassword(base) || params.Has("password") || params.Has("sslpassword") {
		return nil, errPasswordInURL
	}
	with := func(mode, authority string) string {
		p := maps.Clone(params)
		p.Set("sslmode", mode)
		if p.Set("sslrootcert", authority); authority == "" {
			p.Del("sslrootcert")
		}
		return base + "?" + p.Encode()
	}
	places, err := pgconn.ParseConfig(with("disable", "")) // to see where it leads, whatever PGSSLMODE says
	if err != nil {
		return nil, errURL
	}
	mode := params.Get("sslmode")
	switch here := staysHere(places); {
	case mode == "" && here:
		mode = "prefer"
	case mode == "":
		mode = verified
	case mode != verified && !here:
		return nil, errUnverified
	}
	config, err := pgxpool.ParseConfig(with(mode, params.Get("sslrootcert")))
	if err != nil {
		return nil, model.UserError("The url of the team's database cannot be used: " + printable.Text(unquoted(err), 200) + ".")
	}
	c := config.ConnConfig
	c.ConnectTimeout = min(connectTimeout, max(timeout, time.Second))
	c.DefaultQueryExecMode, c.StatementCacheCapacity, c.DescriptionCacheCapacity = pgx.QueryExecModeExec, 0, 0
	// A pgbouncer refuses what else would be said at the start.
	c.RuntimeParams = map[string]string{"application_name": "callsheet"}
	config.MaxConns, config.MinConns, config.MinIdleConns = connections, 0, 0
	config.MaxConnIdleTime, config.MaxConnLifetime, config.PingTimeout = time.Minute, time.Hour, aliveTimeout
	return config, nil
}

// hasPassword reports whether a url names a password beside the user. An @ behind the first slash
// is of a password with a slash in it.
func hasPassword(base string) bool {
	_, rest, _ := strings.Cut(base, "://")
	authority, path, _ := strings.Cut(rest, "/")
	user := ""
	if i := strings.LastIndex(authority, "@"); i >= 0 {
		user = authority[:i]
	}
	return strings.Contains(user, ":") || strings.Contains(path, "@")
}

// unquoted is why a url cannot be used, without the url.
func unquoted(err error) string {
	if e, is := errors.AsType[*pgconn.ParseConfigError](err); is {
		if inner := e.Unwrap(); inner != nil {
			return inner.Error()
		}
	}
	return "one of its parts is not known"
}

// staysHere reports whether all places that a connection may lead to are on this machine.
func staysHere(c *pgconn.Config) bool {
	here := isHere(c.Host)
	for _, f := range c.Fallbacks {
		here = here && isHere(f.Host)
	}
	return here
}

func isHere(host string) bool {
	if filepath.IsAbs(host) || strings.HasPrefix(host, "@") || strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// nameOf names a database for people: "db.example:5432/callsheet".
func nameOf(c *pgconn.Config) string {
	var places []string
	add := func(host string, port uint16) {
		if !filepath.IsAbs(host) {
			host = net.JoinHostPort(host, strconv.Itoa(int(port)))
		}
		if !slices.Contains(places, host) { // sslmode=prefer has each twice
			places = append(places, host)
		}
	}
	add(c.Host, c.Port)
	for _, f := range c.Fallbacks {
		add(f.Host, f.Port)
	}
	return printable.Text(strings.Join(places, ",")+"/"+c.Database, 200)
}

// dial is a pool of connections, none of which is made yet. password is asked for each; nil =
// PGPASSWORD or ~/.pgpass say it.
func dial(config *pgxpool.Config, password func(context.Context) (string, error)) (*pgxpool.Pool, error) {
	if password != nil {
		config.BeforeConnect = func(ctx context.Context, c *pgx.ConnConfig) error {
			word, err := password(ctx)
			if err != nil {
				return err
			}
			if word != "" {
				c.Password = word
			}
			return nil
		}
	}
	return pgxpool.NewWithConfig(context.Background(), config)
}

// isEncrypted reports whether a connection is by TLS with a certificate that was verified.
func isEncrypted(c *pgconn.PgConn) bool {
	conn, is := c.Conn().(*tls.Conn)
	return is && len(conn.ConnectionState().VerifiedChains) > 0
}
