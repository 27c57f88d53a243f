package ui

import (
	"context"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/table"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
)

// listScenes are the states of naming a list.
func listScenes() []Scene {
	return []Scene{
		{"file-recent", func(t theme.Theme) *App {
			a := still(t, sceneConfig(), &model.Campaign{}, func(d *screen.Console) []screen.Screen { return []screen.Screen{newFileScreen(d, "")} })
			f := a.front().(*fileScreen)
			f.Update(folderListed{folder: session.Folder{Path: "/lists", Entries: sampleFolders["/lists"]}})
			f.Update(recentListed{[]string{"/lists/old/2025 spring.csv", "/home/anna/Documents/Campaigns/Northern region/Third quarter/Renewals/third reminder, corrected.xlsx"}})
			return a
		}},
		{"file-typed", func(t theme.Theme) *App {
			a := still(t, sceneConfig(), &model.Campaign{}, func(d *screen.Console) []screen.Screen { return []screen.Screen{newFileScreen(d, "")} })
			f := a.front().(*fileScreen)
			f.browser.path.SetValue("/lists/sp")
			f.Update(folderListed{folder: session.Folder{Path: "/lists", Entries: sampleFolders["/lists"], More: true}})
			return a
		}},
		{"file-beside", func(t theme.Theme) *App {
			info, sheets := sampleBook()
			info.Changed = fixedNow.Add(-26 * time.Hour)
			preview := session.Imported{Table: sheets["Leads"], Origin: model.Origin{Path: info.Path, Format: info.Format, Sheet: "Leads", HeaderRow: 1}}
			return besideScene(t, "spring leads (final).xlsx", peeked{list: fileOpened{file: sceneFile{info: info}, preview: preview}})
		}},
		{"file-beside-folder", func(t theme.Theme) *App {
			return besideScene(t, "old", peeked{folder: session.Folder{Path: "/lists/old", Entries: sampleFolders["/lists/old"]}})
		}},
		{"file-beside-wrong", func(t theme.Theme) *App {
			return besideScene(t, "notes.pdf", peeked{err: model.UserError("This is a PDF document. Export the list from where it was made as CSV or .xlsx.")})
		}},
		{"file-elsewhere", func(t theme.Theme) *App {
			const path = `C:\Users\Anna\OneDrive\Spring renewals.xlsx`
			remote, _ := model.RemoteFileOf(path)
			a := fileScene(t, nil, remote.Advice(model.HostOf("anna", "jump1", "198.51.100.7 50022 203.0.113.10 22", "/home/anna/lists", "/home/anna")))
			a.front().(*fileScreen).browser.path.SetValue(path)
			return a
		}},
		{"file-workbook", func(t theme.Theme) *App {
			info, sheets := sampleBook()
			info.Target = "/srv/exports/2026-11-24/leads.xlsx"
			return bookScene(t, info, sheets, session.ReadOptions{FindHeader: true, Sheet: "Leads"}, "")
		}},
		{"file-guess", func(t theme.Theme) *App {
			info, _ := sampleBook()
			info.Format, info.Sheets = "csv", nil
			return bookScene(t, info, map[string]*table.Table{"": springList()}, session.ReadOptions{FindHeader: true}, "windows-1252")
		}},
	}
}

