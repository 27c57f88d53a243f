package session

import "callsheet/model"

// Preview is what the service would receive for one row of a campaign, and what
// becomes of it, as its columns stand now: with the edits that the list is judged
// with next, and as if the row stood alone. Which ids other rows have, and who
// must not be called, is known once the list is judged.
//
// The contact is built by what builds those of a plan.
func Preview(c *model.Campaign, row int) (model.Contact, model.Verdict) {
	var edits model.Edits
	if c.List != nil {
		edits = c.List.Edits
	}
	return model.PreviewContact(c.Table, c.Mapping, c.Region, edits, row)
}
