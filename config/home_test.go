package config

import (
	"runtime"
	"testing"
)

func TestWithoutAHomeNothingIsLookedForAtTheRoot(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows knows home folders otherwise")
	}
	cases := []struct {
		name string
		env  map[string]string
		has  bool
	}{
		{"nothing is set", nil, false},
		{"an empty one", map[string]string{"HOME": ""}, false},
		{"a home", map[string]string{"HOME": "/home/anna"}, true},
		{"a home that is the root, as asked for", map[string]string{"HOME": "/"}, true},
		{"both places", map[string]string{"XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d"}, true},
		{"one place", map[string]string{"XDG_CONFIG_HOME": "/c"}, false},
		{"places that depend on the folder", map[string]string{"XDG_CONFIG_HOME": "c", "XDG_DATA_HOME": "d"}, false},
	}
	for _, c := range cases {
		if got := hasHome(func(name string) string { return c.env[name] }); got != c.has {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	t.Setenv("HOME", "")
	t.Setenv("XDG_CONFIG_HOME", "")
	t.Setenv("XDG_DATA_HOME", "")
	if _, err := Load("", func(string) string { return "" }); err != ErrNoHome {
		t.Errorf("loading without a home: %v", err)
	}
}
