package fold

import (
	"slices"
	"strings"
)

// Nearest is the word of those known that is likely to be meant by a misspelt one: a letter
// or two too many, too few, others or exchanged, whatever the case; ok is false when none is
// near, or two are as near.
func Nearest(word string, known []string) (nearest string, ok bool) {
	word = strings.ToLower(word)
	best := 3
	for _, k := range known {
		d := distance(word, strings.ToLower(k))
		switch {
		case d > max(1, min(len(word), len(k))/3):
		case d < best:
			best, nearest, ok = d, k, true
		case d == best:
			ok = false
		}
	}
	return nearest, ok
}

// distance is how many letters have to be put in, taken out, changed or exchanged with
// their neighbour to make one word of another.
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	rows := make([][]int, len(from)+1)
	for i := range rows {
		rows[i] = make([]int, len(to)+1)
		rows[i][0] = i
	}
	for j := range to {
		rows[0][j+1] = j + 1
	}
	for i := 1; i <= len(from); i++ {
		for j := 1; j <= len(to); j++ {
			changed := 1
			if from[i-1] == to[j-1] {
				changed = 0
			}
			rows[i][j] = slices.Min([]int{rows[i-1][j] + 1, rows[i][j-1] + 1, rows[i-1][j-1] + changed})
			if i > 1 && j > 1 && from[i-1] == to[j-2] && from[i-2] == to[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(from)][len(to)]
}
