package model

// The words by which people are kept from being called, as data: lists parted by
// commas, in the languages whose lists are read here. They are compared without
// case, accents and punctuation; see optOutWords. A word that is not here never
// makes anybody be called: in a do-not-call column everything counts that is not
// in optOutNo.

// optOutNo is what a do-not-call column says of somebody who may be called.
const optOutNo = "0, 0 0, 00, 0 00, false, no, n, f, off, unchecked, nope, none, ninguno, nenhum, aucun, keine, nessuno, geen, brak, yok, ingen, null, nil, nan, NaN, undefined, 0000 00 00, 0000 00 00 00 00 00, 1900 01 00, subscribed, opted in, opt in, optin, " +
	"not opted out, not on list, not listed, not registered, not on dnc, not on dnc list, not dnc, non dnc, not found, clean, clear, safe, ok to dial, inactive, not active, callable, ok to call, may call, may be called, can call, allowed, call, " +
	"falso, faux, falsch, fals, onwaar, falskt, ложь, " +
	"nao, non, nein, nee, nej, nei, nie, ne, нет, не, hayir, nahi, nahin, नहीं, नही, いいえ, 無, 无, なし, ない, 否, 不, 没有, 아니요, 아니오, 없음, لا, कोई नहीं, tidak, bukan, aus, ikke, inte, falsk, yanlis, falsz, ☐"

// optOutYes is what a do-not-call column says of somebody who must not be: what
// was understood, beside dates and optOutCertain.
const optOutYes = "1, 1 0, 1, true, yes, y, x, t, on, checked, stop, stopall, listed, registered, blocked, suppressed, ✓, ✔, ☑, ☒, ✅, ✗, ✘, ×, ○, ◯, ●, " +
	"si, sim, oui, ja, j, s, o, tak, da, да, evet, haan, हाँ, हां, はい, 有, 是, 예, 네, نعم, ya, iya, " +
	"verdadero, verdadeiro, vrai, wahr, vero, waar, sant, sandt, истина, dogru, सत्य, 真, 참, صحيح, benar, prawda"

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
	"do not text, no sms, sperrung, iys ret"

// optInCalls and optInWords make a column one that says who may be called, when
// a word of each is in its name: a no there is a no. Without one of the first it
// is a consent to something wider, such as advertising.
const (
	optInCalls = "call, tcpa, calls, calling, called, phone, phones, telephone, tel, voice, contact, dial, telemarketing, telefon, telefonisch, telefonische, anruf, anrufe, angerufen, llamada, llamadas, llamar, telefono, telefonico, telefonica, " +
		"ligacao, ligacoes, telefone, appel, appels, telephonique, chiamata, chiamate, telefonico, bellen, gebeld, telefoon, telefonische, dzwonienie, telefoniczny, telefoniczna, звонок, звонки, звонков, телефон, ara, arama, telefonla, " +
		"कॉल, फोन, फ़ोन, 電話, 架電, 电话, 致电, 來電, 전화, الاتصال, اتصال, هاتف, telepon, panggilan, ringa, samtal, opkald, ringes"
	optInWords = "consent, consents, consented, accept, accepts, accepted, opt in, optin, opted in, optedin, permission, permitted, allowed, allow, allows, may call, may be called, may contact, may phone, can call, can be called, can contact, ok to, okay to, agree, agreed, agrees, authorized, authorised, authorization, tcpa, " +
		"einwilligung, zustimmung, erlaubnis, erlaubt, darf angerufen, darf anrufen, mag bellen, consentimiento, permiso, acepta, autoriza, autorizacion, consentimento, permissao, aceita, autorizacao, consentement, accord, accepte, autorise, consenso, acconsente, autorizza, " +
		"toestemming, akkoord, zgoda, согласие, согласен, разрешено, izin, onay, riza, सहमति, अनुमति, 同意, 許可, 许可, 允许, 동의, موافقة, persetujuan, izin, samtycke, samtykke, tilladelse"
	// optInStrong is about reaching people whatever else a name says, while the
	// others of optInWords are about anything.
	optInStrong = "consent, consents, consented, opt in, optin, opted in, optedin, tcpa, einwilligung, consentimiento, consentimento, consentement, consenso, toestemming, zgoda, согласие, riza, सहमति, 同意, 동의, persetujuan, samtycke, samtykke"
	optInAlone  = "callable, contactable, anruf erlaubt, telefonwerbung erlaubt"
	optInWide   = "marketing, advertising, promotion, promotions, promotional, promo, offers, commercial, communications, werbung, publicidad, publicite, publicidade, pubblicita, marketing consent, gdpr, dsgvo, lgpd, rgpd"
)

