package model

// evaluator says what will become of a row by its cells, its edit, and what is known
// of the numbers and ids of all rows and of those outside the list. It sees no
// verdict and no other row: which of several rows with one number is dialled is
// for the list to say.
type evaluator struct {
	rows     *rowReader
	numbers  *numberReader
	contacts *contactBuilder
	shifts   *shiftFinder
	refusals refusals

	suppressions suppressionLayers
	shared       *sharedNumbers     // nil for a row that is evaluated as if it stood alone
	repeated     map[ContactID]bool // ids that rows with different numbers have; nil where there are none
}

func newEvaluator(rows *rowReader) evaluator {
	numbers := &numberReader{rows}
	return evaluator{
		rows: rows, numbers: numbers, contacts: &contactBuilder{rows, numbers}, shifts: &shiftFinder{rows: rows},
		refusals: refusals{rows: rows, numbers: numbers},
	}
}
