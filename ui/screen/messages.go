package screen

import (
	"callsheet/model"
	"callsheet/model/events"
	"callsheet/ui/widget"
)

// What a screen can ask of App.
type (
	// GoBack leaves for the screen before; nothing is lost.
	GoBack struct{}
	// GoOn moves to the next screen. It replaces what was built on earlier
	// answers; without a screen, or with the one visited before, that is shown again.
	GoOn struct{ To Screen }
	// GoOnTo is GoOn to the screen of a step, which App makes: a screen knows none
	// of the others.
	GoOnTo struct{ Step model.Stage }
	// GoBackTo shows the screen of an earlier step, and of its rows these; nil = as it
	// was left.
	GoBackTo struct {
		Step model.Stage
		Rows *model.RowSet
	}
	// GoHome shows Home with the campaign kept.
	GoHome struct{}
	// GoOnWith ends this console for what comes next.
	GoOnWith struct{ Next Next }
	// SetUp opens the account over the screens, and SetDown closes it.
	SetUp   struct{}
	SetDown struct{}
	// Resume shows the screen the campaign has come to.
	Resume struct{}
	// ShowCampaign makes a campaign the one the screens work on and shows its
	// screens, the one of a step in front.
	ShowCampaign struct {
		Screens []Screen
		At      model.Stage
	}
	// OpenDialog puts a question to the operator; the answer comes as Answered.
	OpenDialog struct {
		To     Owner
		Name   string
		Dialog widget.Dialog
	}
	// AskHere is OpenDialog for what is asked only while its screen is in front.
	AskHere struct{ OpenDialog }
	// Copy puts a text on the clipboard, and says what was: "the number +44 7400 123101".
	Copy struct{ Text, What string }
	// Leave goes back to the screen before, and forgets this one.
	Leave struct{}
	// Happened tells whoever does not look.
	Happened struct{ Events []events.Event }
	// Notify shows a short confirmation.
	Notify struct {
		Kind widget.ToastKind
		Text string
	}
)

// Answered is the operator's answer to a dialog.
type Answered struct {
	Name   string
	Answer widget.Answer
}

// Shown tells a screen that it is in front again, to show some rows; nil = as it was
// left. They do not change any more.
type Shown struct{ Rows *model.RowSet }

// Resized tells the screen in front that it has another size, and may have room for more.
type Resized struct{}
