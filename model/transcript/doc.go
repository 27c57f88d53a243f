// Package transcript finds in what came back of a call who is not to be called any more,
// and who wishes to be called at another time.
//
// A turn is what one speaker said: the contact, the agent, or somebody whose role is not
// known. A call is its turns, the summary that the service wrote of it, and its metrics in
// both shapes that are documented. An opt-out is a person who asked not to be called, or
// whose number is a stranger's. A callback is a wish, or a promise, to be called at another
// time. Each has its quote: the sentence it was found in, by whom and where it was said,
// and the reason of the rule that found it. A rule is a pattern of words with its reason; a
// guard is a pattern beside it that takes it back ("did you say do not call?"), or makes it
// hold for a time only ("do not call before five").
//
// What was decided, each time towards not calling:
//
//   - What is found is offered, with its sentence, and never acted upon unasked.
//   - Only the contact asks. What the agent says is evidence together with the contact's
//     answer: "Shall we take you off our list?", "Yes". A summary counts as what the contact
//     said, since somebody wrote it down as that, and a metric as what it is named.
//   - "Do not call before five" is a wish about the time, so a callback without one. "Do not
//     call me at work" and "unless there is news" are opt-outs, as likely: the number may be
//     the one at work, and nobody knows of news.
//   - "Not interested" is about the offer. With the agent's promise to call no more it is
//     likely an opt-out.
//   - A time is known only where all clocks the person may have agree, and start reads it
//     without a question. A day without a time of day is a day; "after five" is a choice and
//     no time; what is vaguer is words.
//
// The rules are tables, a file for each language in rules, which are read and mended by
// people who speak it; pattern says how they are written. Languages that have none are
// read by the phrases of optout, as likely. Where words are not parted by blanks a few pairs
// of words are all there is.
//
// testdata holds what was measured: sentences.txt, to which the rules were made to fit, and
// heldout.txt, which was written before them, and heldout_more.txt, in languages that the
// others say little of; to both they are not made to fit. Measured on those, of opt-outs 0.94
// are found, and 0.83 in the languages with few rules; none that is found is wrong.
package transcript
