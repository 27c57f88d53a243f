package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"callsheet/api"
	"callsheet/api/sandbox"
	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/start"
	"callsheet/model/zones"
)

// clockChanges are the instants from 2026 to 2030 at which the clocks of a zone change.
func clockChanges(zone *time.Location) []time.Time {
	var all []time.Time
	t, last := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
	for t.Before(last) {
		_, end := zones.Bounds(t.In(zone))
		if end.IsZero() || end.After(last) {
			break
		}
		_, before := end.Add(-time.Second).In(zone).Zone()
		if _, after := end.In(zone).Zone(); before != after {
			all = append(all, end)
		}
		t = end
	}
	return all
}

// startChain is starts as they are typed, followed to the calls on one sandbox.
type startChain struct {
	*testing.T
	now    time.Time // of the sandbox
	client *api.Client
	own    *time.Location
	due    map[string]time.Time // by the number, when it is to be rung first
	asked  map[string]int       // how often a start was read at once, came twice, was skipped
}

func newStartChain(t *testing.T) (*startChain, *sandbox.Sandbox) {
	c := &startChain{T: t, now: time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC), due: map[string]time.Time{}, asked: map[string]int{}}
	box := sandbox.New(sandbox.Config{Clock: func() time.Time { return c.now }, Seed: 1})
	client, err := api.New(api.Config{BaseURL: diallingService, Key: sandbox.DemoKey, UserID: sandbox.DemoUser, Transport: box.Transport()})
	if err != nil {
		t.Fatal(err)
	}
	c.client = client
	return c, box
}

// typed are what an operator types, and what they choose where that is asked or refused.
func (c *startChain) typed(values model.OptionValues, now time.Time) []string {
	answer, err := model.ReadStart(values, now, "")
	refused, is := errors.AsType[*start.Refused](err)
	switch {
	case is && len(refused.Instead) > 0:
		c.asked["skipped"]++
		return []string{refused.Instead[0].Typed}
	case err != nil:
		c.Fatalf("%s in %s: %v", values[model.OptStart], values[model.OptTimeZone], err)
	case answer.Question != "":
		c.asked["twice"]++
		var all []string
		for _, candidate := range answer.Candidates {
			all = append(all, candidate.Typed)
		}
		return all
	}
	c.asked["once"]++
	return []string{values[model.OptStart]}
}

// follow types a start, and holds that what is shown, what is sent and what was typed are
// one instant.
func (c *startChain) follow(zone *time.Location, shown, now time.Time) {
	c.Helper()
	values := model.DefaultOptionValues()
	values[model.OptAgent], values[model.OptUser], values[model.OptName] = sandbox.DemoAgent, sandbox.DemoUser, "Spring"
	values[model.OptTimeZone], values[model.OptStart] = zone.String(), shown.Format("2006-01-02 15:04")
	said := values[model.OptStart]
	for _, text := range c.typed(values, now) {
		values[model.OptStart] = text
		o, errs := model.ParseOptions(values, now)
		if len(errs) > 0 {
			c.Fatalf("%s in %s: %v", text, zone, errs)
		}
		at := o.Start
		if wall := at.In(zone).Format("2006-01-02 15:04"); wall != said && !strings.HasPrefix(text, wall) {
			c.Fatalf("%s in %s begins at %s there", text, zone, wall)
		}
		words := start.Said(at, zone, c.own, now)
		for _, clock := range []*time.Location{zone, c.own} {
			if wall := at.In(clock); !strings.Contains(words, fmt.Sprintf("%d:%02d", wall.Hour(), wall.Minute())) {
				c.Fatalf("%s in %s is shown as %q, which is not %s", text, zone, words, wall)
			}
		}
		number := phone.Number(447400000000 + len(c.due))
		request := batchRequest(o, []model.Contact{{Number: number}})
		var body bytes.Buffer
		if err := request.Encode(&body); err != nil {
			c.Fatal(err)
		}
		var sent struct {
			Options struct {
				Start time.Time `json:"scheduledStartTime"`
				Zone  string    `json:"timezone"`
			} `json:"options"`
		}
		if err := json.Unmarshal(body.Bytes(), &sent); err != nil || !sent.Options.Start.Equal(at) || sent.Options.Zone != zone.String() {
			c.Fatalf("%s in %s is sent as %v %s, want %v", text, zone, sent.Options.Start, sent.Options.Zone, at)
		}
		if _, err := c.client.CreateBatch(c.Context(), request); err != nil {
			c.Fatal(err)
		}
		c.due[number.String()] = at
	}
}

// For every zone of the database and every change of its clocks from 2026 to 2030: a start
// that is typed is the instant that both clocks show, that the request has, and at which
// the sandbox rings somebody first.
func TestAStartIsOneInstantFromTheFieldToTheCall(t *testing.T) {
	names, err := os.ReadFile("../../model/hours/testdata/zones.txt")
	if err != nil {
		t.Fatal(err)
	}
	c, box := newStartChain(t)
	owns := []string{"Europe/London", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Apia"}
	offsets := []time.Duration{-time.Hour, -time.Minute, 0, 30 * time.Minute, 61 * time.Minute, 9 * time.Hour}
	changes := 0
	for name := range strings.FieldsSeq(string(names)) {
		meanings, err := model.ReadZone(name, c.now)
		if err != nil || len(meanings) != 1 || meanings[0].Zone.String() != name {
			continue // another name of a zone, or none that a campaign can have
		}
		zone := meanings[0].Zone
		for _, change := range clockChanges(zone) {
			c.own = model.Clock(owns[changes%len(owns)])
			shown := change.Add(offsets[changes/2%len(offsets)]).In(zone)
			if _, before := change.Add(-time.Second).In(zone).Zone(); changes%2 == 0 { // what the clocks would show without the change
				shown = shown.In(time.FixedZone("", before))
			}
			c.follow(zone, shown, change.Add(-40*time.Hour).In(c.own))
			changes++
		}
	}
	c.now = time.Date(2031, 2, 1, 0, 0, 0, 0, time.UTC)
	rung := map[string]bool{}
	for _, a := range box.Attempts() {
		if due := c.due[a.Number]; !rung[a.Number] && (a.At.Before(due) || a.At.Sub(due) > 2*time.Second) {
			t.Errorf("%s is rung first at %s, want %s", a.Number, a.At, due)
		}
		rung[a.Number] = true
	}
	t.Logf("%d changes, %d starts, read %v", changes, len(c.due), c.asked)
	if len(rung) != len(c.due) || c.asked["twice"] == 0 || c.asked["skipped"] == 0 {
		t.Errorf("%d of %d are rung; read %v", len(rung), len(c.due), c.asked)
	}
}
