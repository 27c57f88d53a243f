package model

import (
	"slices"
	"strings"
	"testing"

	"callsheet/model/optout"
)

func TestOptOutsOfManyLanguagesAreKnownByTheirNames(t *testing.T) {
	for _, c := range []struct {
		claim   string
		tells   []optout.Telling
		headers string
	}{
		{"those it marks are not to be called", []optout.Telling{optout.TellsNo}, "Do Not Call|DNC Status|DNC?|Is DNC|dnc_flag|Don't Call|No Call|No Calls|Do not phone|Donotcall|DoNotCall__c|HasOptedOutOfCall|PersonDoNotCall|Do_Not_Call__c|Opt-Out|Opted Out?|opted_out_at|Call Opt Out|Voice opt-out|Unsubscribed|Unsubscribed on|Unsubscribe Date|Do Not Contact|DNC date|Deceased|Is Deceased|Date of death|Deceased date|Consent withdrawn|Consent withdrawn date|Calling prohibited|Do not ring|Never call|Not contactable by phone|Remove from calling|Nicht anrufen|Anrufsperre|Anruf gesperrt|Telefonsperre|Kein Anruf|Kontaktsperre|Nicht kontaktieren|Kontakt verboten|Verstorben|Verstorben am|Keine Telefonwerbung|Keine Werbeanrufe|No llamar|No contactar|No molestar|Baja telefónica|Fallecido|Fecha de fallecimiento|Não ligar|Não contatar|Não perturbe|Óbito|Falecido|Ne pas appeler|Ne pas contacter|Ne plus appeler|Décédé|Date de décès|Opposition téléphonique|Refus d'appel|Désinscrit|Désinscription|Non chiamare|Non contattare|Deceduto|Data decesso|Disiscritto|Niet bellen|Niet contacteren|Bel-me-niet|Overleden|Uitgeschreven|Nie dzwonić|Nie kontaktować|Zakaz kontaktu|Sprzeciw telefoniczny|Zmarły|Zgon|Nevolat|Nekontaktovat|Zemřel|Ne hívja|Nem hívható|Elhunyt|Nu sunați|Nu suna|Nu contactați|Decedat|Μην καλείτε|Να μην κληθεί|Αποθανών|Не звонить|Не беспокоить|Отказ от звонков|Умер|Отписался|Не дзвонити|Відмова від дзвінків|Помер|Arama yapma|Aramayın|Aranmayacak|Arama yasağı|Vefat|Vefat etti|لا تتصل|عدم الاتصال|ممنوع الاتصال|متوفى|لا يرغب بالاتصال|אל תתקשר|לא להתקשר|נפטר|कॉल न करें|फोन न करें|मृत|വിളിക്കരുത്|அழைக்க வேண்டாம்|কল করবেন না|కాల్ చేయవద్దు|ಕರೆ ಮಾಡಬೇಡಿ|કૉલ કરશો નહીં|ห้ามโทร|ไม่ให้โทร|อย่าโทร|Không gọi|Đừng gọi|Không liên hệ|Từ chối cuộc gọi|Jangan hubungi|Jangan ditelepon|Jangan telepon|Meninggal|Jangan call|電話不可|架電NG|架電禁止|連絡不可|死亡|死亡日|请勿致电|勿打电话|禁止呼叫|禁呼|拒绝来电|已故|勿電|不再联系|수신거부|전화금지|연락금지|전화거부|사망|Ring inte|Ring ej|Avliden|Ring ikke|Ikke ring|Älä soita|Soittokielto|Kuollut|Reserveret mod telefonsalg"},
		{"a register, or what keeps people from being called", []optout.Telling{optout.TellsNo, optout.TellsLikely, optout.TellsYes, optout.TellsWide}, "TPS|CTPS|TPS Flag|TPS Match|On TPS|TPS/CTPS|DND|DND Status|NDNC|NCPR|NDNC Status|NCPR registered|DNCL|DNCR|Bloctel|Inscrit Bloctel|Lista Robinson|Robinson|Robinsonliste|ECG-Liste|RTR-ECG|Registro Opposizioni|Registro delle opposizioni|RPO|REUS|REPEP|Reus|Não me perturbe|Procon|NIX|NIX-Telefon|Nix registrerad|Reservasjonsregisteret|Robinsonlisten|Bel-me-niet Register|BMNR|Litigator|Known Litigator|Suppress|Suppression Flag|Suppressed|Blacklist|Blacklisted|Black List|Blocked|Sperrvermerk|Werbesperre|Werbewiderspruch|Widerspruch|Gesperrt|Liste rouge|Liste d'opposition|Lista negra|Czarna lista|Lista Robinsona|Чёрный список|Kara liste|İYS|İYS Durumu|İYS Onay|黑名单|黑名單|블랙리스트|두낫콜|ブラックリスト|Danh sách đen|DNC VN|Daftar hitam|القائمة السوداء|Do Not Solicit|No Marketing|No Soliciting|Do Not Disturb|FTC DNC|National DNC|State DNC|Internal DNC|Federal DNC|Wireless DNC|Opt-out marketing|Objection to marketing|Telemarketing optout|No comercial|No publicidad"},
		{"it says who may be called", []optout.Telling{optout.TellsYes}, "Consent to call|Call Consent|Phone Consent|Telephone consent|Phone Opt-in|Voice opt in|Call Permission|Permission to Call|May we call?|May we call you|May Call|Can we call|Can call?|OK to call|OK to Call?|Ok to phone|Okay to contact|Agree to be called|Agreed to be contacted|Contact allowed|Contact Permission|Contactable|Callable|Calling allowed|TCPA|TCPA Consent|Consent (phone)|Consent - Phone|consent_phone|consent.phone|PhoneConsent|Telefon Einwilligung|Einwilligung Telefon|Einwilligung Anruf|Telefonische Kontaktaufnahme erlaubt|Anruf erlaubt|Darf angerufen werden|Telefonwerbung erlaubt|Opt-in Telefon|Consentimiento telefónico|Consentimiento llamadas|Acepta llamadas|Autoriza llamadas|¿Podemos llamarle?|Aceita ligações|Consentimento telefone|Autoriza contato telefônico|Consentement appel|Consentement téléphone|Accepte les appels|Autorise appels|Opt-in téléphone|Consenso telefonico|Consenso chiamate|Consenso telefono|Accetta chiamate|Toestemming bellen|Mag gebeld worden|Toestemming telefoon|Zgoda na telefon|Zgoda na kontakt telefoniczny|Zgoda telefoniczna|Souhlas s voláním|Souhlas telefon|Hozzájárulás hívás|Acord telefonic|Acord apel|Συγκατάθεση κλήσης|Согласие на звонок|Можно звонить|Согласие на звонки|Згода на дзвінки|Arama izni|Arama onayı|Telefon izni|موافقة الاتصال|الموافقة على الاتصال|הסכמה לשיחה|कॉल की सहमति|कॉल सहमति|ยินยอมให้โทร|ยินยอมการโทร|Đồng ý nhận cuộc gọi|Đồng ý gọi|Persetujuan telepon|Setuju dihubungi|Izin telepon|電話同意|架電可否|電話可|可致电|是否可致电|同意来电|전화수신동의|전화 동의|Samtycke telefon|Får ringas|Samtykke telefon|Må kontaktes|Suostumus puhelin|Saa soittaa"},
		{"a consent to something wider", []optout.Telling{optout.TellsWide}, "Consent|Opt in|Opt-In|Optin|Opted-in|Marketing Consent|Marketing Opt-In|GDPR Consent|Consent Given|Consent?|Consent Status|Has consent|Einwilligung|Werbeeinwilligung|DSGVO-Einwilligung|Consentimiento|Acepta publicidad|Consentimento|LGPD|Consentement|Consentement RGPD|Consenso|Consenso marketing|Toestemming|Zgoda|Zgoda marketingowa|RODO|Zgoda RODO|Souhlas|Hozzájárulás|Consimțământ|Acord GDPR|Συγκατάθεση|Согласие|Согласие на рекламу|Згода|KVKK Onayı|Açık rıza|İzin|الموافقة|הסכמה|सहमति|ความยินยอม|PDPA Consent|Đồng ý|Persetujuan|Setuju|同意|許諾|授权|동의|마케팅 동의|광고수신동의|Samtycke|Samtykke|Suostumus"},
		{"it says nothing by its name", []optout.Telling{optout.TellsNothing, optout.TellsPart, optout.TellsOther}, "Status|Call Status|Call Date|Last Call|Last Called|Calls|Call Time|Best time to call|Call notes|Call Result|Number of calls|Phone|Email|Email opt out|Newsletter|Email consent|SMS|Call back|Callback date|Contact|Contact ID|Plan|Subscription|Subscribed plan|Account status|Region|Consent form URL|Unsubscribe link|Last contacted|Contact owner|Canton|Time to call|Preferred call time|Call duration|Called|Do you have a call center?|Stop date|Bus stop|Stop|DOB"},
	} {
		for header := range strings.SplitSeq(c.headers, "|") {
			if got := optout.TellingOf(header); !slices.Contains(c.tells, got) {
				t.Errorf("%s: %q tells %d", c.claim, header, got)
			}
		}
	}
}

