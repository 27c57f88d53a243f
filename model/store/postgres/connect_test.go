package postgres

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"callsheet/model/store/postgres/postgrestest"
	"callsheet/model/team"
)

func TestAConnectionThatLeavesThisMachineIsVerified(t *testing.T) {
	t.Setenv("PGSSLMODE", "disable") // of whoever set it for something else
	for claim, row := range map[string]struct {
		url      string
		verifies bool
		refused  error
	}{
		"to another machine":                        {"postgres://callsheet@db.example/callsheet", true, nil},
		"to one of several machines":                {"postgres://callsheet@127.0.0.1:5432,db.example:5433/callsheet", true, nil},
		"to an address":                             {"postgres://callsheet@192.0.2.7/callsheet", true, nil},
		"by a socket":                               {"postgres://callsheet@/callsheet?host=/run/postgresql", false, nil},
		"to this machine":                           {"postgres://callsheet@localhost/callsheet", false, nil},
		"to this machine by its address":            {"postgres://callsheet@[::1]:5433/callsheet", false, nil},
		"to this machine, verified":                 {"postgres://callsheet@localhost/callsheet?sslmode=verify-full", true, nil},
		"to another machine, verified":              {"postgres://callsheet@db.example/callsheet?sslmode=verify-full", true, nil},
		"to another machine, encrypted for anybody": {"postgres://callsheet@db.example/callsheet?sslmode=require", false, errUnverified},
		"to another machine, in the clear":          {"postgres://callsheet@db.example/callsheet?sslmode=disable", false, errUnverified},
		"to another machine that is named beside":   {"postgres:///callsheet?host=db.example&sslmode=prefer", false, errUnverified},
	} {
		config, err := configure(row.url, time.Minute)
		if !errors.Is(err, row.refused) {
			t.Errorf("%s: %v", claim, err)
			continue
		}
		if err != nil {
			continue
		}
		c := config.ConnConfig
		plain := c.TLSConfig == nil || c.TLSConfig.InsecureSkipVerify
		for _, f := range c.Fallbacks {
			plain = plain || f.TLSConfig == nil || f.TLSConfig.InsecureSkipVerify
		}
		if plain == row.verifies {
			t.Errorf("%s: it is verified: %v", claim, !plain)
		}
	}
}

