package optout

// The words by which people are kept from being called, as data: lists parted by
// commas, in the languages whose lists are read here. They are compared without
// case, accents and punctuation; see words. A word that is not here never
// makes anybody be called: in a do-not-call column everything counts that is not
// in optOutNo.

// optOutNo is what a do-not-call column says of somebody who may be called.
const optOutNo = "0, 0 0, 00, 0 00, false, no, n, f, off, unchecked, nope, none, ninguno, nenhum, aucun, keine, nessuno, geen, brak, yok, ingen, null, nil, nan, NaN, undefined, 0000 00 00, 0000 00 00 00 00 00, 1900 01 00, subscribed, opted in, opt in, optin, " +
	"not opted out, not on list, not listed, not registered, not on dnc, not on dnc list, not dnc, non dnc, not found, clean, clear, safe, ok to dial, inactive, not active, callable, ok to call, may call, may be called, can call, allowed, call, " +
	"falso, faux, falsch, fals, onwaar, falskt, ложь, " +
	"nao, non, nein, nee, nej, nei, nie, ne, нет, не, hayir, nahi, nahin, नहीं, नही, いいえ, 無, 无, なし, ない, 否, 不, 没有, 아니요, 아니오, 없음, لا, कोई नहीं, tidak, bukan, aus, ikke, inte, falsk, yanlis, falsz, ☐, " +
	"ninguna, nada, nem, nu, οχι, όχι, ні, לא, אין, نه, نہیں, না, இல்லை, కాదు, లేదు, ಇಲ್ಲ, ഇല്ല, അല്ല, ના, ਨਹੀਂ, ไม่, ไม่มี, ไม่ใช่, khong, khong co, hindi, hapana, ei, ei ole, nicht eingetragen, kein eintrag, nicht gesperrt, nicht gelistet, keine sperre, frei, no inscrito, no registrado, no inscrita, no registrada, nao inscrito, nao cadastrado, nao registrado, libre, livre, libero, non inscrit, non inscrite, pas inscrit, non iscritto, non iscritta, niet geregistreerd, niet ingeschreven, niet geblokkeerd, vrij, brak wpisu, niezarejestrowany, nie figuruje, не найден, не найдено, нет в списке, не состоит, kayitli degil, tidak terdaftar, bukan dnc, khong dang ky, 未登録, 該当なし, 未登记, 未登記, 未注册, 정상, 미등록, 해당없음, 해당 없음, غير مسجل, ej registrerad, inte registrerad, ikke reserveret, ikke reservert, ikke registreret, ei kieltoa, no match, not matched, unmatched, no hit, no record, no records, not blocked, not suppressed, not flagged, not opted out yet, eligible, contactable, okay to call, call ok, ok to contact, okay, verified clear, checked clear, checked ok, living, alive, lebt, vivo, viva, 正常, fully open"

// optOutYes is what a do-not-call column says of somebody who must not be: what
// was understood, beside dates and CERTAIN.
const optOutYes = "1, 1 0, 1, true, yes, y, x, t, on, checked, stop, stopall, listed, registered, blocked, suppressed, ✓, ✔, ☑, ☒, ✅, ✗, ✘, ×, ○, ◯, ●, " +
	"si, sim, oui, ja, j, s, o, tak, da, да, evet, haan, हाँ, हां, はい, 有, 是, 예, 네, نعم, ya, iya, " +
	"verdadero, verdadeiro, vrai, wahr, vero, waar, sant, sandt, истина, dogru, सत्य, 真, 참, صحيح, benar, prawda, " +
	"igen, ano, áno, ναι, так, כן, بله, ہاں, হ্যাঁ, ஆம், అవును, ಹೌದು, അതെ, ഉണ്ട്, હા, ਹਾਂ, ใช่, มี, co, oo, ndiyo, kylla, jah, taip, po, fully blocked, partially blocked, match, matched, hit, found, on list, on the list, inscrit, inscrito, iscritto, eingetragen, gesperrt, zarejestrowany, terdaftar, 登録, 該当, 登记, 해당, 등록"

