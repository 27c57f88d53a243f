// Package atomicfile gives files their names once they are whole and on the disk, so
// that whoever reads them, and whatever happens meanwhile, finds all or nothing.
package atomicfile
