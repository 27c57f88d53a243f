package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"testing"
	"time"

	"callsheet/api"
	"callsheet/api/apitest"
	"callsheet/api/sandbox"
	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/table"
	"callsheet/ui/session"
)

// The summary of a call is only told to who names everything the service wants.
func TestACallIsShownWithItsSummary(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	box := sandbox.New(sandbox.Config{Clock: func() time.Time { return now }})
	client, err := api.New(api.Config{
		BaseURL: "https://sandbox.invalid", Key: sandbox.DemoKey, UserID: "user_of_the_profile", Transport: sandbox.TransportTo(apitest.Hold(t, box)),
	})
	if err != nil {
		t.Fatal(err)
	}
	b := model.Batch{Agent: sandbox.DemoAgent, User: sandbox.DemoUser}
	created, err := client.CreateBatch(t.Context(), api.BatchRequest{AgentID: b.Agent, UserID: b.User, Contacts: []api.Contact{{Phone: "+447400123999", Name: "Ada"}}})
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(24 * time.Hour)
	stats, err := client.For(b.User).BatchStatistics(t.Context(), created.BatchID, -1)
	if err != nil || len(stats.RecentCalls) == 0 {
		t.Fatalf("%d calls, %v", len(stats.RecentCalls), err)
	}
	detail, err := service{client: client}.CallDetail(t.Context(), b, stats.RecentCalls[0].ID)
	if err != nil || detail.Summary == "" {
		t.Errorf("shown %+v, %v", detail, err)
	}
}

// A test call has what a batch has of the row, byte for byte, but for the number and the id.
func TestATestCallTellsWhatABatchTells(t *testing.T) {
	bodies := map[string]map[string]any{}
	held := apitest.Hold(t, sandbox.New(sandbox.Config{}))
	keep := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var fields map[string]any
		if json.Unmarshal(body, &fields) == nil {
			bodies[r.URL.Path] = fields
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		held.ServeHTTP(w, r)
	})
	client, err := api.New(api.Config{BaseURL: "https://sandbox.invalid", Key: sandbox.DemoKey, UserID: sandbox.DemoUser, Transport: sandbox.TransportTo(keep)})
	if err != nil {
		t.Fatal(err)
	}
	rows := table.Of([]string{"ID", "Name", "Phone", "Email", "Company", "Plan", "Since", "VIP"}, []string{"c 7", "Zoë <&> Grant", "+447400123101 ext 12", "zoe@example.com", "Grant & Sons", "Gold", "2019", "true"})
	meanings := columns.Guess(rows, "GB").Keyed()
	meanings[0].Field, meanings[0].Key = columns.FieldID, ""
	list, err := model.Diagnose(t.Context(), rows, meanings, "GB", model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	plan := model.NewPlan(list, model.Options{Agent: sandbox.DemoAgent, User: sandbox.DemoUser, CallsPerSecond: 1, MaxAttempts: 1, Priority: 5, TimeZone: "UTC", OnCallComplete: "https://example.com/hook"})
	if _, err := client.CreateBatch(t.Context(), batchRequest(plan.Options, plan.Contacts(0))); err != nil {
		t.Fatal(err)
	}
	s := service{client: client}
	call := session.TestCall{Service: s, Guards: nobody{}, Clock: wallClock{}, Now: time.Now}
	work := call.Start(plan, plan.RowAt(0), 447400999000)
	call.Update(work[0].Do(t.Context()))
	if call.Stage() != session.TestOn {
		t.Fatalf("%s", call.Words())
	}
	want := bodies["/api/v1/batch"]["contacts"].([]any)[0].(map[string]any)
	if want["id"] != "c 7" {
		t.Fatalf("the batch has %v", want)
	}
	delete(want, "id")
	delete(want, "phoneNumber")
	got := bodies["/api/v1/call/dial"]
	if !reflect.DeepEqual(got["callerDetails"], any(want)) {
		t.Errorf("the agent is told %v, by a batch %v", got["callerDetails"], want)
	}
	delete(got, "callerDetails")
	if other := map[string]any{"to": "+447400999000", "agentConfigId": sandbox.DemoAgent, "userId": sandbox.DemoUser}; !reflect.DeepEqual(got, other) {
		t.Errorf("asked for %v, want %v", got, other)
	}
}

// nobody must not be called.
type nobody struct{ session.Guards }

func (nobody) Suppressions(context.Context, []model.ContactRef, string, string) (model.Suppressions, error) {
	return nil, nil
}
