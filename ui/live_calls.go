package ui

import (
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// callRows shows the latest calls.
type callRows struct {
	calls []model.Call
	zone  *time.Location // the operator's clock
}

func (r callRows) Len() int { return len(r.calls) }

func (r callRows) Cell(row, col int) string {
	c := r.calls[row]
	switch col {
	case 0:
		return c.At.In(r.zone).Format("15:04:05")
	case 1:
		return printable.Text(c.Name, 80)
	case 2:
		return phoneWords(c.Phone)
	case 3:
		return c.OutcomeWords()
	case 4:
		if c.Duration > 0 {
			return figures.Duration(c.Duration)
		}
		return ""
	}
	return printable.Text(c.Error, 80)
}

func phoneWords(number string) string {
	if r := phone.Read(table.Cell{Text: number}, ""); r.Number != 0 && (r.Problem == phone.NoProblem || r.Problem.Costly()) {
		return r.Number.Grouped()
	}
	return printable.Text(number, 30)
}
