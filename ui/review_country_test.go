package ui

import "testing"

func TestReviewAndTheLastWordSayTheCountryFirst(t *testing.T) {
	const words = "1 number without a code: United Kingdom, set in the profile"
	r := reviewOf(t, testConfig())
	r.sees(words)
	r.press("enter")
	r.sees("Type the number of contacts")
	r.sees(words + ".")
}
