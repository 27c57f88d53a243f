package importer

import "io"

// What is read can be copied as it is while it is looked at, but for what is put in
// its place. A piece is handed out once it was read, so that no part is held whole.

// handOut gives the copy what was read, but for so many bytes at the end.
func (m *markup) handOut(but int) error {
	if m.copied == nil || m.pos-but <= m.from {
		return nil
	}
	_, err := m.copied.Write(m.buf[m.from : m.pos-but])
	m.from = m.pos - but
	return err
}

// lastTag is the last tag as it was written; none of an end that a start tag implied.
func (m *markup) lastTag() []byte { return m.buf[m.pos-m.tagged : m.pos] }

// replaceTag puts something in the place of the last tag.
func (m *markup) replaceTag(with string) error {
	if err := m.handOut(m.tagged); err != nil {
		return err
	}
	m.from = m.pos
	_, err := io.WriteString(m.copied, with)
	return err
}

// insert puts something before the last tag.
func (m *markup) insert(text []byte) error {
	if err := m.handOut(m.tagged); err != nil {
		return err
	}
	_, err := m.copied.Write(text)
	return err
}

// leaveOut reads to the end of the element whose start tag came last, and copies
// nothing of it.
func (m *markup) leaveOut() error {
	if err := m.handOut(m.tagged); err != nil {
		return err
	}
	to := m.copied
	m.copied = nil
	err := m.skip()
	m.copied, m.from = to, m.pos
	return err
}
