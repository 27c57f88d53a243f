// Package session is one list on its way to being called, and every operation on
// it, for the console and the commands alike.
//
// A list is opened once, by one operation. Its file is read (which sheet, which
// row names the columns), its columns get their meanings (as the operator left
// them in the last list of the same shape, or by a guess), the country of its
// numbers without a country code is settled or left open, and every row is judged
// with what is known of its number.
//
// A word is what a person said: by a flag, in the profile, or in the console. A
// country is used for nothing but on somebody's word, because a number read as of
// the wrong country is a stranger's. Evidence (numbers with a code, addresses,
// prices, the names of the columns, the account's other lists) only puts the
// candidates in order.
//
// A campaign is changed by the operations of this room alone, whoever asks for them:
// by those on what is edited (campaign.go) and those on what was confirmed
// (batches.go). What changes its draft raises its revision, by which the autosaver
// knows what is not written down yet; the ledger has written down its batches before.
// It writes what is done to campaigns to the store in order, one save at a time.
//
// Work is what an operation leaves to be done outside of the one who owns the
// campaign: the console does it in a command, a command of the shell inline (Inline).
// Sending, reconciling, polling and cancelling are such operations, each in a file of
// its name: Start gives the first work, Update takes what comes back from it and gives
// the next. Where they wait, a port sleeps.
//
// What sending does to people is worked out by one operation (preflight.go), for the
// screens and for the commands: the hours in force, who would be outside them, the waves,
// who is left out, the forecast. The plan that it gives is the plan that is sent.
//
// All calls of a campaign (Calls) are what is stored, what polls bring of the latest, and what
// the service tells of all where the latest do not. Details of calls (Details) are asked for
// one after another at a stated rate, once, and written down as they come: the service
// forgets whose contact a call was.
//
// Results are what came of each row of a campaign, joined from the calls of its batches by
// number. Calls that are not all stored are asked for before.
//
// Calling again makes a new campaign of rows of one that was confirmed (CallAgain): those who
// were missed, or whom somebody chose. What is known of them is asked anew.
//
// A test call rings the operator's own telephone, and never a contact's, with what the
// agent would be told of one. It is none of a campaign's, and the ledger has nothing of it.
//
// A fingerprint is what the columns of a list are called (columns.Fingerprint). The meanings of
// columns are remembered by it, and the country the operator chose, for the
// account it was chosen under.
//
// A guard keeps a number from being called: the do-not-call list, and the ledger
// of those who were called a short while ago or may have been.
//
// An account is checked part by part against its service (AccountCheck): that it is there and
// what its clock shows, key, user and agent, as they are typed or from the settings.
//
// Ports are how the session reaches the world. It declares them; ui/cli fills
// them with the importer, the store and the service.
package session
