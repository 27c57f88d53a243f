package ui

import (
	"slices"
	"strings"
	"sync"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
	"callsheet/ui/screen"
)

// madeScene is a scene in a window of a size; it is drawn once, as in a terminal.
func madeScene(t *testing.T, name string) *App {
	t.Helper()
	for _, s := range allScenes() {
		if s.Name == name {
			a := s.make(plain)
			a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
			a.View()
			return a
		}
	}
	t.Fatalf("there is no scene %s", name)
	return nil
}

var allScenes = sync.OnceValue(Scenes)

// presses gives keys to a console as a terminal does.
func presses(a *App, keys ...string) {
	for _, k := range keys {
		a.Update(keyMsg(k))
	}
}

func seen(a *App) string { return flowing(ansi.Strip(a.View())) }

// The scenes that the palette and other tests lie over, without the longest lists.
func plainScenes() []Scene {
	return slices.DeleteFunc(slices.Clone(allScenes()), func(s Scene) bool {
		return strings.HasSuffix(s.Name, "-worst") || strings.HasPrefix(s.Name, "palette-") || strings.HasPrefix(s.Name, "help-")
	})
}

func TestTheCatalogueHasEveryActionOfEveryScreen(t *testing.T) {
	known := map[string]screen.Actions{}
	for _, r := range catalogue() {
		known[r.name] = append(known[r.name], r.actions...)
		if r.opener != "" { // it may be a panel of that screen
			known[r.stage.String()] = append(known[r.stage.String()], r.actions...)
		}
	}
	for _, s := range plainScenes() {
		a := s.make(plain)
		a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
		name := roomOf(a.front())
		if known[name] == nil {
			t.Errorf("%s is of no room: %q", s.Name, name)
		}
		for _, act := range a.front().Actions() {
			if known[name].Find(act.ID).ID == "" {
				t.Errorf("the palette does not know %q (%s) of %s, which %s has", act.Title, act.ID, name, s.Name)
			}
		}
	}
	for id := range alsoCalled {
		if !slices.ContainsFunc(newPalette(madeScene(t, "home-typical")).known, func(e entry) bool { return e.ID == id }) {
			t.Errorf("there is no action %q that could have other names", id)
		}
	}
}

func TestTheStagesOfSamplesAreThoseOfTheirScreens(t *testing.T) {
	for _, r := range catalogue() {
		if len(r.actions) < 3 {
			t.Errorf("%s has %d actions", r.name, len(r.actions))
		}
		for _, name := range r.samples {
			if got := roomOf(madeScene(t, name).front()); got != r.name && (r.opener == "" || got != r.stage.String()) {
				t.Errorf("%s shows %s, not %s", name, got, r.name)
			}
		}
	}
}

// found reports whether what is typed finds an action among the first n.
func found(a *App, typed, title string, n int) bool {
	p := newPalette(a)
	for i, e := range matching(p.known, typed) {
		if e.Title == title {
			return i < n
		}
	}
	return false
}

func TestThePaletteFindsAnyActionOfAnyScreenByItsTitle(t *testing.T) {
	a := madeScene(t, "contacts-all")
	all := newPalette(a).known
	for _, e := range all {
		words := strings.Fields(e.Title)
		slices.Reverse(words)
		for _, typed := range []string{e.Title, strings.ToUpper(e.Title), strings.Join(words, " ")} {
			first := matching(all, typed)
			if !slices.ContainsFunc(first[:min(3, len(first))], func(f entry) bool { return f.Title == e.Title }) {
				t.Errorf("%q does not find %q of %q among the first", typed, e.Title, e.room)
			}
		}
	}
}

