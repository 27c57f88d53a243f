package model

import (
	"strings"
	"testing"
)

func TestAPathOfAnotherComputerSaysHowToCopyItHere(t *testing.T) {
	here := HostOf("anna", "jump1", "203.0.113.9 50022 10.0.0.5 22", "/home/anna/lists", "/home/anna")
	for claim, c := range map[string]struct {
		path, says, command, then string
	}{
		"a drive":                        {`C:\Users\ann\My lists\leads.xlsx`, "Windows computer", `scp "C:\Users\ann\My lists\leads.xlsx" anna@10.0.0.5:/home/anna/lists/`, "Then give /home/anna/lists/leads.xlsx here."},
		"a drive with slashes":           {`d:/leads.csv`, "Windows computer", `scp d:/leads.csv anna@10.0.0.5:/home/anna/lists/`, "/home/anna/lists/leads.csv"},
		"a server":                       {`\\files\lists\leads.csv`, "Windows computer", `scp "\\files\lists\leads.csv" anna@10.0.0.5:/home/anna/lists/`, "/home/anna/lists/leads.csv"},
		"what PowerShell would take":     {`C:\a\$(calc)’s.csv`, "Windows computer", `scp 'C:\a\$(calc)’’s.csv' anna@`, "$(calc)’s.csv"},
		"a drive, backslashes lost":      {`C:Usersannleads.xlsx`, "Windows computer", `scp FILE anna@10.0.0.5:/home/anna/lists/`, "choose it here, in /home/anna/lists/."},
		"a Mac's":                        {`/Users/ann/O'Neil; rm -rf.csv`, "a Mac", `scp '/Users/ann/O'\''Neil; rm -rf.csv' anna@10.0.0.5:`, "/home/anna/lists/O'Neil; rm -rf.csv"},
		"a disk of a Mac":                {`/Volumes/Stick/a.csv`, "a Mac", `scp /Volumes/Stick/a.csv anna@`, "/home/anna/lists/a.csv"},
		"another home":                   {`/home/bob/a b.csv`, "another computer", `scp '/home/bob/a b.csv' anna@`, "/home/anna/lists/a b.csv"},
		"the own home":                   {`~/My lists/$x.csv`, "no such file here", `scp ~/'My lists/$x.csv' anna@`, "/home/anna/lists/$x.csv"},
		"a web address":                  {`https://example.com/a.csv?key=secret`, "web address", `scp FILE anna@10.0.0.5:/home/anna/lists/`, "choose it here"},
		"a link to SharePoint":           {`https://acme.sharepoint.com/:x:/s/a`, "asks for a login", `scp FILE anna@`, "choose it here"},
		"a link to OneDrive":             {`HTTPS://1drv.ms/x/s!A`, "asks for a login", `scp FILE anna@`, "choose it here"},
		"a name like SharePoint's":       {`https://notsharepoint.com/a`, "web address", `scp FILE anna@`, "choose it here"},
		"a share":                        {`smb://files/lists/leads.csv`, "shared folder", `scp FILE anna@`, "choose it here"},
		"a name with control characters": {"C:\\a\x1b]0;x\x07\u202e.csv", "Windows computer", `scp FILE anna@`, "choose it here"},
		"a name with two blanks":         {"/Users/ann/a  b.csv", "a Mac", `scp FILE anna@`, "choose it here"},
		"a name without an end":          {`C:\` + strings.Repeat("x", 9000), "Windows computer", `scp FILE anna@`, "choose it here"},
		"a folder":                       {`C:\Users\ann\`, "Windows computer", `scp FILE anna@`, "choose it here"},
	} {
		t.Run(claim, func(t *testing.T) {
			r, ok := RemoteFileOf(c.path)
			if !ok {
				t.Fatal("taken for a path of this computer")
			}
			lines := strings.Split(string(r.Advice(here)), "\n")
			if len(lines) != 3 || !strings.Contains(lines[0], c.says) || !strings.HasPrefix(lines[1], c.command) || !strings.Contains(lines[2], c.then) {
				t.Errorf("it says %q", lines)
			}
		})
	}
	for _, path := range []string{"leads.csv", "/srv/leads.csv", "./a:b.csv", "file:///tmp/a.csv", "", "~", "C:", "a://b", "mailto:ann@example.com"} {
		if _, ok := RemoteFileOf(path); ok {
			t.Errorf("%q is taken for a path of another computer", path)
		}
	}
}

func TestTheHostIsNamedAsItIsReached(t *testing.T) {
	for claim, c := range map[string]struct {
		host    Host
		command string
	}{
		"another port":            {HostOf("anna", "jump1", "::1 1 2001:db8::5 2222", "/srv", "/home/anna"), "scp -P 2222 /Users/a/b.csv 'anna@[2001:db8::5]:/home/anna/'"},
		"an address of one card":  {HostOf("anna", "jump1", "fe80::1%eth0 1 fe80::2%eth0 22", "/home/anna", "/home/anna"), "scp /Users/a/b.csv anna@jump1:/home/anna/"},
		"no SSH":                  {HostOf("anna", "jump1", "", "/home/anna/x", "/home/anna"), "scp /Users/a/b.csv anna@jump1:/home/anna/x/"},
		"what is no connection":   {HostOf("anna", "jump1", "x; rm -rf", "/home/anna2", "/home/anna"), "scp /Users/a/b.csv anna@jump1:/home/anna/"},
		"a folder with blanks":    {HostOf("anna", "jump1", "", "/home/anna/My lists", "/home/anna"), "scp /Users/a/b.csv anna@jump1:/home/anna/"},
		"no home that is a name":  {HostOf("anna", "jump1", "", "/home/an na", "/home/an na"), "scp /Users/a/b.csv anna@jump1:"},
		"a user that is a danger": {HostOf("$(x)", "jump1", "", "/", "/root"), "scp /Users/a/b.csv '$(x)@jump1:/root/'"},
	} {
		r, _ := RemoteFileOf("/Users/a/b.csv")
		if lines := strings.Split(string(r.Advice(c.host)), "\n"); lines[1] != c.command {
			t.Errorf("%s: %q", claim, lines[1])
		}
	}
}

func TestAFileAddressIsAPath(t *testing.T) {
	for address, path := range map[string]string{
		"file:///tmp/a%20b.csv":        "/tmp/a b.csv",
		"FILE://localhost/tmp/a.csv":   "/tmp/a.csv",
		"file:///C:/Users/A%20B/a.csv": `C:\Users\A B\a.csv`,
		"file://files/lists/a.csv":     `\\files\lists\a.csv`,
		"file:///tmp/50%.csv":          "/tmp/50%.csv",
		"/tmp/file://a":                "/tmp/file://a",
	} {
		if got := FileOfAddress(address); got != path {
			t.Errorf("%s is %s, want %s", address, got, path)
		}
	}
}
