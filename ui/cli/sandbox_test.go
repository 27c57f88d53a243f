package cli

import (
	"strings"
	"testing"

	"callsheet/api/sandbox"
)

func TestAWrongSandboxIsWrongUsage(t *testing.T) {
	rows := []struct {
		name, says string
		args       []string
	}{
		{"a fault that is not known", `The fault "create:2=drop" cannot be used: there is no such fault. The faults are drop-before, `, []string{"--fault", "create:2=drop"}},
		{"a second flag that is wrong", `The fault "never" cannot be used`, []string{"--fault", "1=cut", "--fault", "never"}},
		{"a fault that is empty", "--fault is empty.", []string{"--fault", ""}},
		{"a speed below standing still", "--speed is how many times faster", []string{"--speed", "-1"}},
		{"an address without a port", "is not an address", []string{"--addr", "127.0.0.1"}},
		{"an address of another machine", "listens on this machine only", []string{"--addr", "192.168.0.7:1"}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if r := runProgram(t.Context(), append([]string{"sandbox"}, row.args...)...); r.code != exitUsage || !strings.Contains(r.err, row.says) {
				t.Errorf("exit code %d, said %q, want %q", r.code, r.err, row.says)
			}
		})
	}
}

func TestTheSandboxExplainsItsFaults(t *testing.T) {
	r := runProgram(t.Context(), "sandbox", "--help")
	if r.code != exitDone {
		t.Fatalf("exit code %d", r.code)
	}
	for _, want := range []string{sandbox.FaultHelp(), sandbox.InspectionHelp(), "--fault create:2=drop-after"} {
		if !strings.Contains(r.out, want) {
			t.Errorf("the help lacks %q", want)
		}
	}
}
