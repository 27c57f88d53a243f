package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"github.com/spf13/cobra"

	"callsheet/model"
	"callsheet/ui"
	"callsheet/ui/theme"
)

// The largest window a scene is drawn in, far beyond any terminal.
const (
	maxSceneWidth  = 1000
	maxSceneHeight = 500
)

// cobra is `callsheet scene`.
type sceneCommand struct{ command }

// cobra draws one screen in one state, for whoever works on the screens.
func (c sceneCommand) cobra() *cobra.Command {
	var size string
	var picture bool
	cmd := &cobra.Command{
		Use:    "scene [NAME]",
		Hidden: true,
		Short:  "Draw one screen in one state; without a name, list them",
		Long: "Draws one screen of the console in one of the states that its golden files hold,\n" +
			"made of samples: nothing is read, kept or sent. Without a name it lists them.",
		Example: "  callsheet scene\n  callsheet scene contacts-typical --size 120x40",
		Args:    usage(cobra.MaximumNArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				for _, s := range ui.Scenes() {
					if _, err := fmt.Fprintln(c.io.out, s.Name); err != nil {
						return err
					}
				}
				return nil
			}
			return c.drawScene(args[0], size, picture)
		},
	}
	cmd.Flags().StringVar(&size, "size", "80x24", "columns and lines of the window")
	cmd.Flags().BoolVar(&picture, "svg", false, "draw it as a picture (SVG), in the same colours on every machine")
	return cmd
}

func (c sceneCommand) drawScene(name, size string, picture bool) error {
	width, height, ok := windowSize(size)
	if !ok {
		return usageError{model.UserError(fmt.Sprintf("%s is no size of a window. Give columns and lines, such as --size 120x40, at most %dx%d.", quote(size), maxSceneWidth, maxSceneHeight))}
	}
	scenes := ui.Scenes()
	i := slices.IndexFunc(scenes, func(s ui.Scene) bool { return s.Name == name })
	if i < 0 {
		return usageError{model.UserError("There is no scene " + quote(name) + ". `callsheet scene` lists them.")}
	}
	if picture {
		drawn := scenes[i].Draw(theme.New(theme.Options{Background: theme.Dark, Profile: termenv.TrueColor}), width, height)
		_, err := fmt.Fprint(c.io.out, svgOf(drawn, width, height))
		return err
	}
	settings, err := c.env.settings()
	if err != nil {
		return err
	}
	drawn := scenes[i].Draw(look(settings, backgroundSaid(settings, c.env.getenv), c.env.getenv), width, height)
	if out, is := terminalOf(c.io.out); is {
		_, err = fmt.Fprintln(out, drawn) // past the safe writer: it is made of samples alone
		return err
	}
	_, err = fmt.Fprintln(c.io.out, ansi.Strip(drawn))
	return err
}

// windowSize reads columns and lines, such as 120x40.
func windowSize(text string) (width, height int, ok bool) {
	w, h, _ := strings.Cut(text, "x")
	width, badWidth := strconv.Atoi(w)
	height, badHeight := strconv.Atoi(h)
	ok = badWidth == nil && badHeight == nil && 0 < width && width <= maxSceneWidth && 0 < height && height <= maxSceneHeight
	return width, height, ok
}
