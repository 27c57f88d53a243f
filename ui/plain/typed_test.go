package plain

import (
	"slices"
	"strings"
	"testing"

	"callsheet/ui"
	"callsheet/ui/theme"
)

func sceneNamed(t *testing.T, name string) ui.Scene {
	t.Helper()
	for _, s := range ui.Scenes() {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("there is no scene %q", name)
	return ui.Scene{}
}

// A key of an account is in no line, whoever reads what is typed where.
func TestAKeyThatIsTypedIsInNoLine(t *testing.T) {
	const key = "dg_canary_8c1f"
	for _, c := range []struct {
		name     string
		terminal bool
		unseen   func(bool) bool
		says     string
	}{
		{"lines through a pipe are not echoed", false, nil, "Key: typed, and not shown"},
		{"a terminal shows nothing of them", true, func(bool) bool { return true }, "Key: typed, and not shown"},
		{"where a terminal cannot, none is taken", true, func(bool) bool { return false }, "`callsheet login`"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := hold(t, sceneNamed(t, "account-empty"))
			h.cfg.Terminal, h.cfg.Unseen = c.terminal, c.unseen
			h.veil(ui.Secret(h.app))
			h.prompt()
			if !strings.HasSuffix(h.said.String(), "Key> ") {
				t.Fatalf("it asks\n%s", h.said.String())
			}
			h.types(key)
			h.types(":up")
			h.types(":" + key) // by mistake
			h.types("again")
			h.types("::again")
			if said := h.said.String(); strings.Contains(said, "canary") || !strings.Contains(said, c.says) {
				t.Errorf("it says\n%s", said)
			}
			if c.name != "where a terminal cannot, none is taken" && h.veiled != (c.terminal && ui.Secret(h.app)) {
				t.Error("what is typed into another field is not seen either")
			}
		})
	}
}

func TestALineThatIsAKeyIsOneEverywhere(t *testing.T) {
	for line, is := range map[string]bool{
		"ctrl+n": true, "Ctrl-N": true, " ctrl+n ": true, "esc": true, "tab": true, "shift+tab": true, "pgdn": true, "PgUp": true, "f1": true, "f12": true,
		"x": false, "up": false, "home": false, "end": false, "enter": false, "space": false, "f": false, "ctrl+": false, "ctrl+nobody": false, "f99": false,
		"+44 7400 123195": false, "a+b": false, "ctrl+n is a key": false, "": false,
	} {
		if isKeyLine(line) != is {
			t.Errorf("%q: %v", line, !is)
		}
	}
	for _, c := range []struct{ line, name string }{
		{"ctrl+e", ""}, {"::ctrl+e", "ctrl+e"}, {"::home", "home"}, {"home", "home"}, {":::colon", ":colon"}, {"::?", "?"},
	} {
		h := hold(t, sceneNamed(t, "options-typical"))
		h.types(":clear")
		h.types(c.line)
		held := "Name: " + c.name
		if c.name == "" {
			held = "Name: empty"
		}
		if body := strings.Join(h.app.Lines().Body, "\n"); !strings.Contains(body, held) {
			t.Errorf("after %q the name is not %q:\n%s", c.line, c.name, body)
		}
	}
	h := hold(t, sceneNamed(t, "options-typical"))
	if said := strings.Join(strings.Fields(h.said.String()), " "); !strings.Contains(said, " ctrl+n ") || strings.Contains(said, ":ctrl+n") {
		t.Errorf("the keys are told as\n%s", said)
	}
	at := h.app.Lines().At
	if h.types("ctrl+n"); h.app.Lines().At == at {
		t.Error("ctrl+n goes nowhere from a field")
	}
}

func TestATimeIsWaitedForWhereALineWouldBeText(t *testing.T) {
	for line, is := range map[string]bool{"wait 5s": true, "Wait 2h Completed": true, "wait 1m30s": true, "wait": false, "wait for it": false, "waiting 5s": false, "5s": false} {
		if isWaitLine(line) != is {
			t.Errorf("%q: %v", line, !is)
		}
	}
	h := hold(t, sceneNamed(t, "options-typical"))
	before := h.app.Lines().Body
	h.take(input{text: "wait 5s"})
	if h.waits == nil || !slices.Equal(h.app.Lines().Body, before) {
		t.Errorf("it waits for %v, and shows\n%s", h.waits, strings.Join(h.app.Lines().Body, "\n"))
	}
}

func TestBackLeadsToWhereSomebodyCameFrom(t *testing.T) {
	for _, scene := range []string{"home-typical", "review-typical", "live-typical"} {
		h, escaped := hold(t, sceneNamed(t, scene)), hold(t, sceneNamed(t, scene))
		h.types("back")
		escaped.types("esc")
		if got, want := h.app.Lines().Place, escaped.app.Lines().Place; got != want || strings.Contains(h.said.String(), "shell to go back to") {
			t.Errorf("%s: back leads to %q, esc to %q", scene, got, want)
		}
	}
}

// What a screen says is broken where the terminal ends, and not before it as well.
func TestWhatIsToldIsBrokenOnce(t *testing.T) {
	for scene, whole := range map[string]string{
		"welcome":     "300 sample contacts and a rehearsal inside this program. Nobody is called, and it needs no account.",
		"said-unread": "Nobody is listed because nothing is known yet, which does not say that nobody asked not to be called.",
	} {
		if body := sceneNamed(t, scene).Console(theme.New(theme.Options{Lines: true}), ui.LinesSize).Lines().Body; !slices.ContainsFunc(body, func(line string) bool { return strings.Contains(line, whole) }) {
			t.Errorf("%s: no line is %q:\n%s", scene, whole, strings.Join(body, "\n"))
		}
	}
	h := hold(t, sceneNamed(t, "home-typical"))
	for line := range strings.SplitSeq(h.types("f1"), "\n") {
		if strings.Contains(line, "ctrl+z") && !strings.HasPrefix(line, "ctrl+z, ") {
			t.Errorf("two keys are told in one line: %q", line)
		}
	}
}

// What is listed under the field of a question is taken by its digit, as an answer is.
func TestAListedPlaceIsTakenByItsDigit(t *testing.T) {
	h := hold(t, sceneNamed(t, "zones-asked"))
	if said := strings.Join(strings.Fields(h.said.String()), " "); !strings.Contains(said, "a digit takes that line of the list") {
		t.Errorf("how one is taken is told, not %q", said)
	}
	if said := h.types("kochi"); !strings.Contains(said, "2 Kochi, Japan") {
		t.Fatalf("the places are told, not %q", said)
	}
	h.types("9")
	if h.app.Lines().Dialog == nil {
		t.Fatal("a digit that is none of the list is text")
	}
	h.types("kochi")
	if said := h.types("2"); h.app.Lines().Dialog != nil {
		t.Errorf("the second is taken, not %q", said)
	}
}
