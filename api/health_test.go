package api_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"callsheet/api"
)

func TestHealthIsAskedWithoutTheKey(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		body   string
		said   string
		fails  string
	}{
		{"it says how it is", 200, `{"status":"ok","uptime":4}`, "ok", ""},
		{"its word is cleaned", 200, `{"status":"de\u001b[2Jgraded"}`, "de[2Jgraded", ""},
		{"it says nothing", 200, ``, "", ""},
		{"it answers with a page", 200, `<html>fine</html>`, "", ""},
		{"it answers with a list", 200, `[1,2]`, "", ""},
		{"it has no such question", 404, `{"error":"not found"}`, "", "(404)"},
		{"something in between answers", 502, `<html>`, "", "Something between here and the service"},
		{"it repeats the key", 401, `{"error":"` + testKey + ` is wrong"}`, "", "does not accept"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Date", "Mon, 01 Mar 2027 10:00:00 GMT")
				w.WriteHeader(c.status)
				w.Write([]byte(c.body))
			})
			health, err := api.ReadHealth(t.Context(), api.Config{BaseURL: s.URL, Key: testKey})
			if health.Status != c.said || (err == nil) != (c.fails == "") || err != nil && !strings.Contains(err.Error(), c.fails) {
				t.Errorf("%+v, %v", health, err)
			}
			if err != nil && strings.Contains(err.Error(), testKey) {
				t.Errorf("it shows the key: %v", err)
			}
			if noon := time.Date(2027, time.March, 1, 10, 0, 0, 0, time.UTC); err == nil && !health.ServerTime.Equal(noon) {
				t.Errorf("its clock shows %v", health.ServerTime)
			}
			for _, r := range s.arrived() {
				if r.path != "/api/v1/health" || r.header.Get("Authorization") != "" || strings.Contains(r.query, testKey) {
					t.Errorf("%s %s with %q", r.method, r.path, r.header.Get("Authorization"))
				}
			}
		})
	}
	if _, err := api.ReadHealth(t.Context(), api.Config{BaseURL: "http://dial.example"}); err == nil || errors.As(err, new(*api.Error)) {
		t.Errorf("an address in the clear was asked: %v", err)
	}
}
