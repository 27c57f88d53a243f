// Package start reads when a campaign is to begin, as people say it: "tomorrow 9am",
// "mon 9", "in 2h", "1/12 9:00", "9:00 new york".
//
//   - A start is an instant, to the second, with the zone on whose clocks it was said.
//     It is later than now and at most a year away; "now" is a start of its own.
//   - A wall time is what the clocks of a zone show. It names one instant on most days,
//     two when the clocks go back, and none when they go forward.
//   - A reading is one way to understand a text. One that is left is the answer; several
//     make a question, and each reading is a candidate in words.
//   - A refusal says why no reading is left, and the nearest start that can be had.
//
// What is not known is asked and never guessed: the order of day and month, which of two
// equal hours, a zone that many places share, whose "tomorrow", 3 at night or in the
// afternoon. The region only says which candidate comes first. Where a word could be
// something else in another place it stays unread, and the whole text is refused: no part
// of a text is ever passed over, since it may have been the part that mattered.
//
// Words for days, months and times of day are known in English, German, French, Spanish
// and Hindi in Latin letters (words.go). English names may be cut to three letters. The
// others have their full names and the abbreviations that mean one thing only: "mar" is
// March, not mardi or martes, and mo, di, mi, do, fr, sa, so are German days only before
// the time, since behind it they could be Missouri or Michigan.
//
// Zones are resolved by a function of the caller. Only exact names of the database, UTC,
// offsets such as +05:30, and "my time" are read here.
package start
