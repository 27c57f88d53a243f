//go:build !unix

package store

import "io/fs"

// sharable reports whether folders can be shared by a group here.
const sharable = false

func groupOf(fs.FileInfo) int { return noGroup }

func inGroup(int) bool { return false }

func wasAdded(int) bool { return false }

func ofOneLogin(int) bool { return true }

func groupName(int) string { return "" }

func loginName() string { return "" }

func ownerName(fs.FileInfo) string { return "somebody else" }

func sudo(fs.FileInfo) string { return "" }
