// Package hours says when people may be rung.
//
//   - A rule is what one jurisdiction, or the operator, says: the windows of each kind of
//     day, how many attempts in what span, how long nobody is rung after a conversation or
//     a refusal. A preset is a rule that is shipped, with its source and how sure it is.
//   - A window is a span of a day by the wall clock of whoever is rung. A day has several,
//     or none. An opening is a span of instants in which a call may be under way.
//   - Kinds of day are the seven weekdays, the public holiday and the day before one. What
//     a rule says of the last two narrows the weekday's own windows and never widens them:
//     a holiday on a Sunday is not rung longer than the Sunday.
//   - A set is several rules at once: country, state, the operator's own. The strictest
//     wins: windows are intersected, every cap is kept, the longest pause counts. In which
//     order they came makes no difference. On a day on which none is in force, the default
//     hours are.
//   - A place is a country and, if it is known, its state. Days are the public holidays of
//     a place, and the blocks in which nobody there is rung at all.
//   - A schedule is a set on the clocks of the zones that somebody may be in. Whoever may
//     be in several is rung only while the windows of all are open; whoever may be
//     anywhere (no zone) is never rung.
//
// Wall clocks jump, so no arithmetic is done on them. A schedule cuts time where an offset
// begins or ends; between two cuts a clock runs evenly, and a window is a span of seconds.
// An hour that comes twice is rung twice if its window is open, and one that does not come
// opens nothing.
//
// What is not known is said and never guessed: a place without a calendar has no holidays
// here, and [Calendar.Coverage] tells so. The facts are a help and not legal advice.
package hours