// columnsScenes are the states of saying what is in a list.
func columnsScenes() []Scene {
	return []Scene{
		{"columns-new", func(t theme.Theme) *App {
			list := renewals("Name", "Mobile", "Office phone", "Plan", "Expires on")
			kept := columns.Guess(renewals(), "GB").Keyed().Moved(2, -1).Renamed(3, "tariff")
			c := &model.Campaign{Table: list, Values: model.OptionValues{model.OptName: "Spring renewals"}}
			read := session.Opened{Kept: true, Country: columns.RegionChoice{Region: "GB", From: columns.FromOperator, Because: "as in your last such list"}}
			read.Mapping, read.Changed = columns.Replay(kept, list, "GB")
			c.Mapping, c.Region, c.RegionFrom = read.Mapping, "GB", columns.FromOperator
			return still(t, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
				return []screen.Screen{newFileScreen(d, ""), newReadColumns(d, read)}
			})
		}},
		{"columns-to-fix", func(t theme.Theme) *App {
			c := campaignOf(tableOf([]string{"Name", "Phone", "Do not call", "Colour"}, []string{"Ann Lee", "07400 12", "since March", "red"},
				[]string{"Bo Ray", "07400 123456", "", "blue"}, []string{"Cy Fox", "07400 123457", "asked twice", "red"}), "One")
			return still(t, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
				s := newColumnsScreen(d)
				s.contact.row = 0
				return []screen.Screen{newFileScreen(d, ""), s}
			})
		}},
		{"columns-opt-out", func(t theme.Theme) *App {
			c := campaignOf(tableOf([]string{"Name", "Phone", "Werbesperre", "DNC"}, []string{"Ann Lee", "07400 123455", "x", ""},
				[]string{"Bo Ray", "07400 123456", "", "asked twice"}, []string{"Cy Fox", "07400 123457", "x", "no"}), "One")
			return still(t, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
				s := newColumnsScreen(d)
				s.optOuts.found = must(model.OptOuts(context.Background(), c.Table, c.Mapping))
				return []screen.Screen{newFileScreen(d, ""), s}
			})
		}},
		{"columns-notes", notedColumns},
		{"columns-hidden", hiddenColumns},
		{"columns-letters", func(t theme.Theme) *App { return lettersScene(t, false) }},
		{"columns-encodings", func(t theme.Theme) *App { return lettersScene(t, true) }},
		{"columns-contact", func(t theme.Theme) *App {
			a := still(t, sceneConfig(), campaignOf(springList(), "Spring renewals"), func(d *screen.Console) []screen.Screen {
				c := newColumnsScreen(d)
				c.contact.whole = true
				return []screen.Screen{newFileScreen(d, ""), c}
			})
			return a
		}},
	}
}

// besideScene is the file screen with the cursor on an entry, and what a look into it came to.
func besideScene(t theme.Theme, name string, found peeked) *App {
	a := still(t, sceneConfig(), &model.Campaign{}, func(d *screen.Console) []screen.Screen { return []screen.Screen{newFileScreen(d, "")} })
	f := a.front().(*fileScreen)
	f.browser.path.SetValue("/lists/")
	f.Update(folderListed{asked: "/lists", folder: session.Folder{Path: "/lists", Entries: sampleFolders["/lists"]}})
	f.browser.move(slices.IndexFunc(f.browser.spots(), func(s spot) bool { return s.entry.Name == name }) - f.browser.pick)
	found.path, found.looked = "/lists/"+name, true
	f.peek.at.path = found.path
	f.peek.came(found)
	return a
}

// sceneFile is a recognised list of which no more is read than is shown.
type sceneFile struct {
	session.File
	info session.FileInfo
}

func (f sceneFile) Info() session.FileInfo { return f.info }

func (f sceneFile) Close() error { return nil }

// fileScene is the file screen with a text file open, or with what was wrong with it.
func fileScene(t theme.Theme, list *table.Table, err error) *App {
	a := still(t, sceneConfig(), &model.Campaign{}, func(d *screen.Console) []screen.Screen { return []screen.Screen{newFileScreen(d, "/lists/spring.csv")} })
	f := a.front().(*fileScreen)
	if err != nil {
		f.show(fileOpened{err: err})
		return a
	}
	file := sceneFile{info: session.FileInfo{Path: "/lists/spring.csv", Format: "csv", Size: 12_345}}
	o := model.Origin{Path: file.info.Path, Format: "csv", Encoding: "utf-8", Delimiter: ",", HeaderRow: 1, Size: file.info.Size}
	f.show(fileOpened{file: file, preview: session.Imported{Table: list, Origin: o}})
	return a
}

