package config

import (
	"fmt"

	"callsheet/model"
)

// KeepTimeZone writes the zone of the operator's own clock, by its IANA name, into the
// settings file, and nothing else of it is changed. A file that cannot be read is left as
// it is. Errors are sentences for the operator.
func KeepTimeZone(name string) error {
	if err := keep(DefaultProfile, []change{{[]string{timeZoneName}, tomlText(name)}}); err != nil {
		return model.UserError(fmt.Sprintf("Your time zone is used, and not kept: %v", err))
	}
	return nil
}
