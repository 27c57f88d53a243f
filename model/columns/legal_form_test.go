package columns

import (
	"testing"
)

func TestALegalFormEndsAName(t *testing.T) {
	for text, want := range map[string]bool{
		"Acme Inc": true, "Acme Inc.": true, "Acme, S.A.": true, "Acme S.A. . ": true, " Ltd ": true, "GMBH": true, "Acme\u00a0LLC": true, "Роснефть ОАО": true,
		"Acme\u3000k.k.": true, "Inc Acme": false, "Acme S. A.": false, "": false, " . ": false, "...": false, "Zinc": false,
	} {
		if got := EndsInLegalForm(text); got != want {
			t.Errorf("%q ends in a legal form: %v", text, got)
		}
	}
}