// optOutHeaders are names of columns that say who is not to be called. One of
// them anywhere in a name is enough.
const optOutHeaders = "do not call, do not phone, do not ring, do not contact, do not dial, don t call, don t contact, dont call, dont contact, donotcall, donotcontact, donotphone, never call, " +
	"no calls, dnc, dncl, opt out, opted out, opts out, optout, optedout, unsubscribe, unsubscribed, unsubscription, unsub, not to be called, call blocked, calls blocked, " +
	"consent withdrawn, consent revoked, consent refused, withdrew consent, revoked consent, no consent, stop calling, deceased, " +
	"no llamar, no contactar, no llame, desuscrito, dado de baja, exclusion telefonica, fallecido, " +
	"nao ligar, nao contatar, nao contactar, nao perturbe, descadastrado, descadastro, falecido, " +
	"ne pas appeler, ne plus appeler, ne pas contacter, ne pas telephoner, desabonne, desinscrit, desinscription, decede, " +
	"nicht anrufen, nicht kontaktieren, keine anrufe, kein anruf, anrufverbot, kontaktverbot, anrufsperre, telefonsperre, abgemeldet, verstorben, widerruf, " +
	"non chiamare, non contattare, non telefonare, disiscritto, deceduto, " +
	"niet bellen, niet contacteren, bel me niet, uitgeschreven, afgemeld, overleden, " +
	"nie dzwonic, nie kontaktowac, zakaz dzwonienia, wypisany, rezygnacja z kontaktu, zmarly, " +
	"не звонить, не беспокоить, отказ от звонков, отписан, отписался, отписка, умер, " +
	"aramayin, aranmasin, abonelikten cikti, vefat, " +
	"कॉल न करें, संपर्क न करें, फोन न करें, " +
	"電話不可, 電話禁止, 電話ng, 架電不可, 架電禁止, 架電ng, 連絡不要, 連絡禁止, 配信停止, " +
	"请勿致电, 請勿致電, 勿扰, 勿擾, 拒接, 拒绝来电, 拒絕來電, 不要致电, 退订, 退訂, " +
	"전화금지, 전화 금지, 수신거부, 연락금지, " +
	"لا تتصل, عدم الاتصال, ممنوع الاتصال, " +
	"jangan hubungi, jangan telepon, jangan ditelepon, " +
	"ring inte, ring ej, far ej kontaktas, kontakta ej, avregistrerad, avliden, " +
	"ring ikke, ma ikke ringes, ma ikke kontaktes, kontakt ikke, frameldt, afdod"

// optOutRegisters are names of columns that likely say so: registers of people
// who want no advertising, and blocks whose reach only the operator knows.
const optOutRegisters = "tps, ctps, tps ctps, ndnc, dnd, dndr, ncpr, ndncr, dncr, fdnc, bloctel, robinson, robinsonliste, robinsonlisten, lista robinson, werbesperre, werbewiderspruch, werbeverbot, widerspruch, " +
	"sperrvermerk, sperrkennzeichen, gesperrt, sperre, sperrliste, opposition, opposizione, opposizioni, oposicion, oposicao, liste rouge, rpo, nao me perturbe, nix18, nix telefon, sparr, sparrad, sparregister, " +
	"reklamebeskyttet, reklamebeskyttelse, reservert, reservasjon, blacklist, black list, blacklisted, blocklist, block list, blocked, blokkeren, lista negra, liste noire, schwarze liste, lista nera, zwarte lijst, czarna lista, " +
	"черный список, kara liste, 黑名单, 黑名單, ブラックリスト, 블랙리스트, daftar hitam, القائمة السوداء, " +
	"suppression, suppressed, suppress, do not disturb, do not market, do not solicit, no solicit, no marketing, no solicitation, do not mail or call, litigator, gdpr objection, right to object, " +
	"do not text, no sms, sperrung, iys ret, " +
	"ecg liste, ecg list, rtr ecg, rtr liste, registro publico de oposicion, reus, repep, procon, nix, nix registrerad, nix register, nixregister, reservasjonsregisteret, reservasjonsregister, bmnr, bel me niet register, lista robinsona, robinsona, robinson lista, tiltolista, tiltolistan, danh sach den, blacklist vn, no soliciting, objection to marketing, marketing objection, no comercial, no publicidad, sin publicidad, no marketing calls, keine werbung, sprzeciw, sprzeciw marketingowy, suoramarkkinointikielto, markkinointikielto, kielto, reserveret, markedsforingsreserveret, reklamsparr, 두낫콜, 두낫콜 등록, μητρωο 11, μητρώο 11, αρθρο 11, trai, trai dnd, dnd trai, fully blocked, מאגר אל תתקשרו אלי, عدم الازعاج التسويقي, 营销黑名单, 拒绝营销, 勧誘拒否, 勧誘禁止, 営業禁止, 営業ng, 광고거부"

