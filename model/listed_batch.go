package model

import (
	"strings"
	"time"

	"callsheet/model/figures"
	"callsheet/model/printable"
)

// ListedBatch is a batch as the service lists it to one of its users.
type ListedBatch struct {
	ID              string
	Status          BatchStatus
	Total           int // contacts
	Processed       int // attempted
	Succeeded       int
	Failed          int
	PercentComplete float64   // 0–100
	Created         time.Time // by the service's clock; zero = it does not say
	Agent           string
	Priority        int
	User            string // whom it is listed to
}

// maxBatchID is the longest id of a batch, in bytes, that is taken over from a list.
const maxBatchID = 200

// WhyNotAdopted is why a batch that the service lists cannot be adopted now; "" = it can be.
func (b ListedBatch) WhyNotAdopted() string {
	switch {
	case b.ID == "" || b.ID != printable.Text(b.ID, maxBatchID) || strings.ContainsAny(b.ID, " /?#"):
		return "Dialgen lists this batch under an id that it cannot be asked about by, so it cannot be watched from here."
	case b.Status == StatusIngesting || b.Total <= 0:
		return "Dialgen is still taking this batch in, and does not say yet how many contacts it has. Press r again in a minute."
	}
	return ""
}

// Name is what the batch is called here, on the clock of whoever reads it: "Batch of 28 Nov,
// 255 contacts", or its id where it is not known when it was made.
func (b ListedBatch) Name(clock *time.Location) string {
	if b.Created.IsZero() {
		return "Batch " + printable.Text(b.ID, 60)
	}
	name := "Batch of " + b.Created.In(clock).Format("2 Jan")
	if b.Total > 0 {
		name += ", " + figures.Counted(b.Total, "contact")
	}
	return name
}

// Statistics are what the list tells of the batch, at an instant.
func (b ListedBatch) Statistics(at time.Time) Statistics {
	return Statistics{At: at, Status: b.Status, Total: b.Total, Processed: b.Processed, Succeeded: b.Succeeded, Failed: b.Failed, Pending: max(0, b.Total-b.Succeeded-b.Failed)}
}

// AdoptedLead begins the note of a batch that was not made here.
const AdoptedLead = "Made elsewhere"

// AdoptedNote is the note of such a batch.
const AdoptedNote = AdoptedLead + ": its list is not here. Who is in it may be called by another campaign, too, until a call to them is known."

// Adopted reports whether the batch was not made here, so that whom it calls is known by its
// calls alone.
func (b Batch) Adopted() bool {
	return b.State == SendAccepted && strings.HasPrefix(b.Note, AdoptedLead)
}

// Adopted is the batch as a row of the ledger, at a service, from an instant on. Its figures
// are asked for anew.
func (b ListedBatch) Adopted(service, name string, now time.Time) Batch {
	made := Batch{
		Name: name, Service: service, Agent: printable.Text(b.Agent, maxBatchID), User: b.User, Priority: b.Priority, Contacts: b.Total,
		State: SendAccepted, Attempts: 1, Sent: b.Created, Settled: now, ID: b.ID, Note: AdoptedNote,
	}
	if made.Sent.After(now) {
		made.Sent = now
	}
	return made
}
