package phone

import "strconv"

// Number is an E.164 telephone number held as an integer: country codes never
// begin with 0 and E.164 allows 15 digits, so no digit is lost. Zero is no
// number.
type Number uint64

// MinNumber is the shortest number the service takes: at least 10 characters
// with the plus sign (create a batch, contacts[].phoneNumber). The client checks the
// same again before a request leaves.
const MinNumber Number = 100_000_000

// String is the E.164 form with its plus sign, or "" for no number.
func (n Number) String() string {
	if n == 0 {
		return ""
	}
	return "+" + strconv.FormatUint(uint64(n), 10)
}
