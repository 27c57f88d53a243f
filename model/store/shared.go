package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/reason"
)

// otherWay is said where a folder cannot be shared at all.
const otherWay = "`callsheet help team` says how several computers share one ledger in a PostgreSQL database."

// sharedFolder is who may use a folder that several logins of this host share. It is
// never made or changed here: who is to read a team's campaigns is for whoever keeps the
// machine to say. Every refusal is a sentence with the command that ends it.
func sharedFolder(dir string, network bool) (access, error) {
	if !sharable {
		return access{}, model.UserError(fmt.Sprintf("data_dir is %s, a folder that several logins share, and that needs groups, which %s has not. Take data_dir out of the settings.", dir, runtime.GOOS))
	}
	at := model.ShellQuoted(dir)
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return access{}, model.UserError(fmt.Sprintf("The shared folder %s is not there. Make it once, for the group of those who share it, with `sudo groupadd -f callsheet && sudo install -d -m 2770 -g callsheet %s`, and let each login in with `sudo usermod -aG callsheet LOGIN`.", dir, at))
	case errors.Is(err, fs.ErrPermission):
		return access{}, model.UserError(fmt.Sprintf("The shared folder %s cannot be reached: a folder above it is closed to you. `namei -l %s` shows which.", dir, at))
	case err != nil:
		return access{}, model.UserError(fmt.Sprintf("The shared folder %s cannot be used: %s.", dir, reason.Of(err)))
	case !info.IsDir():
		return access{}, model.UserError(fmt.Sprintf("data_dir is %s, but that is a file. Name a folder there.", dir))
	case network:
		return access{}, model.UserError(fmt.Sprintf("%s is on a network file system, or one that other computers may reach. Locks do not hold there, so people could be called twice. Name a folder on a disk of this computer. %s", dir, otherWay))
	}
	a := members(groupOf(info))
	if err := a.mayUse(dir, info); err != nil {
		return access{}, err
	}
	return a, nil
}

// mayUse returns why a shared folder cannot be used as it is.
func (a access) mayUse(dir string, info fs.FileInfo) error {
	at, group := model.ShellQuoted(dir), groupName(a.group)
	set := sudo(info) + "chmod 2770 " + at
	mode := info.Mode()
	switch {
	case ofOneLogin(a.group):
		return model.UserError(fmt.Sprintf("The shared folder %s belongs to the group %s, which is not one for several logins. Give it to one with `sudo groupadd -f callsheet && sudo chgrp callsheet %s && sudo chmod 2770 %[3]s`, and let each login in with `sudo usermod -aG callsheet LOGIN`.", dir, group, at))
	case !inGroup(a.group):
		login := loginName()
		if since := " since you logged in, which does not count until you log in again. Log out and in, or run `newgrp " + group + "`."; wasAdded(a.group) {
			return model.UserError(fmt.Sprintf("The shared folder %s is for the group %s, and you (%s) were added to it%s", dir, group, login, since))
		}
		return model.UserError(fmt.Sprintf("The shared folder %s is for the group %s, and you (%s) are not in it. `sudo usermod -aG %[2]s %[3]s` lets you in; then log out and in again.", dir, group, login))
	case mode.Perm()&0o007 != 0:
		return model.UserError(fmt.Sprintf("Everybody on this computer can look into the shared folder %s (mode %s). People's numbers are kept there, so it is not used. Run `%s`.", dir, octal(mode), set))
	case mode.Perm()&0o070 != 0o070:
		return model.UserError(fmt.Sprintf("The group %s cannot write into the shared folder %s (mode %s). Run `%s`.", group, dir, octal(mode), set))
	case mode&fs.ModeSetgid == 0:
		return model.UserError(fmt.Sprintf("What is made in the shared folder %s would not belong to its group %s (mode %s, without setgid), so others could not use it. Run `%s`.", dir, group, octal(mode), set))
	case mode&fs.ModeSticky != 0:
		return model.UserError(fmt.Sprintf("In the shared folder %s nobody can replace another's files (it is sticky, mode %s), and those who share a ledger have to. Run `%schmod -t %s`.", dir, octal(mode), sudo(info), at))
	}
	return nil
}

// unshared is why a file in a shared folder is not used, with the command that ends it.
func (a access) unshared(path string, mode fs.FileMode) error {
	group, at, owner := groupName(a.group), model.ShellQuoted(path), "somebody else"
	if info, err := os.Lstat(path); err == nil {
		owner = ownerName(info)
	}
	return model.UserError(fmt.Sprintf("%s belongs to %s and is not set up for the group %s, so the logins that share it cannot all use it. Run `sudo chgrp %[3]s %s && sudo chmod %s %[4]s`.",
		path, owner, group, at, octal(mode)))
}

// octal is a mode as chmod takes it.
func octal(mode fs.FileMode) string {
	n := uint32(mode.Perm())
	if mode&fs.ModeSetgid != 0 {
		n |= 0o2000
	}
	if mode&fs.ModeSticky != 0 {
		n |= 0o1000
	}
	return strings.TrimLeft(fmt.Sprintf("%04o", n), "0")
}

// enter makes the folder, or takes the shared one that is there, and says who may use
// what is stored in it.
func (db *database) enter(dir string, shared, network bool) error {
	if !shared {
		return oneLogin.makeFolder(dir)
	}
	a, err := sharedFolder(dir, network)
	if err != nil {
		return err
	}
	db.holder.access = a
	return a.takeFile(db.witness().path())
}

// How often, and how long after each other, a shared database is opened that cannot be.
const (
	sharedTries = 20
	sharedPause = 50 * time.Millisecond
)

// startShared is start. What SQLite makes beside the database is for one moment its
// maker's alone, by their umask: another login that opens it right then tries again.
func (db *database) startShared(ctx context.Context, rollback, used bool, before witness) error {
	err := db.start(ctx, rollback, used, before)
	for try := 1; try < sharedTries && db.holder.access.group != noGroup && isWriteError(err); try++ {
		db.disconnect()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(sharedPause):
		}
		err = db.start(ctx, rollback, used, before)
	}
	return err
}
