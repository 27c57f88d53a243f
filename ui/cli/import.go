package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"callsheet/importer"
	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/ui/session"
)

// importFlags say how a list is read and what its columns mean, where the
// operator knows better than the guess.
type importFlags struct {
	region    string
	sheet     string
	headerRow int
	encoding  string
	delimiter string
	maps      []string
	hidden    bool
	needs     []string
	notNeeded []string
}

func (f *importFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.region, "region", "", "country of numbers without a country code, such as GB")
	flags.StringVar(&f.sheet, "sheet", "", "sheet of the workbook")
	flags.IntVar(&f.headerRow, "header-row", importer.FindHeader, "row that names the columns; 0 when there is none")
	flags.StringVar(&f.encoding, "encoding", "", "encoding of a text file, such as windows-1252")
	flags.StringVar(&f.delimiter, "delimiter", "", "what parts the columns of a text file: one character, or tab")
	flags.BoolVar(&f.hidden, "hidden", false, "take in the rows that the workbook hides, most often with a filter")
	flags.StringArrayVar(&f.needs, "need", nil, "key that the prompt cannot do without, such as plan: rows without it are held;\nwith 'plan=your plan' they get that instead")
	flags.StringArrayVar(&f.notNeeded, "not-needed", nil, "key that the prompt of an earlier list needed, and that of this one does not")
	flags.StringArrayVar(&f.maps, "map", nil, "what a column means: 'Header=field', once for each column; field is one of\n"+
		"phone, phone2, name, first_name, last_name, email, company, id, country,\ncalling_code, timezone, do_not_call, metadata:key, skip")
	// Left out, the row is found: -1 would only puzzle.
	flags.Lookup("header-row").DefValue = "0"
}

// importedList is a list that was opened and judged row by row.
type importedList struct {
	session.Opened
	List *model.List
}

// columnChoice is one --map: what the operator says of a column.
type columnChoice struct {
	header string
	field  columns.Field
	key    string // of metadata; "" = made of the header
}

// choices reads the --map flags.
func (f importFlags) choices() ([]columnChoice, error) {
	var all []columnChoice
	for _, text := range f.maps {
		at := strings.LastIndexByte(text, '=')
		if at < 1 {
			return nil, usageError{model.UserError(fmt.Sprintf("--map %q says nothing of a column. Write 'Header=field', such as 'Mobile=phone'.", text))}
		}
		field, key, ok := columns.ParseField(text[at+1:])
		if !ok {
			return nil, usageError{model.UserError(fmt.Sprintf("--map %q: %q is no meaning of a column. Use %s.", text, text[at+1:], fieldNames()))}
		}
		all = append(all, columnChoice{header: text[:at], field: field, key: key})
	}
	return all, nil
}

