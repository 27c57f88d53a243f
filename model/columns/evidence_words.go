package columns

import (
	"strings"
	"sync"

	"callsheet/model/fold"
	"callsheet/model/phone"
)

// cityNames are the large cities of the larger calling markets, by the names they
// have at home and in English. One whose name is as well known elsewhere is left
// out. They only put countries in order that a person chooses among.
const cityNames = `
AE dubai|abu dhabi|sharjah|دبي
AR buenos aires|rosario|mendoza|la plata|mar del plata
AT wien|vienna|graz|linz|salzburg|innsbruck|klagenfurt
AU sydney|melbourne|brisbane|adelaide|canberra|hobart|darwin|gold coast|parramatta|geelong
BE brussel|bruxelles|brussels|antwerpen|antwerp|gent|ghent|liège|brugge|charleroi|namur|leuven
BR são paulo|rio de janeiro|belo horizonte|brasília|curitiba|porto alegre|recife|fortaleza|campinas
CA toronto|montréal|vancouver|calgary|edmonton|ottawa|winnipeg|mississauga|brampton
CH zürich|zurich|genf|genève|geneva|basel|bern|lausanne|luzern|lucerne|winterthur|lugano|st. gallen
CL santiago de chile|valparaíso|concepción|viña del mar|antofagasta
CN beijing|shanghai|guangzhou|shenzhen|chengdu|北京|上海|广州|深圳
CO bogotá|medellín|cali|barranquilla|bucaramanga
CZ praha|prague|brno|ostrava|plzeň
DE berlin|hamburg|münchen|munich|köln|cologne|frankfurt|frankfurt am main|stuttgart|düsseldorf|leipzig|dortmund|essen|bremen|dresden|hannover|nürnberg
DK københavn|copenhagen|aarhus|odense|aalborg
ES madrid|barcelona|sevilla|seville|zaragoza|málaga|bilbao|alicante|murcia|palma
FI helsinki|espoo|tampere|vantaa|oulu|turku
FR paris|marseille|lyon|toulouse|nice|nantes|strasbourg|montpellier|bordeaux|lille|rennes
GB london|manchester|leeds|glasgow|liverpool|edinburgh|bristol|sheffield|cardiff|belfast|nottingham|leicester
GR athina|athens|thessaloniki|αθήνα|θεσσαλονίκη
HU budapest|debrecen|szeged|miskolc
ID jakarta|surabaya|bandung|medan|semarang|denpasar
IE dublin|cork|limerick|galway
IL tel aviv|jerusalem|haifa|תל אביב|ירושלים
IN mumbai|delhi|new delhi|bengaluru|bangalore|chennai|kolkata|hyderabad|pune|ahmedabad|jaipur|lucknow
IT roma|rome|milano|milan|napoli|naples|torino|turin|palermo|genova|bologna|firenze|florence|bari
JP 東京|大阪|名古屋|横浜|札幌|福岡|京都|tokyo|osaka|nagoya|yokohama|kyoto|東京都|大阪府
KE nairobi|mombasa|kisumu
KR seoul|busan|incheon|daegu|서울|부산|인천|대구
MX ciudad de méxico|mexico city|cdmx|guadalajara|monterrey|puebla|tijuana
MY kuala lumpur|petaling jaya|johor bahru|penang
NG lagos|abuja|kano|ibadan|port harcourt
NL amsterdam|rotterdam|den haag|the hague|utrecht|eindhoven|groningen|tilburg
NO oslo|bergen|trondheim|stavanger
NZ auckland|wellington|christchurch|dunedin|tauranga
PE lima|arequipa|trujillo|chiclayo
PH manila|quezon city|makati|cebu|davao|cebu city
PK karachi|lahore|islamabad|rawalpindi|faisalabad
PL warszawa|warsaw|kraków|łódź|wrocław|poznań|gdańsk|szczecin|katowice|lublin
PT lisboa|lisbon|porto|braga|coimbra|faro
RO bucurești|bucharest|cluj napoca|timișoara|iași
RU москва|санкт-петербург|новосибирск|екатеринбург|казань|moscow|saint petersburg
SA riyadh|jeddah|dammam|الرياض|جدة
SE stockholm|göteborg|gothenburg|malmö|uppsala
SG singapore
TH bangkok|chiang mai|กรุงเทพ|กรุงเทพมหานคร
TR istanbul|ankara|izmir|bursa|antalya
UA київ|kyiv|львів|lviv|харків|одеса
US new york|los angeles|chicago|houston|phoenix|philadelphia|san antonio|san diego|dallas|austin|seattle|denver|boston|miami|atlanta|las vegas|detroit|brooklyn
VN hà nội|hanoi|ho chi minh city|hồ chí minh|đà nẵng
ZA johannesburg|cape town|durban|pretoria|soweto
`

