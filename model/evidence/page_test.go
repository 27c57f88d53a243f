package evidence

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestThePageSaysWhoConfirmedWhatWhenAndOnWhatGrounds(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Skip("no time zones here")
	}
	facts := everyFact()
	c := chainOf(t, append(facts[:13:13], facts[14])...) // without the taking back, after which there is no batch
	p := NewPage(c, nil, newYork)
	for form, text := range map[string]string{"text": p.Text(), "Markdown": strings.ReplaceAll(p.Markdown(), `\`, ""), "HTML": p.HTML()} {
		for _, says := range []string{
			"anna, terminal pts/3 on jump1", "Fri 27 Nov 2026 20:45:05 EST (Sat 28 Nov 2026 01:45:05 UTC)", "15 contacts in 2 batches", "US federal for 15 contacts",
			"they asked for it", "1,234 numbers, revision 7, SHA-256 cd34", "4 rows: to fix", "2 contacts who could be rung outside their hours", "1 contact of whom no time zone is known",
			"3 contacts called all the same", "2 contacts called again so soon by choice", "1 contact taken by choice", "at least 70 % answer, at most 20 % fail and at most 2 %",
			"Dialgen accepted batch 1 as batch", "(HTTP 202)", "Callsheet ended while it was sent", "By the word of anna", "NOT CANCELLED", "4 calls were taken back", "Kept back for a person: Rest (3 contacts). Too few answered.",
			"Released part 2 (3 contacts)", "forgotten", "1 batch that was not sent gave way to 1 other", "Whole: 14 entries", c.Head.Hash, "New York 8:00", "Evidence begins here",
		} {
			if !strings.Contains(text, says) {
				t.Errorf("the page as %s does not say %q:\n%s", form, says, text)
			}
		}
	}
}

func TestABrokenChainIsSaidFirst(t *testing.T) {
	c := chainOf(t, everyFact()...)
	c.Links = c.Links[:3]
	p := NewPage(c, Verify(c), time.UTC)
	if p.Whole || !strings.HasPrefix(p.Verdict, "BROKEN. The last 12 of 15 entries are missing. What is proved are the first 3.") || !strings.Contains(p.HTML(), `class="verdict broken"`) {
		t.Errorf("the verdict is %q", p.Verdict)
	}
}

func TestAPageAsksNobodyAndIsSteeredByNothing(t *testing.T) {
	hostile := "\x1b[2J<script src=https://evil.example/x></script>|`\u202e\n# x"
	c := chainOf(t, Confirmation{Contacts: 1, Batches: []Batch{{Key: "a", Batch: 1, Part: hostile, Agent: hostile, BatchID: hostile}}, Terms: Terms{Basis: hostile, Hours: []Hours{{hostile, 1}}}, Excluded: []Excluded{{hostile, 1}}},
		Outcome{Key: "a", Batch: 1, State: hostile, Reason: hostile, Note: hostile, BatchID: hostile}, Cancelled{Message: hostile, Status: hostile}, Kept{Why: hostile, Parts: []Part{{1, hostile, 1}}})
	p := NewPage(c, nil, time.UTC)
	for form, text := range map[string]string{"text": p.Text(), "Markdown": p.Markdown(), "HTML": p.HTML()} {
		if strings.ContainsAny(text, "\x1b\u202e\x00") {
			t.Errorf("the page as %s steers a terminal", form)
		}
	}
	page := p.HTML()
	if found := regexp.MustCompile(`(?i)<(script|img|link|iframe|object|a |form)|src\s*=\s*"|href|url\(|@import`).FindString(page); found != "" {
		t.Errorf("the page has %q", found)
	}
	if regexp.MustCompile(`(^|[^\\])<`).MatchString(p.Markdown()) || !strings.Contains(page, "default-src 'none'") {
		t.Error("the page takes what it is told for its own")
	}
	for line := range strings.Lines(p.Markdown()) {
		if strings.HasPrefix(line, "# x") {
			t.Error("a text begins a line of its own")
		}
	}
}

func TestATimeInUTCIsSaidOnce(t *testing.T) {
	m := pageMaker{clock: time.UTC}
	if got := m.when(began); got != "Sat 28 Nov 2026 01:44:05 UTC" {
		t.Errorf("it is %q", got)
	}
	m.clock = time.FixedZone("IST", 5*3600+1800)
	if got := m.when(began); got != "Sat 28 Nov 2026 07:14:05 IST (01:44:05 UTC)" {
		t.Errorf("it is %q", got)
	}
}
