package cli

import (
	"os"

	"callsheet/model"
)

// notHere is why a path could not be opened: one of another computer comes with the command that
// copies the file from there. path is what it came to here, err why that could not be opened.
func notHere(given, path string, err error) error {
	if _, missing := os.Lstat(path); missing == nil {
		return err
	}
	remote, ok := model.RemoteFileOf(model.FileOfAddress(given))
	if !ok {
		return err
	}
	if home := remote.Home(); home != "" {
		if _, missing := os.Lstat(home); missing == nil {
			remote = remote.InHome()
		}
	}
	host := thisHost(os.Getenv)
	if remote.Doubtful() && !host.Remote {
		return err
	}
	return remote.Advice(host)
}

// thisHost is this computer as others reach it. What cannot be known of it is left as the
// operator has to fill it in.
func thisHost(getenv func(string) string) model.Host {
	name, err := os.Hostname()
	if err != nil {
		name = "HOST"
	}
	env := environment{getenv: getenv}
	folder, _ := os.Getwd()     // without it the home is named
	home, _ := os.UserHomeDir() // without it the command names no folder
	return model.HostOf(env.operator(), name, getenv("SSH_CONNECTION"), folder, home)
}
