package store

import (
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// A disk is SQLite's own way to the disk with faults in it. It counts every
// operation that changes something, and lets those fail it is told to.
type disk struct {
	name string

	mu    sync.Mutex
	count int // operations so far
	fail  func(n int, op string) fault
	hits  []string // operations that failed
}

// A fault is how an operation fails.
type fault struct {
	code int32 // SQLite's result code; 0 = it does not fail
	half bool  // a write gets to the middle of its bytes; another operation happens all the same
}

const (
	opWrite    = "write"
	opSync     = "sync"
	opTruncate = "truncate"
	opDelete   = "delete"
	opCreate   = "create"
	opShare    = "share memory"
)

func (d *disk) begin(op string) fault {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.count++
	if d.fail == nil {
		return fault{}
	}
	f := d.fail(d.count, op)
	if f.code != 0 {
		d.hits = append(d.hits, op)
	}
	return f
}

// set makes the following operations fail as told and begins to count anew.
func (d *disk) set(fail func(n int, op string) fault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.count, d.hits, d.fail = 0, nil, fail
}

func (d *disk) counted() (operations int, hits []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.count, d.hits
}

var (
	disksMade  atomic.Int32
	disks      sync.Map // *sqlite3_vfs -> *disk
	diskOf     sync.Map // *sqlite3_io_methods -> *disk
	methodsOf  sync.Map // our *sqlite3_io_methods -> those it stands for
	standFor   sync.Map // methodsKey -> our *sqlite3_io_methods
	defaultVFS uintptr
)

type methodsKey struct {
	d       *disk
	methods uintptr
}

// newDisk registers a disk with SQLite. Its name is Options.vfs.
func newDisk(t testing.TB) *disk {
	t.Helper()
	tls := libc.NewTLS()
	defer tls.Close()
	d := &disk{name: fmt.Sprintf("faulty%d", disksMade.Add(1))}
	def := lib.Xsqlite3_vfs_find(tls, 0)
	defaultVFS = def
	vfs := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(lib.Tsqlite3_vfs{})))
	name, err := libc.CString(d.name)
	if err != nil || vfs == 0 {
		t.Fatal("no memory for a disk")
	}
	v := at[lib.Tsqlite3_vfs](vfs)
	*v = *at[lib.Tsqlite3_vfs](def)
	v.FzName, v.FpNext = name, 0
	setFunc(&v.FxOpen, diskOpen)
	setFunc(&v.FxDelete, diskDelete)
	disks.Store(vfs, d)
	if rc := lib.Xsqlite3_vfs_register(tls, vfs, 0); rc != lib.SQLITE_OK {
		t.Fatalf("register a disk: %d", rc)
	}
	t.Cleanup(func() {
		tls := libc.NewTLS()
		defer tls.Close()
		lib.Xsqlite3_vfs_unregister(tls, vfs)
	})
	return d
}

// at is what lies at an address of SQLite's memory.
func at[T any](address uintptr) *T { return *(**T)(unsafe.Pointer(&address)) }

// setFunc puts a Go function where SQLite has the address of one of C.
func setFunc[F any](where *uintptr, f F) { *(*F)(unsafe.Pointer(where)) = f }

// getFunc is the Go function at such an address.
func getFunc[F any](address uintptr) F { return *(*F)(unsafe.Pointer(&address)) }

type (
	openFunc   = func(tls *libc.TLS, vfs, name, file uintptr, flags int32, outFlags uintptr) int32
	deleteFunc = func(tls *libc.TLS, vfs, name uintptr, syncFolder int32) int32
	writeFunc  = func(tls *libc.TLS, file, data uintptr, n int32, offset int64) int32
	truncFunc  = func(tls *libc.TLS, file uintptr, size int64) int32
	shareFunc  = func(tls *libc.TLS, file uintptr, page, size, extend int32, out uintptr) int32
)

