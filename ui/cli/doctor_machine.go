package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/muesli/termenv"

	"callsheet/config"
	"callsheet/model/figures"
	"callsheet/model/reason"
	"callsheet/ui"
)

// terminal says what the console finds to be drawn on.
func (x *examination) terminal() {
	name := x.env.getenv("TERM")
	on := any(x.io.out)
	if !isTerminal(on) {
		on = x.io.err // where the answer goes into a file
	}
	if !isTerminal(on) {
		x.find("terminal", healthGood, "None here: commands work, and the console needs one.", "")
		return
	}
	width, height := sizeOf(on)
	least, lowest := ui.SmallestWindow()
	can := abilitiesOf(x.env.getenv)
	words := quote(name) + ", " + coloursOf(can.colours) + "."
	if width > 0 {
		words = fmt.Sprintf("%s, %dx%d, %s.", quote(name), width, height, coloursOf(can.colours))
	} else {
		width, height = least, lowest // whatever it is
	}
	switch {
	case can.lines:
		x.find("terminal", healthWarned, words+" It prints lines alone.", "Set TERM to what it is, such as xterm-256color, to have the console drawn.")
	case width < least || height < lowest:
		x.find("terminal", healthWarned, words, fmt.Sprintf("The console needs %dx%d: make the window larger.", least, lowest))
	default:
		x.find("terminal", healthGood, words, "")
	}
}

func coloursOf(p termenv.Profile) string {
	switch p {
	case termenv.TrueColor:
		return "16 million colours"
	case termenv.ANSI256:
		return "256 colours"
	case termenv.ANSI:
		return "16 colours at least"
	}
	return "no colours"
}

// locale says in which signs is drawn.
func (x *examination) locale() {
	source := x.settings.Sources.Of("ascii")
	value := quote(x.env.getenv(source.Name))
	switch {
	case source.Kind == config.FromDefault:
		x.find("locale", healthGood, "None is named, so UTF-8 is drawn.", "")
	case source.Kind == config.FromEnvironment:
		x.find("locale", healthGood, source.Name+" is "+value+", as you said.", "")
	case x.settings.ASCII:
		x.find("locale", healthWarned, source.Name+" is "+value+", which is not UTF-8: signs are drawn in ASCII, and names in other scripts may not be shown.", "Set LANG=C.UTF-8, or another one in UTF-8.")
	default:
		x.find("locale", healthGood, source.Name+" is "+value+".", "")
	}
}

// files says whether what the operator wrote can be read.
func (x *examination) files() {
	if x.wrong != nil {
		x.stopped("settings", healthBad, reason.Sentence(x.wrong), "")
		if errors.Is(x.wrong, config.ErrNoHome) {
			return
		}
	} else if _, err := os.Stat(config.Path()); errors.Is(err, fs.ErrNotExist) {
		x.find("settings", healthGood, "There is no "+config.Path()+": the environment and the defaults count.", "")
	} else {
		x.find("settings", healthGood, config.Path()+" is read, profile "+x.settings.Profile+".", "")
	}
	var err error
	if x.hours, err = config.LoadHours(x.env.profile); err != nil && x.wrong == nil {
		x.stopped("hours", healthBad, reason.Sentence(err), "")
	}
	told, err := config.LoadTelling()
	switch {
	case err != nil && x.wrong == nil:
		x.stopped("on_event", healthBad, reason.Sentence(err), "")
	case err == nil && len(told.OnEvent) > 0:
		if _, err := exec.LookPath(expandHome(told.OnEvent[0])); err != nil {
			x.find("on_event", healthWarned, quote(told.OnEvent[0])+" cannot be run.", "Correct on_event in "+config.Path()+": until then you are told by the terminal alone.")
		}
	}
}

// How much room there has to be: a list of 100,000 contacts with its batches takes some 100 MB.
const (
	littleRoom = 200 << 20 // bytes
	noRoom     = 5 << 20
)

// disk says whether what is done can be written down.
func (x *examination) disk() {
	if errors.Is(x.wrong, config.ErrNoHome) {
		return // which was said
	}
	folder, _ := config.LoadDataFolder(x.env.getenv) // what is wrong with it was said
	dir := folder.Path
	for { // the first folder there is
		if info, err := os.Stat(dir); err == nil && info.IsDir() || dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	f, err := os.CreateTemp(dir, ".callsheet-doctor-*")
	if err == nil {
		f.Close()
		os.Remove(f.Name())
	}
	free, known := freeSpace(dir)
	words := figures.Bytes(free) + " are free in " + dir + "."
	switch {
	case err != nil && folder.Shared:
		x.find("disk", healthOpen, "Not looked at: nothing can be written into "+dir+" as it is, and store says why.", "")
	case err != nil:
		x.stopped("disk", healthBad, "Nothing can be written into "+dir+": "+strings.TrimSuffix(reason.Of(err), ".")+".", "Make room there, or make it yours to write, or set XDG_DATA_HOME to another folder: without it nothing can be sent.")
	case !known:
		x.find("disk", healthGood, dir+" can be written.", "")
	case free < noRoom:
		x.stopped("disk", healthBad, words, "Make room there: what cannot be written down cannot be sent.")
	case free < littleRoom:
		x.find("disk", healthWarned, words, "Make room there: a list of 100,000 contacts takes some 100 MB.")
	default:
		x.find("disk", healthGood, words, "")
	}
}
