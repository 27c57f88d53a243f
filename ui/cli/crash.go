package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"callsheet/api"
	"callsheet/config"
	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui"
)

// crashed writes a report for whoever mends the program, and says in a sentence
// what became of the work. Stack traces hold addresses and no contents, and the
// fault's own text may quote anything, so only its beginning is kept.
func (p *program) crashed(c ui.Crash, work string) error {
	what := ""
	if settings, err := p.env.settings(); err == nil {
		what = printable.Text(api.WithoutKey(api.WithoutKey(c.What, string(settings.Key)), string(p.env.key)), 300)
	}
	path, err := writeReport(fmt.Sprintf("callsheet %s\n%s\n\n%s", version(), what, c.Stack))
	if err != nil {
		return model.UserError(fmt.Sprintf("Callsheet met a fault of its own and had to end. %s\nWhat happened could not be written down: %s.", work, reason.Of(err)))
	}
	return model.UserError(fmt.Sprintf("Callsheet met a fault of its own and had to end. %s\nWhat happened is in %s.", work, path))
}

// writeReport writes a report where the data is or, when that cannot be written,
// where temporary files are, for its owner alone. It returns the report's path.
func writeReport(report string) (string, error) {
	path := filepath.Join(config.OwnDir(), "crash.txt")
	if err := os.MkdirAll(config.OwnDir(), 0o700); err == nil {
		if err := os.WriteFile(path, []byte(report), 0o600); err == nil {
			return path, nil
		}
	}
	f, err := os.CreateTemp("", "callsheet-crash-*.txt")
	if err != nil {
		return "", err
	}
	defer f.Close()
	_, err = f.WriteString(report)
	return f.Name(), err
}
