// Package dialling says when everybody of a batch is rung if nobody answers: the
// most calls that a batch can make, and the latest.
//
//   - An attempt is one call to one contact. The service may make one more than
//     the most attempts it was told ("maximum retry attempts per contact"), so
//     what protects people counts 1 + MaxAttempts.
//   - A turn is a moment at which the rate allows another call. A retry that is
//     due goes before a contact who was never tried, so that the delays that were
//     chosen are the delays that are kept.
//   - The delay between two attempts is the longer of the two that may apply: of
//     somebody busy the next attempt comes earlier, within the same span.
//
// A course is how a batch is expected to go when a share of the calls is answered: the same
// order, with as many in each retry as are expected to be left.
//
// How the service queues is not documented; this is the order in which it keeps
// both the rate and the delays. A limit of lines, which the telephony provider
// has and nobody tells, makes it slower: see Batch.Lines. The sandbox dials in
// this order, call by call, which its tests hold.
package dialling
