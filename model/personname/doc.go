// Package personname writes the name of a person as it is read out: "WRIGHT, Freya"
// and "FREYA WRIGHT" are "Freya Wright". It leaves alone what may be no person's name
// or can be written in two ways.
package personname
