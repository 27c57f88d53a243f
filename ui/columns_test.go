package ui

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
	"callsheet/ui/screen"
)

// memory remembers what columns mean, as a store does.
type memory struct {
	mu     sync.Mutex
	kept   map[string]columns.Mapping
	region map[string]phone.Region
	err    error
}

func newMemory() *memory {
	return &memory{kept: map[string]columns.Mapping{}, region: map[string]phone.Region{}}
}

func (m *memory) Mapping(_ context.Context, shape string) (columns.Mapping, phone.Region, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	kept, found := m.kept[shape]
	return kept, m.region[shape], found, m.err
}

func (m *memory) SaveMapping(_ context.Context, shape string, mapping columns.Mapping, region phone.Region) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err == nil {
		m.kept[shape], m.region[shape] = mapping, region
	}
	return m.err
}

func (m *memory) size() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.kept)
}

// chose has the operator name the country for the last list of the shape.
func (m *memory) chose(region phone.Region, header ...string) {
	shape := columns.Fingerprint(header) + "@acme"
	m.kept[shape], m.region[shape] = nil, region
}

// readingList has a console of which no campaign is kept read a list and go
// wherever it goes by itself.
func readingList(t *testing.T, cfg screen.Config, list *table.Table, width, height int) *robot {
	t.Helper()
	cfg.Files = &fakeFiles{lists: map[string]*table.Table{"/lists/spring.csv": list}}
	cfg.Open, cfg.Store = "/lists/spring.csv", storeOf(newFakeStore())
	r := newRobot(t, cfg, width, height)
	r.sees("column names in row 1")
	r.press("enter")
	return r
}

// columnsOf brings a console to the columns of a list.
func columnsOf(t *testing.T, cfg screen.Config, list *table.Table, width, height int) *robot {
	t.Helper()
	r := readingList(t, cfg, list, width, height)
	r.sees("What does each column mean?")
	return r
}

func TestAColumnIsRenamedForThePrompt(t *testing.T) {
	r := columnsOf(t, testConfig(), renewals(), 120, 40)
	r.press("r")
	r.sees("sent as a field of its own")
	r.press("down", "down", "down")
	r.sees("r rename")
	r.press("r")
	r.sees(`Name of "Plan" in the prompt`)
	r.press("ctrl+u")
	r.write("renews")
	r.sees(`"Renews" has this name already.`)
	r.press("ctrl+u")
	r.write("a b")
	r.sees("letters, digits")
	r.press("ctrl+u")
	r.write("tariff")
	r.sees("{tariff} in the prompt")
	r.press("enter")
	r.sees(`"tariff": "Gold"`)
	r.lacks(`"plan"`)
}

func TestThePreviewFollowsTheRow(t *testing.T) {
	r := columnsOf(t, testConfig(), renewals(), 120, 40)
	r.sees("Row 2 as Dialgen will get it")
	r.sees(`"phoneNumber": "+447400123101"`)
	r.sees(`"office_phone": "020 7946 0018"`)
	r.press("right", "right", "right")
	r.sees("Row 4")
	r.sees("cannot be called yet, no number")
	r.sees(`"plan": "007"`)
	r.lacks("phoneNumber")
	r.press("left")
	r.sees("Row 3 as Dialgen will get it")
	r.sees(`"name": "Ben Osei"`)
}

func TestASmallWindowHasTheContactBehindTab(t *testing.T) {
	r := columnsOf(t, testConfig(), renewals(), 80, 24)
	r.sees(`{ "phoneNumber": "+447400123101"`)
	r.sees("tab contact")
	r.press("tab")
	r.sees(`    "renews": "2026-12-01"`)
	r.sees("tab columns")
	r.lacks("For example")
	r.press("tab")
	r.sees("For example")
}

