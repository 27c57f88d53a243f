package columns

// Field is what a column of the file means to the campaign.
type Field string

const (
	FieldPhone     Field = "phone"
	FieldPhone2    Field = "phone2" // another phone column; see Column.Choice
	FieldName      Field = "name"
	FieldFirstName Field = "first_name"
	FieldLastName  Field = "last_name"
	FieldEmail     Field = "email"
	FieldCompany   Field = "company"
	FieldID        Field = "id"
	FieldCountry   Field = "country"
	FieldTimeZone  Field = "timezone"
	// FieldCallingCode is what the numbers of the next phone column begin with, or
	// those of all where there is but one such column.
	FieldCallingCode Field = "calling_code"
	FieldDoNotCall   Field = "do_not_call"
	FieldMetadata    Field = "metadata"
	FieldSkip        Field = "skip"
)

// Fields lists every meaning a column can have, in the order they are offered.
func Fields() []Field {
	return []Field{
		FieldPhone, FieldPhone2, FieldName, FieldFirstName, FieldLastName, FieldEmail, FieldCompany,
		FieldID, FieldCountry, FieldCallingCode, FieldTimeZone, FieldDoNotCall, FieldMetadata, FieldSkip,
	}
}

// Evidence is what a column's meaning rests on.
type Evidence string

const (
	BasisHeader  Evidence = "header"  // what its header says
	BasisValues  Evidence = "values"  // what its values are, whatever the header says
	BasisChosen  Evidence = "chosen"  // the operator said so
	BasisKept    Evidence = "kept"    // the operator said so in an earlier file of this shape
	BasisPrivate Evidence = "private" // it looks private by its name or values, and is not sent unasked
	BasisRest    Evidence = "rest"    // nothing is known of it
)

// Column is one column of the file and what it means.
type Column struct {
	Index  int    // position in the file, from 0; see Absent
	Header string // as the file has it, "" when it has none
	Field  Field
	Key    string // metadata key in lower_snake_case; unique; set for phone2 and metadata
	Choice int    // place among the columns that are dialled, from 1; 0 = never dialled
	Basis  Evidence
	Reason string // the same in the operator's words, such as "chosen by you"
	Hidden bool   // the workbook hides it; it is read all the same
	Free   bool   // the operator said that what looks like a no to calls in it is none

	Needed   bool   // the prompt cannot do without it: rows with nothing in it are held
	Fallback string // what is sent instead for those; "" = they are held
}

// Mapping gives every column of a file its meaning, in file order.
type Mapping []Column
