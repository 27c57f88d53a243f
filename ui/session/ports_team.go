package session

import (
	"context"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/team"
)

// TeamLedger is the ledger that a team has in common. What it tells of batches is of those of
// the other members: this machine's own ledger knows its own. Whatever fails because it cannot
// be reached fails with a *team.AwayError, because its database has to be put right with a
// *team.SetupError, and because it is not the ledger it was with a *team.RefusedError; nothing is
// sent then.
type TeamLedger interface {
	Guards
	Mappings

	// WorksWith says which service is worked with from now on: whether numbers are guarded by
	// real calls or by rehearsals.
	WorksWith(service string)
	// Membership is how far this opening has seen the ledger come, for its machine to keep. It
	// asks nobody.
	Membership() team.Membership

	// Begin takes a batch to sending, as one transaction that reads the guards and the
	// do-not-call list as well: with a *model.GuardError some numbers must not be called now,
	// with a *team.TakenOverError the campaign is somebody else's.
	Begin(ctx context.Context, intent team.Intent) (team.Lease, error)
	// Settle says what became of a batch under a lease: where the team has another by now, it
	// changes nothing. Within the lease only the opening that has it may say so.
	Settle(ctx context.Context, b model.Batch, fence int64) error
	// Cancelled tells that this member cancelled a batch at the service, by the service's id,
	// whoever's it is: who told it first is kept, and the others hear of it in Standing.
	Cancelled(ctx context.Context, service, id string) error
	// Tell tells what this member knows of its own campaigns; to tell it again changes nothing.
	Tell(ctx context.Context, news team.News) (team.Heard, error)
	// TakeOver makes a campaign of a member that is gone this one's. It fails while that is present.
	TakeOver(ctx context.Context, campaign string) error
	// Standing is how the team stands, and shows this opening present.
	Standing(ctx context.Context) (team.Standing, error)

	// ListDoNotCall puts entries on the team's list, UnlistDoNotCall takes numbers off it.
	ListDoNotCall(ctx context.Context, entries []model.DNCEntry) (added int, err error)
	UnlistDoNotCall(ctx context.Context, numbers []phone.Number) (removed int, err error)
}

// TeamAdmin is the database of a team for whoever makes a team, comes, goes, or puts it right. Who is
// no member yet has one, too. It fails as a TeamLedger does.
type TeamAdmin interface {
	// Create makes a team in a database that has none, and me its first member.
	Create(ctx context.Context, name string, me team.Member) (team.Membership, error)
	// Join makes me a member of the team in the database, where the secret is its own. With the id
	// of a member it is that one again.
	Join(ctx context.Context, me team.Member) (team.Membership, error)
	// Leave writes down that this member is gone: nobody waits for it, and what it sent guards on.
	Leave(ctx context.Context) error
	// Accept makes the server that answers the team's, as Standing.Recovery has it, without
	// waiting for some members, by their ids.
	Accept(ctx context.Context, without []string) (team.Standing, error)
	// Inspect looks at the database, and writes nothing.
	Inspect(ctx context.Context) (team.Inspection, error)
}