func TestPhoneColumnsAreDialledInOrder(t *testing.T) {
	r := columnsOf(t, testConfig(), renewals(), 120, 40)
	r.sees("Phone, not dialled")
	r.press("+")
	r.sees("Only phone columns are dialled")
	r.press("down", "down", "+")
	r.sees("2nd phone")
	r.sees("1st phone")
	r.press("+")
	r.sees(`"phoneNumber": "+442079460018"`)
	r.press("-")
	r.sees(`"phoneNumber": "+447400123101"`)
	r.press("ctrl+n")
	r.sees("3 contacts")
	list := r.app.console.Campaign.List
	if v := list.Verdict(2); v.State != model.Ready || v.Warnings&model.OtherColumn == 0 || v.Number.String() != "+442079460020" {
		t.Fatalf("the row without a mobile is %+v", v)
	}
}

// mapped is a console whose memory knows a list's columns as the operator left
// them.
func mapped(t *testing.T) (*memory, screen.Config) {
	t.Helper()
	kept, cfg := newMemory(), testConfig()
	cfg.Mappings = kept
	r := columnsOf(t, cfg, renewals(), 120, 40)
	r.press("down", "down", "enter", "up", "enter") // the office phone is dialled
	r.sees(`"phoneNumber": "+442079460018"`)
	r.press("down", "r", "ctrl+u")
	r.write("tariff")
	r.press("enter", "ctrl+n")
	r.sees("will be called")
	r.waits("the columns remembered", func() bool { return kept.size() == 6 })
	return kept, cfg
}

func TestKnownColumnsNeedNoKey(t *testing.T) {
	_, cfg := mapped(t)
	r := readingList(t, cfg, tableOf(
		[]string{"Renews", "plan", "Name", "Office Phone", "Mobile"},
		[]string{"2027-01-01", "Gold", "Cy Fox", "020 7946 0021", "07400 123103"}), 120, 40)
	r.sees("Cy Fox")
	r.sees("The columns are as in your last such list")
	list := r.app.console.Campaign.List
	if list == nil || list.Verdict(0).Number.String() != "+442079460021" {
		t.Fatal("the office phone is not dialled")
	}
	r.press("esc")
	r.sees("What does each column mean?")
	r.sees("{tariff}")
	r.press("ctrl+n")
	r.sees("Cy Fox")
}

func TestAChangedHeaderIsAskedAboutAlone(t *testing.T) {
	_, cfg := mapped(t)
	r := readingList(t, cfg, renewals("Name", "Mobile", "Office phone", "Plan", "Expires on"), 120, 40)
	r.sees("One column is not as in your last list of this kind; the others are.")
	r.sees("Look at what is marked")
	if col, _ := r.app.front().(*columnsScreen).here(); col.Header != "Expires on" {
		t.Fatalf("the cursor is on %q", col.Header)
	}
	r.sees("{tariff}")
	r.sees("{expires_on}")
	if m := r.app.console.Campaign.Mapping; m[2].Field != columns.FieldPhone || m[2].Basis != columns.BasisKept || m[4].Basis != columns.BasisRest {
		t.Fatalf("the columns are %+v", m)
	}
	r.press("ctrl+n")
	r.sees("will be called")
}

func TestAnotherKindOfListIsGuessed(t *testing.T) {
	_, cfg := mapped(t)
	r := columnsOf(t, cfg, tableOf([]string{"Name", "Tel", "Town", "Street"}, []string{"Di Orr", "020 7946 0022", "Leeds", "High St"}), 120, 40)
	r.lacks("last list of this kind")
	r.sees("the header says Name")
}

func TestValuesThatContradictTheMemoryAreAskedAbout(t *testing.T) {
	_, cfg := mapped(t)
	r := readingList(t, cfg, tableOf([]string{"Name", "Mobile", "Office phone", "Plan", "Renews"},
		[]string{"Cy Fox", "07400 123103", "Head office", "Gold", "2027-01-01"}, []string{"Di Orr", "07400 123104", "Branch", "Gold", "2027-01-02"}), 120, 40)
	r.sees("What does each column mean?")
	r.sees("One column is not as in your last list of this kind")
	if m := r.app.console.Campaign.Mapping; m[2].Field == columns.FieldPhone {
		t.Fatal("words are dialled because a phone stood there once")
	}
}