// optInCalls and optInWords make a column one that says who may be called, when
// a word of each is in its name: a no there is a no. Without one of the first it
// is a consent to something wider, such as advertising.
const (
	optInCalls = "call, tcpa, calls, calling, called, phone, phones, telephone, tel, voice, contact, dial, telemarketing, telefon, telefonisch, telefonische, anruf, anrufe, angerufen, llamada, llamadas, llamar, telefono, telefonico, telefonica, " +
		"ligacao, ligacoes, telefone, appel, appels, telephonique, chiamata, chiamate, telefonico, bellen, gebeld, telefoon, telefonische, dzwonienie, telefoniczny, telefoniczna, звонок, звонки, звонков, телефон, ara, arama, telefonla, " +
		"कॉल, फोन, फ़ोन, 電話, 架電, 电话, 致电, 來電, 전화, الاتصال, اتصال, هاتف, telepon, panggilan, ringa, samtal, opkald, ringes, " +
		"contacted, called, calling, 来电, 通话, 通話, 呼叫, 拨打, 打电话, 聯絡, 联系, 連絡, 통화, 연락, llamarle, llamarlo, llamarla, llamarte, contactar, contactarlo, ligar, ligue, appeler, contacter, chiamare, chiamarla, contattare, kontaktieren, anrufen, kontakt, kontakty, contacteren, dzwonic, volani, volanim, volat, hovor, hovory, telefonat, hivas, hivhato, hivast, telefonic, apel, apeluri, sunat, κλησης, κλήσης, κλησεις, κλήσεις, τηλεφωνο, τηλέφωνο, τηλεφωνικη, τηλεφωνική, звонить, звонок, звонка, позвонить, телефонный, телефонную, связь, контакт, дзвінок, дзвінки, дзвінків, дзвінка, телефонувати, pozivi, poziv, klic, klici, helistamine, skambinti, arama, aramasi, telefonu, ses, iletisim, تماس, مكالمة, مكالمات, المكالمات, الهاتف, שיחה, לשיחה, לשיחות, שיחות, להתקשר, טלפון, कॉल की, কল, ফোন, அழைப்பு, కాల్, ಕರೆ, കോൾ, ഫോൺ, કૉલ, โทร, โทรศัพท์, ติดต่อ, goi, cuoc goi, lien he, dien thoai, hubungi, dihubungi, ditelepon, menelepon, ringas, ringa upp, kontaktas, kontaktes, telefonsamtal, puhelin, puhelut, puhelu, soittaa, soitto, yhteydenotto"
	optInWords = "consent, consents, consented, accept, accepts, accepted, opt in, optin, opted in, optedin, permission, permitted, allowed, allow, allows, may call, may be called, may contact, may phone, can call, can be called, can contact, ok to, okay to, agree, agreed, agrees, authorized, authorised, authorization, tcpa, " +
		"einwilligung, zustimmung, erlaubnis, erlaubt, darf angerufen, darf anrufen, mag bellen, consentimiento, permiso, acepta, autoriza, autorizacion, consentimento, permissao, aceita, autorizacao, consentement, accord, accepte, autorise, consenso, acconsente, autorizza, " +
		"toestemming, akkoord, zgoda, согласие, согласен, разрешено, izin, onay, riza, सहमति, अनुमति, 同意, 許可, 许可, 允许, 동의, موافقة, persetujuan, izin, samtycke, samtykke, tilladelse, " +
		"may we, can we, could we, shall we, is it ok, permitted to, willing to be, happy to be, agreeable, podemos, podriamos, se puede, puede llamar, darf, durfen wir, moglich, pouvons nous, peut on, possiamo, si puo, accetta, accettazione, mogen wij, mag gebeld, mag gecontacteerd, mag contact, mozna, mozemy, pozwolenie, можно, разрешение, souhlas, suhlas, hozzajarulas, engedely, beleegyezes, consimtamant, acord, acordul, συγκαταθεση, συγκατάθεση, αδεια, άδεια, згода, дозвіл, dozvola, pristanak, privola, soglasje, suglasnost, sutikimas, piekrisana, nousolek, onayi, izni, kvkk, muvafakat, الموافقة, موافق, يوافق, הסכמה, אישור, رضایت, اجازہ, رضامندی, সম্মতি, অনুমতি, சம்மதம், ஒப்புதல், సమ్మతి, అనుమతి, ಒಪ್ಪಿಗೆ, അനുമതി, സമ്മതം, સંમતિ, ਸਹਿਮਤੀ, ยินยอม, ความยินยอม, อนุญาต, dong y, cho phep, su dong y, setuju, bersedia, 可否, 授权, 授權, 許諾, 承諾, 承诺, 수신동의, 허용, suostumus, lupa, hyvaksynta, samtykker, godkannande, tillstand"
	// optInStrong is about reaching people whatever else a name says, while the
	// others of optInWords are about anything.
	optInStrong = "telemarketing, telefonwerbung, consent, consents, consented, opt in, optin, opted in, optedin, tcpa, einwilligung, consentimiento, consentimento, consentement, consenso, toestemming, zgoda, согласие, riza, सहमति, 同意, 동의, persetujuan, samtycke, samtykke, " +
		"souhlas, suhlas, hozzajarulas, consimtamant, acord gdpr, acordul gdpr, συγκαταθεση, συγκατάθεση, згода, privola, pristanak, soglasje, sutikimas, piekrisana, nousolek, izin, izni, onay, onayi, kvkk, iys, iys durumu, lgpd, rodo, gdpr, dsgvo, rgpd, werbeeinwilligung, marketingeinwilligung, الموافقة, موافقة, הסכמה, সম্মতি, சம்மதம், సమ్మతి, സമ്മതം, સંમતિ, ความยินยอม, ยินยอม, dong y, setuju, 許諾, 授权, 授權, 수신동의, suostumus"
	optInAlone = "contact by phone, contact via phone, contact by telephone, contact via telephone, phone contact, phone ok, telephone ok, call ok, calls ok, ok phone, can be contacted, may be contacted, can be called, may be called, kontakt per telefon, telefonischer kontakt, telefonkontakt, contacto por telefono, contacto telefonico, contato por telefone, contato telefonico, contact par telephone, contact telephonique, contatto telefonico, telefonisch contact, kontakt telefoniczny, контакт по телефону, callable, contactable, anruf erlaubt, telefonwerbung erlaubt, " +
		"far ringas, far kontaktas, ma kontaktes, ma ringes, kan ringes, saa soittaa, saa ottaa yhteytta, lupa soittaa, mag gebeld worden, mag bellen, mag ik bellen, 架電可, 電話可, 通話可, 可致电, 可致電, 可拨打, 可电话联系, 可否致电, 전화가능, 통화가능, podemos llamarle, llamable, appelable, anrufbar, hivhato, можно звонить, можна дзвонити, volat ano, aranabilir, boleh dihubungi, bersedia dihubungi, setuju dihubungi, ติดต่อได้, โทรได้, duoc phep goi, co the goi, puede llamarse, se puede llamar, pode ligar, podemos ligar, si puo chiamare, peut etre appele, mozna dzwonic, darf kontaktiert werden, aramaya izinli"
	optInWide = "marketing, advertising, promotion, promotions, promotional, promo, offers, commercial, communications, werbung, publicidad, publicite, publicidade, pubblicita, marketing consent, gdpr, dsgvo, lgpd, rgpd"
)

