//go:build !unix

package cli

import "callsheet/model"

// victim is a process that dies when its request is at the service, where
// processes can be killed so.
type victim struct{}

func (w *faultModel) strike(killPoint) {}

func (w *faultModel) sendInChild(model.Batch) {}
