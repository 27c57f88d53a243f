package model

import "fmt"

// LostError says that campaigns are not kept any more where they were: the file
// that is open is not the one at its place. Nothing can be saved, and so nothing
// be sent, until it is back.
type LostError struct {
	Path string // of the file of campaigns
	Why  Loss
}

// Loss is how the file of campaigns was lost.
type Loss int

const (
	LossGone     Loss = iota // moved or deleted while it was open
	LossReplaced             // another file lies at its place
	LossOlder                // an older copy of it was put there
)

// Brief is the error in one short line.
func (e *LostError) Brief() string {
	switch e.Why {
	case LossGone:
		return "The file of campaigns is gone: nothing is saved or sent. Put it back."
	case LossReplaced:
		return "The file of campaigns was replaced: nothing is saved or sent. Start again."
	}
	return "The file of campaigns is an older copy: nothing is saved or sent."
}

func (e *LostError) Error() string {
	switch e.Why {
	case LossGone:
		return fmt.Sprintf("The file of campaigns, or one that belongs to it, was moved or deleted while it was open: %s. Nothing can be saved or sent until it is back at its place. Put it back, or close Callsheet and start it again.", e.Path)
	case LossReplaced:
		return fmt.Sprintf("Another file was put in the place of the file of campaigns while it was open: %s. Nothing can be saved or sent. Close Callsheet and start it again.", e.Path)
	}
	return fmt.Sprintf("The file of campaigns is an older copy of what was kept before, or another one: %s. Who was called since is not known in it, so nothing is sent. Put the latest one back.", e.Path)
}
