package importer

// Error is a refusal: what the file is or what is wrong with it, and what the
// operator does next, each a sentence.
type Error struct{ What, Next string }

// Error joins both sentences.
func (e *Error) Error() string { return e.What + " " + e.Next }