// optOutOtherWays are words of columns about other ways to reach people, which
// say nothing of calls unless the name speaks of these too, and optOutTexts of
// those that reach a telephone all the same.
const (
	optOutOtherWays = "email, emails, mail, mails, mailing, newsletter, newsletters, fax, faxes, post, postal, letter, letters, web, push, cookie, cookies, correo, courriel, correio, brief, post, posta, mejl, e"
	optOutTexts     = "sms, text, texts, texting, whatsapp, viber, mms"
	// optOutBeside are words of columns that hold something beside the answer.
	optOutBeside = "url, uri, link, links, token, hash, href, page"
	// optOutAbout are words of columns about when somebody was looked up, or how
	// long an answer holds: whether those named are not to be called is asked.
	optOutAbout = "checked, check, scrub, scrubbed, screened, verified, cleaned, washed, before, after, until, till, expires, expiry, geprueft, gepruft, abgleich, scrubdate"
)

// optOutStates are names of columns of which only some words keep anybody from
// being called, also where the operator says that it is a do-not-call column.
const optOutStates = "status, state, stage, disposition, dispo, outcome, result, results, response, reply, reason, tag, tags, label, labels, list, lists, segment, segments, preference, preferences, note, notes, remark, remarks, comment, comments, " +
	"description, memo, type, category, group, activity, history, estado, notas, nota, observaciones, comentario, comentarios, etiquetas, situacao, observacoes, observacao, statut, etat, remarque, remarques, commentaire, notes, etiquettes, " +
	"zustand, notiz, notizen, bemerkung, bemerkungen, kommentar, anmerkung, stato, note, commenti, osservazioni, opmerking, opmerkingen, notitie, notities, uwagi, notatka, komentarz, статус, примечание, комментарий, заметки, теги, " +
	"durum, notlar, aciklama, स्थिति, टिप्पणी, 状態, 状況, ステータス, 備考, メモ, 状态, 狀態, 备注, 備註, 标签, 상태, 비고, 메모, الحالة, ملاحظات, catatan, keterangan, anteckning, anteckningar, kommentarer, bemaerkning, bemaerkninger"

// optOutCertain is what a cell of any column says, alone or as one of several
// things in it, of somebody who must not be called.
const optOutCertain = "do not call, do not call list, do not phone, do not ring, do not contact, do not dial, don t call, dont call, don t contact, dont contact, donotcall, do not call again, never call, never call again, no calls, no phone calls, no more calls, " +
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

// optOutLikely is what a cell of any column says, alone or as one of several
// things in it, of somebody who is likely not to be called.
const optOutLikely = "stop, stopall, stop all, blocked, blacklisted, blacklist, suppressed, suppression, spam complaint, reported spam, do not disturb, dnd, litigator, refused, refuses, remove me, " +
	"not interested, no interest, no longer interested, email only, mail only, by email only, do not text, " +
	"no interesado, no interesada, no le interesa, bloqueado, nao interessado, sem interesse, pas interesse, pas interessee, refus, " +
	"kein interesse, kein bedarf, gesperrt, widersprochen, widerspruch, non interessato, non interessata, bloccato, geen interesse, niet geinteresseerd, geweigerd, geblokkeerd, " +
	"niezainteresowany, niezainteresowana, odmowa, zablokowany, не интересно, отказ, отказался, отказалась, черный список, заблокирован, ilgilenmiyor, istemiyor, reddetti, engellendi, " +
	"रुचि नहीं, इच्छुक नहीं, 興味なし, 拒否, お断り, 不感兴趣, 不感興趣, 拒绝, 拒絕, 黑名单, 黑名單, 관심없음, 관심 없음, 거절, 차단, غير مهتم, رفض, محظور, tidak tertarik, tidak berminat, menolak, diblokir, " +
	"inte intresserad, ej intresserad, avbojt, sparrad, ikke interesseret, ikke interessert, blokeret, sperret"

// optOutInside is what a longer text says of somebody who is not to be called,
// wherever in it that stands.
const optOutInside = "do not call, do not phone, do not ring, do not contact, do not dial, don t call, don t contact, don t phone, don t ring, dont call, dont contact, donotcall, never call, stop calling, no more calls, not to be called, " +
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
	optInNo = "0, 0 0, false, no, n, f, off, unchecked, falso, faux, falsch, onwaar, ложь, nao, non, nein, nee, nej, nei, nie, ne, нет, hayir, nahi, नहीं, いいえ, 無, 无, 否, 不, 不同意, 아니요, 아니오, لا, tidak, ikke, inte, not given, not granted, " +
		"not allowed, not permitted, none given, ☐, ✗, ✘"
	optInWithdrawn = "withdrawn, revoked, declined, refused, denied, rejected, opted out, opt out, unsubscribed, expired, objected, cancelled, canceled, widerrufen, abgelehnt, verweigert, retirado, revocado, denegado, rechazado, retire, refuse, revoque, " +
		"ritirato, revocato, negato, ingetrokken, geweigerd, wycofana, odmowa, отозвано, отказ, geri cekildi, 撤回, 拒否, 拒绝, 拒絕, 철회, 거부, dicabut, ditolak, aterkallat, trukket tilbage"
	optInUnsure = "unknown, pending, unclear, maybe, unbekannt, offen, desconocido, pendiente, inconnu, en attente, sconosciuto, onbekend, nieznany, неизвестно, bilinmiyor, 不明, 未知, tidak diketahui, okand, ukendt"
)
