// Package guarding is the rule of who must not be called now because of the batches before, and
// what an operator's choice covers of it. It is one rule for every ledger: how a ledger keeps
// numbers and contact ids, in the clear or hashed, is left to it.
//
// A batch guards those of its numbers that model.Batch.GuardOf says it does. A question is some
// contacts of whom it is asked which batches guard them: by their numbers, and by the numbers
// that their ids were sent with before. An intent is what a batch that is about to be sent is
// given leave to do. A judge puts an intent against the batches that guard, one after another.
package guarding