func TestNumbersOfAnotherCountryStopTheReplay(t *testing.T) {
	kept, cfg := mapped(t)
	kept.chose("GB", renewals().Header...)
	r := readingList(t, cfg, tableOf([]string{"Name", "Mobile", "Office phone", "Plan", "Renews"},
		[]string{"Cy Fox", "", "(202) 555-0143", "Gold", ""}, []string{"Di Orr", "", "(212) 555-0123", "Gold", ""}, []string{"Ed Poe", "", "(415) 555-0134", "Gold", ""}), 120, 40)
	r.sees("What does each column mean?")
	r.sees("Without a country code: United Kingdom (+44), as in your last such list")
	r.sees("Of 3 numbers without a country code 0 are valid in the United Kingdom and 3 in the United States.")
	r.press("c")
	r.write("us")
	r.press("enter")
	r.sees("United States (+1), chosen by you")
	r.sees(`"phoneNumber": "+12025550143"`)
}

func TestAMemoryThatFailsKeepsNobodyFromWorking(t *testing.T) {
	kept, cfg := newMemory(), testConfig()
	kept.err = errors.New("The disk is full.")
	cfg.Mappings = kept
	r := columnsOf(t, cfg, renewals(), 120, 40)
	r.sees("the header says Name")
	r.press("ctrl+n")
	r.sees("will be called")
	r.sees("The disk is full.")
}

func TestADoNotCallColumnThatIsNotUnderstoodKeepsPeopleFromBeingCalled(t *testing.T) {
	r := columnsOf(t, testConfig(), tableOf([]string{"Name", "Phone", "Do not call"},
		[]string{"Cy Fox", "07400 123103", "since March"}, []string{"Di Orr", "07400 123104", ""}, []string{"Ed Poe", "07400 123105", "asked twice"}), 80, 24)
	r.press("ctrl+n")
	r.sees("says since March")
}

func TestColumnsOfManyAndHostileNamesAreDrawn(t *testing.T) {
	header := []string{"Phone"}
	row := []string{"07400 123101"}
	for range 300 {
		header = append(header, "\x1b[31m\u202eName of a column that goes on and on "+strings.Repeat("長", 40))
		row = append(row, "\x1b]0;x\x07 value \u202e")
	}
	r := columnsOf(t, testConfig(), tableOf(header, row), 80, 24)
	for _, size := range [][2]int{{80, 24}, {112, 30}, {200, 60}} {
		r.app.width, r.app.height = size[0], size[1]
		r.app.front().SetSize(r.app.bodySize())
		fits(t, r.app.View(), size[0], size[1])
		r.press("tab", "right", "down")
		fits(t, r.app.View(), size[0], size[1])
	}
}

// In a list of very many columns the reason stands below them, to its end.
// savedList is what Callsheet made of a list: one number and one name were
// typed, and one row was left out.
func savedList() *table.Table {
	return tableOf([]string{"Name", "Phone", "Plan", "Callsheet number", "Callsheet state", "Callsheet reason", "Callsheet name", "Callsheet {vip}"},
		[]string{"Olivia Grant", "07400 123101", "Gold", "+447400123101", "ready", "", "", ""},
		[]string{"Ben", "n/a", "Silver", "+447400123102", "ready", "", "Ben Osei", "yes"},
		[]string{"Bob Ray", "07400 123105", "Gold", "", "left out", "left out by you", "", ""})
}

func TestTheColumnsOfASavedListAreShownAsWhatTheyAre(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		r := columnsOf(t, testConfig(), savedList(), size[0], size[1])
		r.sees("Saved by Callsheet: what was decided then holds. Its own columns are not sent.")
		r.sees(`"plan": "Gold"`)
		r.lacks("{callsheet")
		r.lacks(`"callsheet`)
		r.press("end")
		r.sees("Callsheet {vip}: Not sent, Callsheet's own: what you")
		r.press("up", "up", "up")
		r.sees("Callsheet state: Not sent, Callsheet's own: what was decided")
		r.press("r")
		r.sees("This column is not sent")
		r.press("right")
		r.sees(`"phoneNumber": "+447400123102"`)
		r.sees(`"name": "Ben Osei"`)
		r.sees(`"vip": "yes"`)
		r.press("right")
		r.sees("left out")
		r.lacks("phoneNumber")
	}
}

