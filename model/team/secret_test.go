package team_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"strings"
	"testing"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/team"
)

func newSecret(t *testing.T) team.Secret {
	t.Helper()
	s, err := team.NewSecret(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAJoinCodeIsReadHoweverItIsPasted(t *testing.T) {
	s := newSecret(t)
	code := s.Code()
	for claim, pasted := range map[string]string{
		"as it is":         code,
		"in small letters": strings.ToLower(code),
		"without dashes":   strings.ReplaceAll(code, "-", ""),
		"on two lines":     code[:20] + "\n " + code[20:] + "\r\n",
	} {
		if got, err := team.ParseCode(pasted); err != nil || got != s {
			t.Errorf("%s: %v", claim, err)
		}
	}
}

func TestAJoinCodeWithASlipIsRefusedAndNotQuoted(t *testing.T) {
	code := newSecret(t).Code()
	for at := range code {
		if code[at] == '-' {
			continue
		}
		slip := []byte(code)
		slip[at] = "AB"[map[bool]int{true: 1, false: 0}[code[at] == 'A']]
		if _, err := team.ParseCode(string(slip)); err == nil {
			t.Errorf("a slip at letter %d is not found", at)
		} else if strings.Contains(err.Error(), code[7:12]) || strings.Contains(err.Error(), code[13:18]) {
			t.Errorf("the error quotes the code: %v", err)
		}
	}
	for _, other := range []string{"", "CSTEAM", "hello", code[:len(code)-1], code + "A"} {
		if _, err := team.ParseCode(other); err == nil {
			t.Errorf("%q is taken", other)
		}
	}
}

func TestASecretIsNeverPrinted(t *testing.T) {
	s := newSecret(t)
	code := strings.ReplaceAll(strings.TrimPrefix(s.Code(), "CSTEAM-"), "-", "")
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if text := fmt.Sprintf(verb, s); text != "[team secret]" || strings.Contains(text, code[:8]) {
			t.Errorf("%s prints %q", verb, text)
		}
	}
}

func TestHashesAreOfTheSecretAndOfWhatIsHashed(t *testing.T) {
	a, b := newSecret(t), newSecret(t)
	const n = phone.Number(447700900123)
	h := a.Hasher()
	first := h.Number(n)
	h.Number(n + 1)
	switch {
	case h.Number(n) != first || a.Hasher().Number(n) != first:
		t.Error("a number has two hashes")
	case h.Number(n+1) == first:
		t.Error("two numbers have one")
	case b.Hasher().Number(n) == first:
		t.Error("the hash is not of the secret")
	case team.Number(h.Contact(model.ContactID(n))) == first:
		t.Error("a contact's id and a number have one")
	case bytes.Equal(a.Key("list", "x"), b.Key("list", "x")), bytes.Equal(a.Key("list", "x"), a.Key("name", "x")), !bytes.Equal(a.Key("list", "x"), a.Key("list", "x")):
		t.Error("a look-up's key is not of the secret and of what is looked up")
	case h.Contact(0) != 0:
		t.Error("no id is hashed")
	case uint64(first) == uint64(n):
		t.Error("it is the number")
	}
}

func TestWhatIsSealedIsOpenedByTheSecretForWhatItIsOf(t *testing.T) {
	a, b := newSecret(t), newSecret(t)
	const text = "വസന്തകാലം renewals +91 98765 43210"
	sealed, err := a.Seal(rand.Reader, "name of c1", text)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte("98765")) {
		t.Error("it can be read")
	}
	if got, err := a.Open("name of c1", sealed); err != nil || got != text {
		t.Errorf("it is %q, %v", got, err)
	}
	if _, err := a.Open("name of c2", sealed); err == nil {
		t.Error("it is opened for what it is not of")
	}
	if _, err := b.Open("name of c1", sealed); err == nil {
		t.Error("another secret opens it")
	}
	for i := range sealed {
		other := bytes.Clone(sealed)
		other[i] ^= 1
		if _, err := a.Open("name of c1", other); err == nil {
			t.Fatalf("byte %d was changed", i)
		}
	}
	if got, err := a.Open("name of c1", nil); err != nil || got != "" {
		t.Errorf("nothing is %q, %v", got, err)
	}
}
