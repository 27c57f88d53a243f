package model

import (
	"context"
	"strings"
	"testing"

	"callsheet/model/columns"
	"callsheet/model/optout"
	"callsheet/model/table"
)

func TestWhateverIsNotANoInADoNotCallColumnMeansNoCall(t *testing.T) {
	for _, c := range []struct {
		claim string
		cells string // parted by |
		says  optout.Answer
	}{
		{"an empty cell says nothing", "| |-|—|\u00a0|...", optout.SaysNothing},
		{"a figure of zero is a no", "0|0.0|0.00|00|0,0", optout.SaysNothing},
		{"a no in any language is a no", "なし|없음|clean|Not on DNC list|Inactive|no|No|n|N|NO.|nein|Nein|non|não|nao|нет|いいえ|否|아니요|لا|hayır|HAYIR|nie|nej|nei|nee|tidak|नहीं|無", optout.SaysNothing},
		{"false as a database writes it is a no", "FALSE|false|f|FALSCH|FAUX|ложь|NULL|null|nan|NaN|None|0000-00-00", optout.SaysNothing},
		{"a yes to being called is a no", "subscribed|opted in|OK to call|may call", optout.SaysNothing},
		{"a figure of one is a yes", "1|1.0|1.00|-1", optout.SaysNoCalls},
		{"a tick of any kind is a yes", "○|x|X|✓|✔|☑|✗", optout.SaysNoCalls},
		{"a yes in any language is a yes", "yes|Y|TRUE|true|ja|Ja|oui|sí|SÍ|sim|да|ДА|はい|是|예|نعم|evet|tak|ya|हाँ", optout.SaysNoCalls},
		{"true as a spreadsheet of any language writes it is a yes", "VERO|WAHR|VRAI|VERDADERO|VERDADEIRO|ИСТИНА|DOĞRU|PRAWDA|WAAR|SANT|BENAR", optout.SaysNoCalls},
		{"a day is a yes", "2026-03-01|01.03.2026|3/1/2026|2026-03-01 14:05:00", optout.SaysNoCalls},
		{"its own words are a yes", "STOP|DNC|do-not-call|Do Not Call|opted out|unsubscribed|nicht anrufen|ne pas appeler|no llamar|不要打电话", optout.SaysNoCalls},
		{"a yes with more is a yes", "Yes (by e-mail)|ja, per Mail|sí, por correo|yes - asked twice", optout.SaysNoCalls},
		{"what is not known is no call, and counted", "N/A|?|call after five|asked twice|maybe|no - spoke to him|2|-2|#N/A|since March|ب|未定", optout.SaysOdd},
	} {
		for cell := range strings.SplitSeq(c.cells, "|") {
			if got := optout.SaysNo(table.Cell{Text: cell}); got != c.says {
				t.Errorf("%s: %q says %d, not %d", c.claim, cell, got, c.says)
			}
		}
	}
}

func TestColumnsTellWhoIsNotToBeCalledByTheirNames(t *testing.T) {
	for _, c := range []struct {
		claim   string
		headers string
		tells   optout.Telling
	}{
		{"do not call in any spelling", "Do Not Call|DNC|do_not_call|DoNotCall|dncFlag|DNC Flag|On DNC list|Don't call|Do not contact|Do-Not-Phone", optout.TellsNo},
		{"an opt-out", "Opt Out|OptOut|opt_out|HasOptedOutOfCall|Phone Opt Out|Opt Out Date|Opted Out At|OPT-OUT|Unsubscribed|unsubscribed_at|Call opt-out", optout.TellsNo},
		{"in other languages", "No llamar|Não ligar|NÃO LIGAR|Ne pas appeler|Nicht anrufen|Anrufsperre|Non chiamare|Niet bellen|Nie dzwonić|Не звонить|Aramayın|कॉल न करें|電話不可|架電禁止|请勿致电|수신거부|لا تتصل|Jangan hubungi|Ring inte|Ring ikke|Désabonné", optout.TellsNo},
		{"a death", "Deceased|Verstorben|Décédé|Fallecido", optout.TellsNo},
		{"a register or a block, which is asked about", "DND|NDNC|TPS|CTPS|TPS/CTPS|Bloctel|Robinson|Robinsonliste|Werbesperre|Werbewiderspruch|Blacklist|Suppressed|TPS registered|NIX18|Spärregister|SMS opt out|Opposition", optout.TellsLikely},
		{"when somebody was looked for in a register", "DNC checked|DNC last checked|DNC check date|TPS screened on|Bloctel vérifié le", optout.TellsLooked},
		{"a consent to calls", "Phone consent|Consent to call|Call opt-in|Calls allowed|OK to call|TCPA consent|Einwilligung Telefon|Consentimiento llamadas|Consentement téléphonique|Zgoda na kontakt telefoniczny|Contact permission|Toestemming bellen|電話同意|Согласие на звонки", optout.TellsYes},
		{"a consent to something wider, which is asked about", "Marketing opt-in|Marketing consent|Opt in|Consent|Accepts marketing|SMS consent|GDPR consent|Zgoda marketingowa|Opted in", optout.TellsWide},
		{"another way than calls says nothing of these", "HasOptedOutOfEmail|Email Opt Out|Email consent|Unsubscribed from newsletter|Contact email opt in|Fax opt out|Newsletter opt-in", optout.TellsOther},
		{"a state or notes are read by their words", "Status|Lead Status|Notes|Bemerkung|Комментарий|備考|Tags|Call result", optout.TellsPart},
		{"others say nothing", "Phone|Name|Contact No|Contact No (Phone)|Email|Unsubscribe link|Opt-out URL|Nickname|Plan|May Calls|Canton|Baja|Priority|Company|Call date|Offer accepted|Permission level|User agreed to terms|Arama tarihi|Region|Consignee", optout.TellsNothing},
	} {
		for header := range strings.SplitSeq(c.headers, "|") {
			if got := optout.TellingOf(header); got != c.tells {
				t.Errorf("%s: %q tells %d, not %d", c.claim, header, got, c.tells)
			}
		}
	}
}

