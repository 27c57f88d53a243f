package api_test

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"callsheet/api"
)

// The command that is shown makes the request that the client makes: it is run, if there is
// a curl, and else taken apart.
func TestTheCommandMakesTheRequestOfTheClient(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusAccepted)
		_, _ = w.Write([]byte(`{"success":true,"batchId":"b1","status":"ingesting"}`))
	})
	c := client(t, s.URL)
	request := api.BatchRequest{AgentID: "a1", UserID: "u1", Contacts: []api.Contact{{Phone: "+447400123456"}}}
	if _, err := c.CreateBatch(t.Context(), request); err != nil {
		t.Fatal(err)
	}
	sent := s.arrived()[0]
	command := strings.Join(c.CreateCommand("THE_KEY", "request.json"), "\n")
	for _, part := range []string{"-X " + sent.method + " ", s.URL + sent.path, `"Authorization: Bearer $THE_KEY"`, `"Accept: ` + sent.header.Get("Accept") + `"`, `"Content-Type: ` + sent.header.Get("Content-Type") + `"`} {
		if !strings.Contains(command, part) {
			t.Errorf("the command has no %s:\n%s", part, command)
		}
	}
	if sent.header.Get("Authorization") != "Bearer "+testKey || strings.Contains(command, testKey) {
		t.Errorf("the key is %q, and the command\n%s", sent.header.Get("Authorization"), command)
	}
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("there is no curl to run it with")
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "request.json"), []byte(sent.body), 0o600); err != nil {
		t.Fatal(err)
	}
	run := exec.CommandContext(t.Context(), "sh", "-c", command+" -sS")
	run.Dir, run.Env = folder, append(os.Environ(), "THE_KEY="+testKey)
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	byHand := s.arrived()[1]
	for _, name := range []string{"Authorization", "Accept", "Content-Type"} {
		if byHand.header.Get(name) != sent.header.Get(name) {
			t.Errorf("%s is %q by hand, and %q", name, byHand.header.Get(name), sent.header.Get(name))
		}
	}
	if byHand.method != sent.method || byHand.path != sent.path || byHand.query != sent.query || byHand.body != sent.body {
		t.Errorf("by hand %s %s?%s\n%s\nand %s %s?%s\n%s", byHand.method, byHand.path, byHand.query, byHand.body, sent.method, sent.path, sent.query, sent.body)
	}
}
