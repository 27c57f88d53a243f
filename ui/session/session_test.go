package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/misread"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// fakePorts is what a session knows: files, what columns meant, earlier campaigns and
// who must not be called.
type fakePorts struct {
	files    map[string]Imported
	mappings map[string]columns.Mapping
	regions  map[string]phone.Region
	earlier  []model.Summary
	marks    model.Suppressions
	rung     map[phone.Number]model.NumberHistory
	broken   error // that every port but the files answers with
}

func (d *fakePorts) session() Session { return Session{Files: d, Mappings: d, Earlier: d, Guards: d} }

func (d *fakePorts) Open(_ context.Context, path string) (File, error) {
	imported, found := d.files[path]
	if !found {
		return nil, model.UserError("There is no list at " + path + ".")
	}
	return file{path, imported}, nil
}

func (d *fakePorts) Mapping(_ context.Context, shape string) (columns.Mapping, phone.Region, bool, error) {
	m, found := d.mappings[shape]
	return slices.Clone(m), d.regions[shape], found, d.broken
}

func (d *fakePorts) SaveMapping(_ context.Context, shape string, m columns.Mapping, region phone.Region) error {
	if d.mappings == nil {
		d.mappings, d.regions = map[string]columns.Mapping{}, map[string]phone.Region{}
	}
	d.mappings[shape], d.regions[shape] = slices.Clone(m), region
	return d.broken
}

func (d *fakePorts) Summaries(context.Context) ([]model.Summary, error) { return d.earlier, d.broken }

func (d *fakePorts) Calling(context.Context, []phone.Number) ([]model.Calling, error) {
	return nil, d.broken
}

func (d *fakePorts) Histories(context.Context, []phone.Number, string) (model.NumberHistories, error) {
	return model.NumberHistories{Of: d.rung}, d.broken
}

func (d *fakePorts) Suppressions(context.Context, []model.ContactRef, string, string) (model.Suppressions, error) {
	return d.marks, d.broken
}

type file struct {
	path     string
	imported Imported
}

func (f file) Info() FileInfo { return FileInfo{Path: f.path, Sheets: []Sheet{{Name: "People"}}} }

func (f file) Preview(ctx context.Context, how ReadOptions, _ int) (Imported, error) {
	return f.Read(ctx, how, nil)
}

func (f file) Read(ctx context.Context, _ ReadOptions, _ *table.Progress) (Imported, error) {
	return f.imported, ctx.Err()
}

func (f file) Readings(context.Context, ReadOptions, []misread.SpoiltCell) ([]table.Reading, error) {
	return nil, nil
}

func (f file) Digest(context.Context) (string, error) { return f.path, nil }
func (f file) Close() error                           { return nil }

// listOf is a list with its cells parted by bars, the names of its columns first.
// A row that begins with ~ is hidden in its workbook.
func listOf(header string, rows ...string) Imported {
	b := new(table.Builder)
	hidden := table.OddRows{}
	for i, row := range rows {
		text, is := strings.CutPrefix(row, "~")
		var cells []table.Cell
		for c := range strings.SplitSeq(text, "|") {
			cells = append(cells, table.Cell{Text: c})
		}
		b.Append(i+2, cells)
		if is {
			b.SetFlags(i, table.RowHidden)
			hidden.Count, hidden.First = hidden.Count+1, append(hidden.First, i+2)
		}
	}
	return Imported{Table: b.Build(strings.Split(header, "|")), Hidden: hidden}
}

// saidOf is what a command says of a list, and what the console's operator presses.
type saidOf struct {
	region  phone.Region
	from    columns.RegionSource
	columns func(columns.Mapping) columns.Mapping // nil = as they were found
}

// byCommand opens a list as a command does: everything is said before.
func byCommand(t *testing.T, s Session, path string, said saidOf) (Opened, *model.List) {
	t.Helper()
	word := Word{Account: "acme", Region: said.region, From: said.from}
	if said.columns != nil {
		word.Columns = func(m columns.Mapping) (columns.Mapping, error) { return said.columns(m), nil }
	}
	var progress Progress
	o, l, err := s.Open(t.Context(), path, ReadOptions{}, word, &progress)
	if err != nil {
		t.Fatal(err)
	}
	if n := int64(l.Len()); progress.Rows.Load() != n || progress.Checked.Load() != n {
		t.Errorf("%d of %d rows checked, there are %d", progress.Checked.Load(), progress.Rows.Load(), n)
	}
	return o, l
}

