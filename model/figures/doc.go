// Package figures writes counts, shares, sizes and spans of time as people read
// them. Every screen and command takes its words for a number from here.
package figures
