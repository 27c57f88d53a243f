package ui

import (
	"testing"

	"callsheet/model"
)

func TestWhyADecisionIsNotCarriedOutIsSaidInFull(t *testing.T) {
	cfg := testConfig()
	const why = "It is too early to say that this batch was not sent: it may yet come onto Dialgen's list. Look again after 10:02:11 UTC."
	service := &fakeService{early: model.Advice(why), send: func(int) model.Batch {
		return model.Batch{State: model.SendUnknown, Reason: "The line went dead."}
	}}
	cfg.Service = service
	r := reviewOf(t, cfg)
	confirm(r, "2")
	r.sees("it is not there yet")
	r.press("enter", "down", "enter")
	r.sees("Type not sent when you are sure")
	r.write("not sent")
	r.press("enter")
	r.sees("Nothing was changed")
	r.sees("10:02:11 UTC")
	r.press("enter")
	r.sees("It is not known whether Dialgen took this batch.")
	if service.sent() != 1 {
		t.Errorf("%d create requests", service.sent())
	}
}
