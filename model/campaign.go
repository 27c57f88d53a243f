package model

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// Origin is where a campaign's rows came from and how the file was read.
type Origin struct {
	Path, Format, Encoding, Delimiter, Sheet string
	HeaderRow                                int // 0 = none

	Size   int64  // of the file, in bytes
	Digest string // of the file's content, so that it is known under another name; "" = not known
}

// SameReading reports whether two origins are of one path that was read in one
// way, whatever the file held each time.
func (o Origin) SameReading(other Origin) bool {
	o.Size, o.Digest, other.Size, other.Digest = 0, "", 0, ""
	return o == other
}

// Campaign is one list on its way to being called. It has one owner.
type Campaign struct {
	ID         string // its key in the store; "" when it is not kept
	Origin     Origin
	Table      *table.Table
	Mapping    columns.Mapping
	Region     phone.Region
	RegionFrom columns.RegionSource // who named Region
	List       *List
	Values     OptionValues
	Plan       *Plan   // set when it was confirmed; from then on nothing can be edited
	Batches    []Batch // one for each batch of the plan
	Profile    string  // it was confirmed under, or last kept
	Service    string  // origin of the service it was confirmed for, or last kept
	Stage      Stage   // how far it has come
	View       View    // where the operator was
	Holder     string  // who has it open elsewhere, so that it can only be looked at here; "" = nobody
	LookedAt   bool    // whoever works here may only look at it
	Revision   int     // raised by every operation on it, but for where the operator is and what became of its batches
	Locked     string  // what is damaged of it, so that nothing more of it can be changed or sent; "" = nothing
	TakenOver  string  // in a sentence or two, who took it over, so that nothing more of it is sent here; "" = nobody
}

// Name is what the operator calls the campaign, or its file's name.
func (c *Campaign) Name() string {
	if name := printable.Text(c.Values[OptName], maxNameRunes); name != "" {
		return name
	}
	return "New campaign"
}

// Agent is the agent that is to call, as the operator typed it; "" while nobody
// has named one.
func (c *Campaign) Agent() string { return strings.TrimSpace(c.Values[OptAgent]) }

// CampaignName turns a file's name into words: "spring_renewals-2026.xlsx" is
// called "Spring renewals 2026".
func CampaignName(file string) string {
	name := strings.TrimSuffix(file, path.Ext(file))
	name = printable.Text(strings.NewReplacer("_", " ", "-", " ").Replace(name), 60)
	first, size := utf8.DecodeRuneInString(name)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + name[size:]
}

// Evaluated reports whether the list stands for what the columns mean now and for
// the country of its numbers. One that does not must be evaluated again before
// anything is made of it: it would dial other columns than those on the screen.
func (c *Campaign) Evaluated() bool {
	return c.List != nil && c.List.Region == c.Region && slices.Equal(c.List.asked, c.Mapping)
}

// Sent reports whether the campaign was confirmed, so that its rows and
// options can only be looked at.
func (c *Campaign) Sent() bool { return c.Plan != nil }

// ReadOnly reports whether nothing in the campaign may be changed here.
func (c *Campaign) ReadOnly() bool {
	return c.Sent() || c.Onlooker() || c.Locked != "" || c.TakenOver != ""
}

// Onlooker reports whether the campaign is only looked at here: another console has it open,
// or whoever works here may only look.
func (c *Campaign) Onlooker() bool { return c.Holder != "" || c.LookedAt }

// Sending reports whether a request of this console is on its way right now.
func (c *Campaign) Sending() bool {
	if c.Onlooker() {
		return false
	}
	for _, b := range c.Batches {
		if b.State == SendSending {
			return true
		}
	}
	return false
}

// Ended reports whether nothing more will happen to any batch that the service
// accepted, and every batch's sending is settled.
func (c *Campaign) Ended() bool {
	for _, b := range c.Batches {
		switch b.State {
		case SendRefused:
		case SendAccepted:
			if !b.Last.Status.Ended() {
				return false
			}
		default:
			return false
		}
	}
	return len(c.Batches) > 0
}
