package theme

// Glyphs are the characters the console draws itself with. Each is one cell
// wide, but for Arrow, which is two in ASCII. BarParts holds the bar cells from
// one eighth to seven eighths filled and is empty in ASCII; Spark the levels of
// a sparkline from low to high.
type Glyphs struct {
	Ready, ToFix, Duplicate, DoNotCall, LeftOut string

	Cursor, Dot, Check, Mark string
	Rule, VRule              string
	Ellipsis, Arrow, Times   string
	BarFull, BarEmpty        string
	Left, Right, Up, Down    string
	BarParts, Spark          []string
}

func unicodeGlyphs() Glyphs {
	return Glyphs{
		Ready: "✓", ToFix: "!", Duplicate: "=", DoNotCall: "⊘", LeftOut: "–",
		Cursor: "▸", Dot: "●", Check: "✓", Mark: "◆",
		Rule: "─", VRule: "│",
		Ellipsis: "…", Arrow: "→", Times: "×",
		BarFull: "█", BarEmpty: "░",
		Left: "‹", Right: "›", Up: "↑", Down: "↓",
		BarParts: []string{"▏", "▎", "▍", "▌", "▋", "▊", "▉"},
		Spark:    []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
	}
}

func asciiGlyphs() Glyphs {
	return Glyphs{
		Ready: "+", ToFix: "!", Duplicate: "=", DoNotCall: "x", LeftOut: "-",
		Cursor: ">", Dot: "*", Check: "+", Mark: "*",
		Rule: "-", VRule: "|",
		Ellipsis: "~", Arrow: "->", Times: "x",
		BarFull: "#", BarEmpty: ".",
		Left: "<", Right: ">", Up: "^", Down: "v",
		Spark: []string{"_", ".", ":", "-", "=", "+", "*", "#"},
	}
}

// spoken is the glyphs without those that are only part of a picture: bars, rules and
// sparklines say nothing when they are read aloud.
func (g Glyphs) spoken() Glyphs {
	g.Rule, g.BarFull, g.BarEmpty = "", "", ""
	g.VRule = "\n" // panes that stand beside each other are read one after the other
	g.BarParts, g.Spark = nil, make([]string, len(g.Spark))
	return g
}
