package cli

import (
	"callsheet/model/columns"
	"callsheet/model/phone"
)

// checkReport is what check --json prints.
type checkReport struct {
	File      string        `json:"file"`
	Format    string        `json:"format"`
	Encoding  string        `json:"encoding"`
	Guessed   bool          `json:"encoding_guessed"`
	Delimiter string        `json:"delimiter"`
	Sheet     string        `json:"sheet"`
	Sheets    []checkSheet  `json:"sheets"`     // of the workbook
	HeaderRow int           `json:"header_row"` // 0 = there is none
	Region    phone.Region  `json:"region"`
	Because   string        `json:"region_reason"`
	Country   checkCountry  `json:"country"`
	Columns   []checkColumn `json:"columns"`
	Zones     *checkZones   `json:"zones,omitempty"` // only as JSON
	OptOuts   []checkOptOut `json:"opt_outs"`        // columns that say who is not to be called
	Rows      int           `json:"rows"`
	Ready     int           `json:"ready"`
	ToFix     int           `json:"to_fix"`
	Duplicate int           `json:"duplicate"`
	DoNotCall int           `json:"do_not_call"`
	LeftOut   int           `json:"left_out"`
	Blank     int           `json:"blank"`
	Mended    int           `json:"mended"`     // rows with quotes that follow no rule
	Long      int           `json:"long"`       // rows with cells beyond the last named column
	Hidden    int           `json:"hidden"`     // rows the workbook hides, which are left out unless --hidden is given
	Lossy     int           `json:"lossy"`      // rows with letters that a wrong encoding spoilt
	NoContact int           `json:"no_contact"` // totals, notes and headings, which are left out
	Shared    checkShared   `json:"shared_numbers"`
	Problems  []kindCount   `json:"problems"`
	// PhoneAdvice says how the column to dial is named, where numbers are there
	// that are not dialled unasked.
	PhoneAdvice string `json:"phone_advice,omitempty"`
	// Warnings are those of the rows that are called. ToCheck counts those rows
	// that deserve a look, each once.
	Warnings []checkWarning `json:"warnings"`
	ToCheck  int            `json:"to_check"`
	Answered int            `json:"answered_earlier"` // of to_check, those who answered in an earlier campaign
}

// checkColumn is one column of the file. Reason is what the meaning rests on,
// Why the same in a sentence.
type checkColumn struct {
	Index  int              `json:"index"` // negative of one that is absent
	Header string           `json:"header"`
	Field  columns.Field    `json:"field"`
	Key    string           `json:"key,omitempty"` // metadata key it goes along under
	Reason columns.Evidence `json:"reason"`
	Why    string           `json:"why"`
	Hidden bool             `json:"hidden,omitempty"`  // the workbook hides it; it is read like the others
	Needed bool             `json:"needed,omitempty"`  // the prompt cannot do without it: rows with nothing in it are to fix
	Absent bool             `json:"absent,omitempty"`  // the file has no such column, but the prompt needed it of the last such list
	Off    bool             `json:"private,omitempty"` // looks private: read, but not sent unless it is mapped
}

// checkShared counts the rows that hold a number several people have, and those
// numbers.
type checkShared struct {
	Rows    int `json:"rows"`
	Numbers int `json:"numbers"`
}

// checkCountry is the country in which numbers without a country code are read.
type checkCountry struct {
	Region     phone.Region         `json:"region"`
	From       columns.RegionSource `json:"from"`
	Candidates []columns.RegionFit  `json:"candidates"` // those that fit, the likeliest first; of a given one only those that fit better
	Fits       int                  `json:"fits"`       // how many of numbers are valid in region
	Numbers    int                  `json:"numbers"`    // without a country code, of the rows tried
	Used       int                  `json:"used"`       // rows that are read as of region
	Waiting    int                  `json:"waiting"`    // rows that are held because nobody named a country
	Advice     string               `json:"advice,omitempty"`
	Doubt      string               `json:"doubt,omitempty"`
}

// checkSheet is one sheet of a workbook.
type checkSheet struct {
	Name   string `json:"name"`
	Hidden bool   `json:"hidden"`
	Rows   int    `json:"rows"` // as the workbook declares it; -1 when it does not
}

// kindCount is how many rows have one problem or warning.
type kindCount struct {
	Kind  string `json:"kind"`
	Count int    `json:"count"`
}

// checkWarning is how many rows that are called carry a warning.
type checkWarning struct {
	kindCount
	Causes int  `json:"cause_rows"` // of which it is the gravest, under which the console has them
	Told   bool `json:"told"`       // it needs no look
}
