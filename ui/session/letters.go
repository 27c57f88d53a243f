package session

import (
	"context"

	"callsheet/model"
	"callsheet/model/misread"
	"callsheet/model/table"
)

// Readings are the other encodings that the file of a list may be in, with what
// each makes of cells whose letters are spoilt; none where the list is of a
// workbook. It fails when the file is not what it was.
func (s Session) Readings(ctx context.Context, o model.Origin, cells []misread.SpoiltCell) ([]table.Reading, error) {
	if o.Encoding == "" || len(cells) == 0 || s.Files == nil {
		return nil, nil
	}
	file, err := s.reopened(ctx, o)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return file.Readings(ctx, sameWay(o, o.Encoding), cells)
}

// ReadAgain reads the file of a list in another encoding, and otherwise as it was
// read.
func (s Session) ReadAgain(ctx context.Context, o model.Origin, encoding string, word Word, progress *table.Progress) (Opened, error) {
	file, err := s.reopened(ctx, o)
	if err != nil {
		return Opened{}, err
	}
	defer file.Close()
	return s.Read(ctx, file, sameWay(o, encoding), word, progress)
}

// reopened opens the file of a list, which must hold what it held.
func (s Session) reopened(ctx context.Context, o model.Origin) (File, error) {
	file, err := s.Files.Open(ctx, o.Path)
	if err != nil {
		return nil, err
	}
	digest, err := file.Digest(ctx)
	if err == nil && o.Digest != "" && digest != o.Digest {
		err = model.UserError("The file is not what it was when it was read. Go back and read it again.")
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}
