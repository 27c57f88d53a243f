// Package config says which account the console works for and where its settings and its
// key come from.
//
// A team is the database of a ledger that several logins share; its join code is kept like a key,
// and a url with a password in it is refused.
//
// A profile is an account in the settings file: the service's address, user, agent and
// country. The environment goes before the file, and a flag before both. A source is where
// a value was found, to be shown. A setting that is not known is a mistake, named with its
// line: a misspelt read_only would else be as if it were not there.
//
// The key comes from the environment, from what key_command prints, or from a file of keys
// that its owner alone can read, in this order. It is never in the settings file, which is
// copied, backed up and shared; and it has no flag, which everybody on the host could read.
// A key that is stored is for one endpoint, and refused for every other: the address
// of the service may come from anywhere.
//
// What is written into the settings file changes nothing else in it. A new one shows all
// settings there are, as comments.
package config