// optOutOtherWays are words of columns about other ways to reach people, which
// say nothing of calls unless the name speaks of these too, and optOutTexts of
// those that reach a telephone all the same.
const (
	optOutOtherWays = "email, emails, mail, mails, mailing, newsletter, newsletters, fax, faxes, post, postal, letter, letters, web, push, cookie, cookies, correo, courriel, correio, brief, post, posta, mejl, e"
	optOutTexts     = "sms, text, texts, texting, whatsapp, viber, mms"
	// optInToCall are whole names of columns that may say whom to call.
	optInToCall = "to call, call y n, call yes no, should call, should be called, call them, to be called, llamar, a llamar, para llamar, anrufen, zu kontaktieren, appeler, a appeler, da chiamare, te bellen, do dzwonienia, звонить, k volani, hivando, de sunat, 要電話"
	// optInGiven are what is said of a consent that was given.
	optInGiven = "granted, given, obtained, received, signed, agreed, accepted, explicit, implied, express, verbal, written, erteilt, liegt vor, liegt nicht vor, gegeben, vorhanden, otorgado, otorgada, concedido, concedida, aceptado, aceptada, aceito, autorizado, autorizada, accorde, accordee, donne, donnee, accepte, acceptee, concesso, concessa, dato, accettato, gegeven, akkoord, udzielona, wyrazona, udelen, udelil, megadva, acordat, dat, δοθηκε, дано, получено, надано, var, verildi, onay, onayli, موافق, मंज़ूर, 可, 不可, 同意, 同意済, 동의, 동의함, 미동의, dong y, khong dong y, ยินยอม, ไม่ยินยอม, setuju, tidak setuju, bersedia, gett, gitt, givet, annettu"
	// optInContact are words for reaching people in any way.
	optInContact = "contact, contacts, contacted, contacting, kontakt, kontakty, kontaktieren, kontaktas, kontaktes, контакт, связь, contacto, contactar, contactarlo, contato, contatar, contatto, contattare, contacter, contacteren, iletisim, 联系, 聯絡, 連絡, 연락, ติดต่อ, lien he, hubungi, dihubungi, yhteydenotto"
	// optOutHits are what is said of somebody who was found in a register.
	optOutHits = "dnc, dnd, listed, registered, blocked, suppressed, match, matched, hit, found, positive, on list, on the list, on dnc, on dnc list, fully blocked, gesperrt, eingetragen, inscrit, inscrito, iscritto, zarejestrowany, terdaftar, 登録, 該当, 登记, 등록, 해당"
	// optOutBeside are words of columns that hold something beside the answer.
	optOutBeside = "url, uri, link, links, token, hash, href, page"
	// optOutAbout are words of columns about when somebody was looked up, or how
	// long an answer holds: whether those named are not to be called is asked.
	optOutAbout = "check, scrub, verified, before, after, until, till, expires, expiry"
	// optOutLooked are words of columns about when, or by whom, somebody was looked
	// for in a register, which say nothing of whether they were found there.
	optOutLooked = "checked, check date, check on, last check, date of check, scrub date, scrubdate, scrubbed, screened, cleaned, washed, last lookup, lookup date, looked up, geprueft, gepruft, abgleich, verifie, verifie le, verificado el, verificado em, verificato il, gecontroleerd, sprawdzono, проверено, дата проверки, kontrollerad, tjekket, sjekket, tarkistettu, 確認日, 查询日期, 조회일"
)

