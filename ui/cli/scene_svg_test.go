package cli

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The README shows the program as it is: each of its pictures is what is drawn today.
func TestThePicturesOfTheReadmeAreWhatTheProgramDraws(t *testing.T) {
	top := filepath.Join("..", "..")
	readme, err := os.ReadFile(filepath.Join(top, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join(top, ".github", "pictures", "draw"))
	if err != nil {
		t.Fatal(err)
	}
	size := regexp.MustCompile(`--size (\d+x\d+) --svg`).FindSubmatch(script)
	shown := regexp.MustCompile(`!\[[^\]]{10,}\]\(\.github/pictures/([a-z-]+)\.svg\)`).FindAllSubmatch(readme, -1)
	if len(shown) < 3 || size == nil {
		t.Fatalf("%d pictures are shown, in size %s", len(shown), size)
	}
	for _, match := range shown {
		name := string(match[1])
		kept, err := os.ReadFile(filepath.Join(top, ".github", "pictures", name+".svg"))
		if err != nil {
			t.Error(err)
			continue
		}
		if r := runProgram(t.Context(), "scene", name, "--size", string(size[1]), "--svg"); r.out != string(kept) {
			t.Errorf("%s looks otherwise today: .github/pictures/draw draws it anew", name)
		}
		if !strings.Contains(string(script), " "+name) {
			t.Errorf("the script does not draw %s", name)
		}
	}
	files, err := filepath.Glob(filepath.Join(top, ".github", "pictures", "*.svg"))
	if err != nil || len(files) != len(shown) {
		t.Errorf("%d pictures are kept, and %d shown: %v", len(files), len(shown), err)
	}
}

// A picture is whole XML, has the words of the screen, and nothing of what drives a terminal.
func TestAPictureHasWhatTheScreenHas(t *testing.T) {
	for _, name := range []string{"live-typical", "contacts-worst", "home-twelve"} {
		r := runProgram(t.Context(), "scene", name, "--svg")
		var words strings.Builder
		d := xml.NewDecoder(strings.NewReader(r.out))
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if text, is := token.(xml.CharData); is {
				words.Write(text)
			}
		}
		letters := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if drawn := runProgram(t.Context(), "scene", name).out; letters(words.String()) != letters(drawn) {
			t.Errorf("%s: the picture says\n%s\nand the screen\n%s", name, words.String(), drawn)
		}
	}
}

func TestTheColoursOfAPicture(t *testing.T) {
	for _, c := range []struct{ name, codes, front, back string }{
		{"none", "0", pictureFront, ""},
		{"one of its own", "38;2;1;2;3", "#010203", ""},
		{"a background", "48;2;255;0;16", pictureFront, "#ff0010"},
		{"both the other way round", "38;2;1;2;3;48;2;4;5;6;7", "#040506", "#010203"},
		{"turned without colours", "7", pictureBack, pictureFront},
		{"what is none", "38;2;1;2", pictureFront, ""},
		{"beyond the eighth bit", "38;2;999;2;3", pictureFront, ""},
		{"a palette's", "38;5;12", pictureFront, ""},
	} {
		var p pen
		p.take(c.codes)
		if front, back := p.colours(); front != c.front || back != c.back {
			t.Errorf("%s: %s on %s", c.name, front, back)
		}
	}
}
