// Package columns gives every column of a list its meaning.
//
// A field is what a column means to the campaign, and a mapping gives every column of a
// file its field. A guess is made from what a header says, whose it is, and what stands
// under it; the evidence of a column is what its meaning rests on. A fingerprint is what
// the columns of a list are called, under which their meanings are saved for the next list.
//
// What looks private, and how to reach somebody else, is not sent along unasked. The
// country of numbers without a code is not guessed: what is found (numbers with a code,
// addresses, prices, post codes, the words of the headers) only puts the candidates in
// order, and somebody names the country.
package columns