// optOutLists are small lists: the name of a column, and of each row what it says
// and what may become of the row. Where two ways do no harm, both are named.
const optOutLists = `
Consent :: no => held out | yes => ready | yes => ready | No => held out
Opt in :: 0 => held out | 1 => ready | 1 => ready
Do not contact :: FALSE => ready | TRUE => out | FALSE => ready
May we call? :: N => held out | Y => ready | y => ready | n => held out
May we call? :: No => held out | Yes => ready | after 5pm => ready
Suppress :: Y => held out | N => ready |  => ready
Suppressed :: 0 => ready | 1 => held out
Unsubscribed on :: 2024-03-01 => out |  => ready |  => ready
Status :: Deceased => out | Active => ready | active => ready | Inactive => ready | Wrong number => held | Bad debt => ready
DND :: Yes => held out | No => ready | NO => ready | Y => held out
NDNC Status :: Registered => held out | Not Registered => ready | Non NDNC => ready | Not in NDNC => ready
NCPR :: NCPR => held out | Non-NCPR => ready |  => ready
DND :: Fully Blocked => held out | Partially Blocked => held out | Not registered => ready | 0 => ready
TPS :: TRUE => held out | FALSE => ready |  => ready
TPS Status :: Registered => held out | Not registered => ready | Clear => ready | not on TPS => ready
TPS/CTPS :: TPS => held out | CTPS => held out | None => ready | No match => ready
Bloctel :: Oui => held out | Non => ready | Non inscrit => ready | Inscrit => held out
Inscrit Bloctel :: oui => held out | non => ready
Lista Robinson :: Sí => held out | No => ready | no inscrito => ready
Robinsonliste :: ja => held out | nein => ready | nicht eingetragen => ready
Registro delle opposizioni :: SI => held out | NO => ready | non iscritto => ready
DNCL :: on list => held out | not on list => ready | not on DNCL => ready
DNCR :: Registered => held out | Washed - clear => ready held | clean => ready
Notes :: Do not call => out | Call back after 5, do not call before five => held ready | No calls on Sunday => held ready | do not call list checked: ok => ready | not on DNC => ready | DNC: clear => ready | nice man => ready
Notes :: DNC: yes => out held | DNC = Y => out held | on DNC => out | DNC requested 3/4 => out held | added to DNC => out held | please add to do not call list => out held | DNC - no calls => out held | DNC no => ready | DNC checked - do not call => out held
Notes :: NO CALLS PLEASE => out | no calls pls => out held | No phone calls please => out | no more calls!! => out | No calls yet => ready | No calls answered => ready held | STOP CALLING ME => out
Notes :: passed away => out held | died in 2021 => out held | Deceased 2020 => out held | husband deceased, speak to wife => out held | he is dead => held out | dead lead => ready | dead end => ready
Status :: Active => ready | Do Not Call => out | DNC => out | DNC - Requested => out held | Opted-out => out | Opt Out (SMS) => held out | Unsub => out
Status :: DNC: No => ready | DNC: Yes => out held | Not DNC => ready | active => ready
DNC checked :: 2026-01-04 => ready | 2026-01-04 => ready |  => ready
DNC checked :: yes => ready | yes => ready | DNC => held out | listed => held out
DNC :: clear => ready | Clear => ready | checked - clear => ready | Not on list => ready | ok => out | N => ready | ? => out held | N/A => out held ready | 0 => ready | unknown => out held
Do not call :: No => ready | no => ready | Never => out held | Yes, please => out | 2024 => out held | 03/04/24 => out held | Requested => out held | O => out held
Do Not Call :: Nein => ready | нет => ready | ΝΑΙ => out held | Ναι => out held | Όχι => ready | ΟΧΙ => ready | Igen => out held | Nem => ready | Ano => out held | Ne => ready | Nu => ready | Da => out | Так => out held | Ні => ready
Do Not Call :: כן => out held | לא => ready | அதே => out held | ஆம் => out held | இல்லை => ready | ഇല്ല => ready | അതെ => out held | ใช่ => out held | ไม่ => ready | Có => out held | Không => ready | हां => out | नहीं => ready | হ্যাঁ => out held | না => ready | Kyllä => out held | Ei => ready
Call consent :: granted => ready | denied => out | not given => out | withdrawn => out | Yes - 2023 => ready | No - 2023 => out | unknown => out held ready |  => ready
Telefon-Einwilligung :: ja => ready | nein => out | liegt nicht vor => out held ready | widerrufen => out | ja => ready | nicht erteilt => out
Einwilligung :: ja => ready | nein => held out | keine => held out | ja => ready
Zgoda na kontakt :: tak => ready | nie => held out | TAK => ready | brak => held out
Согласие на звонки :: да => ready | нет => out | отозвано => out | да => ready
Acepta llamadas :: sí => ready | no => out | Sí => ready | No => out
No acepta llamadas :: sí => out held |  => ready | no => ready
Consentement téléphonique :: oui => ready | non => out | refusé => out | Oui => ready
Sans consentement :: oui => out held | non => ready |  => ready
Consenso telefonico :: sì => ready | no => out | revocato => out
Toestemming bellen :: ja => ready | nee => out
Samtycke :: ja => ready | nej => held out
Suostumus puhelin :: kyllä => ready | ei => out
Arama izni :: var => ready | yok => out | evet => ready | hayır => out
İYS Durumu :: ONAY => ready | RET => held out | ONAY => ready
İYS :: Onaylı => ready | Ret => held out
同意 :: はい => ready | いいえ => held out | はい => ready
架電可否 :: 可 => ready | 不可 => out | 可 => ready | × => out
是否可致电 :: 是 => ready | 否 => out | 是 => ready
전화수신동의 :: Y => ready | N => out | 동의 => ready | 거부 => out
마케팅 동의 :: 예 => ready | 아니오 => held out
Đồng ý nhận cuộc gọi :: Có => ready | Không => out
ยินยอมการโทร :: ยินยอม => ready | ไม่ยินยอม => out | ใช่ => ready | ไม่ => out
Bersedia dihubungi :: ya => ready | tidak => out
Consent to call not given :: x => out held |  => ready
Keine Einwilligung Telefon :: x => out held |  => ready
Anruf erlaubt :: ja => ready | nein => out | Ja => ready
Nicht anrufen :: ja => out | nein => ready | x => out
Anrufen :: ja => ready | nein => held out ready | ja => ready
Call? :: yes => ready | no => held out ready | yes => ready
Calls :: 0 => ready | 3 => ready | 2 => ready
Called :: yes => ready | no => ready | no => ready
Last called :: 2024-01-02 => ready |  => ready
Call allowed :: Yes => ready | No => out
Tags :: vip, dnc => out | newsletter => ready | do-not-call;gold => out | gold => ready | stop-promo => ready held | unsubscribed_email => held ready out
Tags :: email-unsubscribed => held ready | dnc-checked => ready | not-dnc => ready | opt-in => ready | opted-out => out
Disposition :: DNC => out | No Answer => ready | Busy => ready | Not Interested => held ready | Do not call again => out | Wrong Number => held | Sale => ready | Callback => ready | Left Message => ready | Disconnected => ready held | Answering Machine => ready
Call result :: Refused => held ready | не звонить => out | нет ответа => ready | ошиблись номером => held
Ergebnis :: nicht erreicht => ready | kein Interesse => held ready | nicht mehr anrufen => out | falsche Nummer => held | Rückruf => ready
Resultado :: no contesta => ready | no volver a llamar => out | equivocado => ready held | numero equivocado => held | Buzón => ready
Résultat :: pas de réponse => ready | ne plus appeler => out | faux numéro => held | répondeur => ready
状態 :: 電話禁止 => out | 不在 => ready | 留守 => ready | 架電NG => out | 番号違い => held
备注 :: 请勿致电 => out | 无人接听 => ready | 空号 => ready held | 已去世 => out | 不要打电话给他太太 => out held | 喜欢打电话联系 => ready
비고 :: 전화하지 마세요 => out | 부재중 => ready | 수신거부 => out | 사망 => out | 결번 => held
ملاحظات :: لا تتصل => out | لم يرد => ready | متوفى => out | رقم خاطئ => held
Ghi chú :: không gọi được => ready | đừng gọi => out | không nghe máy => ready | sai số => held | đã mất => out held
หมายเหตุ :: ห้ามโทร => out | ไม่รับสาย => ready | เสียชีวิต => out | ผิดเบอร์ => held
Catatan :: jangan hubungi => out | tidak diangkat => ready | meninggal => out | salah sambung => held | jangan telepon sebelum jam 9 => out held
Примечание :: просил не звонить => out held | звонить после 18 => ready | не звонить до 10 => out held | умер => out | не дозвонились => ready
Примітка :: не дзвонити => out | не відповідає => ready | помер => out
Uwagi :: prosi nie dzwonić => out held | nie odbiera => ready | zmarł => out held | nie dzwonić przed 10 => out held
Poznámka :: nevolat => out | nebere telefon => ready | zemřel => out
Megjegyzés :: ne hívja => out | nem veszi fel => ready | elhunyt => out
Observații :: nu sunați => out | nu răspunde => ready | decedat => out
Σχόλια :: μην καλείτε => out | ΜΗΝ ΚΑΛΕΙΤΕ => out | δεν απαντά => ready
Notlar :: aramayın => out | cevap vermedi => ready | vefat etti => out | bir daha arama => held out ready
הערות :: לא להתקשר => out | לא עונה => ready | נפטר => out
टिप्पणी :: कॉल न करें => out | फ़ोन नहीं उठाया => ready | कॉल मत करो => out held | call mat karo => out held
കുറിപ്പ് :: വിളിക്കരുത് => out | ഫോൺ എടുത്തില്ല => ready
குறிப்பு :: அழைக்க வேண்டாம் => out | எடுக்கவில்லை => ready
Anteckningar :: ring inte => out | svarar inte => ready | avliden => out
Notater :: ikke ring => out | svarer ikke => ready | død => ready held out
Huomautus :: älä soita => out | ei vastaa => ready | kuollut => out
Newsletter :: unsubscribed => held out ready | subscribed => ready
Email opt-out :: yes => ready | no => ready
HasOptedOutOfEmail :: true => ready | false => ready
Marketing Consent :: No => held out | Yes => ready
Accepts Marketing :: no => held out | yes => ready
Accepts SMS Marketing :: no => held ready out | yes => ready
Consent (Y/N) :: N => held out | Y => ready
Opt-in date :: 2024-01-01 => ready |  => ready
Opt Out :: N => ready | Y => out
Deceased :: 0 => ready | 1 => out
Date of death ::  => ready | 2020-01-02 => out
Preferred contact :: Email => ready | Phone => ready | Post only => ready held | Do not call => out | Email only => held ready
Contact preference :: No phone => out held | Phone ok => ready | no calls => out | any => ready
Preferred channel :: WhatsApp => ready | Call => ready | Email => ready
Contact by phone :: Yes => ready | No => held out | Yes => ready
Phone OK :: Yes => ready | No => held out | Yes => ready
Contact via phone? :: ja => ready | nein => held out
Can be contacted :: Y => ready | N => out
Telemarketing :: yes => ready | no => held out ready
Phone opt out :: 1 => out | 0 => ready
Calls opt-in :: true => ready | false => out
Allow calls :: TRUE => ready | FALSE => out
Do not disturb :: until 2026-05-01 => held out |  => ready
Litigator :: Y => held out | N => ready
Blacklisted :: yes => held out | no => ready
Stage :: Lost => ready | Do not contact => out | Won => ready
List :: DNC list => out | Summer list => ready
Type :: Do Not Call => out | Prospect => ready
Phone Status :: disconnected => ready held | valid => ready | DNC => out | wrong number => held
`

func TestWhoSaidNoInManyLanguagesIsNotCalled(t *testing.T) {
	for line := range strings.SplitSeq(strings.TrimSpace(optOutLists), "\n") {
		header, rows, _ := strings.Cut(line, " ::")
		var cells, wants []string
		for row := range strings.SplitSeq(rows, " |") {
			cell, want, _ := strings.Cut(row, "=> ")
			cells, wants = append(cells, strings.TrimSpace(cell)), append(wants, want)
		}
		for i, state := range consentIn(t, header, cells...) {
			got := map[State]string{Ready: "ready", ToFix: "held", DoNotCall: "out"}[state]
			if got == "" || !strings.Contains(wants[i], got) {
				t.Errorf("%s | %s: %s, wants %s", header, cells[i], got, wants[i])
			}
		}
	}
}
