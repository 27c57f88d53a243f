// Package cli is the command line around the console: it reads the settings,
// fills the console's ports and turns the outcome into an exit code.
package cli
