package team

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"io"
	"strings"

	"callsheet/model"
	"callsheet/model/phone"
)

// secretSize is the size of a secret in bytes.
const secretSize = 32

// Secret is what the members of a team have in common and its database never sees. Whoever has
// it and the database can try numbers until one fits; without it nothing can be read there. It
// prints as [team secret].
type Secret struct{ keys [keyUses]cipherKey }

type cipherKey [secretSize]byte

// The uses of a secret have keys of their own, so that what is stored for one tells nothing of another.
const (
	keyNumbers = iota
	keyContacts
	keySealing
	keyProof
	keyLookups
	keyRaw // the secret itself, for the code that is handed on
	keyUses
)

var keyLabels = [keyRaw]string{"callsheet team numbers", "callsheet team contact ids", "callsheet team sealing", "callsheet team proof", "callsheet team look-ups"}

// NewSecret makes a secret of random bytes, such as crypto/rand.Reader gives.
func NewSecret(random io.Reader) (Secret, error) {
	var raw cipherKey
	if _, err := io.ReadFull(random, raw[:]); err != nil {
		return Secret{}, err
	}
	return secretOf(raw)
}

func secretOf(raw cipherKey) (Secret, error) {
	s := Secret{}
	for use, label := range keyLabels {
		key, err := hkdf.Key(sha256.New, raw[:], nil, label, secretSize)
		if err != nil {
			return Secret{}, err
		}
		s.keys[use] = cipherKey(key)
	}
	s.keys[keyRaw] = raw
	return s, nil
}

// String keeps the secret out of whatever is printed.
func (Secret) String() string { return "[team secret]" }

// GoString is String for %#v.
func (Secret) GoString() string { return "[team secret]" }

// IsZero reports whether there is no secret.
func (s Secret) IsZero() bool { return s == Secret{} }

// codeLead begins every join code, so that it is told from an API key or a password.
const codeLead = "CSTEAM"

// checkSize is how many bytes of the code's check sum are kept: a slip of one letter is found.
const checkSize = 3

var codeLetters = base32.StdEncoding.WithPadding(base32.NoPadding)

// Code is the secret as it is handed from one member to the next: letters and digits in groups
// of five, with a check sum. Whoever has it and reaches the database is a member.
func (s Secret) Code() string {
	raw := s.keys[keyRaw]
	sum := sha256.Sum256(raw[:])
	text := codeLetters.EncodeToString(append(raw[:], sum[:checkSize]...))
	var groups []string
	for len(text) > 5 {
		groups, text = append(groups, text[:5]), text[5:]
	}
	return codeLead + "-" + strings.Join(append(groups, text), "-")
}

// errCode is a code that cannot be read; it does not quote it.
const errCode = model.UserError("That is not a join code of a team: it begins with " + codeLead + " and is longer. Copy all of it from `callsheet team code` of a colleague.")

// ParseCode reads Code again; case, blanks and dashes do not matter. The error does not quote it.
func ParseCode(code string) (Secret, error) {
	text := strings.NewReplacer("-", "", " ", "", "\t", "", "\n", "", "\r", "").Replace(strings.ToUpper(code))
	text, is := strings.CutPrefix(text, codeLead)
	data, err := codeLetters.DecodeString(text)
	if !is || err != nil || len(data) != secretSize+checkSize || codeLetters.EncodeToString(data) != text {
		return Secret{}, errCode
	}
	sum := sha256.Sum256(data[:secretSize])
	if subtle.ConstantTimeCompare(sum[:checkSize], data[secretSize:]) != 1 {
		return Secret{}, errCode
	}
	return secretOf(cipherKey(data[:secretSize]))
}

// Number is a telephone number as the team's database has it: the first eight bytes of its
// HMAC-SHA256, as a PostgreSQL bigint. That two numbers could be taken for one (once in 3·10⁷
// comparisons of 100,000 numbers with 5,000,000) only ever keeps somebody from being called.
type Number int64

// ContactID is a contact's id at the service, likewise; 0 is none.
type ContactID int64

// Hasher hashes many: it is made once for a list, and is not for several goroutines.
type Hasher struct {
	numbers, contacts interface {
		io.Writer
		Reset()
		Sum([]byte) []byte
	}
	sum [sha256.Size]byte
	buf [8]byte
}

// Hasher returns a hasher of the secret.
func (s Secret) Hasher() *Hasher {
	numbers, contacts := s.keys[keyNumbers], s.keys[keyContacts]
	return &Hasher{numbers: hmac.New(sha256.New, numbers[:]), contacts: hmac.New(sha256.New, contacts[:])}
}

// Number is the hash of a number.
func (h *Hasher) Number(n phone.Number) Number {
	binary.BigEndian.PutUint64(h.buf[:], uint64(n))
	h.numbers.Reset()
	_, _ = h.numbers.Write(h.buf[:]) // a hash takes everything
	return Number(binary.BigEndian.Uint64(h.numbers.Sum(h.sum[:0])))
}

// Contact is the hash of a contact's id; that of none is 0.
func (h *Hasher) Contact(id model.ContactID) ContactID {
	if id == 0 {
		return 0
	}
	binary.BigEndian.PutUint64(h.buf[:], uint64(id))
	h.contacts.Reset()
	_, _ = h.contacts.Write(h.buf[:]) // a hash takes everything
	return ContactID(max(1, binary.BigEndian.Uint64(h.contacts.Sum(h.sum[:0]))))
}

// Proof tells whether a member has the secret of a team: the database keeps that of the team's id.
func (s Secret) Proof(teamID string) []byte {
	mac := hmac.New(sha256.New, s.keys[keyProof][:])
	_, _ = mac.Write([]byte(teamID)) // a hash takes everything
	return mac.Sum(nil)
}

// Key is the key under which something is looked up in the database, such as what the columns of a
// list mean: it tells nothing of the name that it is made of. about says what that names.
func (s Secret) Key(about, name string) []byte {
	mac := hmac.New(sha256.New, s.keys[keyLookups][:])
	_, _ = mac.Write([]byte(about + "\x00" + name)) // a hash takes everything
	return mac.Sum(nil)
}

// Seal makes text unreadable without the secret; about says what it is of, and has to be the
// same when it is opened, so that one text cannot be put in the place of another.
func (s Secret) Seal(random io.Reader, about, text string) ([]byte, error) {
	box, err := s.box()
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, box.NonceSize(), box.NonceSize()+len(text)+box.Overhead())
	if _, err := io.ReadFull(random, nonce); err != nil {
		return nil, err
	}
	return box.Seal(nonce, nonce, []byte(text), []byte(about)), nil
}

// errSealed is a text that was not sealed with this secret, or was changed since.
var errSealed = errors.New("sealed with another secret, or damaged")

// Open reads what Seal made; "" of nothing.
func (s Secret) Open(about string, sealed []byte) (string, error) {
	if len(sealed) == 0 {
		return "", nil
	}
	box, err := s.box()
	if err != nil {
		return "", err
	}
	if len(sealed) < box.NonceSize() {
		return "", errSealed
	}
	text, err := box.Open(nil, sealed[:box.NonceSize()], sealed[box.NonceSize():], []byte(about))
	if err != nil {
		return "", errSealed
	}
	return string(text), nil
}

func (s Secret) box() (cipher.AEAD, error) {
	block, err := aes.NewCipher(s.keys[keySealing][:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
