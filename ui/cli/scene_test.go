package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"callsheet/ui"
)

func TestASceneIsDrawnAsItsGoldenFileHoldsIt(t *testing.T) {
	for _, name := range []string{"home-typical", "columns-notes", "repair-editor-wrong", "live-likely"} {
		for _, size := range []string{"80x24", "120x40"} {
			want, err := os.ReadFile(filepath.Join("..", "testdata", "TestScreens", name+"-"+size+".golden"))
			if err != nil {
				t.Fatal(err)
			}
			if r := runProgram(t.Context(), "scene", name, "--size", size); r.code != exitDone || r.out != ansi.Strip(string(want)) {
				t.Errorf("%s in %s ends with code %d, says %q and draws\n%s", name, size, r.code, r.err, r.out)
			}
		}
	}
}

func TestTheScenesAreListedAndNothingElseIsDrawn(t *testing.T) {
	if names := strings.Fields(runProgram(t.Context(), "scene").out); len(names) != len(ui.Scenes()) || names[0] != ui.Scenes()[0].Name {
		t.Errorf("it lists %v", names)
	}
	for _, args := range [][]string{{"elsewhere"}, {"home-empty", "--size", "80"}, {"home-empty", "--size", "0x24"}, {"home-empty", "--size", "80x-1"},
		{"home-empty", "--size", "100000x24"}, {"home-empty", "--size", "80x24x2"}, {"home-empty", "file-empty"}} {
		if r := runProgram(t.Context(), append([]string{"scene"}, args...)...); r.code != exitUsage || r.out != "" || r.err == "" {
			t.Errorf("%v ends with code %d, draws %q and says %q", args, r.code, r.out, r.err)
		}
	}
}
