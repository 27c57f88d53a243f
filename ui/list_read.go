package ui

import (
	"callsheet/model/columns"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// encodings are what text files are in, by what people know them as.
var encodings = []struct{ name, words string }{
	{"utf-8", "UTF-8, the usual one"},
	{"windows-1252", "Western European, Excel on Windows"},
	{"macintosh", "Western European, old Macs"},
	{"iso-8859-15", "Western European, old Unix"},
	{"windows-1250", "Central European"},
	{"windows-1251", "Cyrillic"},
	{"koi8-r", "Russian, old Unix"},
	{"windows-1253", "Greek"},
	{"windows-1254", "Turkish"},
	{"windows-1255", "Hebrew"},
	{"windows-1256", "Arabic"},
	{"windows-1257", "Baltic"},
	{"shift_jis", "Japanese"},
	{"gb18030", "Chinese, simplified"},
	{"big5", "Chinese, traditional"},
	{"euc-kr", "Korean"},
	{"utf-16le", "UTF-16, Excel's Unicode Text"},
	{"utf-16be", "UTF-16, the other way round"},
}

// wordFor is what was said of a list before it is read: what holds for this one
// holds when it is read in another way.
func wordFor(d *screen.Console, path string) session.Word {
	word := session.Word{Account: d.Config.Account.Name, Region: d.Config.Account.Region, From: d.Config.Account.RegionFrom, Attended: true}
	if c := d.Campaign; c.RegionFrom == columns.FromOperator && c.Origin.Path == path {
		word.Region, word.From = c.Region, c.RegionFrom
	}
	return word
}

// replaceList gives the campaign the rows of a list that was read.
func replaceList(d *screen.Console, read session.Opened) {
	c := d.Campaign
	session.ReplaceRows(c, read)
	d.Saver.DropSteps(c)
	d.AddCampaign(c)
}