func TestAPasswordInAURLIsRefusedAndNotRepeated(t *testing.T) {
	for _, address := range []string{
		"postgres://callsheet:spring-tide-7@db.example/callsheet",
		"postgres://callsheet:spring/tide-7@db.example/callsheet",
		"postgres://callsheet@db.example/callsheet?password=spring-tide-7",
		"postgres://callsheet:spring%ztide-7@db.example/callsheet",
		"mysql://callsheet:spring-tide-7@db.example/callsheet",
		"postgres://callsheet:spring-tide-7@db.example:port/callsheet",
	} {
		_, err := Open(Options{URL: address})
		if err == nil || strings.Contains(err.Error(), "tide") {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestADatabaseIsNamedWithoutItsUser(t *testing.T) {
	for address, name := range map[string]string{
		"postgres://callsheet@db.example/callsheet":                             "db.example:5432/callsheet",
		"postgres://callsheet@localhost:5433/team":                              "localhost:5433/team",
		"postgres://callsheet@/team?host=/run/postgresql":                       "/run/postgresql/team",
		"postgres://callsheet@a.example,b.example:5433/team?application_name=x": "a.example:5432,b.example:5433/team",
	} {
		l := open(t, Options{URL: address})
		if got := l.Database(); got != name {
			t.Errorf("%s is %s", address, got)
		}
	}
}

func TestWhyADatabaseCannotBeReachedIsSaidInWords(t *testing.T) {
	t.Parallel()
	d := postgrestest.NewDatabase(t)
	anna := foundAt(t, d.TCP())
	word := func(password string) func(context.Context) (string, error) {
		return func(context.Context) (string, error) { return password, nil }
	}
	d.Cluster.Execute(t, "postgres", "DROP ROLE IF EXISTS stranger; CREATE ROLE stranger LOGIN PASSWORD 'spring-tide-7'")
	silent, err := net.Listen("tcp", "127.0.0.1:0") // takes connections and says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone.Close()
	unencrypted := breaking(t)
	for claim, row := range map[string]struct {
		url      string
		password string
		why      string
		says     func(*testing.T, error) string
	}{
		"a wrong password":     {d.TCP(), "spring-flood-7", "does not accept the password", notSetUp},
		"no database":          {strings.TrimSuffix(d.TCP(), d.Name) + "nothing", postgrestest.Password, "no database of that name", notSetUp},
		"another role":         {strings.Replace(d.TCP(), postgrestest.Role, "stranger", 1), postgrestest.Password, "may not use the team's tables", notSetUp},
		"nothing there":        {"postgres://callsheet@" + gone.Addr().String() + "/team", "", "nothing answers", away},
		"no such host":         {"postgres://callsheet@nowhere.invalid/team", "", "no host of that name", away},
		"no socket":            {"postgres://callsheet@/team?host=/nowhere/at/all", "", "is not there", away},
		"a silent server":      {"postgres://callsheet@" + silent.Addr().String() + "/team", "", "no answer came in time", away},
		"cut after no TLS":     {"postgres://callsheet@" + unencrypted + "/team", "", "broke the connection off", away},
		"no TLS for elsewhere": {d.TCP() + "?sslmode=verify-full", postgrestest.Password, "no encrypted connection", away},
	} {
		o := anna.options
		o.URL, o.Membership, o.Password, o.Timeout = row.url, anna.Membership(), word(row.password), 3*time.Second
		_, err := open(t, o).Standing(t.Context())
		why := row.says(t, err)
		if !strings.Contains(why, row.why) && !(claim == "no such host" && why == "no answer came in time") {
			t.Errorf("%s: it is away because %s", claim, why)
		}
		if strings.Contains(err.Error(), row.password) && row.password != "" || strings.Contains(why, "SQLSTATE") || strings.Contains(why, "failed to connect") {
			t.Errorf("%s: it is said as %v", claim, err)
		}
	}
}

// breaking is the address of a server that offers no encryption, and breaks the connection that
// is made without.
func breaking(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			asked := make([]byte, 8)
			if n, err := io.ReadFull(c, asked); err == nil && n == 8 && asked[3] == 8 { // whether it encrypts
				_, _ = c.Write([]byte("N"))
			}
			c.Close()
		}
	}()
	return l.Addr().String()
}

func TestWhatAPasswordCommandSaysIsTold(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	anna := foundAt(t, d.TCP())
	o := anna.options
	o.Membership = anna.Membership()
	o.Password = func(context.Context) (string, error) { return "", errNoCampaign }
	if _, err := open(t, o).Standing(t.Context()); !errors.Is(err, errNoCampaign) {
		t.Errorf("it is told %v", err)
	}
}

// certificate makes an authority of its own, and a certificate of it for a name; all as PEM.
func certificate(t *testing.T, name string) (authority, cert, key []byte) {
	t.Helper()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	block := func(kind string, der []byte) []byte { return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}) }
	root := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority of a test"}, NotAfter: time.Now().AddDate(1, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	rootKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(err)
	rootDER, err := x509.CreateCertificate(rand.Reader, root, root, rootKey.Public(), rootKey)
	check(err)
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name}, NotAfter: time.Now().AddDate(1, 0, 0)}
	leafKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(err)
	leafDER, err := x509.CreateCertificate(rand.Reader, leaf, root, leafKey.Public(), rootKey)
	check(err)
	keyDER, err := x509.MarshalPKCS8PrivateKey(leafKey)
	check(err)
	return block("CERTIFICATE", rootDER), block("CERTIFICATE", leafDER), block("PRIVATE KEY", keyDER)
}

func TestACertificateIsVerified(t *testing.T) {
	t.Parallel()
	c := postgrestest.Start(t)
	d := c.NewDatabase(t)
	authority, cert, key := certificate(t, "localhost")
	c.Encrypt(t, cert, key)
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, authority, 0o600); err != nil {
		t.Fatal(err)
	}
	byName := strings.Replace(d.TCP(), "127.0.0.1", "localhost", 1)
	verify := "?" + url.Values{"sslmode": {"verify-full"}, "sslrootcert": {file}}.Encode()
	anna := foundAt(t, byName+verify)
	if i, err := anna.Inspect(t.Context()); err != nil || !i.Encrypted || !i.Local || i.Team == "" || i.Name != "Spring team" || i.Schema != newest() || i.ReadOnly ||
		!strings.HasPrefix(i.Version, "1") || i.Now.IsZero() || strings.Join(i.Weakened, ", ") != "fsync is off, full_page_writes is off" {
		t.Errorf("it is inspected as %+v, %v", i, err)
	}
	for claim, row := range map[string]struct{ url, why string }{
		"of an authority that is not known": {byName + "?sslmode=verify-full", "authority that is not known"},
		"for another name":                  {d.TCP() + verify, "for another name"},
	} {
		o := anna.options
		o.URL, o.Membership = row.url, anna.Membership()
		_, err := open(t, o).Standing(t.Context())
		if why := away(t, err); !strings.Contains(why, row.why) {
			t.Errorf("%s: it is away because %s", claim, why)
		}
	}
}

func TestAnEmptyDatabaseIsInspected(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	l := open(t, Options{URL: d.URL(), Secret: newSecret(t)})
	if i, err := l.Inspect(t.Context()); err != nil || i.Schema != 0 || i.Team != "" || i.Encrypted || !i.Local {
		t.Errorf("it is inspected as %+v, %v", i, err)
	}
	if _, err := l.Join(t.Context(), team.Member{Login: "ben"}); err == nil || !strings.Contains(err.Error(), "callsheet team init") {
		t.Errorf("joining it says %v", err)
	}
}
