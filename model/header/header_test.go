package header

import (
	"strings"
	"testing"
)

var nounNames = map[string]Noun{
	"phone": Phone, "name": Name, "given": Given, "family": Family, "company": Company, "email": Email,
	"country": Country, "part": Part, "code": CallingCode, "prefix": Prefix, "zone": TimeZone, "thing": Thing,
}

// headers are names that people give to columns in many languages, by the noun
// they are of.
var headers = map[string][]string{
	"phone": {
		"Phone no.", "Ph. Number", "Ph No", "Cust. Phone", "Client Mobile No.", "Patient's Mobile", "Borrower Contact No", "Mobile No. 1", "Phone Number*", "PHONE_NO", "mobilePhone", "CustomerPhoneNumber", "Tel #", "Telephone Nr.", "Cell Phone Number", "Contact Number (Primary)", "Phone (Mobile)", "Phone (with country code)", "Mobile No (10 digits)", "WhatsApp No", "Lead Phone", "Applicant Mobile Number", "Registered Mob. No.", "Number to call", "Member Phone #", "Guest Mobile", "Callback Phone",
		"Teléfono del cliente", "Núm. de teléfono", "Teléfono móvil", "Nº móvil", "Tlf.", "Celular del paciente", "Tel. casa", "Teléfono fijo", "Número de celular", "Teléfono de contacto",
		"Telefone do cliente", "Nº de telemóvel", "Celular (WhatsApp)", "Telefone celular", "Tel. residencial", "Número do celular",
		"Téléphone du client", "N° de portable", "Tél. mobile", "Numéro de mobile", "Tél. domicile", "Téléphone fixe", "Num. tél.",
		"Mobilnummer", "Handy-Nr.", "Tel.-Nr.", "Telefon privat", "Kundentelefon", "Mobiltelefonnummer", "Festnetz", "Telefonnr.", "Rufnummer (mobil)", "Telefon Kunde",
		"Cell.", "Numero di cellulare", "Telefono cliente", "Tel. abitazione", "N. telefono",
		"Mobiel nummer", "Telefoon mobiel", "Klanttelefoon", "Tel. thuis", "06-nummer mobiel",
		"Nr telefonu", "Numer telefonu klienta", "Tel. kom.", "Telefon stacjonarny", "Komórka",
		"Номер телефона", "Моб. телефон", "Тел. клиента", "Телефон (мобильный)", "Сотовый телефон", "Мобильный номер", "Контактный телефон",
		"मोबाइल नंबर", "फोन नं.", "ग्राहक का मोबाइल", "फ़ोन नंबर", "संपर्क नंबर", "携帯番号", "お電話番号", "携帯電話番号", "ご連絡先電話番号", "自宅電話", "TEL番号",
		"联系电话", "手机号码", "客户手机", "客户电话", "手機號碼", "移动电话", "固定电话", "휴대폰 번호", "고객 전화번호", "핸드폰번호", "휴대전화", "연락처",
		"رقم الجوال", "رقم هاتف العميل", "هاتف المنزل", "الجوال", "رقم الموبايل", "رقم التليفون",
		"No. HP", "Nomor Telepon", "No Telp Pelanggan", "HP Pelanggan", "No. WA", "Cep Telefonu", "Müşteri Tel", "Telefon No", "Ev Tel", "GSM No", "Cep No",
		"Mobilnr", "Kundens telefon", "Telefonnummer kund", "Hemtelefon", "Mobiltlf.", "Telefonnr", "Tlf. mobil", "Kundetelefon", "Puhelinnumero", "Asiakkaan puhelin", "Matkapuhelin", "Puh.", "Kännykkä",
		"Telefonszám", "Telefonní číslo", "Mobilní telefon", "Număr de telefon", "Broj telefona", "Κινητό", "Τηλέφωνο πελάτη", "Số điện thoại", "SĐT", "Số ĐT khách hàng", "เบอร์โทรศัพท์", "เบอร์โทร", "เบอร์มือถือ", "טלפון נייד", "מספר טלפון", "ফোন নম্বর", "மொபைல் எண்", "ఫోన్ నంబర్",
	},
	"name": {
		"Cust. Name", "Cust Nm", "Customer_Nm", "NAME OF CUSTOMER", "Name of Patient", "Patient", "Applicant Name", "Borrower", "Name of Insured", "Insured Name", "Contact Person Name", "Lead's Name", "Name (Full)", "customerFullName", "Student Name", "Employee", "Account Holder Name", "Guest", "Donor Name", "Subscriber Name", "First and Last Name", "First & Last Name", "Homeowner Name", "Company Contact Name", "Primary Contact Name", "Member", "Attendee Name", "Tenant Name", "Policy Holder", "Recipient Name", "Passenger Name",
		"Nombre del cliente", "Nombre y Apellidos", "Apellidos y nombre", "Cliente", "Nombre paciente", "Persona de contacto", "Titular", "Contacto",
		"Nome do cliente", "Nome completo", "Paciente", "Nome do paciente", "Nom du client", "Nom et prénom", "Nom / Prénom", "Nom du patient", "Patient (nom complet)",
		"Kundenname", "Name des Kunden", "Vor- und Nachname", "Vor- und Zuname", "Ansprechpartner", "Patientenname", "Name, Vorname", "Teilnehmer", "Versicherungsnehmer", "Kontaktperson",
		"Nome e cognome", "Nominativo", "Cognome e nome", "Nome cliente", "Klantnaam", "Naam klant", "Naam", "Volledige naam", "Contactpersoon",
		"Imię i nazwisko klienta", "Nazwisko i imię", "Klient", "Pacjent", "Ф.И.О.", "ФИО клиента", "Клиент", "Имя клиента", "Контактное лицо", "Пациент",
		"ग्राहक का नाम", "पूरा नाम", "नाम", "मरीज का नाम", "お客様名", "氏名", "顧客名", "患者名", "お名前", "姓名", "客户姓名", "联系人", "患者姓名", "客戶名稱", "이름", "고객명", "성명", "환자 이름", "고객 이름",
		"اسم العميل", "الاسم الكامل", "اسم المريض", "الإسم", "العميل", "Nama Pelanggan", "Nama Lengkap", "Nama", "Nama Pasien", "Nama Nasabah", "Müşteri Adı", "Ad Soyad", "Adı Soyadı", "Hasta Adı", "Müşteri",
		"Namn", "Kundnamn", "Kundens namn", "För- och efternamn", "Navn", "Fulde navn", "Kundenavn", "Fornavn og etternavn", "Nimi", "Asiakkaan nimi", "Etunimi ja sukunimi", "Jméno a příjmení", "Név", "Ime i prezime", "Nume și prenume", "Ονοματεπώνυμο", "Όνομα πελάτη", "Họ và tên", "Họ tên", "Tên khách hàng", "ชื่อลูกค้า", "ชื่อ-นามสกุล", "שם מלא", "שם הלקוח", "பெயர்", "పేరు", "ಹೆಸರು", "പേര്", "নাম", "નામ", "نام",
	},
	"given":  {"First Name", "Customer First Name", "FIRST_NAME", "Given name(s)", "Forename", "Prénom", "Prénom du client", "Vorname", "Vorname Kunde", "Voornaam", "Primer nombre", "Förnamn", "Fornavn", "Etunimi", "Nama Depan", "Primeiro nome", "Patient First Name", "Křestní jméno", "Prenume"},
	"family": {"Last Name", "Customer Last Name", "Surname", "Family name", "Apellidos", "Primer apellido", "Nom de famille", "Nachname", "Familienname", "Cognome", "Achternaam", "Nazwisko", "Фамилия", "Soyadı", "Efternamn", "Etternavn", "Sukunimi", "Sobrenome", "Příjmení", "Nama Belakang"},
	"company": {
		"Company", "Company Name", "Name of Company", "Firm", "Employer", "Organisation Name", "Customer Company", "Business Name", "Account Name", "Empresa", "Nombre de la empresa", "Razón social", "Nome da empresa", "Raison sociale", "Société", "Nom de l'entreprise", "Firma", "Firmenname", "Unternehmen", "Name der Firma", "Azienda", "Ragione sociale", "Bedrijfsnaam", "Organisatie", "Nazwa firmy", "Компания", "Название компании", "Организация", "कंपनी का नाम", "会社名", "勤務先名", "公司名称", "企业名称", "회사명", "업체명", "اسم الشركة", "الشركة", "Nama Perusahaan", "Perusahaan", "Şirket", "Şirket Adı", "Företag", "Företagsnamn", "Firmanavn", "Virksomhed", "Yritys", "Yrityksen nimi", "Tên công ty", "บริษัท", "Εταιρεία", "Cégnév", "Společnost",
	},
	"email": {
		"E-mail", "Email ID", "Customer Email", "E-Mail Address", "Mail Id", "emailAddress", "Correo", "Correo electrónico", "Correo del cliente", "E-mail do cliente", "Adresse e-mail", "Courriel", "Mél", "E-Mail-Adresse", "Kunden-E-Mail", "Indirizzo email", "Posta elettronica", "E-mailadres", "Adres e-mail", "Poczta", "Эл. почта", "Электронная почта", "E-mail клиента", "ईमेल", "ई-मेल", "メールアドレス", "E-mail地址", "电子邮箱", "邮箱", "이메일", "이메일 주소", "البريد الإلكتروني", "ايميل", "Alamat Email", "E-posta", "E-posta adresi", "E-post", "Mejladress", "Sähköposti", "Email 1", "Work Email", "อีเมล",
	},
	"country": {"Country", "Country Name", "Country/Region", "País", "Pays", "Land", "Paese", "Kraj", "Страна", "देश", "国", "国家", "국가", "الدولة", "Negara", "Ülke", "Maa", "Χώρα", "Quốc gia", "Billing Country"},
	"part":    {"Region", "State", "Province", "Territory", "Bundesland", "Estado", "Provincia", "Sales Region", "Région", "Województwo", "Область", "राज्य", "都道府県", "省份", "Provinsi"},
	"code": {
		"Dial Code", "Dialing code", "Country Code", "Country code (phone)", "ISD", "ISD Code", "Calling Code", "Phone Country Code", "Mobile Country Code", "Intl. Code", "Country calling code", "Ländervorwahl", "Landesvorwahl", "Indicatif pays", "Indicatif du pays", "Prefijo internacional", "Código de país", "Código do país", "DDI", "Prefisso internazionale", "Landcode", "Kod kraju", "Код страны", "国番号", "国家代码", "국가번호", "رمز الدولة", "مفتاح الدولة", "Kode Negara", "Ülke Kodu", "Landskod", "Landekode", "Maakoodi", "देश कोड", "Mã quốc gia", "รหัสประเทศ", "country_code", "countryCode", "Indicativo do país",
	},
	"prefix": {"Code", "Area Code", "Prefix", "Prefijo", "Indicatif", "Vorwahl", "DDD", "Prefisso", "Код", "区号", "STD Code", "Kod"},
	"zone":   {"Time Zone", "Timezone", "TZ", "Zeitzone", "Zona horaria", "Fuseau horaire", "Часовой пояс", "タイムゾーン", "时区"},
	"thing": {
		"Phone Type", "Phone 1 - Type", "Phone verified", "Mobile Operator", "Email status", "Email Opt In", "Customer ID", "Client Type", "Patient Address", "Product Name", "Plan Name", "City", "Name Prefix", "Middle Name", "User Name", "File name", "Company Size", "Company ID", "Account Number", "Campaign Name", "Bank Name", "Branch Name", "Lead Status", "Customer No", "Phone Model", "Kundennummer", "Número de cliente", "Numéro client", "Номер договора", "会員番号", "고객번호", "Customer Type", "Designation", "Ciudad", "Ville", "Ort", "住所", "Fax", "Fax No", "Pager", "ФАКС", "传真", "Name of Product", "Extension", "Notes", "Contact Type", "Contact Date", "Last Contact", "Company Website",
	},
}

