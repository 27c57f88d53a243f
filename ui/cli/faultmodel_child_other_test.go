//go:build !unix

package cli

import "callsheet/model"

// victim is a process that dies when its request is at the service, where
// processes can be killed so.
type victim struct{}

func (w *world) strike(killPoint) {}

func (w *world) sendInChild(model.Batch) {}
