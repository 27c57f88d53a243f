// Package config says which account the console works for and where its
// settings and its key come from.
//
// A profile is an account in the settings file: the service's address, user, agent and
// country. The environment goes before the file, and a flag before both.
//
// The key comes from the environment alone. A file that holds it would be copied,
// backed up and sent along; and a flag would be read by everybody on the host.
package config
