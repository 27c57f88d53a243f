package store

import "golang.org/x/sys/unix"

// reach tells how far a folder reaches: whether it may be shared between hosts,
// where the shared memory of a write-ahead log is not, and whether it is surely
// this host's alone, so that a lock nobody here has nobody has. Of many file
// systems neither is known.
func reach(dir string) (network, local bool) {
	var fs unix.Statfs_t
	if unix.Statfs(dir, &fs) != nil {
		return false, false
	}
	switch uint32(fs.Type) {
	case unix.NFS_SUPER_MAGIC, unix.SMB_SUPER_MAGIC, unix.CIFS_SUPER_MAGIC, unix.SMB2_SUPER_MAGIC, unix.AFS_SUPER_MAGIC,
		unix.AFS_FS_MAGIC, unix.CODA_SUPER_MAGIC, unix.CEPH_SUPER_MAGIC, unix.V9FS_MAGIC, unix.FUSE_SUPER_MAGIC,
		unix.OCFS2_SUPER_MAGIC,
		0x0bd00bd0, // Lustre
		0x47504653, // GPFS
		0x01161970, // GFS2
		0x19830326, // BeeGFS
		0x786f4256, // VirtualBox's shared folders
		0xbacbacbc: // VMware's
		return true, false
	case unix.EXT4_SUPER_MAGIC, unix.XFS_SUPER_MAGIC, unix.BTRFS_SUPER_MAGIC, unix.F2FS_SUPER_MAGIC, unix.TMPFS_MAGIC,
		unix.ECRYPTFS_SUPER_MAGIC,
		0x2fc12fc1: // ZFS
		return false, true
	}
	return false, false
}
