// Package pacing says when the service is asked again: about a batch whose outcome
// is not known, and about one that runs.
package pacing