func TestHeadersOfManyLanguagesAreKnown(t *testing.T) {
	n := 0
	for noun, list := range headers {
		for _, text := range list {
			n++
			if m := Read(text); m.Noun != nounNames[noun] && !(noun == "name" && m.Either) || noun != "thing" && (m.Whose == SomebodyElse || m.Use == Stale) {
				t.Errorf("%s is of noun %d, wants %s: %+v of %v", text, m.Noun, noun, m, pieces(split(text)))
			}
		}
	}
	if n < 300 {
		t.Errorf("only %d headers are tried", n)
	}
}

// somebodyElses are numbers, names and addresses of others.
const somebodyElses = `Rep Mobile, Sales Rep Phone, Agent Phone, Agent Mobile No., Owner Phone, Account Owner Mobile, Advisor Cell, Financial Adviser Phone, Doctor Phone, Doctor's Mobile,
Spouse Mobile, Spouse's Cell Phone, Parent Phone, Father Mobile, Father's Mobile No, Mother Phone, Guardian Cell, Emergency Phone, Emergency Contact Number, Emergency Contact Phone, Assistant's Phone, Referrer Mobile,
Referred By Phone, Nominee Mobile, Guarantor Phone, Next of Kin Phone, Salesperson Mobile, Manager Phone, Broker Cell, Mobile (Spouse), Phone (Agent), Phone of Rep, Secretary Tel, repMobile, agent_phone, Recruiter Phone,
Teléfono del vendedor, Móvil del agente, Celular del padre, Teléfono de la madre, Teléfono de emergencia, Tel. contacto de emergencia, Móvil asesor, Teléfono del médico, Teléfono del cónyuge, Celular del tutor legal, Teléfono propietario,
Telefone do vendedor, Celular do corretor, Telefone do médico, Celular da mãe, Telefone do pai, Celular do cônjuge, Telefone de emergência, Celular do responsável, Telefone do proprietário,
Téléphone du commercial, Portable du conseiller, Tél. du médecin, Portable conjoint, Téléphone du père, Tél. mère, Téléphone d'urgence, Portable du tuteur, Tél. propriétaire, Mobile de l'agent, Tél. assistante,
Handy Vertreter, Telefon Berater, Handy des Beraters, Mobil Makler, Arzttelefon, Telefon Hausarzt, Handy Ehepartner, Telefon der Eltern, Notfallnummer, Notfall-Telefon, Handy Mutter, Telefon Vater, Betreuer Mobil, Telefon Eigentümer, Telefon Sachbearbeiter,
Cellulare agente, Telefono del consulente, Cell. venditore, Telefono medico, Cellulare coniuge, Cellulare genitore, Telefono emergenza, Telefono titolare, Cellulare padre,
Telefoon adviseur, Mobiel verkoper, Telefoon huisarts, Mobiel partner, Telefoon ouders, Noodnummer, Telefoon noodgeval, Mobiel moeder, Telefoon eigenaar,
Telefon przedstawiciela, Telefon doradcy, Komórka opiekuna, Telefon lekarza, Telefon małżonka, Telefon rodzica, Telefon alarmowy, Telefon matki, Telefon właściciela, Tel. asystentki,
Телефон менеджера, Моб. агента, Телефон врача, Телефон супруга, Телефон родителей, Телефон матери, Экстренный телефон, Телефон отца, Телефон владельца, Телефон помощника, Телефон представителя,
एजेंट मोबाइल, डॉक्टर का फोन, पति का मोबाइल, पिता का मोबाइल नंबर, माता का फोन, अभिभावक मोबाइल, आपातकालीन नंबर, आपातकालीन फोन, मालिक का फोन, नॉमिनी मोबाइल,
担当者携帯, 営業担当電話番号, 保護者電話番号, 緊急連絡先電話番号, 緊急連絡先, 主治医電話番号, 配偶者携帯, 紹介者電話, 父携帯, 代理店電話番号,
业务员手机, 销售电话, 家长电话, 紧急联系电话, 紧急联系人电话, 医生电话, 配偶手机, 监护人手机号, 介绍人电话, 父亲手机, 客户经理电话, 业主电话, 助理电话,
담당자 휴대폰 영업, 영업사원 휴대폰, 보호자 전화번호, 비상연락처, 비상 연락처, 배우자 휴대폰, 의사 전화번호, 부모님 연락처, 추천인 전화번호, 설계사 휴대폰,
جوال المندوب, هاتف الطبيب, جوال الوكيل, رقم هاتف الزوج, جوال ولي الأمر, هاتف الطوارئ, رقم الطوارئ, جوال الأب, هاتف المالك, جوال المساعد,
HP Sales, No HP Agen, Telepon Dokter, HP Suami, HP Orang Tua, Kontak Darurat, No. Telepon Darurat, HP Ayah, Telepon Pemilik, HP Wali,
Temsilci Tel, Danışman Cep, Acente Telefonu, Doktor Telefonu, Eş Cep Telefonu, Veli Telefonu, Anne Cep, Baba Telefonu, Acil Durum Telefonu, Satış Temsilcisi Telefonu,
Säljarens mobil, Säljare telefon, Läkare telefon, Make mobil, Förälder mobil, Vårdnadshavare telefon, Nödnummer, Mammas mobil, Ägare telefon, Rådgivare mobil,
Sælger mobil, Læge telefon, Ægtefælle mobil, Forælder telefon, Nødkontakt telefon, Ejer telefon, Pårørende telefon, Selger mobil, Lege telefon, Ektefelle mobil, Forelder telefon, Megler telefon, Pårørende mobil,
Myyjän puhelin, Lääkärin puhelin, Puolison matkapuhelin, Huoltajan puhelin, Äidin puhelin, Hätäyhteyshenkilön puhelin, Omistajan puhelin, Lähiomaisen puhelin,
Rep Name, Sales Rep, Owner Name, Agent Name, Father's Name, Father Name, Mother's Name, Nominee Name, Account Manager, Assigned To, Spouse Name, Doctor, Guarantor Name, Referred By, Emergency Contact, Emergency Contact Name, Agent Email, Owner Email, S/O, Salesperson,
Nombre del vendedor, Nome do corretor, Nom du conseiller, Berater, Nome agente, Naam adviseur, Imię ojca, Имя менеджера, पिता का नाम, 担当者名, 保護者氏名, 业务员姓名, 보호자 이름, اسم المندوب, Nama Agen, Temsilci Adı, Säljare, Myyjän nimi`

