// Package ui is the console: the screens on the way from a file to live calls.
package ui
