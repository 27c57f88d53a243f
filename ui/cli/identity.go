package cli

import (
	"sync"

	"callsheet/api"
	"callsheet/config"
)

// identity is which service this process works with, by the name campaigns
// remember: its address, until it has proved to be a sandbox.
type identity struct {
	mu   sync.Mutex
	name string
}

// addressed is the service of a profile before it was asked who it is.
func addressed(settings config.Settings) *identity {
	return &identity{name: serviceOrigin(settings)}
}

func (i *identity) String() string {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.name
}

func (i *identity) is(name string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.name = name
}

// serviceOrigin is the address of the service a profile works with, the same
// however it is written.
func serviceOrigin(settings config.Settings) string { return api.Origin(settings.BaseURL) }
