package header

import "testing"

func TestAHeaderSaysWhichPartOfAnAddressItIs(t *testing.T) {
	for name, want := range map[string]AddressPart{
		"City": City, "Town/City": City, "home_city": City, "BillingCity": City, "Wohnort": City, "Ville": City, "Город": City, "城市": City, "Ciudad": City,
		"State": State, "ST": State, "State/Province": State, "Mailing State": State, "Bundesland": State, "Provincia": State, "UF": State, "都道府県": State, "Address State": State,
		"ZIP": PostCode, "Zip Code": PostCode, "ZIP/Postal Code": PostCode, "PLZ": PostCode, "Código Postal": PostCode, "CEP": PostCode, "郵便番号": PostCode, "Customer Postcode": PostCode,

		"": NoAddress, "City, State": NoAddress, "Birth city": NoAddress, "City of birth": NoAddress, "Store state": NoAddress, "Property ZIP": NoAddress,
		"Status": NoAddress, "Statement": NoAddress, "Region": NoAddress, "Company city": NoAddress, "Home": NoAddress, "Address": NoAddress, "Destination city": NoAddress, "Name": NoAddress,
	} {
		if got, _ := ReadAddress(name); got != want {
			t.Errorf("%q is %d, want %d", name, got, want)
		}
	}
}

func TestWhereSomebodyLivesGoesBeforeWhereTheirLettersGo(t *testing.T) {
	order := []string{"Home State", "Customer State", "State", "Shipping State"}
	for i := 1; i < len(order); i++ {
		_, before := ReadAddress(order[i-1])
		if _, rank := ReadAddress(order[i]); rank >= before {
			t.Errorf("%s goes before %s", order[i], order[i-1])
		}
	}
}
