package store

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"reflect"
	"time"
	"unicode/utf8"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
)

// instant is a time as it is stored: microseconds since 1970, NULL when zero.
type instant time.Time

func (t instant) time() time.Time { return time.Time(t) }

// Value implements driver.Valuer.
func (t instant) Value() (driver.Value, error) {
	if t.time().IsZero() {
		return nil, nil
	}
	return t.time().UnixMicro(), nil
}

// Scan implements sql.Scanner.
func (t *instant) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*t = instant{}
	case int64:
		*t = instant(time.UnixMicro(v))
	default:
		return fmt.Errorf("a time is kept as %T", v)
	}
	return nil
}

// The shapes below are the domain's own types with the names their parts are
// stored under. They convert only while the two have the same parts, so that
// nothing new in the domain is forgotten here.

type draftJSON struct {
	Name       string               `json:"name"`
	Profile    string               `json:"profile"`
	Service    string               `json:"service"`
	Origin     storedOrigin         `json:"origin"`
	Mapping    columns.Stored       `json:"mapping"`
	Region     phone.Region         `json:"region"`
	RegionFrom columns.RegionSource `json:"region_from"` // "" in what an earlier version stored
	Values     model.OptionValues   `json:"values"`
	Stage      model.Stage          `json:"stage"`
	View       model.View           `json:"view"`
	Rows       int                  `json:"rows"`
	Counts     model.Counts         `json:"counts"`
	TakenOver  bool                 `json:"taken_over,omitempty"`
}

type originJSON struct {
	Path      string `json:"path"`
	Format    string `json:"format"`
	Encoding  string `json:"encoding"`
	Delimiter string `json:"delimiter"`
	Sheet     string `json:"sheet"`
	HeaderRow int    `json:"header_row"`
	Size      int64  `json:"size,omitempty"`
	Digest    string `json:"digest,omitempty"`
}

// storedOrigin is an origin whose path need not be valid text, as JSON has to be.
type storedOrigin struct {
	originJSON
	PathBytes []byte `json:"path_bytes,omitempty"` // of such a path
}

func encodeOrigin(o model.Origin) storedOrigin {
	stored := storedOrigin{originJSON: originJSON(o)}
	if !utf8.ValidString(o.Path) {
		stored.PathBytes = []byte(o.Path)
	}
	return stored
}

func (k storedOrigin) origin() model.Origin {
	o := model.Origin(k.originJSON)
	if len(k.PathBytes) > 0 {
		o.Path = string(k.PathBytes)
	}
	return o
}

func encodeDraft(d model.Draft) ([]byte, error) {
	return json.Marshal(draftJSON{
		d.Name, d.Profile, d.Service, encodeOrigin(d.Origin), d.Mapping.Stored(),
		d.Region, d.RegionFrom, d.Values, d.Stage, d.View, d.Rows, d.Counts, d.TakenOver,
	})
}

// decodeDraft reads as much of a draft as can be read. What is lost of what the
// operator decided is in lost; where they were is no decision: a stage or place
// that cannot be read is one that is not known, for Draft.Placed.
func decodeDraft(data []byte) (d model.Draft, lost damage) {
	parts := map[string]json.RawMessage{}
	if err := json.Unmarshal(data, &parts); err != nil {
		lost.add("its columns, country and options", err)
		return model.Draft{Stage: model.NoStage, View: model.View{Screen: model.NoStage}}, lost
	}
	var mapping columns.Stored
	var origin storedOrigin
	for _, part := range []struct {
		name  string
		into  any
		words string // "" = it can be done without
	}{
		{"name", &d.Name, ""},
		{"profile", &d.Profile, ""},
		{"service", &d.Service, "the service it is for"},
		{"origin", &origin, "the file it came from"},
		{"mapping", &mapping, "its columns"},
		{"region", &d.Region, "its country"},
		{"region_from", &d.RegionFrom, ""},
		{"values", &d.Values, "its options"},
		{"stage", &d.Stage, ""},
		{"view", &d.View, ""},
		{"rows", &d.Rows, ""},
		{"counts", &d.Counts, ""},
		{"taken_over", &d.TakenOver, ""},
	} {
		raw, there := parts[part.name]
		if !there {
			continue
		}
		if err := json.Unmarshal(raw, part.into); err != nil {
			// Half a part would pass for what was decided.
			reflect.ValueOf(part.into).Elem().SetZero()
			switch part.name {
			case "stage":
				d.Stage = model.NoStage
			case "view":
				d.View.Screen = model.NoStage
			}
			if part.words != "" {
				lost.add(part.words, err)
			}
		}
	}
	d.Origin, d.Mapping = origin.origin(), mapping.Mapping()
	d.View.Home = d.View.Home || d.View.Screen == model.NoStage // as Home was once written
	return d, lost
}

type optionsJSON struct {
	Agent           string        `json:"agent"`
	User            string        `json:"user"`
	Name            string        `json:"name"`
	Priority        int           `json:"priority"`
	Start           time.Time     `json:"start,omitzero"`
	TimeZone        string        `json:"timezone"`
	CallsPerSecond  int           `json:"calls_per_second"`
	MaxAttempts     int           `json:"max_attempts"`
	NoAnswerDelay   time.Duration `json:"no_answer_delay"`
	BusyDelay       time.Duration `json:"busy_delay"`
	OnCallComplete  string        `json:"on_call_complete"`
	OnBatchComplete string        `json:"on_batch_complete"`
	OnBatchFailed   string        `json:"on_batch_failed"`
	Tags            []string      `json:"tags"`
}

func encodeOptions(o model.Options) ([]byte, error) { return json.Marshal(optionsJSON(o)) }

func decodeOptions(data []byte) (model.Options, error) {
	var o optionsJSON
	if err := json.Unmarshal(data, &o); err != nil {
		return model.Options{}, err
	}
	if !o.Start.IsZero() {
		o.Start = o.Start.In(model.Clock(o.TimeZone))
	}
	return model.Options(o), nil
}

// statisticsJSON leaves the calls out, which have a table of their own.
type statisticsJSON struct {
	At        time.Time         `json:"at,omitzero"`
	Status    model.BatchStatus `json:"status"`
	Total     int               `json:"total"`
	Processed int               `json:"processed"`
	Succeeded int               `json:"succeeded"`
	Failed    int               `json:"failed"`
	Pending   int               `json:"pending"`
	Rate      float64           `json:"rate"`
	StartedAt time.Time         `json:"started_at,omitzero"`
	EndedAt   time.Time         `json:"ended_at,omitzero"`
	Calls     []model.Call      `json:"-"`
	Rings     []model.Ring      `json:"-"`
	Tally     model.CallTally   `json:"-"`
}

func encodeStatistics(s model.Statistics) ([]byte, error) { return json.Marshal(statisticsJSON(s)) }

func decodeStatistics(data []byte) (model.Statistics, error) {
	var s statisticsJSON
	err := json.Unmarshal(data, &s)
	return model.Statistics(s), err
}
