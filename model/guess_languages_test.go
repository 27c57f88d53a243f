package model

import (
	"strings"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/table"
)

// headersOfManyLanguages are names that people give to columns: by what they
// mean, a line for each language or two. "another's" is the number of somebody
// else, of a company, or one that is not to be used; "another" is the name of
// somebody else; "spare" is a further number of the contact.
const headersOfManyLanguages = `
name: Cust. Name, Customer Nm, CUST_NM, Cust_Name, Clt Name, Pt Name, Pt. Name, Applicant Name, Insured, Insured Name, Name of Insured, Policy Holder, Subscriber Name, Account Holder, Account Holder Name, A/c Holder Name, Beneficiary Name, Student Name, Donor Name, Tenant Name, Homeowner, Homeowner Name, Resident, Buyer Name, Prospect Name, Lead Name, Debtor, Debtor Name, Voter Name, Attendee Name, Delegate Name, Registrant, Participant, Respondent Name, Contact Full Name, Recipient, Recipient Name, Person, Individual Name, Consumer Name, Caller Name, Investor Name, Cardholder, Shopper Name, Visitor Name, Passenger Name, User's Full Name, Full Name (First Last), Name*, NAME:, Name (as per ID), What is your name?, Your Name, Complete Name, Legal Name, Primary Contact, Main Contact Name, Contact Name 1, POC Name, Point of Contact, Hirer Name, Claimant Name
name: Kunde, Kundenname, Name des Kunden, Ansprechpartner, Ansprechpartnerin, Vor- und Nachname, Patientenname, Versicherter, Versicherungsnehmer, Mieter, Teilnehmer, Bewerber, Interessent, Mandant, Schuldner, Empfänger, Mitglied, Kontakt, Kontaktperson, Name Vorname, Name / Vorname
name: Cliente, Nombre del cliente, Nombre y apellidos, Nombre Cliente, Titular, Paciente, Solicitante, Asegurado, Alumno, Contacto, Persona de contacto, Interesado, Socio, Beneficiario, Deudor, Destinatario, Inquilino, Suscriptor, Nombres y Apellidos, Apellidos y nombres
name: Nome do cliente, Cliente, Paciente, Aluno, Nome Completo, Titular, Contato, Segurado, Devedor, Inquilino, Nome do Contato, Inscrito, Proponente
name: Nom du client, Nom et prénom, Nom/Prénom, Client, Patient, Assuré, Adhérent, Locataire, Interlocuteur, Contact, Demandeur, Bénéficiaire, Titulaire, Abonné, Élève, Nom & prénom, Destinataire, Souscripteur
name: Nominativo, Nome e cognome, Cliente, Nome cliente, Paziente, Assicurato, Referente, Contatto, Intestatario, Richiedente, Destinatario, Iscritto, Socio
name: Klantnaam, Klant, Naam klant, Contactpersoon, Patiënt, Verzekerde, Huurder, Deelnemer, Cliënt, Lid, Naam contact, Aanvrager
name: Klient, Nazwa klienta, Imię i nazwisko klienta, Pacjent, Ubezpieczony, Wnioskodawca, Osoba kontaktowa, Najemca, Uczestnik, Abonent, Dłużnik, Odbiorca, Kontakt
name: Jméno a příjmení, Jméno klienta, Klient, Zákazník, Pacient, Kontaktní osoba, Žadatel, Pojištěnec, Příjmení a jméno, Celé jméno
name: Név, Ügyfél neve, Ügyfél, Teljes név, Páciens, Kapcsolattartó, Beteg, Vásárló, Biztosított
name: Nume și prenume, Nume complet, Client, Nume client, Pacient, Persoana de contact, Abonat, Beneficiar, Numele clientului, Prenume și nume
name: Όνομα πελάτη, Ονοματεπώνυμο, Πελάτης, Ασθενής, Όνομα, Πλήρες όνομα, Υπεύθυνος επικοινωνίας, Ονομ/νυμο
name: Клиент, Имя клиента, Ф.И.О., ФИО клиента, Ф. И. О., Пациент, Абонент, Заёмщик, Контактное лицо, Заявитель, Покупатель, Должник, Получатель, Полное имя, Страхователь, Студент, Имя и фамилия
name: ПІБ, П.І.Б., Клієнт, Ім'я клієнта, Ім’я, Пацієнт, Прізвище та ім'я, Контактна особа, Повне ім'я, Позичальник, ПІБ клієнта
name: Müşteri, Müşteri Adı, Müşteri Adı Soyadı, Adı Soyadı, Ad-Soyad, İsim, İsim Soyisim, Hasta Adı, Hasta, Yetkili Kişi, Abone, Sigortalı, Kişi, Borçlu, Üye Adı, İletişim kişisi, ADI SOYADI
name: اسم العميل, العميل, الاسم الكامل, الإسم, اسم المريض, اسم المشترك, الاسم الثلاثي, اسم الزبون, الزبون, جهة الاتصال, المستفيد, اسم الطالب, المريض
name: שם הלקוח, שם לקוח, שם מלא, לקוח, איש קשר, שם המטופל, מטופל, שם ושם משפחה, שם
name: नाम, ग्राहक का नाम, ग्राहक नाम, ग्राहक, मरीज का नाम, पूरा नाम, आवेदक का नाम, सदस्य का नाम, छात्र का नाम, उधारकर्ता, Naam
name: പേര്, ഉപഭോക്താവിന്റെ പേര്, മുഴുവൻ പേര്, രോഗിയുടെ പേര്, பெயர், வாடிக்கையாளர் பெயர், முழுப் பெயர், নাম, গ্রাহকের নাম, সম্পূর্ণ নাম, রোগীর নাম, పేరు, కస్టమర్ పేరు, పూర్తి పేరు, ಹೆಸರು, ಗ್ರಾಹಕರ ಹೆಸರು, નામ, ગ્રાહકનું નામ, ग्राहकाचे नाव, नाव, ਨਾਮ, ਗਾਹਕ ਦਾ ਨਾਮ, نام, گاہک کا نام, پورا نام
name: ชื่อ, ชื่อ-นามสกุล, ชื่อลูกค้า, ชื่อ - สกุล, ชื่อผู้ติดต่อ, ลูกค้า, ชื่อผู้ป่วย, ผู้ติดต่อ, ชื่อ-สกุล
name: Họ tên, Họ và tên, Tên khách hàng, Khách hàng, Tên, Tên KH, Họ và tên KH, Người liên hệ, Bệnh nhân, Họ tên khách hàng, Tên đầy đủ
name: Nama, Nama Lengkap, Nama Pelanggan, Nama Nasabah, Pelanggan, Nasabah, Nama Pasien, Nama Peserta, Nama Siswa, Nama Penuh, Nama Klien, Nama Customer, Konsumen, Nama Konsumen, Debitur
name: 氏名, お客様名, 顧客名, ご氏名, 契約者名, 患者名, お客様氏名, 申込者, 申込者名, 名前, ご契約者氏名, 会員名, 宛名, 漢字氏名, 氏名(漢字), お名前(漢字)
name: 姓名, 客户姓名, 客戶姓名, 客户, 客户名称, 联系人, 聯絡人, 患者姓名, 学生姓名, 会员姓名, 收件人, 用户姓名, 名字, 投保人, 借款人, 客户名, 联系人姓名, 顧客姓名
name: 이름, 고객명, 성명, 고객 이름, 성함, 고객, 환자명, 회원명, 신청자, 계약자, 수신자, 이름(한글), 신청인, 고객성명, 학생명
name: Kundnamn, Kund, För- och efternamn, Namn, Kontaktperson, Navn, Kundenavn, Kunde navn, Fulde navn, Asiakas, Asiakkaan nimi, Nimi, Nafn, Ime i prezime, Kupac, Име и фамилия, Име, Клиент, Klientas, Vārds uzvārds, Klients, Kliendi nimi, Ime in priimek, Stranka, Meno a priezvisko, Zákazník, Pangalan, Pangalan ng kliyente, Jina la mteja, Emri i klientit
phone: Contact Number, Contact Details, Best Contact Number, Best Number, Number to call, Call Number, Daytime Phone, Evening Phone, Cell Phone #, M. No., Mob No., Mbl, MOB, Cust Ph No, Pt Phone, Patient Mobile, Student Mobile No, Phone (Primary), Phone - Mobile, Tel:, T, Telephone, TELEFON, Tel Nr, Tel. Nr., Tel.-Nr., Telnr, Mobilnr, Mobil, Mobilfunk, Mobilfunknummer, Rufnummer, Telefon privat, Telefon 1, Kontaktnummer, Handy-Nr., Handy Nr, Kundentelefon, Telefon des Kunden, Erreichbar unter
phone: Teléfono móvil, Móvil, Celular, Cel, Cel., Tel. Cliente, Nº Teléfono, Nro. de celular, Nro Tel, Número celular, Telf., Tlf, Fono, Número de contacto, Teléfono 1, Tel. móvil, Tel casa, Telefone, Celular/WhatsApp, Fone, Fone 1, Nº de telefone, Telefone celular, Contacto telefónico, Tlm, N.º de telemóvel, Zap
phone: Téléphone, Tél, Tél., Tel mobile, Portable, N° portable, Mobile client, Num. tél, Numéro, Numéro de téléphone, Téléphone du client, N° tel, Tel 1, GSM client, Telefono, Tel. cellulare, Cell., Numero di telefono, Recapito telefonico, Recapito, N. telefono, Cellulare cliente, Numero cellulare
phone: Telefoon, Mobiel, Mobiel nummer, Tel.nr., 06-nummer, Gsm-nummer, Telefoonnr, Numer telefonu, Nr telefonu, Nr tel., Telefon, Tel. kom., Komórka, Telefon kontaktowy, Nr kom., Telefonní číslo, Mobilní telefon, Mobil, Tel. číslo, Telefónne číslo, Telefonszám, Mobilszám, Mobiltelefon, Număr de telefon, Nr. telefon, Nr. tel, Τηλέφωνο, Κινητό, Κινητό τηλέφωνο, Τηλ., Αρ. τηλεφώνου
phone: Телефон, Моб. телефон, Номер телефона, Мобильный телефон, Тел., Тел, Сотовый, Контактный телефон, Телефон клиента, Номер, Моб., Мобільний, Номер телефону, Контактний телефон, Тел. номер, Телефонен номер, GSM, Broj telefona, Mobitel, Telefonska številka, Cep Telefonu, Cep Tel, Telefon No, Tel No, GSM No, Telefon Numarası, Müşteri Telefonu, İrtibat No, Cep, İletişim Numarası
phone: الهاتف, رقم الجوال, الجوال, رقم الموبايل, الموبايل, هاتف, رقم التواصل, جوال العميل, رقم المحمول, رقم الاتصال, טלפון, נייד, טלפון נייד, מספר טלפון, מס' טלפון, פלאפון, סלולרי, شماره موبایل, موبائل نمبر, فون نمبر
phone: मोबाइल नंबर, फ़ोन, फोन नंबर, मोबाइल न., दूरभाष, संपर्क नंबर, मोबाईल क्रमांक, Mobile no. (10 digit), മൊബൈൽ നമ്പർ, ഫോൺ, ഫോൺ നമ്പർ, தொலைபேசி, கைபேசி எண், மொபைல் எண், மொபைல், মোবাইল নম্বর, ফোন, ফোন নম্বর, ফোন নাম্বার, మొబైల్ నంబర్, ఫోన్ నంబర్, ಮೊಬೈಲ್ ಸಂಖ್ಯೆ, ಫೋನ್, મોબાઇલ નંબર, ફોન નંબર, ਮੋਬਾਈਲ ਨੰਬਰ, ਫ਼ੋਨ ਨੰਬਰ
phone: เบอร์โทร, เบอร์โทรศัพท์, โทรศัพท์, เบอร์มือถือ, มือถือ, หมายเลขโทรศัพท์, โทร., เบอร์ติดต่อ, Số điện thoại, SĐT, SDT, Điện thoại, Di động, Số ĐT, Số di động, ĐT, Số liên hệ, No HP, No. HP, No Hp/WA, No. Telp, Nomor Telepon, No Telepon, No WA, Telepon, HP, Nomor WhatsApp, No. Telefon, No Tel Bimbit, Telefon Bimbit, Tel. bimbit, Numero ng telepono, Namba ya simu, Simu
phone: 電話番号, 携帯電話, 携帯番号, 携帯, TEL, 電話, 連絡先, 連絡先電話番号, お電話番号, ご連絡先, 电话, 手机, 手机号码, 联系电话, 电话号码, 手機, 手機號碼, 聯絡電話, 移动电话, 联系方式, 行動電話, 전화번호, 휴대폰번호, 휴대전화, 연락처, 핸드폰, 핸드폰번호, 전화, H.P, HP번호, 휴대폰 번호, 수신번호
phone: Telefonnr, Mobilnummer, Mobiltelefon, Tfn, Tlf., Tlf.nr, Mobil nr, Telefonnummer, Puhelin, Puhelinnumero, Matkapuhelin, Puh., Sími, Símanúmer, GSM-númer, Telefono numeris, Tel. nr., Mob. tel., Tālrunis, Telefons, Telefoninumber, Mobiil, Numri i telefonit
another's: Agent Phone, Agent Cell, Rep Cell, Rep. Mobile, SR Mobile, RM Mobile, RM Contact No, TL Mobile, BDE Mobile, SE Contact, CRE Mobile, Executive Mobile, Sales Exec Mobile, Owner Phone, Acct Owner Phone, Lead Owner Mobile, Assigned To Phone, Loan Officer Phone, LO Cell, Broker Mobile, Realtor Phone, Listing Agent Phone, PCP Phone, Physician Phone, Dr. Phone, Doctor's Phone, Clinic Phone, Referring Provider Phone, Pharmacy Phone, Spouse Cell, Husband's Mobile, Wife Mobile, Partner Phone, Father Mobile, Father's Contact, Mother Mobile, Parent Mobile, Parent/Guardian Phone, Guardian Phone, Guardian's Mobile No, Son Mobile, Emergency Contact, Emergency Phone, Emergency Contact Phone, ICE Phone, ICE number, NOK Phone, Next of Kin Tel, In case of emergency number, Nominee Mobile, Co-applicant Mobile, Co-borrower Phone, Guarantor Mobile, Reference 1 Mobile, Ref1 Phone, Referee Phone, Referred by mobile, Referrer Phone, Assistant Phone, Asst Phone, PA Phone, Secretary Tel, Caregiver Phone, Landlord Phone, Neighbour Phone, Driver Mobile, Driver Phone, Technician Phone, Vendor Phone, Supplier Tel, Branch Phone, Store Phone, Dealer Phone, Company Tel, HQ Phone, Switchboard, Main Line, Reception Phone, Helpline, Toll Free No, Support Number, Fax, Fax No, Telefax, Fax Number, Old Phone, Old Mobile No, Prev Phone, Previous Number, Former Phone, Wrong Number, Invalid Phone, Disconnected Phone, Bad Phone, Dead Number, DNU Phone, Phone (do not use), Phone OLD, Phone (old), Do not use - mobile, Phone_invalid, Outbound Caller ID, From Number, Our Number, Twilio Number, Transfer Number, Forward To, Relative Mobile, Friend Phone, HR Phone, Employer Phone, School Phone, Teacher Mobile, Attorney Phone, Alternate Contact Person Phone, Surety Mobile, Mobile of agent, Phone of guardian, Entered by phone
another's: Telefon Vertreter, Handy Vertreter, Berater Telefon, Telefon Betreuer, Makler Telefon, Telefon Ehepartner, Handy Ehefrau, Notfallnummer, Notfallkontakt, Notfall Telefon, Telefon Eltern, Telefon Vater, Handy Mutter, Telefon Vormund, Telefon Assistentin, Sekretariat Tel, Telefon Arzt, Hausarzt Tel, Vermieter Telefon, Zentrale, Telefon Zentrale, Alte Nummer, Telefon alt, Alte Tel.-Nr., Falsche Nummer, Faxnummer, Fax-Nr., ungültige Telefonnummer, Betreuer Handy, ADM Telefon, Außendienst Mobil, Sachbearbeiter Telefon
another's: Teléfono vendedor, Tel. asesor, Móvil comercial, Móvil del agente, Teléfono ejecutivo, Teléfono emergencia, Contacto de emergencia, Tel. emergencia, Teléfono cónyuge, Móvil esposa, Tel. padre, Celular madre, Teléfono tutor, Celular apoderado, Teléfono médico, Teléfono antiguo, Número anterior, Teléfono incorrecto, Tel. empresa, Centralita, Celular referencia, Teléfono aval, Celular del responsable, Teléfono acudiente, Tel. asistente
another's: Telefone do vendedor, Celular do corretor, Telefone do responsável, Telefone de emergência, Contato de emergência, Celular do cônjuge, Telefone da mãe, Celular do pai, Telefone antigo, Telefone errado, Telefone da empresa, Celular do gerente, Fone recado, Telefone do médico
another's: Tél commercial, Portable conseiller, Tél. agent, Mobile du vendeur, Tél urgence, Contact d'urgence, Personne à prévenir, Tél conjoint, Portable époux, Tél parent, Portable mère, Tél père, Tél tuteur, Tél responsable légal, Ancien téléphone, Ancien numéro, Tél erroné, Standard, Tél standard, Télécopie, Tél médecin, Téléphone société, Tél assistante, Tél secrétariat, Mobile gestionnaire
another's: Telefono agente, Cell. agente, Cellulare venditore, Telefono consulente, Telefono emergenza, Contatto di emergenza, Cellulare coniuge, Telefono genitore, Cell madre, Telefono padre, Tutore telefono, Vecchio telefono, Vecchio numero, Numero errato, Telefono azienda, Centralino, Telefono medico, Telefono segreteria
another's: Telefoon verkoper, Mobiel adviseur, Noodnummer, Telefoon noodgeval, Telefoon partner, Mobiel ouder, Telefoon vader, Tel moeder, Telefoon voogd, Oud nummer, Oude telefoon, Verkeerd nummer, Telefoon bedrijf, Algemeen nummer bedrijf, Telefoon huisarts, Telefoon mantelzorger
another's: Telefon handlowca, Tel. doradcy, Telefon agenta, Telefon opiekuna, Tel. alarmowy, Telefon awaryjny, Telefon małżonka, Tel. żony, Telefon rodzica, Tel. matki, Tel. ojca, Stary numer, Stary telefon, Błędny numer, Telefon firmowy centrali, Telefon lekarza, Telefon przedstawiciela, Faks
another's: Telefon obchodníka, Telefon poradce, Telefon manžela, Telefon rodiče, Nouzový kontakt, Starý telefon, Ügynök telefon, Tanácsadó telefonszáma, Vészhelyzeti telefonszám, Szülő telefonszáma, Régi telefonszám, Házastárs telefon, Telefon agent, Telefon consultant, Telefon urgență, Telefon soț, Telefon părinte, Telefon vechi, Τηλέφωνο πωλητή, Τηλέφωνο συζύγου, Τηλέφωνο έκτακτης ανάγκης, Παλιό τηλέφωνο, Τηλέφωνο γονέα
another's: Телефон менеджера, Телефон агента, Тел. агента, Тел. супруга, Телефон мужа, Телефон жены, Телефон родителя, Телефон матери, Тел. отца, Телефон опекуна, Экстренный контакт, Экстренный телефон, Старый телефон, Старый номер, Неверный номер, Телефон врача, Телефон поручителя, Телефон ответственного, Телефон оператора, Факс, Телефон контактного лица для экстренной связи, Телефон менеджера з продажу, Телефон дружини, Телефон чоловіка, Старий телефон, Телефон батьків
another's: Temsilci Telefonu, Danışman Tel, Acente Telefonu, Acil Durum Telefonu, Acil durumda aranacak kişi, Eş Telefonu, Eşi Tel, Anne Tel, Baba Telefonu, Veli Telefonu, Vasi Tel, Eski Telefon, Eski numara, Yanlış numara, Şirket Telefonu, Santral, Faks, Doktor Telefonu, Kefil Telefonu, Müşteri temsilcisi telefonu
another's: هاتف المندوب, جوال الوكيل, هاتف الوكيل, هاتف الطوارئ, رقم الطوارئ, جوال الزوج, جوال الزوجة, هاتف ولي الأمر, جوال الأب, جوال الأم, رقم قديم, الرقم القديم, رقم خاطئ, هاتف الشركة, هاتف الطبيب, هاتف الكفيل, فاكس, טלפון סוכן, טלפון הסוכן, טלפון חירום, טלפון בן זוג, טלפון הורה, טלפון אמא, טלפון ישן, פקס, איש קשר לחירום
another's: एजेंट का मोबाइल, एजेंट फोन, पिता का मोबाइल, पिता का फोन, माता का मोबाइल नंबर, पति का मोबाइल, पत्नी मोबाइल, अभिभावक का मोबाइल, आपातकालीन संपर्क, पुराना नंबर, पुराना मोबाइल, गलत नंबर, डॉक्टर फोन, गारंटर का मोबाइल, ഏജന്റ് ഫോൺ, പഴയ ഫോൺ, അച്ഛന്റെ ഫോൺ, முகவர் தொலைபேசி, பழைய எண், அவசர தொடர்பு எண், এজেন্ট ফোন, পুরানো ফোন, পিতার ফোন নম্বর, జరా ఏజెంట్ ఫోన్, తండ్రి ఫోన్ నంబర్, ಏಜೆಂಟ್ ಫೋನ್, એજન્ટ ફોન, जुना मोबाईल, वडिलांचा मोबाईल
another's: เบอร์ตัวแทน, เบอร์พนักงานขาย, เบอร์ฉุกเฉิน, เบอร์ติดต่อฉุกเฉิน, เบอร์คู่สมรส, เบอร์ผู้ปกครอง, เบอร์เก่า, เบอร์ผิด, เบอร์บริษัท, เบอร์แฟกซ์, SĐT đại lý, SĐT tư vấn viên, SĐT khẩn cấp, Liên hệ khẩn cấp, SĐT vợ, SĐT chồng, SĐT phụ huynh, SĐT bố, SĐT mẹ, SĐT cũ, Số cũ, Số sai, SĐT công ty, Số fax, SĐT người thân, SĐT bảo lãnh
another's: No HP Agen, No HP Sales, HP Marketing, No Telp Darurat, Kontak Darurat, No HP Istri, No HP Suami, No HP Orang Tua, No HP Ayah, No HP Ibu, No HP Wali, HP lama, No HP Lama, Nomor salah, No Telp Kantor Pusat, No HP Saudara, No HP Penjamin, No. Telefon Waris, No. Tel Ibu Bapa, No Tel Pasangan, Faks
another's: 担当者電話番号, 担当携帯, 営業担当電話, 緊急連絡先, 緊急連絡先電話番号, 保護者電話番号, 配偶者携帯, 旧電話番号, 旧TEL, 代表電話, 会社電話, FAX番号, ファックス, 保証人電話番号, ご家族連絡先, 業務员电话, 业务员手机, 销售电话, 客户经理电话, 经办人电话, 紧急联系人电话, 紧急电话, 配偶电话, 家长电话, 父亲手机, 母亲电话, 监护人电话, 旧手机号, 原手机号, 错误号码, 公司电话总机, 传真, 担保人电话, 業務電話, 緊急聯絡電話, 舊電話, 推荐人手机, 영업사원 전화, 비상연락처, 비상연락망, 배우자 연락처, 보호자 연락처, 보호자전화번호, 부모님 연락처, 이전 전화번호, 구 전화번호, 잘못된 번호, 대표번호, 팩스번호, 팩스, 설계사 연락처
another's: Säljare telefon, Säljarens mobil, Nödkontakt, Nödnummer, Make telefon, Förälder mobil, Vårdnadshavare telefon, Gammalt nummer, Gammal telefon, Växel, Selger telefon, Pårørende telefon, Ektefelle mobil, Gammelt nummer, Foresatt telefon, Sælger telefon, Forælder mobil, Rådgiver telefon, Myyjän puhelin, Hätänumero, Puolison puhelin, Huoltajan puhelin, Vanha numero, Lähiomainen puhelin
spare: Phone 2, Mobile 2, Alternate Phone, Alt. Mobile, Alt No, Alternative No, Alternate Number, Secondary Phone, 2nd Phone, Backup Phone, Other Phone, Additional Phone, Work Phone, Office Phone, Telefon 2, Weitere Telefonnummer, Telefono 2, Teléfono alternativo, Tel. 2, Autre téléphone, Altro telefono, Ander nummer, Drugi telefon, Доп. телефон, Телефон 2, Diğer Telefon, 予備電話, 备用电话, 其他电话, 보조 전화, هاتف آخر, दूसरा मोबाइल, वैकल्पिक मोबाइल, No HP 2, SĐT 2, เบอร์สำรอง, Toinen puhelin, Annat telefonnummer
another: Agent Name, Rep Name, Sales Rep, Salesperson, Account Owner, Lead Owner, Owner, Assigned To, RM Name, TL Name, BDE Name, Executive Name, Telecaller, Created By, Referred By, Doctor Name, Doctor, Physician, Provider, PCP, Father Name, Father's Name, Mother Name, Spouse Name, Spouse, Guardian Name, Parent Name, Emergency Contact Name, Nominee, Nominee Name, Guarantor Name, Co-applicant Name, Reference Name, Loan Officer, Advisor, Consultant Name, Broker, Landlord, Teacher Name, Assistant Name, Manager, Supervisor, Account Manager, Case Manager, Called by, Verified By, Interviewer, Recruiter, Next of Kin, Next of kin name, Caretaker, Coach, Listing Agent, Loan Officer Name, Attorney, Approved by, Collector, Collection Agent, Dealer Name, Branch Manager, Technician, Driver
another: Vertreter, Berater, Betreuer, Sachbearbeiter, Verkäufer, Makler, Arzt, Ehepartner, Vater, Mutter, Notfallkontakt Name, Vormund, Außendienstmitarbeiter, Ersteller, Bearbeiter, Vendedor, Asesor, Ejecutivo, Médico, Cónyuge, Padre, Madre, Tutor, Apoderado, Responsable, Agente, Corretor, Gerente, Cônjuge, Nome da mãe, Nome do pai, Vendedor responsável, Médico responsável, Commercial, Conseiller, Vendeur, Conjoint, Médecin, Nom du père, Nom de la mère, Tuteur, Gestionnaire, Nom du commercial, Venditore, Consulente, Medico, Coniuge, Nome del padre, Verkoper, Adviseur, Accountmanager, Huisarts, Partner, Handlowiec, Doradca, Opiekun, Lekarz, Imię ojca, Imię matki, Małżonek, Przedstawiciel, Obchodník, Poradce, Lékař, Értékesítő, Tanácsadó, Orvos, Anyja neve, Consilier, Medic, Soț, Numele tatălui, Πωλητής, Σύμβουλος, Γιατρός, Όνομα πατρός, Πατρώνυμο, Менеджер, ФИО менеджера, Агент, Врач, Ответственный, Супруг, Имя отца, Куратор, Оператор, Консультант, Лікар, Відповідальний, Temsilci, Danışman, Müşteri Temsilcisi, Doktor, Baba Adı, Anne Adı, Eş Adı, Veli Adı, المندوب, اسم المندوب, الوكيل, اسم الطبيب, اسم الأب, اسم الأم, ولي الأمر, סוכן, שם הסוכן, רופא, שם האב, एजेंट, एजेंट का नाम, पिता का नाम, माता का नाम, पति का नाम, डॉक्टर का नाम, नॉमिनी, ഏജന്റ്, അച്ഛന്റെ പേര്, தந்தை பெயர், முகவர், পিতার নাম, এজেন্ট, మాతా పేరు తల్లి, తండ్రి పేరు, ชื่อตัวแทน, พนักงานขาย, ชื่อแพทย์, ผู้ดูแล, Nhân viên kinh doanh, Đại lý, Bác sĩ, Tên bố, Họ tên mẹ, Người phụ trách, Tư vấn viên, Sales, Agen, Nama Agen, Nama Sales, Nama Ayah, Nama Ibu, Nama Ibu Kandung, Dokter, Wali, Nama Suami, 担当者, 担当者名, 営業担当, 担当, 保護者名, 紹介者, 医師, 业务员, 销售, 客户经理, 负责人, 医生, 父亲姓名, 推荐人, 跟进人, 創建人, 영업담당, 보호자, 의사, 추천인, 담당직원, 설계사, Säljare, Selger, Sælger, Myyjä, Ansvarig, Handläggare, Saksbehandler, Läkare
company: Company, Firm, Organisation, Organization Name, Employer, Business Name, Co. Name, Corp, Trading As, Trading Name, Legal Entity, Merchant Name, Shop Name, Account Name, Firma, Unternehmen, Firmenname, Arbeitgeber, Betrieb, Empresa, Razón Social, Compañía, Nombre empresa, Nome da empresa, Razão Social, Entreprise, Raison sociale, Société, Employeur, Azienda, Ditta, Ragione Sociale, Bedrijfsnaam, Organisatie, Werkgever, Nazwa firmy, Spółka, Pracodawca, Společnost, Název firmy, Cégnév, Cég, Companie, Denumire firmă, Firmă, Εταιρεία, Επωνυμία, Компания, Организация, Название компании, Наименование организации, Юр. лицо, Компанія, Назва компанії, Şirket, Firma Adı, Şirket Adı, الشركة, اسم الشركة, חברה, שם החברה, कंपनी, कंपनी का नाम, കമ്പനി, நிறுவனத்தின் பெயர், কোম্পানির নাম, บริษัท, ชื่อบริษัท, Công ty, Tên công ty, Perusahaan, Nama Perusahaan, Nama Syarikat, 会社名, 法人名, 勤務先, 公司, 公司名称, 单位名称, 企业名称, 회사명, 업체명, 회사, 상호, Företag, Bolag, Firmanavn, Virksomhed, Yritys, Yrityksen nimi, Tvrtka
email: Email, E mail, Email Address, EMAIL_ID, E-mail id, Mail, Primary Email, Contact Email, Work Email, Email1, Personal Email, Correo, Correo-e, Mail del cliente, Courriel, Adresse mail, Adresse e-mail, Adresse électronique, E-Mail, Email-Adresse, Posta elettronica, Indirizzo email, E-mailadres, Adres e-mail, Poczta, E-mailová adresa, E-mail cím, Adresă email, Ηλ. ταχυδρομείο, Email πελάτη, Эл. почта, Почта, Электронная почта, E-mail клиента, Ел. пошта, Електронна пошта, E-posta, Eposta, E-posta adresi, البريد الإلكتروني, الايميل, אימייל, דוא"ל, दायित्व ईमेल, ईमेल, ഇമെയിൽ, மின்னஞ்சல், ইমেইল, อีเมล, Địa chỉ email, Thư điện tử, Alamat Email, Surel, メールアドレス, Eメール, 邮箱, 电子邮件, 電子郵件, 이메일, 이메일 주소, 메일주소, E-post, E-postadress, Sähköposti
first_name: First Name, FirstName, First, F Name, Given Name, Forename, FNAME, First_Name, Cust First Name, Contact First Name, Patient First Name, Vorname, Vorname Kunde, Prénom, Prénom du client, Primer nombre, Primeiro nome, Voornaam, Förnamn, Fornavn, Etunimi, Křestní jméno, Keresztnév, Utónév, Prenume, Nama Depan, الاسم الأول, שם פרטי, प्रथम नाम, 名(漢字), First Name (Given)
last_name: Last Name, Surname, Family Name, LName, Last, Cust Last Name, Patient Last Name, Nachname, Familienname, Zuname, Apellido, Apellidos, Primer apellido, Sobrenome, Apelido, Nom de famille, Cognome, Achternaam, Nazwisko, Příjmení, Vezetéknév, Nume de familie, Επώνυμο, Επίθετο, Фамилия, Прізвище, Soyad, Soyadı, Soyisim, Nama Belakang, اسم العائلة, اللقب, שם משפחה, उपनाम, 姓, 성, 苗字, Efternamn, Etternavn, Sukunimi, นามสกุล, Họ
country: Country, Ctry, Country Name, Nation, País, Pays, Land, Paese, Kraj, Země, Ország, Țara, Χώρα, Страна, Країна, Ülke, الدولة, البلد, מדינה, देश, രാജ്യം, நாடு, দেশ, ประเทศ, Quốc gia, Negara, 国, 国家, 國家, 국가, Maa, Country of Residence, Billing Country, Customer Country, Nước, Država, Valsts, Krajina, Nazione, Wohnsitzland
timezone: Time Zone, Timezone, TZ, Zeitzone, Zona horaria, Fuso horário, Fuseau horaire, Fuso orario, Tijdzone, Strefa czasowa, Časové pásmo, Időzóna, Fus orar, Ζώνη ώρας, Часовой пояс, Часовий пояс, Saat dilimi, المنطقة الزمنية, אזור זמן, समय क्षेत्र, เขตเวลา, Múi giờ, Zona Waktu, タイムゾーン, 时区, 시간대, Tidszon, Aikavyöhyke, Customer Timezone, Contact TZ, Local Timezone, Zona oraria
`

