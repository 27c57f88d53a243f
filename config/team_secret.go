package config

import (
	"os"
	"path/filepath"
	"strings"

	"callsheet/model"
	"callsheet/model/team"
)

// TeamPath is where the join code of the team is stored: beside the stored keys, in the login's
// own folder.
func TeamPath() string { return filepath.Join(filepath.Dir(KeysPath()), "team.toml") }

const teamHead = "# The join code of a team's ledger. Whoever has it and the database can find out which numbers were\n# called: this file is for you alone (mode 0600). `callsheet team code` shows it to hand it on.\n"

// joinCode is what a secret is called in messages about its file.
const joinCode = "join code"

// storedSecret is a team's secret in a file.
type storedSecret struct {
	Code     string `toml:"code"`
	Database string `toml:"database"` // for which it was joined, for people
}

// FindSecret returns the secret of the team, and where it is from: of CALLSHEET_TEAM_SECRET, or
// else of the file that `callsheet team join` wrote; none where there is neither. One that cannot
// be read is an error, and nothing takes its place. Errors are sentences for the operator, and
// hold nothing of the secret.
func (t Team) FindSecret() (team.Secret, Source, error) {
	if t.Secret != "" {
		secret, err := team.ParseCode(string(t.Secret))
		if err != nil {
			err = model.UserError(EnvTeamSecret + ": " + err.Error())
		}
		return secret, Source{Kind: FromEnvironment, Name: EnvTeamSecret}, err
	}
	if !hasHome(os.Getenv) {
		return team.Secret{}, Source{}, nil
	}
	kept, there, err := readSecret()
	if err != nil || !there {
		return team.Secret{}, Source{}, err
	}
	secret, err := team.ParseCode(kept.Code)
	if err != nil {
		err = model.UserError(TeamPath() + " is damaged: the join code in it cannot be read. Run `callsheet team join` again with the code of a colleague.")
	}
	return secret, Source{Kind: FromKeyFile, Name: TeamPath()}, err
}

// SaveTeamSecret stores the secret of the team whose database that is, in a file that its owner
// alone can read. Errors are sentences for the operator.
func SaveTeamSecret(secret team.Secret, database string) error {
	if !hasHome(os.Getenv) {
		return ErrNoHome
	}
	if _, _, err := readSecret(); err != nil {
		return err
	}
	return writeOwn(TeamPath(), joinCode, teamHead, storedSecret{secret.Code(), database})
}

// ForgetTeamSecret removes the stored secret, and reports whether there was one. It works on a
// file that others can read, too.
func ForgetTeamSecret() (bool, error) {
	if !hasHome(os.Getenv) {
		return false, ErrNoHome
	}
	data, err := readOwn(TeamPath(), joinCode, true)
	if data == nil || err != nil {
		return false, err
	}
	return true, removeOwn(TeamPath())
}

func readSecret() (kept storedSecret, there bool, err error) {
	data, err := readOwn(TeamPath(), joinCode, false)
	if data == nil || err != nil {
		return storedSecret{}, false, err
	}
	if err := decodeOwn(TeamPath(), joinCode, data, &kept); err != nil {
		return storedSecret{}, false, err
	}
	kept.Code = strings.TrimSpace(kept.Code)
	return kept, true, nil
}
