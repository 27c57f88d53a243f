package ui

import (
	"testing"

	"callsheet/model"
	"callsheet/ui/session"
)

func (s *fakeStore) failsWith(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = err
}

func TestALostStoreIsSaidForAsLongAsItIsLost(t *testing.T) {
	for why, text := range map[model.Loss]string{
		model.LossGone:     "The file of campaigns is gone: nothing is saved or sent. Put it back.",
		model.LossReplaced: "The file of campaigns was replaced: nothing is saved or sent. Start again.",
		model.LossOlder:    "The file of campaigns is an older copy: nothing is saved or sent.",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			cfg := testConfig()
			r := contactsOf(t, cfg, 80, 24)
			r.waits("the work to be saved", func() bool { return r.app.console.Saver.State(r.app.console.Campaign) == session.AllSaved })
			// Nothing has to be saved, and it is noticed all the same.
			cfg.Store.Campaigns.(*fakeStore).failsWith(&model.LostError{Path: "/data/callsheet.db", Why: why})
			r.sees(text)
			r.sees("not saved")
			r.press("x", "ctrl+n")
			r.sees("Renewals")
			r.press("ctrl+n")
			r.sees("exactly what will happen")
			r.sees(text)
			r.press("enter")
			r.sees("Nothing can be sent")
			if n := cfg.Service.(*fakeService).sent(); n != 0 {
				t.Fatalf("%d requests left", n)
			}
			r.press("enter")
			cfg.Store.Campaigns.(*fakeStore).failsWith(nil)
			r.waits("the work to be saved again", func() bool { return r.app.console.Saver.State(r.app.console.Campaign) == session.AllSaved })
			r.lacks(text)
		})
	}
}