// optOutStates are names of columns of which only some words keep anybody from
// being called, also where the operator says that it is a do-not-call column.
const optOutStates = "status, state, stage, disposition, dispo, outcome, result, results, response, reply, reason, tag, tags, label, labels, list, lists, segment, segments, preference, preferences, note, notes, remark, remarks, comment, comments, " +
	"description, memo, type, category, group, activity, history, estado, notas, nota, observaciones, comentario, comentarios, etiquetas, situacao, observacoes, observacao, statut, etat, remarque, remarques, commentaire, notes, etiquettes, " +
	"zustand, notiz, notizen, bemerkung, bemerkungen, kommentar, anmerkung, stato, note, commenti, osservazioni, opmerking, opmerkingen, notitie, notities, uwagi, notatka, komentarz, статус, примечание, комментарий, заметки, теги, " +
	"durum, notlar, aciklama, स्थिति, टिप्पणी, 状態, 状況, ステータス, 備考, メモ, 状态, 狀態, 备注, 備註, 标签, 상태, 비고, 메모, الحالة, ملاحظات, catatan, keterangan, anteckning, anteckningar, kommentarer, bemaerkning, bemaerkninger, " +
	"stav, poznamka, poznamky, allapot, statusz, megjegyzes, megjegyzesek, stare, statut client, observatii, nota interna, note interne, mentiuni, κατασταση, κατάσταση, σχολια, σχόλια, παρατηρησεις, παρατηρήσεις, стан, примітка, примітки, коментар, коментарі, status ng, napomena, napomene, opomba, opombe, pastabos, piezimes, markus, markused, bilgi notu, הערות, הערה, סטטוס, מצב, توضیحات, وضعیت, ریمارکس, نوٹ, স্ট্যাটাস, মন্তব্য, குறிப்பு, குறிப்புகள், நிலை, గమనిక, గమనికలు, స్థితి, ಟಿಪ್ಪಣಿ, ಸ್ಥಿತಿ, കുറിപ്പ്, കുറിപ്പുകൾ, സ്റ്റാറ്റസ്, નોંધ, સ્થિતિ, สถานะ, หมายเหตุ, บันทึก, trang thai, ghi chu, chu thich, tinh trang, status pelanggan, keterangan tambahan, 結果, 対応履歴, コメント, 特記事項, 结果, 結果, 说明, 메모사항, 특이사항, 결과, tila, huomautus, huomautukset, muistiinpano, lisatiedot"

