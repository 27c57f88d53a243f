package team

import "time"

// Inspection is what a database says of itself to whoever looks at it, member or not.
type Inspection struct {
	Version   string    // of the server, such as "15.8"
	Schema    int       // of the ledger in it; 0 = there is none
	Team      string    // the team's id; "" = there is no team in it
	Name      string    // the team's, where the secret opens it; ""
	Now       time.Time // by its clock
	Weakened  []string  // its settings by which it may lose what it said was kept: "fsync is off"
	ReadOnly  bool      // it is a standby, or takes nothing
	Encrypted bool      // the connection is by TLS and its certificate was verified
	Local     bool      // it is by a socket, or to this machine
}
