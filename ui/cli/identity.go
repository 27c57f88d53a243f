package cli

import (
	"context"
	"sync"

	"callsheet/api"
	"callsheet/config"
	"callsheet/model"
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

// Identify asks the service who it is and returns its name. While that is not
// known, or it says nothing, its calls are real.
func (s service) Identify(ctx context.Context) (string, error) {
	ask := s.client.Identify
	if s.missing != nil {
		ask = func(ctx context.Context) (string, error) { return api.Sandbox(ctx, s.address) }
	}
	id, err := ask(ctx)
	if err == nil && id != "" {
		s.who.is(model.SandboxService(id))
		if s.store != nil {
			s.store.Guards.WorksWith(s.who.String())
		}
	}
	return s.who.String(), err
}