func diskOpen(tls *libc.TLS, vfs, name, file uintptr, flags int32, outFlags uintptr) int32 {
	own, _ := disks.Load(vfs)
	d := own.(*disk)
	if _, err := os.Lstat(libc.GoString(name)); err != nil && flags&lib.SQLITE_OPEN_CREATE != 0 {
		if f := d.begin(opCreate); f.code != 0 {
			*at[uintptr](file) = 0 // no methods: SQLite does not close it
			return lib.SQLITE_CANTOPEN
		}
	}
	rc := getFunc[openFunc](at[lib.Tsqlite3_vfs](defaultVFS).FxOpen)(tls, defaultVFS, name, file, flags, outFlags)
	if methods := *at[uintptr](file); rc == lib.SQLITE_OK && methods != 0 {
		*at[uintptr](file) = d.methods(tls, methods)
	}
	return rc
}

// methods returns a table of functions that stand for SQLite's own.
func (d *disk) methods(tls *libc.TLS, own uintptr) uintptr {
	d.mu.Lock()
	defer d.mu.Unlock()
	if made, ok := standFor.Load(methodsKey{d, own}); ok {
		return made.(uintptr)
	}
	table := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(lib.Tsqlite3_io_methods{})))
	m := at[lib.Tsqlite3_io_methods](table)
	*m = *at[lib.Tsqlite3_io_methods](own)
	setFunc(&m.FxWrite, diskWrite)
	setFunc(&m.FxTruncate, diskTruncate)
	setFunc(&m.FxSync, diskSync)
	if m.FxShmMap != 0 {
		setFunc(&m.FxShmMap, diskShare)
	}
	methodsOf.Store(table, own)
	diskOf.Store(table, d)
	standFor.Store(methodsKey{d, own}, table)
	return table
}

func ofFile(file uintptr) (*disk, *lib.Tsqlite3_io_methods) {
	table := *at[uintptr](file)
	d, _ := diskOf.Load(table)
	own, _ := methodsOf.Load(table)
	return d.(*disk), at[lib.Tsqlite3_io_methods](own.(uintptr))
}

func diskDelete(tls *libc.TLS, vfs, name uintptr, syncFolder int32) int32 {
	own, _ := disks.Load(vfs)
	f := own.(*disk).begin(opDelete)
	if f.code != 0 && !f.half {
		return lib.SQLITE_IOERR_DELETE
	}
	rc := getFunc[deleteFunc](at[lib.Tsqlite3_vfs](defaultVFS).FxDelete)(tls, defaultVFS, name, 0)
	if f.code != 0 {
		return lib.SQLITE_IOERR_DIR_FSYNC
	}
	return rc
}

func diskWrite(tls *libc.TLS, file, data uintptr, n int32, offset int64) int32 {
	d, own := ofFile(file)
	f := d.begin(opWrite)
	write := getFunc[writeFunc](own.FxWrite)
	if f.code == 0 {
		return write(tls, file, data, n, offset)
	}
	if f.half && n > 1 {
		write(tls, file, data, n/2, offset)
	}
	return f.code
}

func diskTruncate(tls *libc.TLS, file uintptr, size int64) int32 {
	d, own := ofFile(file)
	f := d.begin(opTruncate)
	if f.code != 0 && !f.half {
		return lib.SQLITE_IOERR_TRUNCATE
	}
	rc := getFunc[truncFunc](own.FxTruncate)(tls, file, size)
	if f.code != 0 {
		return lib.SQLITE_IOERR_TRUNCATE
	}
	return rc
}

// diskSync does not wait for the real disk: what is tried here is not whether
// the machine loses power.
func diskSync(_ *libc.TLS, file uintptr, _ int32) int32 {
	d, _ := ofFile(file)
	if f := d.begin(opSync); f.code != 0 {
		return lib.SQLITE_IOERR_FSYNC
	}
	return lib.SQLITE_OK
}

func diskShare(tls *libc.TLS, file uintptr, page, size, extend int32, out uintptr) int32 {
	d, own := ofFile(file)
	if extend != 0 {
		if f := d.begin(opShare); f.code != 0 {
			return lib.SQLITE_IOERR_SHMSIZE
		}
	}
	return getFunc[shareFunc](own.FxShmMap)(tls, file, page, size, extend, out)
}
