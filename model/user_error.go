package model

// UserError is an error in the operator's words: a sentence that says what is
// wrong and what to do next.
type UserError string

func (a UserError) Error() string { return string(a) }
