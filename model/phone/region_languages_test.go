package phone

import "testing"

func TestACountryIsKnownInTheLanguagesThatListsAreKeptIn(t *testing.T) {
	for text, want := range map[string]Region{
		"Украина": "UA", "Великобритания": "GB", "США": "US", "РФ": "RU", "السعودية": "SA", "الإمارات": "AE", "مصر": "EG", "المغرب": "MA", "ایران": "IR",
		"韓国": "KR", "米国": "US", "香港": "HK", "台灣": "TW", "中國": "CN", "한국": "KR", "일본": "JP", "भारत": "IN", "ไทย": "TH", "Ελλάδα": "GR", "ישראל": "IL",
		"Niemcy": "DE", "Wielka Brytania": "GB", "Maďarsko": "HU", "Almanya": "DE", "Suudi Arabistan": "SA", "ABD": "US", "Tyskland": "DE", "Ranska": "FR", "Hoa Kỳ": "US", "Amerika Serikat": "US",
	} {
		if got, ok := ParseRegion(text); !ok || got != want {
			t.Errorf("%s is %q, want %s", text, got, want)
		}
	}
}

// Áo is Austria in Vietnamese, and without its accent the code of Angola.
func TestAnAccentIsNoneOfACode(t *testing.T) {
	for _, text := range []string{"Áo", "Mỹ", "Bỉ"} {
		if got, ok := ParseRegion(text); ok {
			t.Errorf("%s is %s", text, got)
		}
	}
	for text, want := range map[string]Region{"AO": "AO", "DE\u00a0": "DE", "Perú": "PE", "Curaçao": "CW"} {
		if got, ok := ParseRegion(text); !ok || got != want {
			t.Errorf("%q is %q, want %s", text, got, want)
		}
	}
}
