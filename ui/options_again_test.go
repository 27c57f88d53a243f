package ui

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
	"callsheet/ui/session"
)

func TestAStrayLetterRenamesNoDraftThatIsOpenedAgain(t *testing.T) {
	r := reviewOf(t, testConfig())
	name := r.app.console.Campaign.Values[model.OptName]
	if err := r.app.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	again := reopened(t, r.app.console.Config)
	again.sees("All is filled in. ctrl+n goes on to the review; enter changes a field.")
	again.press("l")
	again.write("look")
	again.sees("Nothing was typed. Press enter to change the field first.")
	if got := again.app.console.Campaign.Values[model.OptName]; got != name {
		t.Fatalf("it was renamed to %q", got)
	}
	again.press("enter", "x")
	if got := again.app.console.Campaign.Values[model.OptName]; got != "x" {
		t.Errorf("after enter it is called %q", got)
	}
	again.press("ctrl+n")
	again.sees("Enter asks you to type")
}

func TestWhatHasToBeFilledInIsTypedAtOnceInADraftThatIsOpenedAgain(t *testing.T) {
	r := reviewOf(t, testConfig())
	r.press("esc")
	session.SetOptions(r.app.console.Campaign, model.OptionValues{model.OptAgent: ""})
	if err := r.app.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	again := reopened(t, r.app.console.Config)
	again.sees("Fill in what is marked")
	again.press("a")
	if got := again.app.console.Campaign.Values[model.OptAgent]; got != "a" {
		t.Errorf("the agent is %q", got)
	}
}

// wrongFields is an error of a service that says which fields were wrong.
type wrongFields []string

func (e wrongFields) Error() string { return "That cannot be right." }
func (e wrongFields) Faulty(field string) bool {
	return strings.Contains(strings.Join(e, " "), field)
}

func TestAFaultOfTheServiceStandsAtItsField(t *testing.T) {
	for _, c := range []struct {
		err   error
		field model.OptionKey
	}{
		{wrongFields{"userId"}, model.OptUser},
		{wrongFields{"agentId"}, model.OptAgent},
		{wrongFields{"agentId", "userId"}, model.OptAgent},
		{errors.New("no agent of that id"), model.OptAgent},
	} {
		a, o := optionsAt(t, model.OptName)
		o.agentFound(agentFound{id: "agent_renewals", err: c.err})
		if field, why := o.whyNotNext(); field != string(c.field) || why == "" {
			t.Errorf("%v: next goes to %q: %s", c.err, field, why)
		}
		o.form.Focus(string(model.OptUser))
		a.press(keyMsg("x"))
		if _, why := o.whyNotNext(); why != "" || strings.Contains(ansi.Strip(a.View()), "That cannot be right") {
			t.Errorf("%v: after the text changed it still says %q", c.err, why)
		}
	}
}

func TestWithoutAUserNoAgentIsAskedFor(t *testing.T) {
	_, o := optionsAt(t, model.OptUser)
	o.console.Campaign.Values[model.OptUser] = " "
	if o.findAgent() != nil {
		t.Error("the service is asked what it cannot answer")
	}
	if field, _ := o.whyNotNext(); field != string(model.OptUser) {
		t.Errorf("next goes to %q", field)
	}
}