func TestAColumnOfASavedListIsSentOnlyWhenChosen(t *testing.T) {
	memory, cfg := newMemory(), testConfig()
	cfg.Mappings = memory
	r := columnsOf(t, cfg, savedList(), 120, 40)
	r.press("down", "down", "down", "down", "enter")
	r.sees("Callsheet added this column when it saved the list.")
	r.press("up", "enter") // for the agent
	r.sees(`"callsheet_state": "ready"`)
	r.lacks("Its own columns are not sent")
	r.press("ctrl+n")
	r.sees("2 contacts")
	sent := r.app.console.Campaign.List.Contacts().Of(1)
	if fmt.Sprint(sent.Metadata) != "map[callsheet_state:ready plan:Silver vip:yes]" || sent.Name != "Ben Osei" {
		t.Errorf("sends %+v", sent)
	}
	r.waits("the columns to be remembered", func() bool { return memory.size() == 9 })
	r.press("esc", "x")
	r.sees("Its own columns are not sent")
	r.lacks(`"callsheet`)

	again := readingList(t, cfg, savedList(), 120, 40)
	again.sees("2 contacts")
	again.press("esc")
	again.sees("{callsheet_state}") // as it was chosen for the last list of this kind
	again.lacks("Its own columns are not sent")
}

func TestTheColumnsAddedToAKnownListAreNotAskedAbout(t *testing.T) {
	_, cfg := mapped(t)
	r := columnsOf(t, cfg, renewals("Name", "Mobile", "Office phone", "Callsheet number", "Callsheet state"), 120, 40)
	r.lacks("not as in your last list of this kind")
	r.sees("Saved by Callsheet")
}

func TestThePreviewFollowsWhatWasTypedMeanwhile(t *testing.T) {
	r := columnsOf(t, testConfig(), renewals(), 120, 40)
	r.press("ctrl+n")
	r.sees("2 contacts")
	list := r.app.console.Campaign.List
	change, _ := list.Fields().Type(0, model.EditableField{Field: columns.FieldName}, "Livia Grant")
	list.Apply(change)
	r.press("esc")
	r.sees(`"name": "Livia Grant"`)
}

func TestTheReasonOfALongNameIsReadToItsEnd(t *testing.T) {
	header, row := []string{"Customer phone number as entered by the sales representative on the form"}, []string{"+447400123101"}
	for i := range 60 {
		header, row = append(header, fmt.Sprintf("Question %d", i+1)), append(row, "yes, very")
	}
	r := columnsOf(t, testConfig(), tableOf(header, row), 120, 40)
	r.sees("the sales representati…: Phone")
	r.sees("the header says so and 1 of 1 values are phone numbers")
}

// The contact beside the columns is the one that is sent, member by member.
func TestTheContactShownIsTheOneThatIsSent(t *testing.T) {
	mapping := columns.Mapping{{Index: 0, Header: "Plan", Field: columns.FieldMetadata, Key: "plan"}}
	for _, contact := range []model.Contact{
		{Number: 447400123101},
		{Number: 447400123101, Name: "Ann", ID: "7"},
		{Number: 447400123101, Email: "ann@example.com", Company: `A "B" \ C`, Metadata: map[string]any{"plan": "<Gold> & more", "vip": true, "n": int64(7), "rate": 1.5}},
	} {
		text := "{"
		for _, m := range contactMembers(contact, mapping, true) {
			text += m.text
		}
		var shown, sent struct {
			ID, PhoneNumber, Name, Email, Company string
			Metadata                              map[string]any
		}
		if err := json.Unmarshal([]byte(text+"}"), &shown); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		sent.ID, sent.PhoneNumber, sent.Name, sent.Email, sent.Company = contact.ID, contact.Number.String(), contact.Name, contact.Email, contact.Company
		metadata, err := json.Marshal(contact.Metadata)
		if err == nil {
			err = json.Unmarshal(metadata, &sent.Metadata)
		}
		if err != nil || !reflect.DeepEqual(shown, sent) {
			t.Errorf("shown is %+v, sent %+v (%v)", shown, sent, err)
		}
	}
}