func TestHeadersOfManyLanguagesAreKnown(t *testing.T) {
	values := map[string]string{
		"name": "Anita Rao|John Peter Smith|Marie Dupont|Carlos Ruiz|Wei Chen|Olga Ivanova", "first_name": "Anita|John|Marie|Carlos|Wei|Olga",
		"last_name": "Rao|Smith|Dupont|Ruiz|Chen|Ivanova", "phone": "+14155552671|+442079460018|+919876543210|+33142685300|+4930901820|+12125550123",
		"email":   "a@example.com|b.c@example.org|d@example.net|e@example.com|f@example.co.uk|g@example.de",
		"company": "Acme Ltd|Sri Motors Pvt Ltd|Dupont SARL|Ruiz SL|Chen & Co|Müller GmbH", "country": "Germany|France|Spain|India|Brazil|Japan",
		"timezone": "Europe/Berlin|Europe/Paris|Europe/Madrid|Asia/Kolkata|America/Sao_Paulo|Asia/Tokyo", "id": "1|2|3|4|5|6",
	}
	type column struct{ header, values string }
	guessed := func(given ...column) columns.Mapping {
		rows := make([][]string, 6)
		var names []string
		for _, c := range given {
			names = append(names, c.header)
			for i, value := range strings.Split(values[c.values], "|") {
				rows[i] = append(rows[i], value)
			}
		}
		return columns.Guess(table.Of(names, rows...), "US")
	}
	name, phone, id := column{"Name", "name"}, column{"Phone", "phone"}, column{"Id", "id"}
	for line := range strings.SplitSeq(strings.TrimSpace(headersOfManyLanguages), "\n") {
		kind, headers, _ := strings.Cut(line, ": ")
		for header := range strings.SplitSeq(headers, ", ") {
			want := map[string]string{"another's": "metadata skip", "another": "metadata skip company", "spare": "phone2"}[kind]
			var tables []columns.Mapping // in each of which the column is the second
			switch kind {
			case "another's":
				tables = append(tables, guessed(name, column{header, "phone"}, phone), guessed(name, column{header, "phone"}))
			case "another":
				tables = append(tables, guessed(id, column{header, "name"}, phone), guessed(id, column{header, "name"}, name, phone))
			case "spare":
				tables = append(tables, guessed(name, column{header, "phone"}, phone))
			case "phone":
				want, tables = kind, append(tables, guessed(name, column{header, kind}, id))
			case "name", "first_name", "last_name":
				want, tables = kind, append(tables, guessed(id, column{header, kind}, phone))
			default:
				want, tables = kind, append(tables, guessed(name, column{header, kind}, phone))
			}
			for _, m := range tables {
				if got := string(m[1].Field); !strings.Contains(want, got) {
					t.Errorf("%s is %s, not %s, because %s", header, got, want, m[1].Reason)
				}
			}
		}
	}
}

// A word that is not known may say whose a number is: one that is plainly the
// contact's goes first.
func TestWhatIsPlainlyTheContactsNumberGoesFirst(t *testing.T) {
	for _, header := range []string{"QX Mobile", "Zorblatt cell", "Handy Zimmer 4b", "Móvil del zorblo"} {
		m := columns.Guess(peopleTable("Name|"+header+"|Work Phone", "NAME|GB|HOME", 8), "GB")
		if m[2].Field != columns.FieldPhone || m[1].Field != columns.FieldPhone2 {
			t.Errorf("%s is %s beside a phone that is %s", header, m[1].Field, m[2].Field)
		}
	}
}
