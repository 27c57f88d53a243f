package api

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

// FuzzReplies feeds every reader anything: none may panic, and what they give
// may not steer a terminal, grow without bound or be a time nobody lives in.
func FuzzReplies(f *testing.F) {
	for i := range readers {
		for _, body := range []string{
			documentedStatistics, documentedCalls, documentedList, documentedDetails, documentedMetrics, documentedAgent,
			`{"success":true,"batchId":"batch_1","status":"ingesting","links":{"status":"https://x/y"}}`,
			`{"callId":"call_1\u202e","message":"\u001b]0;owned\u0007","status":"ONGOING\r\n"}`,
			`{"error":"Validation failed","details":{"fieldErrors":{"a":["b"]}}}`,
			`[]`, `null`, `{"data":[{"id":1e400}]}`, `<html>`,
		} {
			f.Add(uint8(i), []byte(body))
		}
	}
	c := &Client{key: testFuzzKey, secret: newSecret(testFuzzKey)}
	f.Fuzz(func(t *testing.T, which uint8, body []byte) {
		value, err := readers[int(which)%len(readers)](body)
		if err != nil {
			if _, ok := errors.AsType[*errUnusable](err); !ok {
				t.Errorf("error %#v", err)
			}
		} else {
			checkClean(t, reflect.ValueOf(value))
		}
		kept := c.excerpt(body)
		checkClean(t, reflect.ValueOf(kept))
		if strings.Contains(kept, testFuzzKey) || len(kept) > maxExcerptBytes {
			t.Errorf("of the reply, %q is kept", kept)
		}
		if words, ok := readRefusal(body); ok {
			code, message := c.words(words)
			checkClean(t, reflect.ValueOf([]any{code, message, c.fields(words.Details.FieldErrors), cleanID(string(words.CallID))}))
			if strings.Contains(code+message, testFuzzKey) {
				t.Errorf("the key is in %q %q", code, message)
			}
		}
	})
}

const testFuzzKey = "0000"

func checkClean(t *testing.T, v reflect.Value) {
	if when, ok := reflect.TypeAssert[time.Time](v); ok {
		if !when.IsZero() && (when.Location() != time.UTC || when.Year() < 1971 || when.Year() > 9998) {
			t.Errorf("time %v", when)
		}
		return
	}
	switch v.Kind() {
	case reflect.String:
		s := v.String()
		if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool {
			return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp)
		}) {
			t.Errorf("text %q", s)
		}
		if utf8.RuneCountInString(s) > maxTurnRunes {
			t.Errorf("text of %d runes", utf8.RuneCountInString(s))
		}
	case reflect.Int, reflect.Int64:
		if v.Int() < 0 {
			t.Errorf("negative %s %d", v.Type(), v.Int())
		}
	case reflect.Struct:
		for _, field := range v.Fields() {
			checkClean(t, field)
		}
	case reflect.Slice:
		for i := range v.Len() {
			checkClean(t, v.Index(i))
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			checkClean(t, it.Key())
			checkClean(t, it.Value())
		}
	case reflect.Interface:
		checkClean(t, v.Elem())
	}
}
