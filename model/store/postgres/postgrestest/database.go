package postgrestest

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
)

// Database is one database of a cluster, which belongs to Role.
type Database struct {
	*Cluster
	Name string
}

var databases atomic.Int64

// NewDatabase makes an empty database in the shared cluster, for one test.
func NewDatabase(t testing.TB) Database {
	t.Helper()
	return Shared(t).NewDatabase(t)
}

// NewDatabase makes an empty database.
func (c *Cluster) NewDatabase(t testing.TB) Database {
	t.Helper()
	d := Database{c, fmt.Sprintf("team%d", databases.Add(1))}
	c.Execute(t, "postgres", "CREATE DATABASE "+d.Name+" OWNER "+Role)
	return d
}

// On is the database of the same name on another cluster, such as a copy of its own.
func (d Database) On(c *Cluster) Database { return Database{c, d.Name} }

// URL is its address by the socket, for Role; no password is needed.
func (d Database) URL() string { return d.socket(Role) }

// SuperuserURL is its address for Superuser.
func (d Database) SuperuserURL() string { return d.socket(Superuser) }

func (d Database) socket(user string) string {
	return (&url.URL{Scheme: "postgres", User: url.User(user), Host: "", Path: "/" + d.Name,
		RawQuery: url.Values{"host": {d.dir}, "port": {strconv.Itoa(d.Port)}}.Encode()}).String()
}

// TCP is its address by TCP, for Role; its Password is needed, and is not in it.
func (d Database) TCP() string { return d.At(d.Port) }

// At is TCP by another port, such as a proxy's.
func (d Database) At(port int) string {
	return (&url.URL{Scheme: "postgres", User: url.User(Role), Host: "127.0.0.1:" + strconv.Itoa(port), Path: "/" + d.Name}).String()
}

// Execute runs SQL as the superuser.
func (d Database) Execute(t testing.TB, sql string) {
	t.Helper()
	d.Cluster.Execute(t, d.Name, sql)
}

// Query runs a query as the superuser and returns its rows, columns parted by a bar.
func (d Database) Query(t testing.TB, sql string) []string {
	t.Helper()
	out, err := d.psql(d.Name, sql)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(out, "\n"), "\n")
}

// Dump is all that is in it, as pg_dump writes it.
func (d Database) Dump(t testing.TB) string {
	t.Helper()
	out, err := d.output("pg_dump", "--host", d.dir, "--port", strconv.Itoa(d.Port), "--username", Superuser, d.Name)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Execute runs SQL in a database as the superuser.
func (c *Cluster) Execute(t testing.TB, database, sql string) {
	t.Helper()
	if err := c.execute(database, sql); err != nil {
		t.Fatal(err)
	}
}

func (c *Cluster) execute(database, sql string) error {
	_, err := c.psql(database, sql)
	return err
}

func (c *Cluster) psql(database, sql string) (string, error) {
	return c.output("psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1",
		"--host", c.dir, "--port", strconv.Itoa(c.Port), "--username", Superuser, "--dbname", database, "--command", sql)
}

// Copy takes a base backup while the cluster runs, and starts it as a server of its own that
// follows the cluster until it is promoted, and no further than it has come by then where
// Lag was called. It is removed with the test.
func (c *Cluster) Copy(t testing.TB) *Cluster {
	t.Helper()
	copied, err := newCluster()
	if err == nil {
		t.Cleanup(copied.remove)
		err = copied.run("pg_basebackup", "--pgdata", copied.data(), "--host", c.dir, "--port", strconv.Itoa(c.Port), "--username", Superuser,
			"--wal-method", "stream", "--checkpoint", "fast", "--no-sync", "--write-recovery-conf")
	}
	if err == nil {
		err = copied.start()
	}
	if err != nil {
		t.Fatal(err)
	}
	return copied
}

// Lag keeps a copy from following any further: what is written from now on is lost to it.
func (c *Cluster) Lag(t testing.TB) {
	t.Helper()
	c.Execute(t, "postgres", "ALTER SYSTEM SET primary_conninfo = ''")
	c.Execute(t, "postgres", "SELECT pg_reload_conf()")
	c.waitFor(t, "SELECT count(*) FROM pg_stat_wal_receiver", "0")
}

// CatchUp waits until a copy has all that a cluster has written.
func (c *Cluster) CatchUp(t testing.TB, with *Cluster) {
	t.Helper()
	out, err := with.psql("postgres", "SELECT pg_current_wal_lsn()")
	if err != nil {
		t.Fatal(err)
	}
	c.waitFor(t, "SELECT pg_last_wal_replay_lsn() >= '"+strings.TrimSpace(out)+"'", "t")
}

// Promote makes a copy a server that is written to.
func (c *Cluster) Promote(t testing.TB) {
	t.Helper()
	c.Execute(t, "postgres", "SELECT pg_promote(true, 90)")
	c.waitFor(t, "SELECT pg_is_in_recovery()", "f")
}

// Log is the path of what the server says.
func (c *Cluster) Log() string { return filepath.Join(c.dir, "log") }

// Encrypt has the server offer TLS with a certificate and its key, as PEM, from now on.
func (c *Cluster) Encrypt(t testing.TB, cert, key []byte) {
	t.Helper()
	c.Stop()
	for name, data := range map[string][]byte{"server.crt": cert, "server.key": key} {
		file := filepath.Join(c.data(), name)
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := give(file, c.as); err != nil {
			t.Fatal(err)
		}
	}
	c.encrypted = true
	c.Start(t)
}
