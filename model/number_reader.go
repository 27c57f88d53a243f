package model

// numberReader reads the number of a row: from which cell, as of which country, and
// against the codes that stand beside it.
type numberReader struct{ rows *rowReader }
