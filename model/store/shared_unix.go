//go:build unix

package store

import (
	"cmp"
	"io/fs"
	"os"
	"os/user"
	"slices"
	"strconv"
	"syscall"

	"callsheet/model/printable"
)

// sharable reports whether folders can be shared by a group here.
const sharable = true

// groupOf is the group of a file, by its number.
func groupOf(info fs.FileInfo) int {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(s.Gid)
	}
	return noGroup
}

// inGroup reports whether this process acts for a group; root may everything.
func inGroup(group int) bool {
	groups, _ := os.Getgroups()
	return os.Geteuid() == 0 || os.Getegid() == group || slices.Contains(groups, group)
}

// wasAdded reports whether the login is in a group, whatever this process has of it.
func wasAdded(group int) bool {
	u, err := user.LookupId(strconv.Itoa(os.Geteuid()))
	if err != nil {
		return false
	}
	groups, err := u.GroupIds()
	return err == nil && slices.Contains(groups, strconv.Itoa(group))
}

// ofOneLogin reports whether nobody should be let into a group: it is root's, or the
// one that a login has for itself, which is called as it is.
func ofOneLogin(group int) bool {
	if group == 0 {
		return true
	}
	g, err := user.LookupGroupId(strconv.Itoa(group))
	if err != nil {
		return false
	}
	u, err := user.Lookup(g.Name)
	return err == nil && u.Gid == g.Gid
}

// groupName is what a group is called, or else its number.
func groupName(group int) string {
	id := strconv.Itoa(group)
	if g, err := user.LookupGroupId(id); err == nil {
		return cmp.Or(printable.Text(g.Name, 40), id)
	}
	return id
}

// loginName is what whoever runs this is called, or else their number.
func loginName() string { return userName(os.Geteuid()) }

// ownerName is what the owner of a file is called, or else their number.
func ownerName(info fs.FileInfo) string {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return userName(int(s.Uid))
	}
	return "somebody else"
}

func userName(uid int) string {
	id := strconv.Itoa(uid)
	if u, err := user.LookupId(id); err == nil {
		return cmp.Or(printable.Text(u.Username, 40), id)
	}
	return id
}

// sudo is what goes before a command that changes a file of somebody else's.
func sudo(info fs.FileInfo) string {
	if s, ok := info.Sys().(*syscall.Stat_t); ok && os.Geteuid() == int(s.Uid) {
		return ""
	}
	return "sudo "
}