func TestThePaletteKnowsWhatOperatorsCallIt(t *testing.T) {
	for _, c := range []struct{ name, scene, typed, title string }{
		{"stopping a campaign", "live-running", "stop", "Take back what has not begun, and keep it"},
		{"pausing one", "live-running", "pause", "Take back what has not begun, and keep it"},
		{"an export", "live-running", "export", "Save the list with what came of each row"},
		{"results", "live-running", "results", "Save the list with what came of each row"},
		{"undoing", "contacts-all", "undo", "Undo the last change"},
		{"another word for it", "contacts-all", "revert change", "Undo the last change"},
		{"a group of the help", "contacts-all", "moving page", "Move a page down"},
		{"a typing mistake", "contacts-all", "udno", "Undo the last change"},
		{"a letter left out", "contacts-all", "dupicates", "Close the duplicates"},
		{"the beginning of words", "contacts-all", "do not ca", "Put the number on the do-not-call list"},
		{"letters in their order", "contacts-all", "dncl", "Put the number on the do-not-call list"},
		{"what the trade calls it", "contacts-all", "dnc", "Put the number on the do-not-call list"},
		{"a question", "live-running", "how do I stop all the calls?", "Cancel the calls that are left"},
		{"wide letters", "contacts-all", "ｕｎｄｏ", "Undo the last change"},
		{"accents", "contacts-all", "ündö", "Undo the last change"},
		{"an action of another screen", "contacts-all", "test call", "Ring your own telephone first, with the data of a contact"},
		{"the screen's name", "contacts-all", "home delete", "Delete the campaign from this machine"},
		{"home", "contacts-all", "home", "Go to Home"},
		{"colours", "contacts-all", "dark theme", "Change the colours"},
		{"saving", "home-typical", "w", "Save the work"},
		{"help", "home-typical", "help", "Look at the keys"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if a := madeScene(t, c.scene); !found(a, c.typed, c.title, 4) {
				titles := []string{}
				for _, e := range matching(newPalette(a).known, c.typed) {
					titles = append(titles, e.Title)
				}
				t.Errorf("%q finds %.5q", c.typed, titles)
			}
		})
	}
}

func TestWhatIsHostileIsFoundNowhereAndBreaksNothing(t *testing.T) {
	a := madeScene(t, "contacts-all")
	for _, typed := range []string{"नवीनीकरण", "更新", "\x1b]52;c;AAAA\x07", strings.Repeat("xq ", 4000), "…", "!!!", "👩‍👩‍👧"} {
		a.over = newPalette(a)
		a.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(typed), Paste: true})
		fits(t, a.View(), 120, 40)
		if !strings.Contains(a.View(), "Nothing is called so") {
			t.Errorf("%.20q finds something", typed)
		}
		presses(a, "enter")
		if a.over == nil {
			t.Errorf("%.20q: enter on nothing closes the palette", typed)
		}
	}
}

// On every screen the palette opens, and closing it leaves all as it was.
// Whoever looks for a way to stop wants one that goes.
func TestThePaletteFindsFirstWhatCanBeDone(t *testing.T) {
	for _, scene := range []string{"review-typical", "review-outside", "home-typical", "home-twelve", "contacts-all", "options-typical", "live-running", "live-done"} {
		for _, typed := range []string{"stop", "cancel", "send"} {
			found := matching(newPalette(madeScene(t, scene)).known, typed)
			if usable := slices.IndexFunc(found, func(e entry) bool { return e.Usable() && !strings.HasPrefix(e.ID, topicPrefix) }); usable > 0 && !found[0].Usable() && found[usable].names(typed) {
				t.Errorf("%s: %q finds %q first, which cannot be done, and %q at place %d, which can", scene, typed, found[0].Title, found[usable].Title, usable+1)
			}
		}
	}
}

// names reports whether a word of an entry's title is the one that is typed.
func (e entry) names(typed string) bool { return slices.Contains(e.titleWords, typed) }

func TestThePaletteOpensOnEveryScreen(t *testing.T) {
	for _, s := range plainScenes() {
		a := s.make(plain)
		a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
		if a.dialog != nil {
			continue // a question is answered first
		}
		a.toast.Pass()
		before := a.View()
		for _, k := range []string{":", "ctrl+p"} {
			if k == ":" && a.typing() {
				continue
			}
			presses(a, k)
			if !strings.Contains(a.View(), "Find what to do") {
				t.Errorf("%s: %s does not open the palette", s.Name, k)
			}
			presses(a, "esc")
			if a.View() != before {
				t.Errorf("%s: the screen is another one after %s esc", s.Name, k)
			}
		}
	}
}

func TestAColonIsTextWhereTextIsTyped(t *testing.T) {
	a := madeScene(t, "file-empty")
	presses(a, ":")
	if a.over != nil || !strings.Contains(a.View(), ":") {
		t.Error("a colon is no part of a path")
	}
}

