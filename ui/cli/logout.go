package cli

import (
	"github.com/spf13/cobra"

	"callsheet/config"
)

// logoutCommand is `callsheet logout`.
type logoutCommand struct{ command }

// logoutReport is what logout prints as JSON.
type logoutReport struct {
	Profile   string `json:"profile"`
	Forgotten bool   `json:"forgotten"`
}

func (c logoutCommand) cobra() *cobra.Command {
	var document bool
	cmd := &cobra.Command{
		Use:   "logout",
		Short: "Forget the stored key of an account",
		Long: "Removes the key of a profile from the file of keys. Settings, campaigns and what was sent stay, and the\n" +
			"key goes on to be valid at Dialgen: revoke it there if others may have it.",
		Example: "  callsheet logout\n  callsheet logout --profile uk",
		Args:    usage(cobra.NoArgs),
		RunE:    func(*cobra.Command, []string) error { return c.logout(document) },
	}
	cmd.Flags().BoolVar(&document, "json", false, "print what was forgotten as one JSON document")
	return cmd
}

func (c logoutCommand) logout(document bool) error {
	settings, err := config.Load(c.env.profile, c.env.getenv)
	if err != nil && c.env.profile == "" {
		return err
	}
	had, err := config.ForgetKey(settings.Profile)
	if err != nil {
		return err
	}
	switch {
	case document:
		err = c.io.answerJSON(logoutReport{settings.Profile, had})
	case had:
		err = c.io.answer("The key of account %q was forgotten on this machine. It is valid at Dialgen until it is revoked there.", settings.Profile)
	default:
		err = c.io.answer("No key of account %q is stored on this machine.", settings.Profile)
	}
	switch {
	case settings.Key != "":
		c.io.say("%s is set, and goes on to be used. To stop that: unset %s", config.EnvKey, config.EnvKey)
	case len(settings.KeyCommand) > 0:
		c.io.say("key_command in %s goes on to be asked for the key.", config.Path())
	}
	return err
}
