package zones

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"callsheet/model/phone"
)

// utcForm is an offset as people write it: GMT+5:30, UTC-5, +0100, Etc/GMT+5.
var utcForm = regexp.MustCompile(`(?i)^(etc/)?(?:UTC|GMT)? ?([+-])(\d{1,2})(?::?([0-5]\d))?(?: ?(?:h|hours))?$`)

// withOffset is what an offset says: all zones that are ever so far from UTC in a
// year, those of the country where it has some. It is never a fixed offset, because
// people write what they had when they wrote it, and their clocks change.
func withOffset(text string, region phone.Region) []Match {
	seconds, read := readOffset(strings.NewReplacer("−", "-", "–", "-").Replace(text))
	if !read {
		return nil
	}
	var ids []uint16
	for id, c := range clocks() {
		if slices.Contains(c[:], int32(seconds)) && zoneDatabase().names[id] != utc {
			ids = append(ids, uint16(id))
		}
	}
	zones := newSet(ids)
	if zones.IsEmpty() {
		return nil
	}
	if within := zones.Intersect(OfCountry(region)); !within.IsEmpty() {
		zones = within
	}
	return []Match{{offsetName(seconds), zones}}
}

// readOffset is an offset in seconds east of UTC.
func readOffset(text string) (seconds int, read bool) {
	parts := utcForm.FindStringSubmatch(text)
	if parts == nil {
		return 0, false
	}
	hours, _ := strconv.Atoi(parts[3]) // two digits
	minutes := 0
	if parts[4] != "" {
		minutes, _ = strconv.Atoi(parts[4])
	}
	seconds = 3600*hours + 60*minutes
	west := parts[2] == "-"
	if parts[1] != "" {
		west = !west // the signs of Etc/GMT+5 are turned round
	}
	if west {
		seconds = -seconds
	}
	return seconds, true
}

func offsetName(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	return fmt.Sprintf("UTC%c%02d:%02d", sign, seconds/3600, seconds/60%60)
}