func TestWhatIsSomebodyElsesIsKnown(t *testing.T) {
	for text := range strings.FieldsFuncSeq(somebodyElses, func(r rune) bool { return r == ',' || r == '\n' }) {
		if m := Read(strings.TrimSpace(text)); m.Whose != SomebodyElse {
			t.Errorf("%s is taken for the contact's: %+v of %v", text, m, pieces(split(text)))
		}
	}
}

func TestCompaniesNumbersAreKnown(t *testing.T) {
	for text := range strings.SplitSeq("Company Phone, Company Main Phone, Switchboard, Switchboard Number, Branch Phone, Store Phone, Head Office Tel, HQ Phone, Account Phone, Reception Phone, Front Desk Phone, Employer Phone, Centralita, Teléfono sucursal, Teléfono de la empresa, "+
		"Telefone da empresa, Telefone da filial, Téléphone société, Tél. standard, Téléphone de l'entreprise, Telefon Firma, Firmentelefon, Telefonzentrale, Telefon Filiale, Centralino, Telefono azienda, Telefoon bedrijf, Telefoon vestiging, Telefon firmy, Telefon oddziału, "+
		"Телефон компании, Телефон филиала, कंपनी फोन, शाखा फोन, 代表電話番号, 会社電話番号, 支店電話番号, 公司总机, 分行电话, 대표전화, 회사 대표전화, هاتف الشركة, هاتف الفرع, Telepon Kantor Pusat, Telepon Cabang, Şirket Telefonu, Şube Telefonu, Växel, Företagets telefon, Firmatelefon, Yrityksen puhelin, Vaihde", ", ") {
		if m := Read(text); m.Whose != Firm {
			t.Errorf("%s is no company's: %+v of %v", text, m, pieces(split(text)))
		}
	}
	for text := range strings.SplitSeq("Work Phone, Business Phone, Office Phone, Work Direct Phone, Teléfono oficina, Telefon geschäftlich, Tél. bureau, Telefone comercial, Телефон рабочий, İş Tel, 勤務先電話", ", ") {
		if m := Read(text); m.Noun != Phone || m.Whose != Contact || m.Rank >= Read("Home Phone").Rank {
			t.Errorf("%s: %+v of %v", text, m, pieces(split(text)))
		}
	}
}