// bookScene is the file screen with a workbook or text file open.
func bookScene(t theme.Theme, info session.FileInfo, sheets map[string]*table.Table, how session.ReadOptions, encoding string) *App {
	a := still(t, sceneConfig(), &model.Campaign{}, func(d *screen.Console) []screen.Screen { return []screen.Screen{newFileScreen(d, info.Path)} })
	f := a.front().(*fileScreen)
	o := model.Origin{Path: info.Path, Format: info.Format, Sheet: how.Sheet, HeaderRow: 1}
	if encoding != "" {
		o.Encoding, o.Delimiter = encoding, ";"
	}
	preview := session.Imported{Table: sheets[how.Sheet], Origin: o, Guessed: encoding != "", Samples: []string{"Zoë Müller", "Jörg"}}
	f.show(fileOpened{file: sceneFile{info: info}, preview: preview, how: how})
	for _, sheet := range info.Sheets {
		f.Update(sheetSampled{sheet: sheet.Name, sample: firstCells(sheets[sheet.Name])})
	}
	return a
}

// lettersScene is the columns of a list whose letters a wrong encoding spoilt.
func lettersScene(t theme.Theme, open bool) *App {
	spoilt, _ := spoiltList()
	c := campaignOf(spoilt, "One")
	c.List, c.Origin.Encoding = nil, "windows-1252"
	return still(t, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
		s := newColumnsScreen(d)
		s.Init()
		s.letters.found(lettersLooked{readings: rightReadings()})
		s.letters.open = open
		return []screen.Screen{newFileScreen(d, ""), s}
	})
}

// notedColumns are the columns of a list about whose rows there is much to say.
func notedColumns(t theme.Theme) *App {
	c := campaignOf(tableOf([]string{"Name", "Phone", "Werbesperre", "DNC"}, []string{"Ann Lee", "07400 123455", "x", ""},
		[]string{"Bo Ray", "07400 123456", "", "asked twice"}, []string{"Cy Fox", "07400 123457", "x", "no"}), "One")
	c.List = nil
	return still(t, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
		read := session.Opened{Kept: true, Changed: []int{2}, Country: columns.RegionChoice{Region: "GB", From: columns.FromFlag, Because: "the country that was given, which the numbers with a code bear out"}}
		read.Table, read.Mapping = c.Table, c.Mapping
		read.Mended = table.OddRows{Count: 1, First: []int{2}}
		read.Long = table.OddRows{Count: 1_204, First: []int{3, 4, 9, 12}}
		read.Hidden = table.OddRows{Count: 23, First: []int{3, 4, 9, 12}}
		read.Aside = table.OddRows{Count: 2, First: []int{5, 6}}
		s := newReadColumns(d, read)
		s.optOuts.found = must(model.OptOuts(context.Background(), c.Table, c.Mapping))
		return []screen.Screen{newFileScreen(d, ""), s}
	})
}

// hiddenColumns is a workbook with columns that it hides, and with names of columns
// that a wrong encoding spoilt.
func hiddenColumns(t theme.Theme) *App {
	c := campaignOf(table.Of([]string{"नाम", "TelÃ©fono", "Do not call", "Notes", "RegiÃ³n"},
		[]string{"प्रिया नायर", "+91 98470 12345", "seit März", "likes tea", "Málaga"},
		[]string{"അനിൽ കുമാർ", "+91 98470 12346", "", "rings back", "Córdoba"}), "One")
	c.List, c.Origin.Encoding = nil, ""
	for i := range c.Mapping {
		c.Mapping[i].Hidden = i == 2 || i == 3
	}
	return still(t, sceneConfig(), c, func(d *screen.Console) []screen.Screen {
		s := newColumnsScreen(d)
		s.Init()
		return []screen.Screen{newFileScreen(d, ""), s}
	})
}