// Certain is what a cell of any column says, alone or as one of several
// things in it, of somebody who must not be called.
const Certain = "do not call, do not call list, do not phone, do not ring, do not contact, do not dial, don t call, dont call, don t contact, dont contact, donotcall, do not call again, never call, never call again, no calls, no phone calls, no more calls, " +
	"dnc, on dnc, on dnc list, dnc list, dnc request, opt out, opted out, optout, optedout, opt out call, unsubscribed, unsubscribe, unsub, not to be called, stop calling, " +
	"deceased, died, consent withdrawn, consent withdrawn consent, revoked, remove from list, removed from list, take me off the list, take off list, requested removal, " +
	"no llamar, no llame, no llamar mas, no contactar, no volver a llamar, dado de baja, desuscrito, fallecido, fallecida, " +
	"nao ligar, nao ligue, nao contatar, nao contactar, nao ligar mais, descadastrado, descadastrada, falecido, falecida, " +
	"ne pas appeler, ne plus appeler, ne pas rappeler, ne pas contacter, ne plus contacter, desabonne, desabonnee, desinscrit, desinscrite, decede, decedee, " +
	"nicht anrufen, nicht mehr anrufen, keine anrufe, kein anruf, nicht kontaktieren, nicht mehr kontaktieren, abgemeldet, abbestellt, verstorben, anrufverbot, kontaktverbot, " +
	"non chiamare, non chiamare piu, non richiamare, non contattare, non telefonare, disiscritto, disiscritta, deceduto, deceduta, " +
	"niet bellen, niet meer bellen, niet contacteren, niet opbellen, uitgeschreven, afgemeld, overleden, " +
	"nie dzwonic, nie dzwonic wiecej, nie kontaktowac, nie kontaktowac sie, wypisany, wypisana, zmarly, zmarla, " +
	"не звонить, больше не звонить, не беспокоить, отписан, отписался, отписалась, умер, умерла, " +
	"aramayin, bir daha aramayin, aranmasin, abonelikten cikti, vefat etti, " +
	"कॉल न करें, फोन न करें, संपर्क न करें, मृत, " +
	"電話不可, 電話禁止, 電話ng, 架電不可, 架電禁止, 架電ng, 電話しないでください, 電話しないで, 電話不要, 連絡不要, 配信停止, 死亡, " +
	"请勿致电, 請勿致電, 不要打电话, 不要打電話, 别打电话, 勿打电话, 勿来电, 拒绝来电, 拒絕來電, 退订, 退訂, 已退订, 已退訂, 已故, " +
	"전화금지, 전화 금지, 전화하지 마세요, 수신거부, 연락금지, 사망, " +
	"لا تتصل, عدم الاتصال, ممنوع الاتصال, الغاء الاشتراك, متوفى, " +
	"jangan hubungi, jangan telepon, jangan ditelepon, berhenti berlangganan, meninggal, " +
	"ring inte, ring ej, ring inte igen, kontakta ej, avregistrerad, avliden, " +
	"ring ikke, ma ikke ringes, ma ikke ringes op, kontakt ikke, ma ikke kontaktes, frameldt, afmeldt, afdod"

// Likely is what a cell of any column says, alone or as one of several
// things in it, of somebody who is likely not to be called.
const Likely = "no phone, no telephone, not by phone, no phone contact, post only, letter only, sms only, text only, nur per mail, nur per e mail, nur email, solo email, solo por correo, uniquement par mail, par mail uniquement, solo via mail, alleen per mail, tylko mail, tylko email, только почта, только email, sadece e posta, メールのみ, 仅邮件, 이메일만, hanya email, chi email, stop, stopall, stop all, blocked, blacklisted, blacklist, suppressed, suppression, spam complaint, reported spam, do not disturb, dnd, litigator, refused, refuses, remove me, " +
	"not interested, no interest, no longer interested, email only, mail only, by email only, do not text, " +
	"no interesado, no interesada, no le interesa, bloqueado, nao interessado, sem interesse, pas interesse, pas interessee, refus, " +
	"kein interesse, kein bedarf, gesperrt, widersprochen, widerspruch, non interessato, non interessata, bloccato, geen interesse, niet geinteresseerd, geweigerd, geblokkeerd, " +
	"niezainteresowany, niezainteresowana, odmowa, zablokowany, не интересно, отказ, отказался, отказалась, черный список, заблокирован, ilgilenmiyor, istemiyor, reddetti, engellendi, " +
	"रुचि नहीं, इच्छुक नहीं, 興味なし, 拒否, お断り, 不感兴趣, 不感興趣, 拒绝, 拒絕, 黑名单, 黑名單, 관심없음, 관심 없음, 거절, 차단, غير مهتم, رفض, محظور, tidak tertarik, tidak berminat, menolak, diblokir, " +
	"inte intresserad, ej intresserad, avbojt, sparrad, ikke interesseret, ikke interessert, blokeret, sperret, " +
	"wrong number, wrong no, wrong num, wrong person, wrong contact, number changed hands, falsche nummer, falscher anschluss, numero equivocado, numero erroneo, numero incorrecto, numero errado, numero errado pessoa, mauvais numero, faux numero, numero errone, numero sbagliato, numero errato, verkeerd nummer, fout nummer, zly numer, bledny numer, pomylka, spatne cislo, rossz szam, teves szam, teves szam, numar gresit, λαθος αριθμος, λάθος αριθμός, λαθος νουμερο, λάθος νούμερο, неверный номер, неправильный номер, ошиблись номером, чужой номер, неправильний номер, yanlis numara, yanlis kisi, رقم خاطئ, الرقم خطأ, מספר שגוי, טעות במספר, गलत नंबर, ग़लत नंबर, रॉन्ग नंबर, ভুল নম্বর, தவறான எண், తప్పు నంబర్, ತಪ್ಪು ಸಂಖ್ಯೆ, തെറ്റായ നമ്പർ, ખોટો નંબર, เบอร์ผิด, ผิดเบอร์, sai so, nham so, so sai, nomor salah, salah sambung, nombor salah, 番号違い, 間違い電話, 別人, 错号, 号码错误, 错误号码, 打错, 號碼錯誤, 결번, 오번호, 잘못된 번호, 다른 사람, fel nummer, feil nummer, forkert nummer, vaara numero, nezajem, nema zajem, nem erdekli, nu este interesat, neinteresat, neinteresata, nu e interesat, δεν ενδιαφερεται, δεν ενδιαφέρεται, не интересует, не зацікавлений, не цікаво, не цікавить, відмова, відмовився, відмовилась, לא מעוניין, לא מעוניינת, חסום, इंटरेस्टेड नहीं, আগ্রহী নয়, ஆர்வம் இல்லை, ఆసక్తి లేదు, താൽപ്പര്യമില്ല, ไม่สนใจ, ปฏิเสธ, khong quan tam, khong co nhu cau, tu choi, khong hung thu, tak berminat, ei kiinnostunut, ei kiinnosta"

