package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"callsheet/model/figures"
	"callsheet/model/reason"
	"callsheet/model/store"
	"callsheet/model/team"
)

// apartClocks is how far this machine's clock may be from the database's until that is said: the
// database's decides, and nothing goes wrong by it but what people read.
const apartClocks = time.Minute

// team looks at the ledger that is shared, if one is.
func (x *examination) team(ctx context.Context, kept *store.Store) {
	membership, err := kept.Team.Membership(ctx)
	if err != nil {
		x.stopped("team", healthBad, reason.Sentence(err), "")
		return
	}
	if membership.Team == "" && !x.settings.Team.IsSet() {
		return
	}
	if x.wrong != nil {
		x.stopped("team", healthOpen, "Not asked: it is not known where its ledger is, since the settings have a mistake.", "")
		return
	}
	t := &teaming{x.command, x.settings, kept, membership}
	look := t.look(ctx)
	there := look.Inspection
	switch {
	case look.Err != nil:
		x.stopped("team", healthBad, reason.Sentence(look.Err), "")
	case look.stops() != nil:
		x.stopped("team", healthBad, reason.Sentence(look.stops()), "")
	default:
		x.find("team", healthGood, teamWords(t, look), "")
	}
	if untold := look.Untold.Words(); untold != "" {
		x.find("team told", healthWarned, untold, "Run `callsheet team import`, or keep Callsheet open while the ledger can be worked with.")
	}
	if there.Version == "" {
		return
	}
	x.teamDatabase(there, look.Offset)
	if _, from, err := x.settings.Team.FindSecret(); err == nil {
		x.find("team code", healthGood, "It is from "+from.String()+", and not shown.", "")
	}
}

// teamWords are a team that is well.
func teamWords(t *teaming, l teamLook) string {
	present := 0
	for _, m := range l.Standing.Members {
		if m.Present {
			present++
		}
	}
	return fmt.Sprintf("%s at %s, joined as %s. %s, %s at work; %s on its do-not-call list.", quote(t.membership.Name), t.database(), t.env.me().Who(),
		figures.Counted(len(l.Standing.Members), "member"), figures.Count(present), figures.Counted(l.Standing.DoNotCall, "number"))
}

// teamDatabase says how the database itself is.
func (x *examination) teamDatabase(there team.Inspection, offset time.Duration) {
	words := "PostgreSQL " + there.Version + "."
	switch {
	case there.ReadOnly:
		x.stopped("team database", healthBad, words+" It takes nothing: it is a standby, or read-only.", "Name the primary in url below [team], or all of them: postgres://USER@HOST1,HOST2/DATABASE?target_session_attrs=read-write.")
	case len(there.Weakened) > 0:
		x.find("team database", healthWarned, words+" "+strings.ToUpper(there.Weakened[0][:1])+figures.Join(there.Weakened)[1:]+": when its machine fails it may forget who was called last.", "Ask whoever keeps it to turn that on.")
	case !there.Encrypted && !there.Local:
		x.find("team database", healthWarned, words+" The connection is not encrypted.", "Add sslmode=verify-full to url below [team].")
	default:
		x.find("team database", healthGood, words, "")
	}
	ahead := "ahead of"
	if offset < 0 {
		ahead, offset = "behind", -offset
	}
	if offset >= apartClocks {
		x.find("team clock", healthWarned, fmt.Sprintf("This machine's clock is %s %s the database's, which decides for the team.", figures.Duration(offset), ahead), "Set the clock of the one that is wrong, such as by NTP: times that you read here are by this one.")
	}
}
