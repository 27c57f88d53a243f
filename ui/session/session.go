package session

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync/atomic"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/misread"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// Session opens lists. Ports that are nil have nothing to say.
type Session struct {
	Files    Files
	Mappings Mappings // what columns meant before; nil where only the list itself counts
	Earlier  Earlier  // the account's other lists
	Guards   Guards   // who must not be called
	Agent    string   // that is to call, where the campaign names none; "" = not known
}

// Progress is how far opening a list has come, sampled while it runs.
type Progress struct {
	Read    table.Progress
	Rows    atomic.Int64 // to be judged; 0 while the file is read
	Checked atomic.Int64 // of which are judged
}

// Opened is a list whose file was read and whose columns have their meanings.
type Opened struct {
	Imported
	Sheets  []Sheet // of the workbook
	Mapping columns.Mapping
	Country columns.RegionChoice // of numbers without a country code

	Kept  bool // a list of this shape, or nearly, was here before
	Known bool // all is as the operator left it in the last list of this shape
	// Readings are the other encodings its file may be in, with what each makes of
	// spoilt cells; only from Open.
	Readings []table.Reading
	Changed  []int // columns that are new, or contradict what they were; nil when the shape is not known
}

// Open reads a file, finds out what its columns mean and judges every row.
// Errors are sentences for the operator; it returns early with the context's
// error.
func (s Session) Open(ctx context.Context, path string, how ReadOptions, word Word, progress *Progress) (Opened, *model.List, error) {
	file, err := s.Files.Open(ctx, path)
	if err != nil {
		return Opened{}, nil, err
	}
	defer file.Close()
	opened, err := s.Read(ctx, file, how, word, &progress.Read)
	if err != nil {
		return Opened{}, nil, err
	}
	opened.Sheets = file.Info().Sheets
	if _, cells := misread.Spoilt(opened.Table, SpoiltSamples); len(cells) > 0 && opened.Origin.Encoding != "" {
		// They only make the advice shorter.
		opened.Readings, _ = file.Readings(ctx, sameWay(opened.Origin, opened.Origin.Encoding), cells)
	}
	progress.Rows.Store(int64(opened.Table.Len()))
	list, err := s.Evaluate(ctx, opened.Campaign(), model.Edits{}, &progress.Checked)
	if err != nil {
		return Opened{}, nil, fmt.Errorf("checking %s: %w", path, err)
	}
	opened.Mapping = list.Mapping
	return opened, list, nil
}

// Read reads the rows of a file that is open, and finds out what its columns mean.
func (s Session) Read(ctx context.Context, file File, how ReadOptions, word Word, progress *table.Progress) (Opened, error) {
	imported, err := file.Read(ctx, how, progress)
	if err != nil {
		return Opened{}, err
	}
	return s.Understand(ctx, imported, word)
}

// keptRegionWords say that the country is the operator's word of another day.
const keptRegionWords = "as in your last such list"

// Understand finds out what the columns of a list mean: as the operator left them
// when a list of this shape was here before, otherwise by a guess.
//
// The country is the operator's word for this list, their word for the last list
// of this shape, or that of the settings, in this order. It is used without a
// look only where none contradicts another and the numbers do not either.
func (s Session) Understand(ctx context.Context, imported Imported, word Word) (Opened, error) {
	o := Opened{Imported: imported}
	t, region, from := imported.Table, word.Region, word.From
	last := s.recall(ctx, t, word.Account)
	if !word.Attended {
		last.region = ""
	}
	asked := last.region != "" && from.Given() && last.region != region
	if last.region != "" && from != columns.FromOperator {
		region, from = last.region, columns.FromOperator
	}
	if last.mapping == nil {
		o.Mapping, _ = model.HideSaved(t, columns.Guess(t, region).Keyed())
	} else {
		var added map[int]bool
		o.Kept = true
		o.Mapping, o.Changed = columns.Replay(last.mapping, t, region)
		o.Mapping, added = model.HideSaved(t, o.Mapping)
		o.Changed = slices.DeleteFunc(o.Changed, func(i int) bool { return added[i] && o.Mapping[i].Field == columns.FieldSkip })
	}
	if word.Columns != nil {
		var err error
		if o.Mapping, err = word.Columns(o.Mapping); err != nil {
			return Opened{}, err
		}
	}
	o.Mapping = o.Mapping.WithHidden(imported.HiddenColumns)
	o.Country = s.DecideCountry(ctx, t, o.Mapping, Word{Account: word.Account, Region: region, From: from})
	if last.region != "" && o.Country.Region == last.region && word.From != columns.FromOperator {
		o.Country.Because = keptRegionWords
	}
	// What contradicts a word is looked at, and what nobody said is asked.
	o.Known = last.exact && !asked && len(o.Changed) == 0 && o.Country.Doubt() == "" && !o.Country.Unanswered() && len(o.Mapping.Unmet()) == 0
	if o.Known {
		found, err := model.OptOuts(ctx, t, o.Mapping)
		if err != nil {
			return Opened{}, err
		}
		o.Known = !slices.ContainsFunc(found, func(says model.OptOut) bool { return says.Asked > 0 })
	}
	return o, nil
}

// DecideCountry decides on the country of a list's numbers without a country code, by the
// word that was given; without one it puts the candidates in order.
func (s Session) DecideCountry(ctx context.Context, t *table.Table, m columns.Mapping, word Word) columns.RegionChoice {
	var others []phone.Region
	if !word.From.Given() {
		others = s.countriesBefore(ctx, word.Account)
	}
	return columns.ChooseRegion(t, m, word.Region, word.From, others...)
}

// Campaign is the list as a campaign that has come no further.
func (o Opened) Campaign() *model.Campaign {
	return &model.Campaign{Origin: o.Origin, Table: o.Table, Mapping: o.Mapping, Region: o.Country.Region, RegionFrom: o.Country.From}
}

// Evaluate judges a campaign's rows, with what this machine knows of their numbers:
// who must not be called, and who was called a short while ago. Edits made to an
// earlier list of the same table are kept. checked, when given, counts the rows.
func (s Session) Evaluate(ctx context.Context, c *model.Campaign, kept model.Edits, checked *atomic.Int64) (*model.List, error) {
	list, err := model.Diagnose(ctx, c.Table, c.Mapping, c.Region, kept, checked)
	if err != nil || s.Guards == nil {
		return list, err
	}
	// A store that cannot be read keeps nobody from working: the ledger asks
	// again, in the moment before anything is sent.
	if marks, err := s.Guards.Suppressions(ctx, list.Contacts().Refs(), cmp.Or(c.Agent(), s.Agent), c.ID); err == nil {
		list.SetSuppressions(marks)
	}
	list.SetNumberHistories(Histories(ctx, s.Guards, list, c.ID))
	return list, nil
}

// SpoiltSamples is how many cells with spoilt letters are shown.
const SpoiltSamples = 3

func sameWay(o model.Origin, encoding string) ReadOptions {
	return ReadOptions{Sheet: o.Sheet, HeaderRow: o.HeaderRow, Encoding: encoding, Delimiter: o.Delimiter}
}
