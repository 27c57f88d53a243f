package ui

import "callsheet/ui/widget"

func people(n int) string { return widget.Counted(n, "contact") }
