package session

import (
	"fmt"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
)

// DefaultZone is the zone that a start is read in where nobody names one: that of most
// contacts, or else the operator's own. why is its reason in words that follow the name.
func DefaultZone(common model.CommonZone, own *time.Location) (zone *time.Location, why string) {
	switch {
	case common.Zone == nil && own.String() == "Local":
		return time.UTC, "where most contacts are is not known"
	case common.Zone == nil:
		return own, "your own: where most contacts are is not known"
	case common.Contacts == common.Of:
		return common.Zone, "where all contacts are"
	}
	return common.Zone, fmt.Sprintf("where most are, %s of %s", figures.Count(common.Contacts), figures.Count(common.Of))
}
