package zones

import (
	"math/rand/v2"
	"testing"

	"callsheet/model/phone"
)

// listOfNumbers is n numbers as a mixed list has them: most of the United States, the rest of
// countries with one zone and with several, mobiles and fixed lines.
func listOfNumbers(n int) []phone.Number {
	draw := rand.New(rand.NewPCG(1, 2))
	numbers := make([]phone.Number, n)
	bases := []phone.Number{4420, 447911, 4915112, 346123, 34928, 33612, 61412, 61892, 5511987, 551132, 79161, 919812}
	for i := range numbers {
		if draw.IntN(10) < 7 {
			numbers[i] = 12000000000 + phone.Number(draw.IntN(8_000_000_00))*10
			continue
		}
		base := bases[draw.IntN(len(bases))]
		for base < 10_000_000_000 {
			base = base*10 + phone.Number(draw.IntN(10))
		}
		numbers[i] = base
	}
	return numbers
}

// The goal is 100,000 numbers within 100 ms, a tenth of what reading them takes, so
// that a list's zones are known as soon as it is; and no memory for a number of +1.
func BenchmarkZonesOf100000Numbers(b *testing.B) {
	numbers := listOfNumbers(100_000)
	OfNumber(numbers[0])
	b.ReportAllocs()
	for b.Loop() {
		sets := map[Set]int{}
		for _, n := range numbers {
			sets[OfNumber(n).Zones]++
		}
		b.ReportMetric(float64(len(sets)), "sets")
	}
}

// The goal is 100,000 rows with a zone, a state and a post code within 300 ms.
func BenchmarkZonesOf100000Rows(b *testing.B) {
	numbers := listOfNumbers(100_000)
	states := []string{"FL", "Texas", "california", "NY", "TN"}
	codes := []string{"32501", "75201", "90210", "10001", "37901"}
	zones := []string{"EST", "", "Pacific Standard Time", "America/New_York", "n/a"}
	b.ReportAllocs()
	for b.Loop() {
		var f Finder
		for i, n := range numbers {
			if _, err := f.Find(Row{Number: n, Country: "US", Address: AddressParts{State: states[i%5], PostCode: codes[i%5]}, Zone: zones[i%5]}); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// The goal is a list of suggestions within a millisecond, while somebody types.
func BenchmarkSuggest(b *testing.B) {
	Suggest("a", 1)
	for b.Loop() {
		if len(Suggest("san", 8)) != 8 {
			b.Fatal("too few")
		}
	}
}

func TestANumberOfNorthAmericaCostsNoMemory(t *testing.T) {
	OfNumber(13052345678)
	if allocated := testing.AllocsPerRun(100, func() { OfNumber(13052345678); OfNumber(12992345678) }); allocated > 2 {
		t.Errorf("%v allocations", allocated)
	}
}
