/** Keys of file operations: what translators ask for and tell in xdata, and extended attributes. Columns as in keys.ts. */
export const FILE_KEYS = `
# identity
gfid-req | uuid | client | 3.1 | gfid that the new entry is to get, so that it is the same on every brick; in LOOKUP the one to give to an entry that has none.
trusted.gfid | uuid | brick | 3.1 | gfid of the file, as stored beside it.
glusterfs.gfid.string | text | brick | 3.5 | gfid of the file as text.
glusterfs.gfid | uuid | brick | 3.5 | gfid of the file.
gfid | text | any | 3.1 | A gfid as text.
trusted.gfid2path.* | text | brick | - | Where a name of the file is: gfid of the directory, slash, name. One attribute for each hard link.
glusterfs.gfid2path | text | client | 3.3 | Asks for all paths of a file by its gfid; answered with them.
glusterfs.gfidtopath | text | client | 3.12 | Asks for the path of a file by its gfid.
trusted.pgfid.* | number_word | brick | - | How many names of the file lie in the directory with that gfid.
glusterfs.ancestry.path | text | quota | 3.5 | Asks for the path from the root; answered with it.
glusterfs.ancestry.dentry | text | quota | 3.5 | Asks for the chain of directories up to the root.
get-gfid-type | flag | client | 3.7.20 | Asks for the type of the file along with its gfid.
gfidless-lookup | flag | replicate | 3.3 | The brick is to answer although the file has no gfid yet.
glusterfs.get_real_filename:* | text | Samba | 10.0 | Asks for the name as it is spelled, for a name in other case.
trusted.glusterfs.pathinfo | text | brick | 3.1 | Where the file lies: translators, host and path of each copy.
glusterfs.pathinfo | text | client | 3.6 | Asks where the file lies.
trusted.glusterfs.node-uuid | text | brick | 3.3 | UUID of the node that serves the file: rebalance and geo-replication share out work by it.
trusted.glusterfs.list-node-uuids | text | brick | 3.12 | UUIDs of all nodes that serve the file.
trusted.glusterfs.volume-id | uuid | glusterd | 3.3 | UUID of the volume that the brick belongs to. A brick directory without it is not started.
trusted.glusterfs.test | text | brick | 3.1 | Set on start to see whether extended attributes work.
# replicate
trusted.afr.dirty | afr_pending | replicate | 3.7.20 | Changes under way whose outcome is not known: counts for data, metadata, entries. All zero: none. In LOOKUP a number: how many bytes to return.
trusted.afr.* | afr_pending | replicate | 3.1 | Changes that the named copy has missed: counts for data, metadata, entries. Not zero: it needs healing. In LOOKUP a number: how many bytes to return.
glusterfs.xattrop_index_gfid | uuid | self-heal | 3.3 | gfid of the directory that lists files which may need healing.
glusterfs.xattrop_dirty_gfid | uuid | self-heal | 3.7.20 | gfid of the directory that lists files with changes under way.
glusterfs.xattrop_entry_changes_gfid | uuid | self-heal | 3.8 | gfid of the directory that lists directories of which names are known that need healing.
glusterfs.xattrop_index_count | number | brick | 3.6 | Files that may need healing.
glusterfs.xattrop_dirty_count | number | brick | 3.7.20 | Files with changes under way.
glusterfs.xattrop-entry-create | text | replicate | 3.8 | Name that is to be listed as needing healing.
glusterfs.xattrop-entry-delete | text | replicate | 3.8 | Name that is healed and leaves the list.
glusterfs.xattrop-purge-index | flag | replicate | 3.8 | The file is healed and leaves the list.
glusterfs.index-ia-type-get-req | flag | self-heal | 3.9 | Asks for the type of the file in the index.
glusterfs.index-ia-type-get-rsp | number | brick | 3.9 | Type of the file in the index.
glusterfs.heal-info | text | glfsheal | 3.7 | Asks whether a file needs healing; answered in words.
glusterfs.heal-sbrain | text | CLI | 3.7 | Asks to settle a split-brain.
trusted.add-brick | text | glusterd | 3.7.20 | A new copy: everything on it is to be healed.
trusted.replace-brick | text | glusterd | 3.7.20 | A brick took the place of another: everything on it is to be healed.
link-count | text | replicate | 3.7.20 | Asks for the count of the index named in it, along with the answer; answered with the number.
get-link-count | flag | client | 3.7.20 | Asks how many names the file has.
gf_response_link_count | number | brick | 3.7.20 | How many names the file has.
list-xattr | flag | replicate | 3.6 | Asks for all extended attributes.
trusted.ta.source | bytes | thin arbiter | 4.1 | Which copy is good.
# disperse
trusted.ec.version | ec_counters | disperse | 3.6 | How often the fragment changed: data, metadata. Fragments whose versions differ are not of one time.
trusted.ec.dirty | ec_counters | disperse | 3.7 | Changes under way: data, metadata. Not zero: it may need healing.
trusted.ec.size | ec_size | disperse | 3.6 | Size of the whole file; a brick holds a fragment of it.
trusted.ec.config | ec_config | disperse | 3.6 | How the file is coded: bricks, redundancy, size of a chunk.
trusted.ec.heal | text | disperse | - | Asks to heal the file.
get-size | flag | disperse | 3.12 | Asks for the size and version that the brick knows.
# distribute
trusted.glusterfs.dht | dht_layout | distribute | 3.1 | Range of hashes of names that this brick has of the directory. In LOOKUP a number: how many bytes to return.
trusted.glusterfs.dht.linkto | text | distribute | 3.1 | This file is a pointer: its data lies on the named subvolume. In LOOKUP a number: how many bytes to return.
trusted.glusterfs.dht.mds | dht_mds | distribute | 4.1 | Marks the brick that has the say on the directory’s attributes; negative while others differ.
trusted.glusterfs.dht.commithash | text | distribute | 3.7 | Number of the layout that lookups may trust.
trusted.distribute.linkinfo | text | distribute | 3.1 | Where the data of the file lies.
trusted.distribute.migrate-data | text | rebalance | 3.7 | Asks to move the file.
dht-get-iatt-in-xattr | iatt_memory | distribute | 3.7.20 | Asks for attributes of the file along with the answer. The old dictionary carries them as they stand in memory.
glusterfs.preop.parent.key | text | distribute | 3.7.20 | Attribute of the parent directory that must not have changed; the brick refuses otherwise.
glusterfs.preop.check.failed | flag | brick | 3.7.20 | That attribute has changed: look the directory up again.
readdir-filter-directories | flag | distribute | 3.4 | Directories need not be listed: another brick lists them.
glusterfs-internal-fop | flag | translators | 3.3 | Not on behalf of a user: other translators let it pass.
glusterfs.internal-ctx | bytes | rebalance | 4.1 | Flags of an operation that is not a user’s.
glusterfs.clean.writexattr | flag | rebalance | 4.0 | The file may be written from outside again.
glusterfs.avoid.overwrite | flag | rebalance | 4.0 | Write only where nobody has written meanwhile.
trusted.glusterfs.protect.writes | bytes | rebalance | 4.0 | Who writes while the file moves.
changelog.rename-op | changelog_rename | distribute | 3.7 | The whole RENAME, for the change log of the brick that sees only half of it.
last-fsync | flag | rebalance | 9.0 | No write follows this FSYNC.
batch-fsync | flag | replicate | 3.5 | May wait a little and share the disk’s work with others.
check-zero-filled | flag | self-heal | 3.7.20 | Asks RCHECKSUM whether the block is all zero.
buf-has-zeroes | flag | brick | 3.7.20 | Whether the block is all zero.
fips-mode-rchecksum | flag | self-heal | 4.0 | Asks RCHECKSUM for SHA-256 instead of MD5.
force-replace | flag | rebalance | 10.0 | Replace the linkto file.
trusted.glusterfs.pump* | text | replace-brick | 3.2.7 | Progress of moving a brick, in 3.1 to 3.4.
glusterfs.find-local-subvol | text | rebalance | 3.7 | Asks which subvolumes lie on this node.
# times
trusted.glusterfs.mdata | mdata_xattr | ctime | 4.1 | Times by the client’s clock, so that all copies agree. In LOOKUP a number: how many bytes to return.
set-ctime-mdata | bytes | ctime | 7.0 | Times that are to be stored, for a file that has none of its own.
virt-gf-prestat | bytes | brick | 5.0 | Attributes of the file before the operation.
virt-gf-poststat | bytes | brick | 5.0 | Attributes of the file after the operation.
# locks and open files
glusterfs.open-fd-count | number | replicate | 3.1 | Asks how often the file is open on the brick; answered with the number.
glusterfs.open-active-fd-count | number | brick | 4.1 | How often the file is open for writing: replicate and disperse wait with others’ locks by it.
glusterfs.inodelk-count | number | client | 3.1 | Asks how many inode locks there are; answered with the number.
glusterfs.inodelk-dom-count | text | client | 3.5 | The lock domain whose inode locks the brick counts and sends back in its reply.
glusterfs.inodelk-dom-prefix* | number | self-heal | 10.0 | Asks how many inode locks there are in the named domain; answered with the number.
glusterfs.multi-dom-lk-cnt-req | flag | self-heal | 8.0 | Asks for lock counts of several domains.
glusterfs.entrylk-count | number | client | 3.1 | Asks how many entry locks there are; answered with the number.
glusterfs.posixlk-count | number | client | 3.1 | Asks how many byte-range locks there are; answered with the number.
glusterfs.parent-entrylk | number | client | 3.3 | Asks whether the name is locked in its directory; answered with the number.
glusterfs.lk.lkmode | number(lk_flags) | client | 4.0 | 1: the lock is mandatory.
trusted.glusterfs.lockinfo | gf_dict_body | brick | 3.4 | A dictionary: for each brick the address of the open file that holds the locks. For lock migration.
trusted.glusterfs.enforce-mandatory-lock | flag | client | 6.0 | From now on the lock binds readers and writers.
glusterfs.clrlk.* | text | CLI | 3.3 | Asks to clear locks of the kind named in the key; answered in words.
lease-id | bytes | client | 3.8 | Lease that the client holds while it does this.
glusterfs.write-is-append | number | brick | 3.5 | Whether the write went to the end of the file: then replicate may write on without waiting.
glusterfs.write-update-atomic | number | brick | 3.7.20 | The write and its counters were stored at once.
# quota and marker
trusted.glusterfs.quota.limit-set | quota_limit | CLI | 3.5 | Limit on the size of the directory: hard limit in bytes, soft one in per cent of it.
trusted.glusterfs.quota.limit-set.# | quota_limit | CLI | 3.7 | Limit on the size of the directory: hard limit in bytes, soft one in per cent of it.
trusted.glusterfs.quota.limit-objects | quota_limit | CLI | 3.7 | Limit on the number of files and directories.
trusted.glusterfs.quota.limit-objects.# | quota_limit | CLI | 10.0 | Limit on the number of files and directories.
trusted.glusterfs.quota.size | quota_usage | marker | 3.2 | What the directory holds: bytes, and in later releases files and directories.
trusted.glusterfs.quota.size.# | quota_usage | marker | 3.7 | What the directory holds: bytes, files, directories. The number counts how often quota was switched on.
trusted.glusterfs.quota.dirty | text | marker | 3.2 | 1: the sums are being changed, and are wrong if it stays.
trusted.glusterfs.quota.dirty.# | text | marker | - | 1: the sums are being changed, and are wrong if it stays.
trusted.glusterfs.quota.*.contri | quota_usage | marker | 3.2.7 | What the entry adds to the directory with that gfid.
trusted.glusterfs.quota.*.contri.# | quota_usage | marker | 3.7 | What the entry adds to the directory with that gfid: bytes, files, directories.
trusted.glusterfs.quota.read-only | flag | quota | 3.7.20 | Whether quota lets the directory be changed.
trusted.glusterfs.quota.* | text | quota | 3.2.7 | Kept by quota.
glusters.marker.dont-account | flag | rebalance | 3.5 | Quota is not to count this: the file only moves.
ignore-deem-statfs | flag | distribute | 3.6 | STATFS is to tell of the brick, not of the quota limit.
quota-deem-statfs | flag | quota | 3.5 | The numbers are those of the quota limit.
trusted.glusterfs.*.xtime | xtime_xattr | marker | 3.1.7 | When anything below last changed; geo-replication walks by it.
trusted.glusterfs.*.stime | xtime_xattr | geo-replication | - | Up to when everything below has been copied.
# contents
glusterfs.content | bytes | client | 3.1 | Asks LOOKUP for the contents, if the file is not larger than the number; answered with them.
trusted.glusterfs.shard.block-size | ec_size | shard | 3.7 | Size of the pieces that the file is cut into.
trusted.glusterfs.shard.file-size | shard_size | shard | 3.7 | Size of the whole file, and its blocks.
trusted.bit-rot.version | bytes | bit-rot | 3.7 | Counts how often the file was opened to write.
trusted.bit-rot.signature | bytes | bit-rot | 3.7 | Checksum of the file.
trusted.bit-rot.bad-file | bytes | bit-rot | 3.7 | The file does not match its checksum: reads are refused.
trusted.glusterfs.bit-rot.* | bytes | bit-rot | - | Between the signer and the brick.
# other attributes
system.posix_acl_access | posix_acl | client | 3.2.7 | Access list of the file. In LOOKUP a number or nothing: asks for it.
system.posix_acl_default | posix_acl | client | 3.2.7 | Access list that new entries of the directory get. In LOOKUP a number or nothing: asks for it.
glusterfs.posix.acl | text | client | 3.7 | Access list as text.
glusterfs.posix.default_acl | text | client | 3.7 | Default access list as text.
security.capability | file_capability | kernel | 3.3 | Capabilities of a program. In LOOKUP a number: asks for it.
security.selinux | text | kernel | 3.2.7 | SELinux label. In LOOKUP a number: asks for it.
trusted.glusterfs.selinux | text | selinux | 3.12 | SELinux label, under the name that bricks store it by.
security.ima | bytes | kernel | 3.10 | Integrity measurement of a program. In LOOKUP a number: asks for it.
user.swift.metadata | bytes | client | 3.7.20 | What the object store keeps about a file. In LOOKUP a number: asks for it.
user.* | bytes | application | 3.1 | Attribute that an application set.
trusted.* | bytes | translators | 3.1 | Attribute that only root sees.
security.* | bytes | kernel | 3.1 | Attribute of a security module.
glusterfs.mdc.loaded.key.names | name_list | md-cache | 3.7.20 | Extended attributes that the client caches: the brick sends notice when they change.
trusted.io-stats-dump | text | client | 3.9 | Asks for counters to be written to the named file.
umask | number | client | 3.3 | Permissions that the caller’s umask takes away.
mode | number | client | 3.1 | Mode of the entry.
sh-failed | flag | replicate | 3.3 | Healing of the file failed.
is-special-key | flag | replicate | 3.10 | The attributes are GlusterFS’s own.
`;
