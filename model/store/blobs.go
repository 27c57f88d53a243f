package store

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
)

var errDamagedBlob = errors.New("a checksum is wrong")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

const sumSize = 4

// seal puts a checksum behind a blob; data may be overwritten beyond its end.
func seal(data []byte) []byte {
	return binary.BigEndian.AppendUint32(data, crc32.Checksum(data, castagnoli))
}

// unseal returns what was sealed; it shares blob's memory.
func unseal(blob []byte) ([]byte, error) {
	if len(blob) < sumSize {
		return nil, errDamagedBlob
	}
	data := blob[:len(blob)-sumSize]
	if binary.BigEndian.Uint32(blob[len(data):]) != crc32.Checksum(data, castagnoli) {
		return nil, errDamagedBlob
	}
	return data, nil
}

// packed are sorted numbers, eight bytes each, in big-endian order.
type packed []byte

const numberSize = 8

func pack(numbers []phone.Number) []byte {
	data := make([]byte, 0, len(numbers)*numberSize+sumSize)
	for _, n := range numbers {
		data = binary.BigEndian.AppendUint64(data, uint64(n))
	}
	return seal(data)
}

func unpack(blob []byte) (packed, error) {
	data, err := unseal(blob)
	if err == nil && len(data)%numberSize != 0 {
		err = errDamagedBlob
	}
	return packed(data), err
}

func (p packed) len() int { return len(p) / numberSize }

func (p packed) at(i int) phone.Number {
	return phone.Number(binary.BigEndian.Uint64(p[i*numberSize:]))
}

func (p packed) numbers() []phone.Number {
	numbers := make([]phone.Number, p.len())
	for i := range numbers {
		numbers[i] = p.at(i)
	}
	return numbers
}

// from is the first place at or after i that holds n or more. It looks near i
// first, so that going through all of p takes as many steps as it has numbers,
// and a few numbers in a long p take a few steps each.
func (p packed) from(i int, n phone.Number) int {
	step := 1
	low, high := i, i
	for high < p.len() && p.at(high) < n {
		low = high + 1
		high += step
		step *= 2
	}
	high = min(high, p.len())
	for low < high {
		if mid := int(uint(low+high) >> 1); p.at(mid) < n {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// common calls f for every number that is in both, which are sorted.
func common(numbers []phone.Number, p packed, f func(phone.Number)) {
	i := 0
	if len(numbers) <= p.len() {
		for _, n := range numbers {
			if i = p.from(i, n); i == p.len() {
				return
			}
			if p.at(i) == n {
				f(n)
			}
		}
		return
	}
	for j := range p.len() {
		n := p.at(j)
		at, found := slices.BinarySearch(numbers[i:], n)
		if i += at; found {
			f(n)
		}
	}
}

const rowSize = 4

func packRows(rows []int32) []byte {
	data := make([]byte, 0, len(rows)*rowSize+sumSize)
	for _, row := range rows {
		data = binary.BigEndian.AppendUint32(data, uint32(row))
	}
	return seal(data)
}

// unpackRows reads rows of a list that has limit of them.
func unpackRows(blob []byte, limit int) ([]int32, error) {
	data, err := unseal(blob)
	if err != nil || len(data)%rowSize != 0 {
		return nil, errDamagedBlob
	}
	rows := make([]int32, len(data)/rowSize)
	for i := range rows {
		row := binary.BigEndian.Uint32(data[i*rowSize:])
		if row > math.MaxInt32 || int(row) >= limit {
			return nil, errDamagedBlob
		}
		rows[i] = int32(row)
	}
	return rows, nil
}

// rung are sorted numbers with when each was called last.
type rung struct {
	numbers packed
	times   []byte
}

const timeSize = 8

func packRung(rings []model.Ring) []byte {
	data := make([]byte, 0, len(rings)*(numberSize+timeSize)+sumSize)
	for _, r := range rings {
		data = binary.BigEndian.AppendUint64(data, uint64(r.Number))
	}
	for _, r := range rings {
		data = binary.BigEndian.AppendUint64(data, uint64(r.At.UnixMicro()))
	}
	return seal(data)
}

func unpackRung(blob []byte) (rung, error) {
	data, err := unseal(blob)
	if err != nil || len(data)%(numberSize+timeSize) != 0 {
		return rung{}, errDamagedBlob
	}
	half := len(data) / (numberSize + timeSize) * numberSize
	return rung{packed(data[:half]), data[half:]}, nil
}

// One byte tells of the calls to a number: how often it was called, at most as often as
// can be counted there, and what came of it.
const (
	triesBits     = 0x3f // 0 = not known
	triesAnswered = 0x40
	triesRefused  = 0x80
)

func packTries(rings []model.Ring) []byte {
	data := make([]byte, len(rings), len(rings)+sumSize)
	for i, r := range rings {
		data[i] = byte(min(r.Calls, triesBits))
		if r.Answered {
			data[i] |= triesAnswered
		}
		if r.Refused {
			data[i] |= triesRefused
		}
	}
	return seal(data)
}

// unpackTries reads the tries of so many numbers; none of a batch of which they are not
// known.
func unpackTries(blob []byte, numbers int) ([]byte, error) {
	if blob == nil {
		return nil, nil
	}
	data, err := unseal(blob)
	if err != nil || len(data) != numbers {
		return nil, errDamagedBlob
	}
	return data, nil
}

// ring is what is known of the calls to the i-th number.
func (r rung) ring(i int, tries []byte) model.Ring {
	ring := model.Ring{Number: r.numbers.at(i), At: r.time(i)}
	if tries != nil {
		ring.Calls = int(tries[i] & triesBits)
		ring.Answered, ring.Refused = tries[i]&triesAnswered != 0, tries[i]&triesRefused != 0
	}
	return ring
}

func (r rung) time(i int) time.Time {
	return time.UnixMicro(int64(binary.BigEndian.Uint64(r.times[i*timeSize:])))
}

// at is when a number was called last, zero when it never was.
func (r rung) at(n phone.Number) time.Time {
	i := r.numbers.from(0, n)
	if i == r.numbers.len() || r.numbers.at(i) != n {
		return time.Time{}
	}
	return r.time(i)
}
