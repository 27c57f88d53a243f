package phone

import (
	"strconv"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

func TestALineIsWhatRegionAndTypeSay(t *testing.T) {
	for _, info := range Regions() {
		for kind := range numberTypes {
			example := phonenumbers.GetExampleNumberForType(string(info.Code), kind)
			if example == nil {
				continue
			}
			digits, err := strconv.ParseUint(phonenumbers.Format(example, phonenumbers.E164)[1:], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			n := Number(digits)
			if !phonenumbers.IsValidNumber(example) {
				continue
			}
			if region, got := n.Line(); region != n.Region() || got != n.Type() {
				t.Errorf("%v: %s %v, want %s %v", n, region, got, n.Region(), n.Type())
			}
		}
	}
}