// Inside is what a longer text says of somebody who is not to be called,
// wherever in it that stands.
const Inside = "no calls, no phone calls, died in, has died, is dead, died last, he died, she died, dec d, decd, late shri, late smt, late mr, late mrs, estate of the late, ist tot, gestorben, ist verstorben, ha muerto, murio, ha fallecido, faleceu, est mort, est morte, est decedee, e morto, e morta, is overleden, zmarl, nie zyje, zemrel, meghalt, a decedat, απεβιωσε, απεβίωσε, πέθανε, скончался, скончалась, умерла, помер, vefat etti, توفي, توفيت, נפטר, मृत्यु हो गई, มรณะ, เสียชีวิต, da mat, qua doi, meninggal dunia, 亡くな, 逝去, 去世, 已故, 身故, 돌아가셨, 사망, ar dod, er dod, on kuollut, do not call, do not phone, do not ring, do not contact, do not dial, don t call, don t contact, don t phone, don t ring, dont call, dont contact, donotcall, never call, stop calling, no more calls, not to be called, " +
	"asked not to call, remove from list, remove from the list, remove from our list, remove me, take me off, take off list, take off the list, opted out, opt out, unsubscribed, unsubscribe, dnc, deceased, consent withdrawn, withdrew consent, revoked consent, " +
	"no llamar, no llame, no llamen, no me llame, no me llamen, no volver a llamar, no contactar, no quiere llamadas, dar de baja, dado de baja, fallecido, " +
	"nao ligar, nao ligue, nao liguem, nao quer ligacoes, nao contatar, nao contactar, falecido, " +
	"ne pas appeler, ne plus appeler, ne pas rappeler, ne plus rappeler, ne pas contacter, ne plus contacter, ne veut pas etre appele, decede, " +
	"nicht anrufen, nicht mehr anrufen, keine anrufe, kein anruf, nicht kontaktieren, nicht mehr kontaktieren, anrufverbot, kontaktverbot, verstorben, " +
	"non chiamare, non chiamate, non richiamare, non contattare, non telefonare, non vuole essere chiamato, deceduto, " +
	"niet bellen, niet meer bellen, niet contacteren, niet opbellen, wil niet gebeld, overleden, " +
	"nie dzwonic, nie dzwonic wiecej, nie kontaktowac, prosze nie dzwonic, zmarly, " +
	"не звонить, не звоните, больше не звонить, не беспокоить, просил не звонить, умер, " +
	"aramayin, aranmasin, aramasin, aranmak istemiyor, " +
	"कॉल न करें, कॉल मत करो, फोन न करें, संपर्क न करें, " +
	"電話不可, 電話禁止, 電話ng, 架電不可, 架電禁止, 架電ng, 電話しないで, 電話不要, 連絡不要, " +
	"请勿致电, 請勿致電, 不要打电话, 不要打電話, 别打电话, 勿打电话, 勿来电, 不要再打, 拒绝来电, 拒絕來電, " +
	"전화금지, 전화 금지, 전화하지 마, 전화 하지 마, 수신거부, 연락금지, " +
	"لا تتصل, عدم الاتصال, ممنوع الاتصال, " +
	"jangan hubungi, jangan telepon, jangan ditelepon, " +
	"ring inte, ring ej, vill inte bli uppringd, kontakta ej, " +
	"ring ikke, ma ikke ringes, onsker ikke opkald, kontakt ikke"

