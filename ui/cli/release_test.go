//go:build unix

package cli_test

import (
	"bytes"
	"debug/buildinfo"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// Whoever gets the program gets the licences of all that is in it.
func TestEveryModuleInTheProgramHasItsLicence(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("lists the modules of every system")
	}
	info, err := buildinfo.ReadFile(program(t, nil).Path)
	if err != nil {
		t.Fatal(err)
	}
	var says bytes.Buffer
	cmd := exec.Command("bash", "../../.ci/package", "licences")
	cmd.Stderr = &says
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, says.String())
	}
	licences := map[string]string{}
	for part := range strings.SplitSeq(string(out), "\n== ") {
		head, text, _ := strings.Cut(part, "\n")
		licences[head] = text
	}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		if text := strings.ToLower(licences[m.Path+" "+m.Version]); len(text) < 400 || !strings.Contains(text, "permi") && !strings.Contains(text, "licen") {
			t.Errorf("%s %s is in the program without its licence: %.80q", m.Path, m.Version, text)
		}
	}
	if len(info.Deps) < 30 {
		t.Errorf("only %d modules are in it", len(info.Deps))
	}
}

// What a release packs is made before.
func TestAReleasePacksOnlyFilesThatAreMade(t *testing.T) {
	release, err := os.ReadFile("../../.goreleaser.yaml")
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile("../../.ci/package")
	if err != nil {
		t.Fatal(err)
	}
	made := string(script)
	for _, shell := range []string{"bash", "zsh", "fish"} {
		if !strings.Contains(made, " "+shell) {
			t.Errorf("%s has no completions", shell)
		}
		made += "/callsheet." + shell
	}
	names := regexp.MustCompile(`src: \.release(/[a-z0-9.]+)`).FindAllSubmatch(release, -1)
	for _, name := range names {
		if !strings.Contains(made, string(name[1])) {
			t.Errorf(".goreleaser.yaml packs .release%s, which .ci/package does not make", name[1])
		}
	}
	if len(names) < 5 {
		t.Errorf("it packs only %d", len(names))
	}
}
