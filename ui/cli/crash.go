package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/api"
	"callsheet/config"
	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/ui"
)

// run runs the console. A fault of the program in drawing or in taking a key
// ends it with the terminal put back; one in a command arrives through the app.
func run(program *tea.Program, app *ui.App) (crash *ui.Crash, err error) {
	defer func() {
		if r := recover(); r != nil {
			stack := debug.Stack()
			program.Kill()
			// The terminal is put back whatever state the fault left it in.
			_ = program.ReleaseTerminal()
			crash, err = &ui.Crash{What: fmt.Sprint(r), Stack: stack}, nil
		}
	}()
	_, err = program.Run()
	return app.Crashed(), err
}

// crashed writes a report for whoever mends the program, and says in a sentence
// what became of the work. Stack traces hold addresses and no contents, and the
// fault's own text may quote anything, so only its beginning is kept.
func (p *program) crashed(c ui.Crash, unsaved error) error {
	work := "Your work is saved: start Callsheet again to go on."
	if unsaved != nil {
		work = "The last changes could not be saved: " + reason.Sentence(unsaved)
	}
	what := ""
	if settings, err := p.settings(); err == nil {
		what = model.CleanText(api.WithoutKey(c.What, settings.Key), 300)
	}
	report := fmt.Sprintf("callsheet %s\n%s\n\n%s", version(), what, c.Stack)
	path := filepath.Join(config.DataDir(), "crash.txt")
	if err := os.WriteFile(path, []byte(report), 0o600); err != nil {
		return model.Advice("Callsheet met a fault of its own and had to end. " + work)
	}
	return model.Advice(fmt.Sprintf("Callsheet met a fault of its own and had to end. %s\nWhat happened is in %s.", work, path))
}
