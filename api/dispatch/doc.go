// Package dispatch sends a batch at most once, with every step in the ledger
// before it is taken, and reconciles what became of a batch whose answer was lost.
//
// A batch is one request of up to model.MaxContacts contacts; its row in the ledger
// goes from prepared to sending, and from there to accepted, refused or unknown. A
// finding is what the service's list says of a batch that is unknown: found, proven by
// a call to one of its numbers; likely; or nothing yet. Candidates are the entries of
// that list which may be the batch.
//
// The ledger is written before bytes leave, because whoever finds a row at sending
// after a crash knows that people may be called; the other way round nobody would.
//
// Unknown is never resent. A timeout, a reset connection or an answer that cannot be
// read may hide a batch that was taken, and a person who is called twice cannot be
// called back. Another attempt is made only where it is proven that the service has
// nothing of the one before: the connection was refused, or a documented refusal came.
//
// A list that does not show the batch proves nothing either, for a while, since it may
// lag behind. So a person says that it was not sent, never the program.
package dispatch
