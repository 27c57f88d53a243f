package transcript

import "testing"

func TestAMetricIsWrittenAsPeopleWriteIt(t *testing.T) {
	for _, row := range []struct{ name, value, wantName, wantValue string }{
		{"callbackRequired", "true", "Callback required", "yes"},
		{"ticketRaised", "false", "Ticket raised", "no"},
		{"promisedDate", "2026-12-05", "Promised date", "Sat 5 Dec 2026"},
		{"promised_at", "2026-12-05T14:30:00Z", "Promised at", "Sat 5 Dec 2026 14:30 UTC"},
		{"confidence", "0.87", "Confidence", "0.87"},
		{"key-points", "Renews in May", "Key points", "Renews in May"},
		{"customerID", "a_b", "Customer ID", "a_b"},
		{"NPS", "9", "NPS", "9"},
		{"followUpAction", "null", "Follow up action", ""},
		{"x", "", "X", ""},
		{"", "1", "", "1"},
		{"Größe_der_Firma", "12", "Größe der Firma", "12"},
		{"शिकायत", "true", "शिकायत", "yes"},
		{"evil\x1b[2J", "\x1b]52;c;AA\x07", "Evil[2J", "]52;c;AA"},
	} {
		if name, value := (Metric{row.name, row.value}).Words(); name != row.wantName || value != row.wantValue {
			t.Errorf("%q: %q is %q: %q", row.name, row.value, name, value)
		}
	}
}
