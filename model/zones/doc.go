// Package zones says which time zone a person may be in.
//
// A zone is one of the IANA time zone database, by the name the database lists it with
// under a country. A set is the zones a person may be in; it is never narrower than
// what is known, so whoever may be rung only where all its clocks allow is rung
// decently. Evidence is what a set was read from, the strongest first: the row's own
// time zone, its address, a geographic number, an area code, the country. A finding is a
// set with its evidence, and with what it contradicts. A match is one meaning of a text
// that somebody wrote for a zone.
//
// What was decided, each time towards not calling:
//
//   - A mobile moves with its owner. Its country's zones are all that it tells, and so it
//     is where a country does not tell mobiles from fixed lines. Only of +1, whose
//     hours would be from eleven in New York otherwise, the area code is taken as
//     evidence, all of it: never a single exchange.
//   - The library of phone numbers is asked only for fixed lines, only in the countries
//     named in geographic.txt, and never for its first zone. What it says wrongly is
//     corrected there and in area_codes.txt, with the reason. A test pins its answers.
//   - EST is what people mean by it, the time of New York, with its daylight saving.
//     "UTC-5" in a list says as little: it is any zone that is ever so far from UTC. UTC
//     itself is what systems write when they do not know; nobody lives there.
//   - What has several meanings is all of them, and is asked about.
//   - Parts of an address that agree narrow each other; where they do not, all count.
//     A weaker evidence never narrows a stronger one.
//
// The clocks are of a database that the room carries, because people are rung by today's
// laws also where the machine's is older: see Database and Location.
//
// Zones with the same clocks over a time count as one, but keep their names.
package zones
