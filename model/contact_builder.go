package model

// contactBuilder makes of a row what the service receives of it.
type contactBuilder struct {
	rows    *rowReader
	numbers *numberReader
}
