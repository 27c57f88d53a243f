package cli

import "callsheet/ui/session"

// wallClock is the clock of this machine.
type wallClock = session.WallClock
