package model

import (
	"net/url"
	"path"
	"strings"

	"callsheet/model/printable"
)

// Host is the computer that Callsheet runs on, as other computers reach it.
type Host struct {
	User    string // who is logged in
	Address string // an IP address or a name
	Port    string // of its SSH server; "" = the usual one
	Folder  string // where a list is put, without a slash at its end; "" = the user's home
	Remote  bool   // the user is logged in from another computer
}

// HostOf is the host with a name, on which somebody works in a folder. connection is what an
// SSH server says of a login (SSH_CONNECTION): the addresses and ports of its two ends.
func HostOf(user, name, connection, folder, home string) Host {
	h := Host{User: user, Address: name}
	if ends := strings.Fields(connection); len(ends) == 4 {
		h.Remote = true
		if ends[3] != "22" {
			h.Port = ends[3]
		}
		// A zone is one of this computer's own network cards, which others do not know.
		if !strings.Contains(ends[2], "%") {
			h.Address = ends[2]
		}
	}
	// Lists of people belong into the user's own home.
	for _, f := range []string{folder, home} {
		if home != "" && (f == home || strings.HasPrefix(f, home+"/")) && isPlain(f) {
			h.Folder = strings.TrimSuffix(f, "/")
			break
		}
	}
	return h
}

// isPlain reports whether a word means itself to every shell, on any computer.
func isPlain(word string) bool {
	return word != "" && strings.Trim(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:/._-@") == ""
}

type remoteKind int

const (
	onWindows remoteKind = iota
	onMac
	onUnix
	perhaps // a path in the user's home, which may be meant of either computer
	onWeb
	onDrive // an online drive, which asks for a login
	onShare
)

// RemoteFile is a path or an address that is not of this computer's files.
type RemoteFile struct {
	path string // "" = the address does not say where the file is on any computer
	kind remoteKind
}

// IsAddress reports whether a text can only be an address of the web or of a network, or a path
// of a Windows computer.
func IsAddress(text string) bool {
	r, ok := RemoteFileOf(text)
	return ok && r.kind != onMac && r.kind != onUnix && r.kind != perhaps
}

// RemoteFileOf is what a path is that no file of this computer has. Whether one of another
// computer could be here too is found out with Home.
func RemoteFileOf(text string) (RemoteFile, bool) {
	text = strings.TrimSpace(text)
	if scheme, rest, ok := strings.Cut(text, "://"); ok {
		switch strings.ToLower(scheme) {
		case "http", "https":
			return RemoteFile{kind: webKind(rest)}, true
		case "smb", "afp", "nfs", "ftp", "sftp", "dav", "davs", "webdav":
			return RemoteFile{kind: onShare}, true
		}
		return RemoteFile{}, false
	}
	windows, drive := RemoteFile{path: text}, len(text) > 2 && isLetter(text[0]) && text[1] == ':'
	switch {
	case strings.HasPrefix(text, `\\`), drive && (text[2] == '\\' || text[2] == '/'):
		return windows, true
	case drive && isLetter(text[2]) && !strings.ContainsAny(text, `/\ `):
		return RemoteFile{}, true // a shell took the backslashes
	case strings.HasPrefix(text, "/Users/"), strings.HasPrefix(text, "/Volumes/"):
		return RemoteFile{text, onMac}, true
	case strings.HasPrefix(text, "/home/"), strings.HasPrefix(text, "/mnt/c/"), strings.HasPrefix(text, "/c/"):
		return RemoteFile{text, onUnix}, true
	case strings.HasPrefix(text, "~/"):
		return RemoteFile{text, perhaps}, true
	}
	return RemoteFile{}, false
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// webKind tells online drives from the rest of the web by the address behind its scheme.
func webKind(address string) remoteKind {
	host, _, _ := strings.Cut(address, "/")
	host, _, _ = strings.Cut(strings.ToLower(host), ":")
	for _, drive := range []string{"sharepoint.com", "onedrive.live.com", "1drv.ms", "drive.google.com", "docs.google.com", "dropbox.com", "box.com", "icloud.com"} {
		if host == drive || strings.HasSuffix(host, "."+drive) {
			return onDrive
		}
	}
	return onWeb
}

// Home is the folder that is on the computer of a file, and on this one only where the file
// could be here too, such as /home/anna; "" where no folder tells.
func (r RemoteFile) Home() string {
	if r.kind != onMac && r.kind != onUnix {
		return ""
	}
	parts := strings.SplitN(r.path, "/", 4)
	return strings.Join(parts[:min(3, len(parts))], "/")
}

// InHome is the file as one whose folder is on this computer: it may be meant of either.
func (r RemoteFile) InHome() RemoteFile { return RemoteFile{r.path, perhaps} }

// Doubtful reports whether the path may as well be one of this computer's, misspelt.
func (r RemoteFile) Doubtful() bool { return r.kind == perhaps }

// maxRemotePath bounds what is shown of a path, in characters.
const maxRemotePath = 1024

// RemoteFileError says where a file is, and how it comes here, on three lines of which the second
// is a command for a shell of that computer.
type RemoteFileError string

func (e RemoteFileError) Error() string { return string(e) }

// Advice says that the file is on another computer, with the command that copies it to a host
// when it is run there, on a line of its own.
func (r RemoteFile) Advice(to Host) RemoteFileError {
	file := r.path
	if file == "" || printable.Text(file, maxRemotePath) != file {
		file = "" // as it would be shown it names no file
	}
	name := file[strings.LastIndexAny(file, remoteSlashes[r.kind])+1:]
	if name == "" {
		file = ""
	}
	folder := to.Folder + "/"
	then := "Then choose it here, in " + folder + "."
	if to.Folder == "" {
		folder, then = "", "Then choose it here, in your home folder."
	}
	if name != "" {
		then = "Then give " + folder + name + " here."
	}
	words := "scp "
	if to.Port != "" {
		words += "-P " + r.quoted(to.Port) + " "
	}
	if file == "" {
		words += "FILE "
	} else {
		words += r.quoted(file) + " "
	}
	address := to.Address
	if strings.Contains(address, ":") {
		address = "[" + address + "]"
	}
	words += r.quoted(to.User + "@" + address + ":" + folder)
	return RemoteFileError(remoteWords[r.kind] + "\n" + printable.Text(words, 2*maxRemotePath) + "\n" + then)
}

var (
	remoteSlashes = map[remoteKind]string{onWindows: `\/`, onMac: "/", onUnix: "/", perhaps: "/"}
	remoteWords   = map[remoteKind]string{
		onWindows: "This is a path on a Windows computer. To copy the list to this computer, run there, in PowerShell:",
		onMac:     "This is a path on a Mac. To copy the list to this computer, run there, in Terminal:",
		onUnix:    "This is a path on another computer. To copy the list to this one, run there:",
		perhaps:   "There is no such file here. Check the name; if the list is on your own computer, run there:",
		onWeb:     "This is a web address, not a file. Download the list here; or on your own computer, and run there, in the folder of the download:",
		onDrive:   "This is a link to an online drive, which asks for a login. Download the list on your own computer, and run there, in the folder of the download:",
		onShare:   "This is the address of a shared folder, not a file. To copy the list to this computer, open the folder on your own, and run in it:",
	}
)

// quoted is a word for the shell of the file's computer.
func (r RemoteFile) quoted(word string) string {
	switch {
	case isPlain(word):
		return word
	case r.kind == onWindows && strings.ContainsAny(word, "$`\"“”„"):
		// PowerShell takes these for its own between double quotes, and typographic quotes for quotes.
		return "'" + strings.NewReplacer("'", "''", "‘", "‘‘", "’", "’’", "‚", "‚‚", "‛", "‛‛", `"`, "").Replace(word) + "'"
	case r.kind == onWindows:
		return `"` + word + `"`
	case strings.HasPrefix(word, "~/"):
		return "~/" + ShellQuoted(word[len("~/"):])
	}
	return ShellQuoted(word)
}

// FileOfAddress is the path that a file address (file://…) names, on whatever computer, or the
// text itself.
func FileOfAddress(text string) string {
	const scheme = "file://"
	if len(text) < len(scheme) || !strings.EqualFold(text[:len(scheme)], scheme) {
		return text
	}
	named := strings.TrimPrefix(text[len(scheme):], "localhost")
	if plain, err := url.PathUnescape(named); err == nil {
		named = plain
	}
	switch {
	case len(named) > 3 && named[0] == '/' && isLetter(named[1]) && named[2] == ':' && named[3] == '/':
		return strings.ReplaceAll(named[1:], "/", `\`)
	case named != "" && !path.IsAbs(named):
		return `\\` + strings.ReplaceAll(named, "/", `\`)
	}
	return named
}
