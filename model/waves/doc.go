// Package waves makes a campaign decent: it cuts a plan into waves, each of people
// whom the same hours protect, so that nobody is rung outside them.
//
// A wave is a segment that begins when the hours of its people open and, at the pace
// that is reckoned with, makes its last possible call a minute and a ringing time
// before they close. The last possible call is that of somebody who never answers,
// with one try more than was asked and the longer of the two delays. A pace is what
// share of the rate that is asked the service reaches: a line is slower than asked,
// never faster.
//
// What was decided:
//
//   - Whoever may be in several zones, or under several rules, is rung where all of
//     them allow. Of whom no zone is known is in no wave.
//   - Waves at the same time share the rate that was asked: the sum of theirs is never
//     more. A wave holds its share from its first call to its last, also while it
//     waits for a retry.
//   - Where the retries do not fit, delays are halved first, down to half an hour, then
//     there are fewer tries, then shorter delays again. What still does not fit is left
//     for the next opening.
//   - What is left for a later opening waits for a person: until then its contacts stay
//     where they are, because the service takes whoever is sent to it out of the batches
//     that have them. It may be sent late, and holds its rate until the close.
//   - A line that is slower than was reckoned with would ring late. So a wave has a
//     close, at which whoever watches cancels it; what that takes is said with it.
package waves
