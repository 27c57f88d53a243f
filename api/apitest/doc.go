// Package apitest holds requests and replies to the description of the Dialgen
// API (api/testdata/dialgen.yaml), by a library that knows nothing of this
// project. Only tests import it.
package apitest
