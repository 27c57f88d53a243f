package zones

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"callsheet/model/phone"
)

// A rule that no fixed line of its country comes to is a rule of nothing.
func TestEveryRuleOfFixedLinesIsReached(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	for prefix, rule := range geographic() {
		if rule == (geographicRule{}) {
			continue // what is left over
		}
		reached := false
		for try := 0; try < 20_000 && !reached; try++ {
			digits := prefix
			for length := 9 + try%5; len(digits) < length; {
				digits += strconv.Itoa(draw.IntN(10))
			}
			n, err := strconv.ParseUint(digits, 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			_, kind := phone.Number(n).Line()
			reached = kind == phone.TypeFixedLine
		}
		if !reached {
			t.Errorf("no fixed line begins with %s", prefix)
		}
	}
}