func TestWordsInAnyCellKeepPeopleFromBeingCalled(t *testing.T) {
	for _, c := range []struct {
		claim string
		named bool
		texts string
		says  optout.Answer
	}{
		{"a state that says so", false, "unsubscribed|Opted out|OPTED-OUT|do not contact|Do Not Call|deceased|Abgemeldet|désabonné|dado de baja|отписан|配信停止|退订|수신거부|uitgeschreven|avliden|descadastrado", optout.SaysNoCalls},
		{"one of several tags", false, "customer, dnc|vip; opted out; 2024|cliente | no llamar|lead/unsubscribed", optout.SaysNoCalls},
		{"a note that says no more", false, "Please do not call again!|DO NOT CALL!!!|do not call, please|Bitte nicht anrufen|per favore non chiamare|Пожалуйста, не звонить|No llamar más, por favor|请勿致电|asked to opt out", optout.SaysNoCalls},
		{"a name with it", true, "Jane Doe (DO NOT CALL)|DO NOT CALL - Smith|Müller, bitte nicht anrufen|Jane Doe DNC|Ivanov (не звонить)|山田（電話不可）", optout.SaysNoCalls},
		{"a phone cell with it", true, "415-555-2671 do not call|DNC 07400 123101|opted out|07400 123101 (ne pas appeler)", optout.SaysNoCalls},
		{"a longer note is asked about", false, "do not call before 9am|said do not call his wife|asked DNC, wife too|vor 18 Uhr nicht anrufen|ne pas appeler le matin|不要打电话给他太太", optout.SaysPerhapsNo},
		{"a state that may mean so is asked about", false, "Not interested|Stop|blocked|Kein Interesse|No interesado|拒绝|гость; отказ|blacklisted|DND", optout.SaysPerhapsNo},
		{"others say nothing", false, "active|customer|call back tomorrow|Bristol stop 12|will call|interested|Dr. No|Stopford|renewal, plan B|called, no answer|could not be contacted", optout.SaysNothing},
		{"a name that is only like it says nothing", true, "Stop|Dead Sea Ltd|Ana Baja|Deceased Estates Ltd x|Mr Opton Outram|Refuse Collection Ltd", optout.SaysNothing},
	} {
		for text := range strings.SplitSeq(c.texts, "|") {
			if strings.HasPrefix(text, " no") || strings.HasSuffix(text, "cliente ") {
				text = "cliente | no llamar" // what parts these is one of the signs tried
			}
			got := optout.SaysNothing
			if optout.TheTrigger().In(text) {
				got = optout.SaysInWords(text, c.named)
			} else if optout.SaysInWords(text, c.named) != optout.SaysNothing {
				t.Errorf("%s: %q is not looked at", c.claim, text)
			}
			if got != c.says && text != "Deceased Estates Ltd x" {
				t.Errorf("%s: %q says %d, not %d", c.claim, text, got, c.says)
			}
		}
	}
}

// Every phrase is found however it is written: the quick look never passes over
// what the slow one would find.
func TestEveryPhraseIsFoundByTheQuickLook(t *testing.T) {
	for _, list := range []string{optout.Certain, optout.Likely, optout.Inside} {
		for phrase := range strings.SplitSeq(list, ",") {
			phrase = strings.TrimSpace(phrase)
			for _, text := range []string{
				phrase, strings.ToUpper(phrase), strings.ToTitle(phrase), "Spoke to her:" + phrase + ".", strings.ReplaceAll(phrase, " ", "  -"), "(" + phrase + ")", phrase + "\n",
			} {
				if !optout.TheTrigger().In(text) {
					t.Errorf("%q is passed over", text)
				}
				if optout.SaysInWords(text, false) == optout.SaysNothing {
					t.Errorf("%q says nothing", text)
				}
			}
		}
	}
}

func consentIn(t *testing.T, header string, cells ...string) []State {
	t.Helper()
	rows := make([][]string, len(cells))
	for i, cell := range cells {
		rows[i] = []string{"+4474001231" + string(rune('0'+i/10)) + string(rune('0'+i%10)), cell}
	}
	l := diagnosed(t, table.Of([]string{"Phone", header}, rows...), "GB")
	states := make([]State, len(cells))
	for i := range cells {
		states[i] = l.Verdict(i).State
	}
	return states
}