func fieldNames() string {
	var names []string
	for _, f := range columns.Fields() {
		name := string(f)
		if f == columns.FieldMetadata {
			name += ":key"
		}
		names = append(names, name)
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}

// listReader opens the lists that commands are given.
type listReader struct{ command }

// importList opens a list as the console does. How far it has come is shown on
// the error output when that is a terminal. Errors are sentences for the operator.
func (r listReader) importList(ctx context.Context, path string, f importFlags, s session.Session) (importedList, error) {
	word, err := r.word(path, f)
	if err != nil {
		return importedList{}, err
	}
	how := session.ReadOptions{Sheet: f.sheet, HeaderRow: f.headerRow, FindHeader: f.headerRow == importer.FindHeader, Encoding: f.encoding, Delimiter: f.delimiter, Hidden: f.hidden}
	if err := options(how).Check(); err != nil {
		return importedList{}, usageError{err}
	}
	progress := r.showImport(path)
	defer progress.stop()
	s.Files = files{}
	opened, list, err := s.Open(ctx, path, how, word, &progress.Progress)
	if err != nil {
		return importedList{}, err
	}
	opened.Origin.Path = path // as it was given
	opened.Guessed = opened.Guessed && f.encoding == ""
	return importedList{opened, list}, nil
}

// word is what the flags and the settings say of a list.
func (r listReader) word(path string, f importFlags) (session.Word, error) {
	choices, err := f.choices()
	if err != nil {
		return session.Word{}, err
	}
	region, ok := phone.ParseRegion(f.region)
	if f.region != "" && !ok {
		return session.Word{}, usageError{model.UserError(fmt.Sprintf("--region %q is no country. Use two letters such as GB.", f.region))}
	}
	settings, err := r.env.settings()
	if err != nil {
		return session.Word{}, err
	}
	word := session.Word{Account: settings.Profile, Region: region, From: columns.FromFlag}
	if region == "" {
		word.Region, word.From = settings.Region, settings.RegionFrom
	}
	word.Columns = func(m columns.Mapping) (columns.Mapping, error) {
		m, err := chooseColumns(m, choices, filepath.Base(path))
		if err != nil {
			return nil, err
		}
		if m, err = needColumns(m, f.needs, filepath.Base(path)); err != nil {
			return nil, err
		}
		return needNoMore(m, f.notNeeded, filepath.Base(path))
	}
	return word, nil
}

// chooseColumns lays what the operator says of columns over the guess.
func chooseColumns(m columns.Mapping, choices []columnChoice, file string) (columns.Mapping, error) {
	chosen := map[columns.Field]string{}
	for _, c := range choices {
		i := findColumn(m, c.header)
		if i < 0 {
			return nil, model.UserError(fmt.Sprintf("There is no column %q in %s. Its columns are %s.", c.header, file, columnList(m)))
		}
		if before, taken := chosen[c.field]; taken && c.field.Single() {
			return nil, usageError{model.UserError(fmt.Sprintf("Both %q and %q are mapped to %s. Choose one of them.", before, c.header, c.field))}
		}
		chosen[c.field] = c.header
		m = m.With(m[i].Index, c.field)
		if c.field == columns.FieldMetadata {
			m = m.Freed(m[i].Index)
		}
		if c.key != "" {
			m = m.Renamed(m[i].Index, c.key)
		}
	}
	return m, nil
}

// needColumns marks what the prompt cannot do without, as --need says.
func needColumns(m columns.Mapping, needs []string, file string) (columns.Mapping, error) {
	for _, need := range needs {
		key, fallback, given := strings.Cut(need, "=")
		key = bareKey(key)
		if given && columns.FallbackOf(fallback) == "" {
			return nil, usageError{model.UserError(fmt.Sprintf("--need %q gives no text. Write --need %s to hold rows without it, or --need '%s=your %s'.", need, key, key, key))}
		}
		needed, ok := m.Need(key, true, fallback)
		if ok {
			m = needed
			continue
		}
		if len(m.Needed()) > 0 && slices.ContainsFunc(m, func(c columns.Column) bool { return c.Key == key }) {
			return nil, usageError{model.UserError(fmt.Sprintf("--need %s is one too many: at most %d keys can be needed.", key, len(m.Needed())))}
		}
		return nil, noSuchKey(m, key, file)
	}
	return m, nil
}

// needNoMore takes back what an earlier list needed, as --not-needed says.
func needNoMore(m columns.Mapping, keys []string, file string) (columns.Mapping, error) {
	for _, key := range keys {
		less, ok := m.Need(bareKey(key), false, "")
		if !ok {
			return nil, noSuchKey(m, bareKey(key), file)
		}
		m = less
	}
	return m, nil
}

// bareKey is a key without the braces that a prompt puts it in.
func bareKey(key string) string { return strings.Trim(strings.TrimSpace(key), "{}") }

// noSuchKey says that no column goes along under a key, and how one does.
func noSuchKey(m columns.Mapping, key, file string) error {
	var keys []string
	for _, c := range m {
		if c.Key != "" {
			keys = append(keys, c.Key)
		}
	}
	return model.UserError(fmt.Sprintf("No column of %s is sent along as {%s}. There are %s. Name a column with --map 'Column=metadata:%s'.",
		file, printable.Text(key, 60), printable.Text(strings.Join(keys, ", "), maxShownPath), printable.Text(key, 60)))
}

// neededAdvice says how it is said what is sent where a list lacks a column that
// the prompt needed of the last such list; "" when it lacks none.
func neededAdvice(m columns.Mapping) string {
	unmet := m.Unmet()
	if len(unmet) == 0 {
		return ""
	}
	words := m.UnmetWords() + " All rows are held."
	for _, c := range unmet {
		words += fmt.Sprintf(" Give --map %s for the column that holds it, --need %s for a text instead, or --not-needed %s.",
			shellWord("Column=metadata:"+c.Key), shellWord(c.Key+"="+columns.FallbackText(c.Key)), shellWord(c.Key))
	}
	return words
}

// findColumn finds a column by its header as the file spells it, or else
// without regard to case, blanks and punctuation; a column without a header is
// called column 3, or whichever it is.
func findColumn(m columns.Mapping, header string) int {
	if i := slices.IndexFunc(m, func(c columns.Column) bool { return !c.Absent() && (c.Title() == header || c.Header == header) }); i >= 0 {
		return i
	}
	name := columns.MetadataKey(header)
	return slices.IndexFunc(m, func(c columns.Column) bool {
		return !c.Absent() && name != "" && columns.MetadataKey(c.Title()) == name
	})
}

func columnList(m columns.Mapping) string {
	const shown = 12
	m = slices.DeleteFunc(slices.Clone(m), columns.Column.Absent)
	var names []string
	for _, c := range m[:min(len(m), shown)] {
		names = append(names, c.Title())
	}
	if len(m) > shown {
		names = append(names, fmt.Sprintf("and %d more", len(m)-shown))
	}
	return strings.Join(names, ", ")
}
