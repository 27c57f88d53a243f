// Package model is the domain of a calling campaign: contacts, options, plans and
// progress, with no terminal, network, file or clock.
//
//   - A campaign is one list on its way to being called, and has one owner.
//   - A list is the rows of a table under a mapping, each with its verdict: ready, to
//     fix, a duplicate, not to be called, left out.
//   - A problem keeps a row from being called until a person decides; a warning goes
//     along with a row that is called. A cause is all rows with one problem or warning,
//     and a fix is a way to mend them.
//   - An edit is what a person decided of a row. Rows never change: edits lie over them,
//     a change is the edits of one action, and a step is a change that was made, undone
//     or redone.
//   - Suppressions are what is known of numbers outside the campaign: who asked not to be
//     called, who was called a short while ago, who may have been.
//   - Options are how a campaign is dialled, once what was typed has been read.
//   - A plan is the contacts and options that a person confirmed; nothing of it changes
//     any more. It is cut into batches, one request each.
//   - A batch is a row of the ledger: what was to be sent, whether it was, and how its
//     calls go.
//   - A call history is what the finished campaigns of an account tell of the next one:
//     what share of calls is answered, how long people talk, how fast the service dials.
//     A tally is what the calls of one batch came to. A finish is by when a campaign is
//     over, by its options and what has come of it.
//
// A list is copied by sharing. A snapshot costs nothing, and only the pages that change
// afterwards are copied; so searches, counts and saves run on a frozen list beside the
// one that is edited, with no lock, and undo is a step back to what was there.
//
// Each row is read by itself, and what depends on other rows (duplicates, numbers that
// many share, somebody's no) stands in indexes over numbers, so that an edit of one row
// costs the same with ten rows and with a million.
//
// A verdict is made in steps, each a type of its own that knows nothing of those after
// it: rowReader reads cells by what their columns mean, numberReader the number among
// them, contactBuilder what is sent, shiftFinder cells that slipped, refusals who must
// not be called; evaluator says by them what becomes of one row, and verdicts which of
// several rows with one number is dialled. List has the rows, their verdicts and the
// edits, and the way back. What is asked of a list beyond that is asked by its noun:
// Contacts, Fields, Fixes, Causes, Duplicates, History.
//
// It imports no more than tables of numbers, encodings and languages: whatever it says
// can be tested without a screen, and be said by a command as by the console.
package model
