package ui

import "callsheet/ui/widget"

// counted is a number of things in words: "1 row", "2,300 rows".
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return widget.Count(n) + " " + what + "s"
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func people(n int) string { return counted(n, "contact") }
