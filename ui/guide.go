package ui

import (
	"embed"
	"path"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

//go:embed guide/*.txt
var guideFiles embed.FS

// Topic is a short page of help: about one thing, for the console and the command line.
type Topic struct {
	Name  string // one word in lower case, by which it is asked for
	Title string // a line
	body  string
}

// keysOn begins a line that stands for the keys of actions, named by their ids.
const keysOn = "Keys on "

// asWritten begins a line that is typed as it stands, and so is not put together with others.
const asWritten = "  "

// Topics are the pages of help, in the order of the work.
func Topics() []Topic {
	var all []Topic
	for _, name := range []string{"columns", "fixing", "hours", "sending", "unknown", "results", "team", "database", "failover"} {
		text, err := guideFiles.ReadFile(path.Join("guide", name+".txt"))
		if err != nil {
			continue // it is in the program, which a test holds
		}
		title, body, _ := strings.Cut(string(text), "\n")
		all = append(all, Topic{name, title, strings.TrimSpace(body)})
	}
	return all
}

// topicOf is the topic that fits a screen best.
func topicOf(s screen.Screen) string {
	switch roomOf(s) {
	case "Home":
		return "team"
	case model.StageFile.String(), model.StageColumns.String():
		return "columns"
	case model.StageContacts.String():
		return "fixing"
	case model.StageOptions.String():
		return "hours"
	case model.StageLive.String():
		if l, is := s.(*liveScreen); is && l.first(model.SendUnknown) >= 0 {
			return "unknown"
		}
		return "results"
	case "Call", "What people said":
		return "results"
	}
	return "sending"
}

// Lines are the page in lines of at most so many cells, its title first. Keys are those
// that the screens have.
func (t Topic) Lines(width int) []string {
	lines := []string{t.Title}
	for paragraph := range strings.SplitSeq(t.body, "\n\n") {
		lines = append(lines, "")
		var text []string
		for line := range strings.Lines(paragraph) {
			asIs := strings.HasPrefix(line, asWritten)
			switch line = strings.TrimSpace(line); {
			case strings.HasPrefix(line, keysOn):
				lines = append(lines, keyTable(line, width)...)
			case asIs:
				for _, part := range widget.Wrap(line, max(width-len(asWritten), 1)) {
					lines = append(lines, asWritten+part)
				}
			default:
				text = append(text, line)
			}
		}
		if len(text) > 0 {
			lines = append(lines, widget.Wrap(strings.Join(text, " "), width)...)
		}
	}
	return lines
}

// keyTable draws a line of keysOn: each action by its key and its title.
func keyTable(line string, width int) []string {
	name, ids := keysNamed(line)
	var r room
	if i := slices.IndexFunc(catalogue(), func(r room) bool { return r.name == name }); i >= 0 {
		r = catalogue()[i]
	}
	const keyWidth = 8
	lines := []string{keysOn + name}
	var keys []string
	titles := map[string][]string{} // of each key: it may do another thing where another is to be done
	for _, id := range ids {
		act := r.actions.Find(id)
		k := act.Keys.Help().Key
		if titles[k] == nil {
			keys = append(keys, k)
		}
		titles[k] = append(titles[k], act.Title)
	}
	for _, k := range keys {
		lead := k
		for i, title := range titles[k] {
			if i > 0 {
				title = "or: " + title
			}
			for _, part := range widget.Wrap(title, max(width-keyWidth-2, 1)) {
				lines = append(lines, "  "+widget.Fit(lead, keyWidth, "")+part)
				lead = ""
			}
		}
	}
	return lines
}

// keysNamed are the room and the ids of a line of keysOn.
func keysNamed(line string) (room string, ids []string) {
	room, list, _ := strings.Cut(strings.TrimPrefix(line, keysOn), ":")
	for id := range strings.SplitSeq(list, ",") {
		ids = append(ids, strings.TrimSpace(id))
	}
	return room, ids
}
