// Package cli is the command line around the console: it reads the settings,
// fills the console's ports and turns the outcome into an exit code.
//
// The program is the command line and the console. Each command is a type of its own
// and works with the streams, which it reads from and says to, and the environment: the
// profile's settings, the memory of this machine, the service. An account is a profile
// with its store and its service. The safe writer is what every
// command writes through, so that nothing from a file or a reply steers a terminal.
// The keyboard stands between the terminal and Bubble Tea: it puts keys that came in
// two parts together again, tells pasted text from keys, and leaves the rest to a shell
// when the program stops.
//
// The exit codes are a contract, since scripts decide by them whether to send again: 4
// is unknown and must never be taken for failed.
//
// A command that cannot be taken back asks for a typed word or number, and without a
// terminal wants --yes. --json prints one document and nothing else.
package cli
