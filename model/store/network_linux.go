package store

import "golang.org/x/sys/unix"

// onNetwork reports whether a folder may be shared between hosts, where the
// shared memory of a write-ahead log is not.
func onNetwork(dir string) bool {
	var fs unix.Statfs_t
	if unix.Statfs(dir, &fs) != nil {
		return false
	}
	switch uint32(fs.Type) {
	case unix.NFS_SUPER_MAGIC, unix.SMB_SUPER_MAGIC, unix.CIFS_SUPER_MAGIC, unix.SMB2_SUPER_MAGIC, unix.AFS_SUPER_MAGIC,
		unix.AFS_FS_MAGIC, unix.CODA_SUPER_MAGIC, unix.CEPH_SUPER_MAGIC, unix.V9FS_MAGIC, unix.FUSE_SUPER_MAGIC,
		unix.OCFS2_SUPER_MAGIC,
		0x0bd00bd0, // Lustre
		0x47504653, // GPFS
		0x01161970, // GFS2
		0x19830326: // BeeGFS
		return true
	}
	return false
}
