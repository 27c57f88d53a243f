package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"callsheet/model"
	"callsheet/model/fold"
)

// synonyms are what people type for a command that has another name.
var synonyms = map[string]string{
	"status": "watch", "start": "send", "run": "send", "abort": "cancel", "stop": "cancel", "delete": "purge", "forget": "purge",
	"campaigns": "list", "ls": "list", "continue": "resume", "validate": "check", "signin": "login", "signout": "logout", "new": "init", "create": "init", "secret": "code", "invite": "code", "adopt": "takeover", "exit": "leave", "quit": "leave", "show": "status", "del": "remove", "rm": "remove",
}

// meant are the commands below a command that are likely to be meant by a word that is none: those
// of the same letters, in whatever order and case, before one by another name, before those near.
func meant(parent *cobra.Command, word string) []string {
	word = strings.ToLower(word)
	letters := func(s string) string { return string(slices.Sorted(slices.Values([]rune(strings.ToLower(s))))) }
	near, names := parent.SuggestionsFor(word), []string{}
	for _, sub := range offered(parent) {
		names = append(names, sub.Name())
	}
	if same := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return letters(name) != letters(word) }); len(same) > 0 {
		return same
	}
	if name := synonyms[word]; slices.Contains(names, name) {
		return []string{name}
	}
	if name, ok := fold.Nearest(word, names); ok && !slices.Contains(near, name) {
		near = append(near, name)
	}
	return near
}

// flagMeant is an error of a command's flags, with the flag that is likely to be meant.
func flagMeant(cmd *cobra.Command, err error) error {
	unknown, ok := errors.AsType[*pflag.NotExistError](err)
	if !ok || unknown.GetSpecifiedShortnames() != "" {
		return err
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	name, ok := fold.Nearest(unknown.GetSpecifiedName(), names)
	if !ok {
		return err
	}
	return model.UserError(fmt.Sprintf("%v. Did you mean --%s?", err, name))
}