// optOutPolite are words around such a text that change nothing of it.
const optOutPolite = "please, pls, again, anymore, any, more, ever, me, him, her, them, us, this, the, that, number, no, client, customer, person, contact, asked, to, request, requested, per, by, on, list, is, has, been, was, flag, flagged, marked, us, our, at, all, tel, phone, " +
	"mr, mrs, ms, por, favor, mas, plus, svp, s, il, vous, plait, merci, jamais, bitte, mehr, nie, prego, piu, per, favore, a, u, b, alstublieft, meer, prosze, wiecej, пожалуйста, больше, lutfen, bir, daha, कृपया, tolong, lagi, tack, tak"

// optInNo is what is no consent; optInUnsure what may be none.
const (
	optInNo = "×, 0, 0 0, false, no, n, f, off, unchecked, falso, faux, falsch, onwaar, ложь, nao, non, nein, nee, nej, nei, nie, ne, нет, hayir, nahi, नहीं, いいえ, 無, 无, 否, 不, 不同意, 아니요, 아니오, لا, tidak, ikke, inte, not given, not granted, " +
		"not allowed, not permitted, none given, ☐, ✗, ✘, " +
		"nem, nu, οχι, όχι, ні, לא, אין, نه, نہیں, না, இல்லை, కాదు, లేదు, ಇಲ್ಲ, ഇല്ല, ના, ਨਹੀਂ, ไม่, ไม่ยินยอม, ไม่อนุญาต, khong, khong dong y, hindi, hapana, ei, not, none, nicht, kein, keine, ohne, niet, geen, pas, sans, sin, sem, senza, brak, bez, без, yok, tanpa, tidak setuju, 不可, 未同意, 未許諾, 拒絶, 不許可, ng, 미동의, 비동의, 거부함, 불가, 안함, 동의안함, no consent, ret, do not call, opt out"
	optInWithdrawn = "withdrawn, revoked, declined, refused, denied, rejected, opted out, opt out, unsubscribed, expired, objected, cancelled, canceled, widerrufen, abgelehnt, verweigert, retirado, revocado, denegado, rechazado, retire, refuse, revoque, " +
		"ritirato, revocato, negato, ingetrokken, geweigerd, wycofana, odmowa, отозвано, отказ, geri cekildi, 撤回, 拒否, 拒绝, 拒絕, 철회, 거부, dicabut, ditolak, aterkallat, trukket tilbage, " +
		"abgemeldet, zuruckgezogen, entzogen, nicht erteilt, nicht erlaubt, no otorgado, no autoriza, no acepta, rechaza, negado, recusado, nao autorizado, nao autoriza, nao aceita, non autorise, non accorde, non acceptee, refusee, retiree, rifiutato, rifiuta, non concesso, non autorizza, revocata, niet gegeven, niet akkoord, cofnieta, cofnieto, nie wyrazono, nie wyrazil, niewyrazona, odvolan, odvolano, neudelen, neudelil, nesouhlasi, visszavonva, megtagadva, nem adott, retras, refuzat, refuza, nu accepta, ανακληθηκε, ανακλήθηκε, αρνηθηκε, αρνήθηκε, не дано, не получено, не согласен, не согласна, отозвал, отказано, не надано, відкликано, відмова, reddetti, reddedildi, iptal, ret, vermedi, مرفوض, رفض, غير موافق, ملغى, מסרב, סירב, לא מאשר, अस्वीकार, असहमत, ปฏิเสธ, เพิกถอน, tu choi, da rut, menolak, tidak setuju, tidak bersedia, dicabut, 取消, 未取得, 撤销, 撤銷, 不同意, 철회함, nekad, nekat, avvisad, nektet, afvist, trukket, peruttu, kielletty, kieltaytyi, ei annettu"
	optInUnsure = "unknown, pending, unclear, maybe, unbekannt, offen, desconocido, pendiente, inconnu, en attente, sconosciuto, onbekend, nieznany, неизвестно, bilinmiyor, 不明, 未知, tidak diketahui, okand, ukendt"
)
