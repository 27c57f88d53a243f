package cli

import (
	"context"
	"fmt"
	"time"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/store"
)

// broughtIn returns an error while a login that begins to share a folder has a ledger of its
// own: whom it called would be called again from there.
func broughtIn(folder config.DataFolder) error {
	if !folder.Shared || folder.IsJoined() || !store.Used(config.OwnDir()) {
		return nil
	}
	return model.UserError(fmt.Sprintf("Your own campaigns are in %s, and data_dir names %s, where nobody knows whom they called. Nothing is sent before they are brought in: run `callsheet team import`.", config.OwnDir(), folder.Path))
}

// bringIn brings what was this login's own into the folder that it shares from now on.
func (e *environment) bringIn(ctx context.Context, folder config.DataFolder) (store.TakenIn, error) {
	kept, err := store.Open(ctx, folder.Path, store.Options{Who: e.holder(), Now: time.Now, Shared: folder.Shared})
	if err != nil {
		return store.TakenIn{}, err
	}
	defer kept.Close()
	var in store.TakenIn
	if store.Used(config.OwnDir()) {
		if in, err = kept.TakeIn(ctx, config.OwnDir()); err != nil {
			return in, err
		}
	}
	return in, folder.Join()
}

// broughtInDocument is what `callsheet team import` answers where a folder is shared.
type broughtInDocument struct {
	Folder    string `json:"folder"`
	Campaigns int    `json:"campaigns"`
	DoNotCall int    `json:"do_not_call"` // numbers that were not on the list
}

// importOwn brings what was this login's own into the folder that it shares.
func (c command) importOwn(ctx context.Context, folder config.DataFolder, document bool) error {
	in, err := c.env.bringIn(ctx, folder)
	if err != nil {
		return err
	}
	if document {
		return c.io.answerJSON(broughtInDocument{folder.Path, in.Campaigns, in.DoNotCall})
	}
	if in == (store.TakenIn{}) {
		return c.io.answer("Nothing of yours was missing in %s.\n", folder.Path)
	}
	return c.io.answer("%s and %s of the do-not-call list are in %s now.\n", figures.Counted(in.Campaigns, "campaign"), figures.Counted(in.DoNotCall, "number"), folder.Path)
}
