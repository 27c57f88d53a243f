// Package misread finds text that was read in another encoding than it was written
// in, and puts its letters right where the bytes that are left allow it.
package misread
