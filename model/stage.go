package model

// Stage is a step on the way from a file to live calls.
type Stage int

const (
	StageFile Stage = iota
	StageColumns
	StageContacts
	StageOptions
	StageReview
	StageLive
)

// Stages lists the way through, in order.
func Stages() []Stage {
	return []Stage{StageFile, StageColumns, StageContacts, StageOptions, StageReview, StageLive}
}

// String is the step's name on the trail.
func (s Stage) String() string {
	if !s.Known() {
		return "an unknown step"
	}
	return [...]string{"File", "Columns", "Contacts", "Options", "Review", "Live"}[s]
}

// NoStage stands for a step on the way that cannot be read or does not exist.
const NoStage Stage = -1

// Known reports whether a stage is a step on the way. Home is none.
func (s Stage) Known() bool { return s >= StageFile && int(s) < len(Stages()) }
