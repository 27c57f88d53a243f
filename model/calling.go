package model

import (
	"fmt"
	"strings"

	"callsheet/model/figures"
	"callsheet/model/phone"
)

// Calling is a batch that the service has, and that may yet call numbers which
// must not be called any more.
type Calling struct {
	Batch   Batch
	Numbers []phone.Number // of it, sorted
}

// Sentence says that a batch may yet call them and what can be done about it, for
// an operator at a command: the service takes nobody out of a batch.
func (c Calling) Sentence() string {
	if c.Batch.State != SendAccepted {
		return c.says() + ", of which it is not known whether the service has it. " + c.settle("Run `callsheet resolve` first")
	}
	return c.says() + ", which is not known to have ended, and nobody can be taken out of a batch. The one remedy: cancel it with `callsheet cancel " + c.Batch.ID +
		"`" + c.askFirst() + " and send its list again; who is on the do-not-call list, or was called, is left out then."
}

// Remedy is Sentence for an operator at the console.
func (c Calling) Remedy() string {
	if c.Batch.State != SendAccepted {
		return c.says() + ", of which it is not known whether the service has it. " + c.settle("Settle that campaign on Home first")
	}
	if colleague := c.Batch.Colleague; colleague != "" {
		return c.says() + ", which is not known to have ended, and nobody can be taken out of a batch. The one remedy: ask " + ColleagueWords(colleague) +
			" to cancel it, or cancel it on Home with c, and have its list sent again; who is on the do-not-call list, or was called, is left out then."
	}
	return c.says() + ", which is not known to have ended, and nobody can be taken out of a batch. The one remedy: open that campaign on Home, cancel it with c, " +
		"and send its list again; who is on the do-not-call list, or was called, is left out then."
}

func (c Calling) settle(here string) string {
	advice := uncertainAdvice(c.Batch.Colleague, here)
	return firstUpper(advice) + "."
}

// askFirst says whom to ask, where the batch is a colleague's.
func (c Calling) askFirst() string {
	if c.Batch.Colleague == "" {
		return ""
	}
	return " once you have asked " + ColleagueWords(c.Batch.Colleague) + ","
}

func (c Calling) says() string {
	who := "They are"
	if len(c.Numbers) == 1 {
		who = c.Numbers[0].Grouped() + " is"
	} else if len(c.Numbers) > 1 {
		who = fmt.Sprintf("%s and %s more are", c.Numbers[0].Grouped(), figures.Count(len(c.Numbers)-1))
	}
	return who + " in " + CampaignWords(strings.TrimSpace(c.Batch.Name), c.Batch.Colleague)
}
