package ui

import (
	"callsheet/model/table"

	"context"
	"testing"

	"callsheet/model"
	"callsheet/ui/session"
)

// listScenes are the states of naming a list and saying what is in it.
func listScenes(t *testing.T) []scene {
	return []scene{
		{"file-recent", func(t *testing.T) *App {
			s, cfg := shelved()
			a := still(cfg, &model.Campaign{}, func(d *desk) []screen { return []screen{newFileScreen(d, "")} })
			f := a.front().(*fileScreen)
			f.Update(folderListed{folder: Folder{Path: "/lists", Entries: s.folders["/lists"]}})
			f.Update(recentListed{[]string{"/lists/old/2025 spring.csv", "/home/anna/Documents/Campaigns/Northern region/Third quarter/Renewals/third reminder, corrected.xlsx"}})
			return a
		}},
		{"file-typed", func(t *testing.T) *App {
			s, cfg := shelved()
			a := still(cfg, &model.Campaign{}, func(d *desk) []screen { return []screen{newFileScreen(d, "")} })
			f := a.front().(*fileScreen)
			f.path.SetValue("/lists/sp")
			f.Update(folderListed{folder: Folder{Path: "/lists", Entries: s.folders["/lists"], More: true}})
			return a
		}},
		{"file-workbook", func(t *testing.T) *App {
			s, cfg := shelved()
			s.book.info.Target = "/srv/exports/2026-11-24/leads.xlsx"
			return bookScene(t, s, cfg)
		}},
		{"file-guess", func(t *testing.T) *App {
			s, cfg := shelved()
			s.book.info.Format, s.book.info.Sheets, s.book.encoding = "csv", nil, "windows-1252"
			s.book.sheets = map[string]*table.Table{"": springList()}
			return bookScene(t, s, cfg)
		}},
		{"columns-new", func(t *testing.T) *App {
			list := renewals("Name", "Mobile", "Office phone", "Plan", "Expires on")
			kept := model.GuessMapping(renewals(), "GB").Keyed().Moved(2, -1).Renamed(3, "tariff")
			c := &model.Campaign{Table: list, Values: model.OptionValues{model.OptName: "Spring renewals"}}
			read := session.Opened{Kept: true, Country: model.RegionChoice{Region: "GB", From: model.FromOperator, Because: "as in your last such list"}}
			read.Mapping, read.Changed = model.Replay(kept, list, "GB")
			c.Mapping, c.Region, c.RegionFrom = read.Mapping, "GB", model.FromOperator
			return still(testConfig(), c, func(d *desk) []screen { return []screen{newFileScreen(d, ""), newReadColumns(d, read)} })
		}},
		{"columns-to-fix", func(t *testing.T) *App {
			c := campaignOf(t, tableOf([]string{"Name", "Phone", "Do not call", "Colour"}, []string{"Ann Lee", "07400 12", "since March", "red"},
				[]string{"Bo Ray", "07400 123456", "", "blue"}, []string{"Cy Fox", "07400 123457", "asked twice", "red"}), "One")
			return still(testConfig(), c, func(d *desk) []screen {
				s := newColumnsScreen(d)
				s.row = 0
				return []screen{newFileScreen(d, ""), s}
			})
		}},
		{"columns-opt-out", func(t *testing.T) *App {
			c := campaignOf(t, tableOf([]string{"Name", "Phone", "Werbesperre", "DNC"}, []string{"Ann Lee", "07400 123455", "x", ""},
				[]string{"Bo Ray", "07400 123456", "", "asked twice"}, []string{"Cy Fox", "07400 123457", "x", "no"}), "One")
			return still(testConfig(), c, func(d *desk) []screen {
				s := newColumnsScreen(d)
				found, err := model.OptOuts(context.Background(), c.Table, c.Mapping)
				if err != nil {
					t.Fatal(err)
				}
				s.takeOptOuts(optOutsFound{found: found})
				return []screen{newFileScreen(d, ""), s}
			})
		}},
		{"columns-notes", notedColumns},
		{"columns-hidden", hiddenColumns},
		{"columns-letters", func(t *testing.T) *App { return lettersScene(t, false) }},
		{"columns-encodings", func(t *testing.T) *App { return lettersScene(t, true) }},
		{"columns-contact", func(t *testing.T) *App {
			a := still(testConfig(), campaignOf(t, springList(), "Spring renewals"), func(d *desk) []screen {
				c := newColumnsScreen(d)
				c.whole = true
				return []screen{newFileScreen(d, ""), c}
			})
			return a
		}},
	}
}

// bookScene is the file screen with a workbook or text file open.
func bookScene(t *testing.T, s *shelf, cfg Config) *App {
	t.Helper()
	a := still(cfg, &model.Campaign{}, func(d *desk) []screen { return []screen{newFileScreen(d, s.book.info.Path)} })
	f := a.front().(*fileScreen)
	how := session.ReadOptions{FindHeader: true}
	if len(s.book.info.Sheets) > 0 {
		how.Sheet = "Leads"
	}
	preview, err := s.book.Read(context.Background(), how, nil)
	if err != nil {
		t.Fatal(err)
	}
	f.show(fileOpened{file: s.book, preview: preview, how: how})
	for _, sheet := range s.book.info.Sheets {
		f.Update(sheetSampled{sheet: sheet.Name, sample: firstCells(s.book.sheets[sheet.Name])})
	}
	return a
}
