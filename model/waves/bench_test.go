package waves

import (
	"fmt"
	"testing"
	"time"

	"callsheet/model"
)

// Goal: 100,000 contacts of 30 zones in a few milliseconds, because waves are cut anew
// with every key in a form.
func BenchmarkOf(b *testing.B) {
	for _, rules := range []int{1, len(numbers)} {
		const n = 5000
		l := listOf(b, n, everywhere, numbers[:rules])
		p := plan(l, options(30, 3, time.Hour))
		p.Whereabouts()
		for _, times := range []int{100_000, 1_000_000} {
			rows := p.AllRows()
			for len(rows) < times {
				rows = append(rows, rows...)
			}
			rows = rows[:times]
			q := p.In([]model.Segment{{Options: p.Options, Rows: rows}}) // some twice: that changes no cost
			q.Whereabouts()
			b.Run(fmt.Sprintf("contacts=%d/rules=%d", times, rules), func(b *testing.B) {
				waves := 0
				for b.Loop() {
					waves = len(Of(q, model.Hours{}, time.Date(2027, 3, 12, 17, 0, 0, 0, time.UTC), Pace{}).Waves)
				}
				b.ReportMetric(float64(waves), "waves")
			})
		}
	}
}