func TestWhatIsNotToBeUsedIsKnown(t *testing.T) {
	for text := range strings.SplitSeq("Old Phone, Old Mobile No, Previous Phone, Former Mobile, Invalid Phone, Wrong Number, Mobile (wrong), Phone - do not use, DO NOT USE phone, Bad phone, Disconnected Phone, Phone (old), Inactive Mobile, Teléfono anterior, Móvil antiguo, Teléfono (no usar), Celular equivocado, "+
		"Telefone antigo, Celular (não usar), Ancien téléphone, Portable (ne pas utiliser), Tél. erroné, Alte Telefonnummer, Alte Handynummer, Handy (nicht verwenden), Ungültige Nummer, Telefon veraltet, Vecchio cellulare, Telefono (non usare), Oud telefoonnummer, Telefoon (niet gebruiken), "+
		"Stary telefon, Nieaktualny telefon, Старый телефон, Телефон (не использовать), Неверный номер, पुराना मोबाइल, गलत नंबर, 旧電話番号, 旧手机号, 电话（停用）, 이전 전화번호, 결번 전화, الهاتف القديم, رقم خاطئ, HP lama, No HP (salah), Eski Telefon, Telefon (kullanma), Gammalt nummer mobil, Gammel mobil, Gamle telefon, Vanha puhelin", ", ") {
		if m := Read(text); m.Use != Stale {
			t.Errorf("%s is to be used: %+v of %v", text, m, pieces(split(text)))
		}
	}
	for text := range strings.SplitSeq("backup phone number, Alternate Phone, Alt. Mobile, Alternative Number, Secondary Phone, Other Phone, Phone 2, 2nd Mobile, Otro teléfono, Teléfono alternativo, Outro telefone, Autre téléphone, Zweite Telefonnummer, Weitere Telefonnummer, Altro telefono, Ander telefoonnummer, Inny telefon, Другой телефон, Доп. телефон, "+
		"वैकल्पिक मोबाइल, その他電話番号, 备用电话, 보조 전화, هاتف بديل, HP lain, Diğer Telefon, Yedek Telefon, Annat telefonnummer, Andet telefon, Toinen puhelin", ", ") {
		if m := Read(text); m.Noun != Phone || m.Whose != Contact || m.Rank >= Read("Home Phone").Rank {
			t.Errorf("%s goes before a plain one: %+v of %v", text, m, pieces(split(text)))
		}
	}
}

func TestOneThingOrAnother(t *testing.T) {
	for text, want := range map[string][2]Noun{
		"Ragione sociale / Nome": {Company, Name}, "Name/Company": {Name, Company}, "Company / Account": {Company, Unknown}, "Email/Phone": {Email, Phone},
		"Client": {Name, Phone}, "Contact": {Name, Phone}, "Nom/Société": {Name, Company}, "Firma / Name": {Company, Name},
	} {
		if m := Read(text); m.Or != want[1] || m.Noun != want[0] && !m.Either {
			t.Errorf("%s: %+v", text, m)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, list := range headers {
		f.Add(list[0])
	}
	f.Add("((((")
	f.Add("\xff（】 with ")
	f.Fuzz(func(_ *testing.T, text string) { Read(text) })
}