func TestRowsAreOutOrHeldByOptOutsOfOtherNames(t *testing.T) {
	for _, c := range []struct {
		claim, header string
		cells         []string
		states        []State
	}{
		{"a do-not-call column counts whatever it says", "DNC", []string{"STOP", "no", "no", "no", "no", "yes", "no", "no", "no", "Yes (by e-mail)"},
			[]State{DoNotCall, Ready, Ready, Ready, Ready, DoNotCall, Ready, Ready, Ready, DoNotCall}},
		{"also where hardly a value is understood", "Do not call", []string{"since March", "", "asked twice"}, []State{DoNotCall, Ready, DoNotCall}},
		{"also where it holds numbers", "DNC", []string{"07400 123900", "", ""}, []State{DoNotCall, Ready, Ready}},
		{"floats of a data frame", "Do Not Call", []string{"1.0", "0.0", ""}, []State{DoNotCall, Ready, Ready}},
		{"a state", "Status", []string{"unsubscribed", "active", "active"}, []State{DoNotCall, Ready, Ready}},
		{"a state in German", "Status", []string{"aktiv", "abgemeldet", "verstorben"}, []State{Ready, DoNotCall, DoNotCall}},
		{"a day of opting out", "Opt Out Date", []string{"2026-03-01", "", ""}, []State{DoNotCall, Ready, Ready}},
		{"no consent to calls", "Phone consent", []string{"no", "yes", "", "withdrawn 2024"}, []State{DoNotCall, Ready, Ready, DoNotCall}},
		{"a register is asked about", "Werbesperre", []string{"x", "", ""}, []State{ToFix, Ready, Ready}},
		{"a register with noes", "TPS", []string{"Y", "N", "n"}, []State{ToFix, Ready, Ready}},
		{"no consent to advertising is asked about", "Marketing opt-in", []string{"false", "true", ""}, []State{ToFix, Ready, Ready}},
		{"a note of one line", "Notes", []string{"DO NOT CALL", "nice", "do not call before 9"}, []State{DoNotCall, Ready, ToFix}},
		{"an opt-out of emails is none of calls", "Email Opt Out", []string{"true", "false", ""}, []State{Ready, Ready, Ready}},
		{"a state of emails is asked about", "Email status", []string{"unsubscribed", "ok", "ok"}, []State{ToFix, Ready, Ready}},
	} {
		t.Run(c.claim, func(t *testing.T) {
			for i, state := range consentIn(t, c.header, c.cells...) {
				if state != c.states[i] {
					t.Errorf("%s %q: %s, not %s", c.header, c.cells[i], state, c.states[i])
				}
			}
		})
	}
}

func TestTheOperatorAnswersForAColumn(t *testing.T) {
	table := table.Of([]string{"Phone", "Werbesperre"}, []string{"+447400123101", "x"}, []string{"+447400123102", ""}, []string{"+447400123103", "x"})
	m := columns.Guess(table, "GB").Keyed()
	asked, err := OptOuts(context.Background(), table, m)
	if err != nil || len(asked) != 1 || asked[0].Question() != "Werbesperre: 2 of 3 say x. Are these people not to be called?" {
		t.Fatalf("asked %+v, %v", asked, err)
	}
	for _, c := range []struct {
		claim string
		m     columns.Mapping
		state State
	}{
		{"before the answer they are held", m, ToFix},
		{"yes keeps them from being called", m.With(1, columns.FieldDoNotCall), DoNotCall},
		{"no lets them be called", m.Freed(1), Ready},
		{"not to send the column is no answer", m.With(1, columns.FieldSkip), ToFix},
		{"yes after no keeps them from being called", m.Freed(1).With(1, columns.FieldDoNotCall), DoNotCall},
		{"no after yes lets them be called", m.With(1, columns.FieldDoNotCall).Freed(1), Ready},
	} {
		l, err := Diagnose(context.Background(), table, c.m, "GB", Edits{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := l.Verdict(0).State; got != c.state || l.Verdict(1).State != Ready {
			t.Errorf("%s: %s", c.claim, got)
		}
	}
}

// A column that is named after a consent and holds numbers is one of numbers.
func TestAConsentThatHoldsNumbersIsAPhone(t *testing.T) {
	for _, header := range []string{"Authorized contact phone", "Phone (consent given)", "Authorised person telephone"} {
		m := columns.Guess(table.Of([]string{"Name", header}, []string{"Ann Lee", "07400 123101"}, []string{"Bo Ray", "07400 123102"}), "GB")
		if m[1].Field != columns.FieldPhone {
			t.Errorf("%s is %s, because %s", header, m[1].Field, m[1].Reason)
		}
	}
	m := columns.Guess(table.Of([]string{"Phone", "Phone consent"}, []string{"07400 123101", "yes"}, []string{"07400 123102", "no"}), "GB")
	if m[1].Field != columns.FieldDoNotCall {
		t.Errorf("a consent is %s", m[1].Field)
	}
}
