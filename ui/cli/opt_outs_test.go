//go:build unix

package cli_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

type optOutDoc struct {
	Ready, Do_Not_Call, To_Fix int
	Opt_Outs                   []struct {
		Header                                     string
		People, Do_Not_Call, Not_Understood, Asked int
		Values, Answers                            []string
		Question                                   string
	}
}

// What is sure is applied and said, and what is likely asked, once for a column.
func TestACheckSaysWhoSaidNoAndAsksAboutTheOthers(t *testing.T) {
	t.Parallel()
	d := newHarness(t, "http://127.0.0.1:1")
	list := d.file("spring.csv", "Name,Phone,Werbesperre,Status,DNC", "Ann,+447400123101,x,,", "Bo,+447400123102,,unsubscribed,", "Cy,+447400123103,x,,N/A", "Di,07400 123102,,active,no", "Ed,+447400123105,,,0.0")
	doc := document[optOutDoc](d.run("check", list, "--region", "GB", "--json").exits(3).explains("Werbesperre: 2 of 5 say x.", "--map 'Werbesperre=do_not_call'"))
	if len(doc.Opt_Outs) != 3 || doc.Opt_Outs[0].Asked != 2 || doc.Opt_Outs[0].Header != "Werbesperre" || len(doc.Opt_Outs[0].Answers) != 2 || doc.Ready != 1 || doc.To_Fix != 1 || doc.Do_Not_Call != 3 {
		t.Fatalf("checked: %+v", doc)
	}
	if dnc := doc.Opt_Outs[2]; dnc.Not_Understood != 1 || dnc.Values[0] != "N/A" {
		t.Errorf("not understood: %+v", dnc)
	}
	for answer, ready := range map[string]int{doc.Opt_Outs[0].Answers[0]: 1, doc.Opt_Outs[0].Answers[1]: 2} {
		flag := strings.Trim(strings.TrimPrefix(answer, "--map "), "'")
		if got := document[optOutDoc](d.run("check", list, "--region", "GB", "--json", "--map", flag).exits(0)); got.Ready != ready || got.To_Fix != 0 {
			t.Errorf("%s: %d ready and %d to fix", answer, got.Ready, got.To_Fix)
		}
	}
}

// Of lists with a no anywhere in them, in any words, the service never dials a
// number of such a row.
func TestNobodyWhoSaidNoInAListIsDialled(t *testing.T) {
	t.Parallel()
	marks := []struct {
		column int
		text   string
	}{
		{2, "x"}, {2, "1.0"}, {2, "STOP"}, {2, "ja (per Mail)"}, {2, "unklar"}, {3, "opted out"}, {3, "abgemeldet"}, {4, "Please do not call again"}, {4, "не звонить"}, {0, "Jo (DO NOT CALL)"}, {5, "Y"}, {6, "false"}, {1, "DNC"},
	}
	random := proofSeed(t)
	for range 4 {
		service := serve(t)
		d := newHarness(t, service.server.URL)
		never, others := map[string]bool{}, 0
		lines := []string{"Name,Phone,Do Not Call,Status,Notes,TPS,Marketing opt-in,Mobile", "Al,07400 123200,no,active,,N,true,"}
		for range 12 {
			first, second := random.IntN(20), random.IntN(20)
			spellings := []string{"07400 1231%02d", "+44 7400 1231%02d", "0044 74001231%02d", "(07400) 1231%02d"}
			cells := []string{"Jo", fmt.Sprintf(spellings[random.IntN(4)], first), "no", "active", "", "N", "true", ""}
			if random.IntN(3) == 0 {
				cells[7] = fmt.Sprintf(spellings[random.IntN(4)], second)
			} else {
				second = first
			}
			if random.IntN(3) == 0 {
				mark := marks[random.IntN(len(marks))]
				if mark.column == 1 {
					mark.text = cells[1] + " " + mark.text
				}
				cells[mark.column] = mark.text
				never[fmt.Sprintf("+4474001231%02d", first)], never[fmt.Sprintf("+4474001231%02d", second)] = true, true
			}
			lines = append(lines, strings.Join(cells, ","))
		}
		// Which phone column is dialled is said: where most have a mobile, the other
		// is not dialled unasked, and all who have one may have said no.
		d.send(d.file("list.csv", lines...), "--region", "GB", "--skip-invalid", "--map", "Phone=phone", "--map", "Mobile=phone2").exits(0)
		for number := range service.Dials() {
			others++
			if never[number] {
				t.Errorf("%s was dialled:\n%s", number, strings.Join(lines, "\n"))
			}
		}
		if others == 0 {
			t.Error("nobody was dialled")
		}
	}
}

// A list of customers of whom some say no is not put on the do-not-call list
// whole without a word.
func TestAListWithMarksIsAskedWhichRowsAreMeant(t *testing.T) {
	t.Parallel()
	d := newHarness(t, "http://127.0.0.1:1")
	list := d.file("customers.csv", "Name,Phone,Status", "Ann,07400 123101,active", "Bo,07400 123102,unsubscribed", "Cy,07400 123103,active")
	d.run("dnc", "import", list, "--region", "GB").exits(3).explains("Nothing was put on the list", "1 says", "--marked", "--all")
	if got := d.doNotCall(); len(got) != 0 {
		t.Fatalf("listed %v", got)
	}
	d.run("dnc", "import", list, "--region", "GB", "--marked").exits(0)
	if got := d.doNotCall(); !slices.Equal(got, []string{"+447400123102"}) {
		t.Errorf("listed %v", got)
	}
	d.run("dnc", "import", list, "--region", "GB", "--marked", "--all").exits(2)
	d.run("dnc", "import", list, "--region", "GB", "--all").exits(0)
	if got := d.doNotCall(); len(got) != 3 {
		t.Errorf("listed %v", got)
	}
	d.run("dnc", "import", d.file("out.csv", "Phone,Status", "07400 123104,unsubscribed", "07400 123105,opted out"), "--region", "GB").exits(0)
}

// The service takes nobody out of a batch: where a number that comes onto the
// do-not-call list is in one that may yet call it, that is said, with what helps.
func TestANumberInABatchThatCallsIsSaidWithTheRemedy(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, forwarded(t, service))
	file := d.spring()
	batch := document[sentDoc](d.send(file).exits(0)).Batches[0].BatchID
	added := d.run("dnc", "add", "+447400123102", "+447400123999", "--json").exits(3).explains("Spring leads", "callsheet cancel "+batch)
	doc := document[struct {
		Added   int
		Calling []struct {
			Campaign, Batch_ID, Remedy string
			Numbers                    []string
		}
	}](added)
	if doc.Added != 2 || len(doc.Calling) != 1 || doc.Calling[0].Batch_ID != batch || !slices.Equal(doc.Calling[0].Numbers, []string{"+447400123102"}) {
		t.Fatalf("added: %+v", doc)
	}
	d.run("dnc", "add", "+447400123998").exits(0)
	// The remedy helps: the rest is sent again, without the number.
	d.run("cancel", batch, "--yes").exits(0)
	sent := document[sentDoc](d.send(file, "--again").exits(0))
	if sent.Skipped["do_not_call"] != 1 {
		t.Errorf("sent again: %+v", sent)
	}
}