// byConsole opens it as the console does: it is looked at, answered, and judged.
func byConsole(t *testing.T, s Session, path string, said saidOf) (Opened, *model.List) {
	t.Helper()
	f, err := s.Files.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	o, err := s.Read(t.Context(), f, ReadOptions{}, Word{Account: "acme", Region: said.region, From: said.from, Attended: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := o.Campaign()
	if said.columns != nil {
		c.Mapping = said.columns(c.Mapping)
	}
	var checked atomic.Int64
	l, err := s.Evaluate(t.Context(), c, model.Edits{}, &checked)
	if err != nil {
		t.Fatal(err)
	}
	o.Mapping = l.Mapping
	return o, l
}

const (
	ann = "Ann Lee|07400 123101"
	bo  = "Bo Ray|07400 123102"
	cy  = "Cy Fox|07400 123103"
)

// neededBefore is fakePorts whose last list could not do without its plan.
func neededBefore(t *testing.T) *fakePorts {
	t.Helper()
	d := &fakePorts{files: map[string]Imported{"last": listOf("Name|Phone|Plan|City", ann+"|Gold|Leeds")}}
	_, l := byCommand(t, d.session(), "last", saidOf{"GB", columns.FromFlag, func(m columns.Mapping) columns.Mapping { m, _ = m.Need("plan", true, ""); return m }})
	if err := d.session().Remember(t.Context(), l, columns.FromFlag, "acme"); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestConsoleAndCommandsJudgeAListAlike(t *testing.T) {
	tps := []string{ann + "|Y", bo + "|", cy + "|Y"}
	for _, c := range []struct {
		claim   string
		desk    *fakePorts
		list    Imported
		said    saidOf
		ready   int
		toFix   int
		noCall  int
		leftOut int
		problem model.Problem // of those to fix
	}{
		{"nobody named a country: the rows wait", &fakePorts{}, listOf("Name|Phone", ann, bo), saidOf{}, 0, 2, 0, 0, model.Problem(phone.NoCountry)},
		{"a hint names none", &fakePorts{}, listOf("Name|Phone", ann, bo), saidOf{region: "GB", from: columns.FromNone}, 0, 2, 0, 0, model.Problem(phone.NoCountry)},
		{"a flag does", &fakePorts{}, listOf("Name|Phone", ann, bo), saidOf{region: "GB", from: columns.FromFlag}, 2, 0, 0, 0, 0},
		{"so does the profile", &fakePorts{}, listOf("Name|Phone", ann, bo), saidOf{region: "GB", from: columns.FromProfile}, 2, 0, 0, 0, 0},
		{"the row's own column goes before both", &fakePorts{}, listOf("Name|Phone|Country", "Ann Lee|0412 345 678|Australia", "Bo Ray|020 7946 0018|United Kingdom"), saidOf{region: "CH", from: columns.FromFlag}, 2, 0, 0, 0, 0},
		{"a code needs nobody's word", &fakePorts{}, listOf("Name|Phone", "Ann Lee|+41 41 234 56 78", bo), saidOf{}, 1, 1, 0, 0, model.Problem(phone.NoCountry)},
		{"a sure no is no call", &fakePorts{}, listOf("Name|Phone|Do not call", ann+"|x", bo+"|no"), saidOf{region: "GB", from: columns.FromFlag}, 1, 0, 1, 0, 0},
		{"a likely one holds", &fakePorts{}, listOf("Name|Phone|TPS", tps...), saidOf{region: "GB", from: columns.FromFlag}, 1, 2, 0, 0, model.MaybeOptedOut},
		{"until somebody says that they are not to be called", &fakePorts{}, listOf("Name|Phone|TPS", tps...), saidOf{"GB", columns.FromFlag, func(m columns.Mapping) columns.Mapping { return m.With(2, columns.FieldDoNotCall) }}, 1, 0, 2, 0, 0},
		{"or that they may be", &fakePorts{}, listOf("Name|Phone|TPS", tps...), saidOf{"GB", columns.FromFlag, func(m columns.Mapping) columns.Mapping { return m.Freed(2) }}, 3, 0, 0, 0, 0},
		{"a needed value that is missing holds", &fakePorts{}, listOf("Name|Phone|Plan", ann+"|Gold", bo+"|"), saidOf{"GB", columns.FromFlag, func(m columns.Mapping) columns.Mapping { m, _ = m.Need("plan", true, ""); return m }}, 1, 1, 0, 0, model.MissingField},
		{"a needed column that is missing holds all", neededBefore(t), listOf("Name|Phone|Tariff|City", ann+"|Gold|Leeds", bo+"|Gold|York"), saidOf{region: "GB", from: columns.FromFlag}, 0, 2, 0, 0, model.MissingField},
		{"until another is sent as that", neededBefore(t), listOf("Name|Phone|Tariff|City", ann+"|Gold|Leeds", bo+"||York"), saidOf{"GB", columns.FromFlag, func(m columns.Mapping) columns.Mapping { return m.Renamed(2, "plan") }}, 1, 1, 0, 0, model.MissingField},
		{"hidden rows are out", &fakePorts{}, listOf("Name|Phone", ann, "~"+bo), saidOf{region: "GB", from: columns.FromFlag}, 1, 0, 0, 1, 0},
		{"a hidden no binds all the same", &fakePorts{}, listOf("Name|Phone|Do not call", ann+"|", "~Ann Lee|+447400123101|yes"), saidOf{region: "GB", from: columns.FromFlag}, 0, 0, 2, 0, 0},
		{"who is on the do-not-call list is not called", &fakePorts{marks: model.Suppressions{447400123101: {DoNotCall: time.Unix(1_790_000_000, 0)}}}, listOf("Name|Phone", ann, bo), saidOf{region: "GB", from: columns.FromFlag}, 1, 0, 1, 0, 0},
		{"a memory that cannot be read changes nothing", &fakePorts{broken: errors.New("the disk is gone")}, listOf("Name|Phone", ann, bo), saidOf{region: "GB", from: columns.FromFlag}, 2, 0, 0, 0, 0},
	} {
		t.Run(c.claim, func(t *testing.T) {
			c.desk.files = map[string]Imported{"list": c.list}
			command, l := byCommand(t, c.desk.session(), "list", c.said)
			console, other := byConsole(t, c.desk.session(), "list", c.said)
			if fmt.Sprint(command.Mapping) != fmt.Sprint(console.Mapping) || fmt.Sprint(command.Country) != fmt.Sprint(console.Country) {
				t.Errorf("a command has %+v, %+v\nthe console %+v, %+v", command.Mapping, command.Country, console.Mapping, console.Country)
			}
			for row := range l.Len() {
				if l.Verdict(row) != other.Verdict(row) || fmt.Sprint(l.Contacts().Of(row)) != fmt.Sprint(other.Contacts().Of(row)) {
					t.Errorf("row %d is %+v by a command, and %+v by the console", row, l.Verdict(row), other.Verdict(row))
				}
			}
			n := l.Counts()
			if n.Of(model.Ready) != c.ready || n.Of(model.ToFix) != c.toFix || n.Of(model.DoNotCall) != c.noCall || n.Of(model.LeftOut) != c.leftOut || l.ProblemCount(c.problem) != c.toFix {
				t.Errorf("%v, of which %d are %s", n, l.ProblemCount(c.problem), c.problem)
			}
		})
	}
}

func TestOpenSaysWhyNot(t *testing.T) {
	d := &fakePorts{files: map[string]Imported{"list": listOf("Name|Phone", ann)}}
	var progress Progress
	if _, _, err := d.session().Open(t.Context(), "nowhere", ReadOptions{}, Word{}, &progress); err == nil || err.Error() != "There is no list at nowhere." {
		t.Errorf("a list that is not there: %v", err)
	}
	stop := model.UserError("There is no such column.")
	word := Word{Columns: func(columns.Mapping) (columns.Mapping, error) { return nil, stop }}
	if _, _, err := d.session().Open(t.Context(), "list", ReadOptions{}, word, &progress); !errors.Is(err, stop) {
		t.Errorf("a word that cannot be followed: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := d.session().Open(ctx, "list", ReadOptions{}, Word{}, &progress); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// What the operator said of a list is what the next of its kind is read by, as far
// as it is a word for that one too.
func TestWhatIsRememberedOfAList(t *testing.T) {
	list := listOf("Name|Phone|TPS|Plan", ann+"|Y|Gold", bo+"||Silver")
	for _, c := range []struct {
		claim    string
		from     columns.RegionSource
		columns  func(columns.Mapping) columns.Mapping
		attended bool
		known    bool
		region   phone.Region
		ready    int
	}{
		{"the country the operator chose, where they see it", columns.FromOperator, func(m columns.Mapping) columns.Mapping { return m.With(2, columns.FieldDoNotCall) }, true, true, "GB", 1},
		{"but not where nobody looks", columns.FromOperator, func(m columns.Mapping) columns.Mapping { return m.With(2, columns.FieldDoNotCall) }, false, false, "", 0},
		{"nor one that a flag gave", columns.FromFlag, func(m columns.Mapping) columns.Mapping { return m.With(2, columns.FieldDoNotCall) }, true, false, "", 0},
		{"people of one list may be called, and those of the next are asked about", columns.FromOperator, func(m columns.Mapping) columns.Mapping { return m.Freed(2) }, true, false, "GB", 1},
		{"what was not answered is asked again", columns.FromOperator, func(m columns.Mapping) columns.Mapping { return m }, true, false, "GB", 1},
		{"what is needed", columns.FromOperator, func(m columns.Mapping) columns.Mapping {
			m, _ = m.With(2, columns.FieldDoNotCall).Need("plan", true, "")
			return m
		}, true, true, "GB", 1},
	} {
		d := &fakePorts{files: map[string]Imported{"list": list}}
		_, l := byCommand(t, d.session(), "list", saidOf{"GB", c.from, c.columns})
		if err := d.session().Remember(t.Context(), l, c.from, "acme"); err != nil {
			t.Fatal(err)
		}
		o, err := d.session().Understand(t.Context(), list, Word{Account: "acme", Attended: c.attended})
		if err != nil {
			t.Fatal(err)
		}
		again, err := d.session().Evaluate(t.Context(), o.Campaign(), model.Edits{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !o.Kept || o.Known != c.known || o.Country.Region != c.region || again.Counts().Of(model.Ready) != c.ready || len(again.Mapping.Needed()) != len(l.Mapping.Needed()) {
			t.Errorf("%s: known %v, country %q, %v, %+v", c.claim, o.Known, o.Country.Region, again.Counts(), o.Mapping)
		}
		if other, _ := d.session().Understand(t.Context(), list, Word{Account: "other", Attended: true}); other.Country.Region != "" {
			t.Errorf("%s: another account reads numbers as of %s", c.claim, other.Country.Region)
		}
	}
}

func TestTheWordBeforeIsNotUsedAgainstAnother(t *testing.T) {
	list := listOf("Name|Phone", ann, bo)
	d := &fakePorts{files: map[string]Imported{"list": list}}
	_, l := byCommand(t, d.session(), "list", saidOf{region: "GB", from: columns.FromOperator})
	if err := d.session().Remember(t.Context(), l, columns.FromOperator, "acme"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		claim string
		word  Word
		want  phone.Region
		known bool
	}{
		{"the settings name another: theirs for this kind of list, and it is shown", Word{Account: "acme", Region: "IN", From: columns.FromProfile, Attended: true}, "GB", false},
		{"the settings name the same", Word{Account: "acme", Region: "GB", From: columns.FromProfile, Attended: true}, "GB", true},
		{"they say another for this list", Word{Account: "acme", Region: "IN", From: columns.FromOperator, Attended: true}, "IN", false},
		{"a flag where nobody looks", Word{Account: "acme", Region: "IN", From: columns.FromFlag}, "IN", true},
	} {
		o, err := d.session().Understand(t.Context(), list, c.word)
		if err != nil || o.Country.Region != c.want || o.Known != c.known {
			t.Errorf("%s: %s, known %v, %v", c.claim, o.Country.Region, o.Known, err)
		}
	}
}

func TestWeighPutsTheAccountsOtherCountriesFirst(t *testing.T) {
	list := listOf("Name|Phone", "Ann Lee|0412345678", "Bo Ray|0412345679")
	campaign := func(account string, region phone.Region, from columns.RegionSource) model.Summary {
		return model.Summary{Draft: model.Draft{Profile: account, Region: region, RegionFrom: from}}
	}
	m := columns.Guess(list.Table, "").Keyed()
	for _, c := range []struct {
		claim   string
		earlier []model.Summary
		first   phone.Region
		word    Word
		region  phone.Region
	}{
		{"those that were named", []model.Summary{campaign("acme", "CH", columns.FromOperator), campaign("acme", "AU", columns.FromFlag), campaign("acme", "AU", columns.FromProfile)}, "AU", Word{Account: "acme"}, ""},
		{"others by theirs", []model.Summary{campaign("acme", "CH", columns.FromOperator), campaign("acme", "CH", columns.FromFlag), campaign("acme", "AU", columns.FromProfile)}, "CH", Word{Account: "acme"}, ""},
		{"none of another account", []model.Summary{campaign("other", "AU", columns.FromOperator), campaign("acme", "CH", columns.FromOperator)}, "CH", Word{Account: "acme"}, ""},
		{"and a word is kept to", []model.Summary{campaign("acme", "CH", columns.FromOperator)}, "", Word{Account: "acme", Region: "AU", From: columns.FromFlag}, "AU"},
	} {
		d := &fakePorts{earlier: c.earlier}
		choice := d.session().DecideCountry(t.Context(), list.Table, m, c.word)
		if choice.Region != c.region || c.first != "" && (len(choice.Candidates) == 0 || choice.Candidates[0].Region != c.first) {
			t.Errorf("%s: %q of %+v", c.claim, choice.Region, choice.Candidates)
		}
	}
	if choice := (Session{}).DecideCountry(t.Context(), list.Table, m, Word{}); !choice.Unanswered() {
		t.Errorf("with nothing known it is %+v", choice)
	}
}
