package model

// SameList is a campaign that was made of a file.
type SameList struct {
	Campaign Summary
	Changed  bool // the file holds something else by now
}

// FindSameList finds the campaigns made of a file: of its path, by any link, or
// of its content under another name. path is where the file lies in the end,
// resolve does the same for the paths of campaigns, and digest is that of the
// file, "" when it is not known. Drafts come first.
func FindSameList(all []Summary, path, digest string, resolve func(string) string) []SameList {
	var drafts, sent []SameList
	for _, s := range all {
		o := s.Draft.Origin
		content := o.Digest != "" && o.Digest == digest
		if !content && (o.Path == "" || resolve(o.Path) != path) {
			continue
		}
		same := SameList{s, !content && o.Digest != "" && digest != ""}
		if s.Confirmed.IsZero() && len(s.Batches) == 0 {
			drafts = append(drafts, same)
		} else {
			sent = append(sent, same)
		}
	}
	return append(drafts, sent...)
}
