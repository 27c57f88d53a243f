package cli

import (
	"testing"
	"time"

	"callsheet/api"
	"callsheet/api/apitest"
	"callsheet/api/sandbox"
	"callsheet/model"
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
