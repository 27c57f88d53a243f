package ui

import (
	"testing"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/ui/contacts"
)

func TestWhatAColumnLikelySaysIsAskedOnceForAll(t *testing.T) {
	list := tableOf([]string{"Name", "Phone", "TPS"},
		[]string{"Cy Fox", "07400 123103", "Y"}, []string{"Di Orr", "07400 123104", ""}, []string{"Ed Poe", "07400 123105", "Y"})
	for _, c := range []struct{ claim, press, means, then string }{
		{"yes keeps them from being called", "y", "Do not call", "1 contact will be called"},
		{"no lets them be called", "n", "{tps}", "3 contacts will be called"},
		{"to go on holds them", "", "{tps}", "TPS says Y: not to be called?"},
	} {
		for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
			r := columnsOf(t, testConfig(), list, size[0], size[1])
			r.sees("TPS: 2 of 3 say Y. Are these people not to be called?")
			if c.press != "" {
				r.press(c.press)
				r.lacks("Are these people")
				r.sees(c.means)
			}
			r.press("ctrl+n")
			r.sees(c.then)
		}
	}
}

func TestAnAnswerAboutAColumnIsUndone(t *testing.T) {
	r := columnsOf(t, testConfig(), tableOf([]string{"Name", "Phone", "TPS"}, []string{"Cy Fox", "07400 123103", "Y"}, []string{"Di Orr", "07400 123104", ""}), 120, 40)
	r.sees("Is this person not to be called?")
	r.press("n")
	r.lacks("Is this person")
	r.press("u")
	r.sees("Is this person not to be called?")
}

func TestABatchThatMayYetCallAListedNumberIsSaid(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		cfg := testConfig()
		cfg.Store.Campaigns.(*fakeStore).mayCall = []model.Calling{{Batch: model.Batch{Name: "Autumn", ID: "batch_7", State: model.SendAccepted}, Numbers: []phone.Number{447400123101}}}
		r := contactsOf(t, cfg, size[0], size[1])
		r.press("2", "home", "b")
		r.write(contacts.ListWord)
		r.press("enter")
		r.sees("MAY YET BE CALLED")
		r.sees(`in "Autumn"`)
		r.sees("batch")
	}
}
