package importer

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"
)

func TestAFileIsKnownByItsContent(t *testing.T) {
	small := []byte("Name,Phone\nAnn,+447400123101\n")
	large := append([]byte("Name,Phone\n"), bytes.Repeat([]byte("Ann,+447400123101\n"), 200_000)...)
	exact := large[:2*digestStep]
	for name, content := range map[string][]byte{"small.csv": small, "large.csv": large, "exact.csv": exact} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(context.Background(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		sum := sha256.Sum256(content)
		if got, err := s.Digest(context.Background()); err != nil || got != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		stopped, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := s.Digest(stopped); err == nil {
			t.Errorf("%s was read although nobody waits for it", name)
		}
	}
}