// What is chosen does what its key does: the same screen, and the same asked of the console.
func TestWhatIsChosenDoesWhatItsKeyDoes(t *testing.T) {
	var tried int
	for _, r := range catalogue() {
		for _, name := range r.samples {
			for _, e := range newPalette(madeScene(t, name)).known {
				if e.room != "" || !e.Usable() || e.several() || len(e.Keys.Keys()) == 0 || e.keys == "" || e.ID == "leave" || e.ID == "suspend" || e.Group == screen.MovingGroup {
					continue
				}
				byKey, byName := madeScene(t, name), madeScene(t, name)
				keyPressed, _ := PressOf(e.Keys.Keys()[0])
				one := byKey.pressEach(keyPressed)
				other := finding{byName}.choose(e)
				byKey.drain()
				byName.drain()
				byKey.toast.Pass()
				byName.toast.Pass()
				if byKey.View() != byName.View() || (one == nil) != (other == nil) {
					t.Errorf("%s: %q by the palette is not what %s does", name, e.Title, e.keys)
				}
				tried++
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d actions were tried", tried)
	}
}

// Nothing that is chosen does nothing: it is done, gone to, or said why not.
func TestNothingThatIsChosenIsSilent(t *testing.T) {
	for _, name := range []string{"home-empty", "contacts-all", "review-typical", "live-running"} {
		a := madeScene(t, name)
		depth, at := len(a.stack), a.at
		for i, e := range newPalette(a).known {
			if len(a.stack) != depth || a.at != at || a.dialog != nil { // it went somewhere
				a = madeScene(t, name)
			}
			if e.room == "" && (e.Usable() && !e.several() || e.ID == "leave") {
				continue // the test above holds that it is done
			}
			a.toast.Pass()
			cmd := finding{a}.choose(e)
			if said := a.toast.View(400); cmd == nil || len(said) < 10 {
				t.Errorf("%s: %d %q of %q says %q", name, i, e.Title, e.room, said)
			}
		}
	}
}

func TestThePaletteGoesToTheScreenOfAnAction(t *testing.T) {
	for _, c := range []struct {
		name, scene, typed string
		front              model.Stage
		says               string
	}{
		{"back to an earlier step", "contacts-all", "country of the list", model.StageColumns, "Here it is: c"},
		{"a later step says how it is come to", "contacts-all", "sets option", model.StageContacts, "ctrl+n goes on"},
		{"Live before anything was sent", "contacts-all", "report page", model.StageContacts, "comes when the campaign is sent"},
		{"Home", "contacts-all", "new campaign like this", screen.Home, "Here it is: d"},
		{"what lies behind a key of another screen", "live-running", "sentence list never surely", model.StageLive, ""},
		{"a step without a campaign", "home-empty", "country of the list", screen.Home, "enter on Home opens one"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := madeScene(t, c.scene)
			found := matching(newPalette(a).known, c.typed)
			if c.says == "" {
				return
			}
			i := slices.IndexFunc(found, func(e entry) bool { return e.room != "" })
			if i < 0 {
				t.Fatalf("%q finds nothing elsewhere", c.typed)
			}
			finding{a}.choose(found[i])
			a.View()
			if said := a.toast.View(400); a.front().Place() != c.front || !strings.Contains(said, c.says) {
				t.Errorf("%q: in front is %v, and it says %q", found[i].Title, a.front().Place(), said)
			}
		})
	}
}

// What is under way is not left by the palette, which would let it end where nobody looks.
func TestThePaletteLeavesNothingThatIsUnderWay(t *testing.T) {
	a := madeScene(t, "file-reading")
	for _, e := range newPalette(a).known {
		if e.room != "" && !strings.Contains(e.way.whyNot, "esc") {
			t.Errorf("%q of %s: %q", e.Title, e.room, e.way.whyNot)
		}
	}
	presses(a, "ctrl+p")
	a.View()
	finding{a}.choose(newPalette(a).known[len(newPalette(a).known)-1])
	if a.front().Place() != model.StageFile {
		t.Error("the list that is read was left")
	}
}

func TestAPageAboutItComesAfterWhatDoesIt(t *testing.T) {
	for _, scene := range []string{"home-typical", "contacts-all", "live-running"} {
		for _, typed := range []string{"export", "download", "cancel", "pause"} {
			if best := matching(newPalette(madeScene(t, scene)).known, typed); len(best) == 0 || strings.HasPrefix(best[0].ID, topicPrefix) {
				t.Errorf("%s: %q finds a page first, of %d", scene, typed, len(best))
			}
		}
	}
	if best := matching(newPalette(madeScene(t, "home-typical")).known, "help results"); len(best) == 0 || best[0].ID != topicPrefix+"results" {
		t.Errorf("the page itself is not found first, of %d", len(best))
	}
}
