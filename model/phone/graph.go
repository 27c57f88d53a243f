package phone

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
	"sync"
	"sync/atomic"
)

// digitGraph tells runs of digits apart as far as a set of patterns does, and
// no further: two runs that end at the same node have the same length and match
// the very same patterns. What was found out about one with the patterns holds
// for the other, so it is found out once for each node and not for each number.
//
// It is the deterministic automaton of all patterns together, grown as digits
// come by. It may be walked by any number of goroutines.
type digitGraph struct {
	patterns []*syntax.Prog
	root     *digitNode

	mu    sync.Mutex
	nodes map[string]*digitNode // by length and what the patterns await
}

// digitNode is where runs of digits end that no pattern tells apart.
type digitNode struct {
	next   [10]atomic.Pointer[digitNode]
	length int
	awaits []uint32 // instructions of the patterns that read the next digit or match here, sorted

	weighed atomic.Pointer[candidate] // what the library makes of a number that ends here, without its digits
	zero    atomic.Pointer[bool]      // whether it is written with a trunk zero
}

const (
	// maxNodes bounds what a hostile list can make a graph grow to. The largest
	// plan, that of North America, has fewer than a thousand.
	maxNodes = 20_000
	// patternBits is how many bits of an awaited instruction number its pattern.
	patternBits = 12
	maxPatterns = 1 << patternBits
)

// digitPattern is a pattern of digits. A whole one has to match a run from end
// to end, and one that is not its beginning.
type digitPattern struct {
	text  string
	whole bool
}

// newDigitGraph builds a graph, or nil when a pattern is beyond it.
func newDigitGraph(patterns []digitPattern) *digitGraph {
	g := &digitGraph{nodes: map[string]*digitNode{}}
	var start []uint32
	seen, passed := map[digitPattern]bool{}, map[uint32]bool{}
	for _, p := range patterns {
		if p.text == "" || seen[p] {
			continue
		}
		seen[p] = true
		parsed, err := syntax.Parse(p.text, syntax.Perl)
		if err != nil {
			return nil
		}
		prog, err := syntax.Compile(parsed.Simplify())
		if err != nil || len(g.patterns) == maxPatterns || looksAround(prog) {
			return nil
		}
		if !p.whole {
			goOnMatching(prog)
		}
		g.patterns = append(g.patterns, prog)
		start = g.follow(start, passed, len(g.patterns)-1, uint32(prog.Start))
	}
	g.root = g.node(0, start)
	return g
}

// looksAround reports whether a pattern asks for more than the next digit.
func looksAround(prog *syntax.Prog) bool {
	return slices.ContainsFunc(prog.Inst, func(i syntax.Inst) bool { return i.Op == syntax.InstEmptyWidth })
}

// goOnMatching makes a pattern that has matched stay so whatever comes behind.
func goOnMatching(prog *syntax.Prog) {
	end := uint32(len(prog.Inst))
	for pc := range prog.Inst {
		if prog.Inst[pc].Op == syntax.InstMatch {
			prog.Inst[pc] = syntax.Inst{Op: syntax.InstNop, Out: end}
		}
	}
	// The match itself, or any digit and then the same again.
	prog.Inst = append(prog.Inst,
		syntax.Inst{Op: syntax.InstAlt, Out: end + 1, Arg: end + 2},
		syntax.Inst{Op: syntax.InstMatch},
		syntax.Inst{Op: syntax.InstRune, Out: end, Rune: []rune{'0', '9'}})
}

// follow adds what a pattern awaits at an instruction to the awaited. passed
// keeps it from going round in circles.
func (g *digitGraph) follow(awaits []uint32, passed map[uint32]bool, pattern int, pc uint32) []uint32 {
	at := uint32(pattern) | pc<<patternBits
	if passed[at] {
		return awaits
	}
	passed[at] = true
	inst := &g.patterns[pattern].Inst[pc]
	switch inst.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		return g.follow(g.follow(awaits, passed, pattern, inst.Out), passed, pattern, inst.Arg)
	case syntax.InstCapture, syntax.InstNop:
		return g.follow(awaits, passed, pattern, inst.Out)
	case syntax.InstFail:
		return awaits
	}
	return append(awaits, at)
}

// node returns the node of runs of a length that await the same.
func (g *digitGraph) node(length int, awaits []uint32) *digitNode {
	slices.Sort(awaits)
	key := make([]byte, 0, 1+4*len(awaits))
	key = append(key, byte(length))
	for _, at := range awaits {
		key = binary.LittleEndian.AppendUint32(key, at)
	}
	if n, ok := g.nodes[string(key)]; ok {
		return n
	}
	if len(g.nodes) >= maxNodes {
		return nil
	}
	n := &digitNode{length: length, awaits: awaits}
	g.nodes[string(key)] = n
	return n
}

// find walks to where a run of digits ends; nil when the graph is too large
// already.
func (g *digitGraph) find(digits string) *digitNode {
	n := g.root
	for i := 0; i < len(digits) && n != nil; i++ {
		next := n.next[digits[i]-'0'].Load()
		if next == nil {
			next = g.grow(n, rune(digits[i]))
		}
		n = next
	}
	return n
}

// grow adds the node behind n for a digit.
func (g *digitGraph) grow(n *digitNode, digit rune) *digitNode {
	g.mu.Lock()
	defer g.mu.Unlock()
	var awaits []uint32
	passed := map[uint32]bool{}
	for _, at := range n.awaits {
		pattern := int(at % maxPatterns)
		if inst := &g.patterns[pattern].Inst[at>>patternBits]; inst.Op != syntax.InstMatch && inst.MatchRune(digit) {
			awaits = g.follow(awaits, passed, pattern, inst.Out)
		}
	}
	next := g.node(n.length+1, awaits)
	if next != nil {
		n.next[digit-'0'].Store(next)
	}
	return next
}
