package ui

import (
	"slices"

	"callsheet/model/outcomes"
)

// listedContacts are the contacts of Live's list, as it is filtered and sorted.
type listedContacts struct{ list *contactList }

func (l listedContacts) Len() int { return len(l.list.shown) }

func (l listedContacts) At(place int) *outcomes.Entry {
	return l.list.all.Entry(int(l.list.shown[place]))
}

// Rest puts the cursor on a place.
func (l listedContacts) Rest(place int) { l.list.grid.SetCursor(place) }

// Find looks under the cursor first, which follows whoever is looked at.
func (l listedContacts) Find(id outcomes.ID) (*outcomes.Entry, int) {
	if at := l.list.grid.Cursor(); at < l.Len() && l.At(at).ID() == id {
		return l.At(at), at
	}
	at := l.list.all.Find(id)
	if at < 0 {
		return nil, -1
	}
	return l.list.all.Entry(at), slices.Index(l.list.shown, int32(at)) //nolint:gosec // a list has fewer rows
}

// openCall opens the contact under the cursor on a screen of its own.
func (l *liveScreen) openCall() {
	s := newCallScreen(l.console, listedContacts{&l.list}, l.list.grid.Cursor())
	l.opened = s.requests.ID
	l.console.GoOn(s)
}
