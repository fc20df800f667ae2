/** Keys of volumes, peers and bricks, mostly flat: `volume1.brick2.hostname`. Columns as in keys.ts. */
export const VOLUME_KEYS = `
# making volumes
transport | text | CLI | 3.1 | Transport of the volume: tcp, rdma or both.
replica-count | number | CLI | 3.1 | Copies of each file.
arbiter-count | number | CLI | 3.7 | How many of the copies hold names and attributes only.
thin-arbiter-count | number | CLI | 7.0 | Copies on a distant arbiter that knows only which brick is good.
disperse-count | number | CLI | 3.6 | Bricks that a file is spread over.
redundancy-count | number | CLI | 3.6 | How many of them may be lost.
stripe-count | number | CLI | 3.1 | Bricks that the pieces of a file are spread over.
internal-username | text secret | glusterd | 3.3 | User name by which clients are let into the bricks.
internal-password | text secret | glusterd | 3.3 | Password that goes with it.
volume#_username | text secret | glusterd | 3.6 | User name by which clients are let into the bricks of the snapshot.
volume#_password | text secret | glusterd | 3.6 | Password that goes with it.
vol#_volid | uuid | glusterd | 3.6 | UUID of the snapshot’s volume.
brick#.mount_dir | text | glusterd | 3.6 | Directory of the brick below its mount point.
# volumes as daemons and the CLI tell of them
volume#.name | text | glusterd | 3.1 | Name of the volume.
volume#.type | number(cluster_type) | glusterd | 3.1 | Kind of volume.
volume#.status | number(volume_status) | glusterd | 3.1 | State of the volume.
volume#.brick_count | number | glusterd | 3.1 | Number of its bricks.
volume#.hot_brick_count | number | glusterd | 3.7 | Number of bricks of its hot tier.
volume#.version | number | glusterd | 3.1 | Counts changes of the volume: the higher one wins when peers differ.
volume#.ckusm | number | glusterd | 3.1 | Checksum of the volume’s definition. It is spelled so on the wire.
volume#.quota-cksum | number | glusterd | 3.5 | Checksum of the quota limits.
volume#.quota-version | number | glusterd | 3.5 | Counts changes of the quota limits.
volume#.quota-xattr-version | number | glusterd | 7.0 | How often quota was switched on: part of the keys of its attributes.
volume#.volume_id | text | glusterd | 3.1 | UUID of the volume.
volume#.username | text secret | glusterd | 3.3 | User name by which clients are let into the bricks.
volume#.password | text secret | glusterd | 3.3 | Password that goes with it.
volume#.transport | number | glusterd | 3.1 | 0 TCP, 1 RDMA, 2 both.
volume#.transport_type | number | glusterd | 3.2 | 0 TCP, 1 RDMA, 2 both.
volume#.sub_count | number | glusterd | 3.1 | Bricks in a group of copies or stripes.
volume#.subvol_count | number | glusterd | 7.0 | Number of groups of bricks.
volume#.stripe_count | number | glusterd | 3.3 | Bricks that the pieces of a file are spread over.
volume#.replica_count | number | glusterd | 3.3 | Copies of each file.
volume#.arbiter_count | number | glusterd | 3.7.20 | How many of the copies hold names and attributes only.
volume#.thin_arbiter_count | number | glusterd | 7.0 | Copies on a distant arbiter.
volume#.disperse_count | number | glusterd | 3.6 | Bricks that a file is spread over.
volume#.redundancy_count | number | glusterd | 3.6 | How many of them may be lost.
volume#.dist_count | number | glusterd | 3.3 | Bricks in each group.
volume#.opt_count | number | glusterd | 3.1 | Options that are not at their default.
volume#.opt-count | number | glusterd | 3.1 | Options that are not at their default.
volume#.option.* | text | glusterd | 3.2.7 | Option of the volume that is not at its default.
volume#.key# | text | glusterd | 3.1 | Name of an option of the volume.
volume#.value# | text | glusterd | 3.1 | Value of that option.
volume#.gsync-count | number | glusterd | 3.2 | Geo-replication sessions of the volume.
volume#.rebalance | number | glusterd | 3.3 | Whether a rebalance was started.
volume#.rebalance-op | number(glusterd_op) | glusterd | 3.4 | Operation that the rebalance belongs to.
volume#.rebalance-id | text | glusterd | 3.4 | UUID of the rebalance.
volume#.op-version | number | glusterd | 3.5 | Operating version that the volume needs.
volume#.client-op-version | number | glusterd | 3.5 | Operating version that its clients need.
volume#.snap_count | number | glusterd | 3.9 | Snapshots of the volume.
volume#.snap-max-hard-limit | number | glusterd | 3.6 | Snapshots that the volume may have.
volume#.is_snap_volume | flag | glusterd | 3.6 | Whether the volume is a snapshot.
volume#.parent_volname | text | glusterd | 3.6 | Volume that it is a snapshot of.
volume#.restored_from_snap | text | glusterd | 3.6 | Snapshot that it was restored from.
volume#.stage_deleted | flag | glusterd | 5.0 | Whether it is being deleted.
volume#.brick# | text | glusterd | 3.1 | Brick of the volume, \`host:path\`.
volume#.brick#.uuid | text | glusterd | 3.5 | UUID of the node that has the brick.
volume#.brick#.isArbiter | flag | glusterd | 3.7.20 | The brick holds names and attributes only.
volume#.brick#.hostname | text | glusterd | 3.1 | Host of the brick.
volume#.brick#.path | text | glusterd | 3.1 | Path of the brick.
volume#.brick#.brick_id | text | glusterd | 7.0 | Name of the brick’s client translator, which its counters go by.
volume#.brick#.decommissioned | flag | glusterd | 3.5 | Whether the brick is being removed.
volume#.brick#.snap_status | number | glusterd | 3.6 | State of the brick’s snapshot.
volume#.brick#.fs_type | text | glusterd | 3.6 | File system of the brick.
volume#.brick#.mnt_opts | text | glusterd | 3.6 | How it is mounted.
volume#.brick#.device_path | text | glusterd | 3.6 | Device of the brick.
volume#.brick#.mount_dir | text | glusterd | 3.6 | Directory of the brick below its mount point.
volume# | text | glusterd | 3.3 | Name of the volume with this number.
vol# | text | glusterd | 3.3 | Name of the volume with this number.
vol_count | number | glusterd | 3.3 | Number of volumes.
# peers
friend#.uuid | text | glusterd | 3.1 | UUID of the peer.
friend#.hostname | text | glusterd | 3.1 | Name or address of the peer.
friend#.hostname# | text | glusterd | 3.7 | Another name or address of the peer.
friend#.hostname_count | number | glusterd | 3.6 | How many names the peer has.
friend#.address-count | number | glusterd | 3.6 | How many names the peer has.
friend#.connected | flag | glusterd | 3.1 | Whether the peer is connected.
friend#.port | number | glusterd | 3.1 | Port of the peer.
friend#.state | text | glusterd | 3.1 | What the daemon thinks of the peer, in words.
friend#.stateId | number | glusterd | 3.3 | The same as a number; 3 is a full member.
hostname_in_cluster | text | glusterd | 3.7.20 | Name by which the cluster knows the host.
peerinfo | text | glusterd | 3.1.7 | The peer that the request came from.
global-opt-count | number | glusterd | 3.4 | Options of the cluster.
global.key# | text | glusterd | 3.4 | Name of an option of the cluster.
global.val# | text | glusterd | 3.4 | Value of that option.
missed_snap_count | number | glusterd | 3.6 | Snapshot operations that a peer has missed.
snap_count | number | glusterd | 3.6 | Number of snapshots.
# volume status
brick#.hostname | text | glusterd | 3.3 | Host of the brick, or name of the daemon.
brick#.path | text | glusterd | 3.3 | Path of the brick, or UUID of the daemon’s node.
brick#.peerid | text | glusterd | 3.4 | UUID of the node.
brick#.port | number | glusterd | 3.3 | Port that the brick listens on.
brick#.rdma_port | number | glusterd | 3.7 | Port that it listens on for RDMA; 0: none.
brick#.status | flag | glusterd | 3.3 | Whether the process runs.
brick#.pid | number | glusterd | 3.3 | Process that serves it.
brick#.fs_name | text | brick | 3.3 | File system of the brick.
brick#.device | text | brick | 3.3 | Device of the brick.
brick#.mnt_options | text | brick | 3.3 | How it is mounted.
brick#.block_size | number | brick | 3.3 | Block size of its file system.
brick#.total | number | brick | 3.3 | Size of its file system in bytes.
brick#.free | number | brick | 3.3 | Bytes that are free.
brick#.total_inodes | number | brick | 3.3 | Inodes that there are.
brick#.free_inodes | number | brick | 3.3 | Inodes that are free.
brick#.inode_size | number | brick | 3.3 | Bytes of an inode.
brick#.clientcount | number | brick | 3.3 | Number of clients.
brick#.conncount | number | brick | 3.3 | Number of connections.
brick#.client#.hostname | text | brick | 3.3 | Address of a client.
brick#.client#.bytesread | number | brick | 3.3 | Bytes that it read.
brick#.client#.byteswrite | number | brick | 3.3 | Bytes that it wrote.
brick#.client#.opversion | number | brick | 3.10 | Highest operating version that it can take.
brick#.client#.name | text | brick | 4.1 | What kind of process it is.
client#.* | text | brick | 3.3 | About a client: address, bytes read and written, version, name.
clientcount | number | brick | 3.3 | Number of clients.
conncount | number | brick | 3.3 | Number of connections.
brick#.mallinfo.* | number | brick | 3.3 | What the memory allocator tells of itself (mallinfo).
mallinfo.* | number | brick | 3.3 | What the memory allocator tells of itself (mallinfo).
brick#.pool#.* | text | brick | 3.3 | About a pool of equal pieces of memory.
pool#.* | text | brick | 3.3 | About a pool of equal pieces of memory.
brick#.mempool-count | number | brick | 3.3 | Number of memory pools.
mempool-count | number | brick | 3.3 | Number of memory pools.
brick#.conn#.fdtable.* | number | brick | 3.3 | About a connection’s table of open files.
conn#.fdtable.* | number | brick | 3.3 | About a connection’s table of open files.
brick#.conn#.itable.* | text | brick | 3.3 | About a connection’s table of inodes: how many, and each with gfid, lookups and references.
conn#.itable.* | text | brick | 3.3 | About a connection’s table of inodes: how many, and each with gfid, lookups and references.
brick#.callpool.* | text | brick | 3.3 | About a call that is under way: operation, translator, who asked.
callpool.* | text | brick | 3.3 | About a call that is under way: operation, translator, who asked.
brick-index-max | number | glusterd | 3.3 | Highest number of a brick.
other-count | number | glusterd | 3.3 | Daemons that are listed behind the bricks.
hot_brick_count | number | glusterd | 3.7 | Bricks of the hot tier; -1: there is none.
tasks | number | glusterd | 3.4 | Tasks of the volume, such as a rebalance.
task#.* | text | glusterd | - | About a task of the volume.
glustershd-count | number | brick | 4.0 | Clients that are self-heal daemons.
client-count | number | brick | 3.4 | Number of clients of a kind.
`;
