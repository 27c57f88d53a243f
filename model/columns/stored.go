package columns

// Stored is a mapping as it is stored, as JSON; null is none.
type Stored []storedColumn

// storedColumn is Column with the names its parts are stored under. The one converts into the
// other only while both have the same parts, so that nothing new is forgotten here.
type storedColumn struct {
	Index  int      `json:"index"`
	Header string   `json:"header"`
	Field  Field    `json:"field"`
	Key    string   `json:"key"`
	Choice int      `json:"choice"`
	Basis  Evidence `json:"basis"`
	Reason string   `json:"reason"`
	Hidden bool     `json:"hidden,omitempty"`
	Free   bool     `json:"free,omitempty"`

	Needed   bool   `json:"needed,omitempty"`
	Fallback string `json:"fallback,omitempty"`
}

// Stored is the mapping as it is stored.
func (m Mapping) Stored() Stored {
	if m == nil {
		return nil
	}
	stored := make(Stored, len(m))
	for i, c := range m {
		stored[i] = storedColumn(c)
	}
	return stored
}

// Mapping is what was stored.
func (s Stored) Mapping() Mapping {
	if s == nil {
		return nil
	}
	m := make(Mapping, len(s))
	for i, c := range s {
		m[i] = Column(c)
	}
	return m
}
