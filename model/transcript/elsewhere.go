package transcript

import (
	"strings"

	"callsheet/model/optout"
	"callsheet/model/printable"
)

// inOtherLanguages reads a sentence that no rule knows a word of by the phrases that lists
// of contacts use, in the languages that have no rules here. What they say is likely.
func (f *finder) inOtherLanguages(p place, s sentence) bool {
	for _, m := range f.matches {
		if m.rule.use <= told {
			return false
		}
	}
	text := p.text[s.from:s.to]
	if s.question || !refusesByPhrase(text) && !refusesUnparted(text) {
		return false
	}
	q := Quote{Turn: p.turn, Speaker: p.speaker, From: s.from, To: s.to, Why: "uses words by which lists mark who is not to be called", Sentence: excerpt(p.text, s.from, s.to, s.from)}
	switch {
	case p.quote != nil:
		why := q.Why
		q = *p.quote
		q.Why = why
	case p.turn < 0:
		q.Source, q.Speaker = InSummary, Unknown
	}
	for _, limit := range limits {
		if strings.Contains(text, limit) {
			q.Why = "does not want to be called then"
			f.addCallback(Callback{Quote: q, Words: printable.Text(text, maxQuote), When: When{Question: "They named a time at which they are not to be called. When are they to be called?"}})
			return true
		}
	}
	f.addOptOut(OptOut{Quote: q})
	return true
}

// refusesByPhrase reports whether a text refuses calls as lists of contacts say it. What
// likely refuses something has to be about calls, too.
func refusesByPhrase(text string) bool {
	if !optout.TheTrigger().In(text) {
		return false
	}
	switch optout.SaysInWords(text, false) {
	case optout.SaysNoCalls:
		return true
	case optout.SaysPerhapsNo:
		return !isASCII(text) && optout.AboutCalls.Has(optout.Words(text))
	}
	return false
}

// limits are what a time is named with in scripts that part no words.
var limits = strings.Fields("之前 之后 之後 以前 以后 以後 点前 點前 点后 點後 时候 現在 现在 今天 明天 晚上 早上 周末 今は 今日 明日 時前 時まで 時以降 夜は 朝は 週末 지금 오늘 내일 전에 이후 까지 밤에 주말 ก่อน หลัง ตอนนี้ วันนี้")

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

// pairs are what a refusal of calls holds, in this order, in scripts that part no words.
var pairs = [][2][]string{
	{strings.Fields("不要 别 別 勿 停止 拒绝 拒絕 不想 不用"), strings.Fields("打电话 打電話 来电 來電 打给我 打給我 联系我 聯繫我 接到电话 接電話")},
	{strings.Fields("電話 架電 連絡"), strings.Fields("しないで やめて いりません 不要です お断り かけてこない かけないで こないで")},
	{strings.Fields("전화 연락"), strings.Fields("하지마 하지 걸지 마세요 그만")},
	{strings.Fields("อย่า ห้าม ไม่ต้อง หยุด"), strings.Fields("โทร")},
}

// refusesUnparted reports whether a text in such a script refuses calls.
func refusesUnparted(text string) bool {
	for _, pair := range pairs {
		for _, first := range pair[0] {
			_, after, is := strings.Cut(text, first)
			if !is {
				continue
			}
			for _, second := range pair[1] {
				if at := strings.Index(after, second); at >= 0 && at <= farthest {
					return true
				}
			}
		}
	}
	return false
}

// farthest is how many bytes may stand between the two.
const farthest = 36
