package postgres

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/model/team"
)

// connectionError is a connection that could not be made, or broke before its transaction was
// to be committed: nothing of that took place.
type connectionError struct {
	err  error
	made bool
}

func (e *connectionError) Error() string { return e.err.Error() }
func (e *connectionError) Unwrap() error { return e.err }

// unsureError is a transaction of which it is not known whether it took place: its connection
// broke while it was committed.
type unsureError struct{ err error }

func (e *unsureError) Error() string { return e.err.Error() }
func (e *unsureError) Unwrap() error { return e.err }

// standbyWords are of a server that only reads, which may be set for a while as well.
const standbyWords = "what answers is a standby, or takes nothing at the moment"

const unsureWords = "the connection broke while it was written down, so it is not known whether it was"

// errMeanwhile is a ledger that was marked or accepted while a transaction was on its way: the
// next look says which.
var errMeanwhile = errors.New("the team's ledger changed hands meanwhile")

// serverError is what the server reports, nil where it is something else.
func serverError(err error) *pgconn.PgError {
	e, _ := errors.AsType[*pgconn.PgError](err)
	return e
}

// again reports whether a transaction is worth another try: it took no place, and may now; or
// it is not known whether it did, and it changes nothing to do it again.
func again(err error, h how) bool {
	if errors.Is(err, errMeanwhile) {
		return true
	}
	if _, unsure := errors.AsType[*unsureError](err); unsure {
		return !h.once
	}
	if pgconn.Timeout(err) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	if e := serverError(err); e != nil && stateOf(e.Code) == stateInTheWay && !waited(e.Code) {
		return true
	}
	e, is := errors.AsType[*connectionError](err)
	return is && e.made
}

// failed puts an error of the database's into words for the operator: nothing is sent. Errors of
// our own pass as they are.
func (l *Ledger) failed(ctx context.Context, err error) error {
	_, unsure := errors.AsType[*unsureError](err)
	switch {
	case err == nil:
		return nil
	case unsure:
		return &team.AwayError{Why: unsureWords, Err: err}
	case ctx.Err() != nil:
		return ctx.Err()
	case isOurs(err):
		return err
	}
	if e := serverError(err); e != nil && stateOf(e.Code) == stateSetup {
		why, remedy := setupWords(e)
		return &team.SetupError{Database: l.database, Why: why, Remedy: remedy, Err: err}
	}
	return &team.AwayError{Why: why(err), Err: err}
}

// isOurs reports whether an error is for the operator as it is.
func isOurs(err error) bool {
	if serverError(err) != nil {
		return false
	}
	if broken, is := errors.AsType[*connectionError](err); is {
		err = broken.err
		if broken.made {
			return false
		}
	}
	_, sentence := errors.AsType[model.UserError](err)
	_, guard := errors.AsType[*model.GuardError](err)
	_, away := errors.AsType[*team.AwayError](err)
	_, setup := errors.AsType[*team.SetupError](err)
	_, refused := errors.AsType[*team.RefusedError](err)
	_, taken := errors.AsType[*team.TakenOverError](err)
	_, waits := errors.AsType[*team.RecoveryError](err)
	return sentence || guard || away || setup || refused || taken || waits
}

// maxWhy bounds what a server says of itself.
const maxWhy = 200

// why is why the database cannot be used, as a clause, without a password.
func why(err error) string {
	if e := serverError(err); e != nil {
		return awayWords(e)
	}
	err = unencrypted(err)
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verification *tls.CertificateVerificationError
	var dns *net.DNSError
	switch {
	case errors.As(err, &unknown):
		return "its certificate is signed by an authority that is not known here: name it in the url, sslrootcert=/path/to/ca.pem"
	case errors.As(err, &name):
		return "its certificate is for another name than the url's"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "its certificate has expired"
	case errors.As(err, &verification), errors.As(err, &invalid):
		return "its certificate cannot be verified"
	case strings.Contains(err.Error(), refusedTLS):
		return "it offers no encrypted connection, and one is asked for"
	case errors.As(err, &dns) && dns.IsNotFound:
		return "there is no host of that name"
	case pgconn.Timeout(err), errors.Is(err, context.DeadlineExceeded):
		return "no answer came in time"
	}
	if words, known := reason.Known(err); known {
		return words
	}
	return printable.Text(innermost(err).Error(), maxWhy)
}

// refusedTLS is what pgx says of a server that offers no encryption; it has no error of its own.
const refusedTLS = "server refused TLS connection"

// unencrypted is why a connection without encryption failed, where one was tried after the server
// offered none: on this machine that is no reason.
func unencrypted(err error) error {
	for tried := err; tried != nil; tried = errors.Unwrap(tried) {
		several, is := tried.(interface{ Unwrap() []error })
		if !is {
			continue
		}
		for _, one := range several.Unwrap() {
			if !strings.Contains(one.Error(), refusedTLS) {
				return one
			}
		}
	}
	return err
}

// innermost is the error that others wrap: what wraps it names the user and the address again.
func innermost(err error) error {
	for {
		if several, is := err.(interface{ Unwrap() []error }); is && len(several.Unwrap()) > 0 {
			err = several.Unwrap()[0]
			continue
		}
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}
