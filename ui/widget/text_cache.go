package widget

import "sync"

// clips remembers how complex lines were cut. A screen is drawn after every message, most of
// its lines are those of the time before, and a line of Hindi or of emoji costs a hundred
// times one of letters.
var clips = clipCache{known: map[clipped]cutLine{}}

// mostClips bounds how many lines are remembered: a few screens. longestClip is how long a
// text is at most that is: what is longer is of no line.
const (
	mostClips   = 1024
	longestClip = 4096
)

type clipCache struct {
	mu    sync.Mutex
	known map[clipped]cutLine
}

type clipped struct {
	text, ellipsis string
	width          int
}

type cutLine struct {
	text  string
	width int
}

func (c *clipCache) of(s string, width int, ellipsis string) (string, int) {
	if len(s) > longestClip {
		return clipComplex(s, width, ellipsis)
	}
	asked := clipped{s, ellipsis, width}
	c.mu.Lock()
	line, is := c.known[asked]
	c.mu.Unlock()
	if is {
		return line.text, line.width
	}
	line.text, line.width = clipComplex(s, width, ellipsis)
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.known) >= mostClips {
		clear(c.known)
	}
	c.known[asked] = line
	return line.text, line.width
}