// columnNames are words in the names of columns that tell the language, or what
// only one country has.
const columnNames = `
AR dni|cuit|cuil|localidad
AT vorname|nachname|plz|strasse|ort|handy|rufnummer|telefonnummer|firma|anrede
AU suburb|abn|acn
BE voornaam|achternaam|postcode|gemeente|prénom
BR cpf|cnpj|cep|celular|sobrenome|endereço|bairro|telefone|nome
CA postal code|province
CH vorname|nachname|plz|strasse|ort|handy|rufnummer|telefonnummer|firma|anrede|prénom
CL rut|comuna
CN 姓名|电话|手机|公司
CO cédula|departamento
CZ jméno|příjmení|telefon|firma|psč
DE vorname|nachname|plz|strasse|straße|ort|handy|rufnummer|telefonnummer|firma|anrede
DK fornavn|efternavn|telefon|postnr|cvr
ES teléfono|móvil|nombre|apellidos|nif|provincia|población|dirección
FI etunimi|sukunimi|puhelin|yritys
FR prénom|nom|téléphone|portable|siret|siren|code postal|ville|société
GB postcode|county|surname|mobile no|town
HU név|telefonszám|irányítószám
ID nama|telepon|alamat|kota|hp
IE eircode
IN pincode|pin code|gstin|pan|aadhaar|taluka|नाम|फ़ोन
IT cognome|nome|telefono|cellulare|cap|comune|codice fiscale|partita iva|azienda
JP 氏名|電話番号|携帯|会社名|住所
KR 이름|전화번호|휴대폰|회사
MX rfc|curp|colonia|celular|nombre|apellido paterno|apellido materno
NL voornaam|achternaam|tussenvoegsel|postcode|woonplaats|telefoonnummer|mobiel|bedrijf|kvk
NO fornavn|etternavn|telefon|postnr|mobil
NZ suburb|nzbn
PL imię|nazwisko|telefon|firma|miasto|kod pocztowy|nip|pesel
PT nome|apelido|telemóvel|telefone|nif|morada|código postal|concelho
RO nume|prenume|telefon|județ|cui
RU имя|фамилия|телефон|город|инн|фио|компания
SE förnamn|efternamn|telefon|postnr|mobil|personnummer|företag
TR ad|soyad|telefon|şehir|firma|tc kimlik
UA ім'я|прізвище|телефон|місто
US zip|zip code|zipcode|state|ssn
ZA suburb|id number
`

var cities = sync.OnceValue(func() map[string]phone.Region {
	found := map[string]phone.Region{}
	eachRegionWord(cityNames, func(word string, r phone.Region) { found[word] = r })
	return found
})

var columnWords = sync.OnceValue(func() map[string][]phone.Region {
	found := map[string][]phone.Region{}
	eachRegionWord(columnNames, func(word string, r phone.Region) { found[word] = append(found[word], r) })
	return found
})

// eachRegionWord yields the folded words of a table of one line for each country.
func eachRegionWord(table string, yield func(word string, r phone.Region)) {
	for line := range strings.Lines(table) {
		code, words, _ := strings.Cut(strings.TrimSpace(line), " ")
		for word := range strings.SplitSeq(words, "|") {
			if folded := fold.Name(word); folded != "" {
				yield(folded, phone.Region(code))
			}
		}
	}
}
