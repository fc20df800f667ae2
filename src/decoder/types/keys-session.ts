/** Keys of handshakes: SETVOLUME, GETSPEC, the management handshake. Columns as in keys.ts. */
export const SESSION_KEYS = `
# what a client says of itself in SETVOLUME
fops-version | number | client | 3.1 | Program number of the file operations that the client will call: 1298437.
mgmt-version | number | client | 3.1 | Program number of the management operations that the client knows.
client-version | text | client | 3.2.7 | Version of GlusterFS on the client.
volfile-key | text | client | 3.1 | Which volume file the client runs by, as it asked for it with GETSPEC.
volfile-checksum | number | client | 3.1 | Checksum of that volume file; 0 in practice.
process-uuid | text | client | 3.1 | Name of this connection, unlike any other: host, process, time, volume, number of the client translator. The brick keeps locks and open files under it.
process-name | text | client | 4.0 | What kind of process the client is: fuse, gfapi, glustershd, rebalance …
remote-subvolume | text | client | 3.1 | Brick that the client wants: its path.
remote-host | text | client | 3.1 | Host that the client was told to connect to.
remote-port | number | client | 3.1 | Port that the client was told to connect to.
transport-type | text | client | 3.1 | Transport of the client: socket, rdma.
transport.address-family | text | client | 3.1 | Address family that the transport was told to use.
transport.tcp-user-timeout | number | client | 3.7 | Seconds that sent data may stay unacknowledged; 0 leaves it to the kernel.
transport.socket.keepalive-time | number | client | 3.1 | Seconds of silence before the first keep-alive probe.
transport.socket.keepalive-interval | number | client | 3.1 | Seconds between keep-alive probes.
transport.socket.keepalive-count | number | client | 3.12 | Probes without answer before the connection counts as dead.
transport.socket.ssl-enabled | flag | client | 3.4 | Whether file traffic is encrypted.
transport.socket.* | text | client | 3.12 | Option of the socket transport.
username | text secret | client | 3.1 | User name by which the brick lets the client in. glusterd makes it up for each volume.
password | text secret | client | 3.1 | Password that goes with it.
clnt-lk-version | number | client and brick | 3.3 | Counter by which lock recovery would tell a reconnect; agreed on in SETVOLUME.
opversion | number | client | 3.10 | Highest operating version that the client can take: 100000 is 10.0.
ping-timeout | number | client | 3.1 | Seconds without answer after which the client gives a brick up.
send-gids | flag | client | 3.6 | Whether the client sends the groups of the user; the brick looks them up by itself otherwise.
strict-locks | flag | client | 8.0 | Whether the client refuses file operations after it lost its locks.
volume-id | text | brick | 3.1 | UUID of the volume.
namespace | text | client | 3.1 | Part of the volume that the client wants.
auth-path | text | client | 3.8 | Subdirectory that is to be mounted as if it were the whole volume.
subdir-mount | text | client | 3.12 | Subdirectory that is to be mounted as if it were the whole volume.
# what the brick answers
ERROR | text | brick | 3.1 | What came of SETVOLUME, in words.
transport-ptr | number | brick | 3.1 | Address of the connection in the brick’s memory; to tell a connection to oneself.
child_up | flag | brick | 3.8 | Whether the storage below the server translator is up.
# GETSPEC
min-op-version | number | client | 3.4 | Lowest operating version that the client can take.
max-op-version | number | client | 3.4 | Highest operating version that the client can take. A volume that needs more is refused.
brick_name | text | brick | 3.6 | Path of the brick that asks for its volume file.
servers-list | text | glusterd | 4.1 | Hosts that volume files can be had from, in case this one goes away.
cluster.brick-vol-servers | text | glusterd | 8.0 | Hosts that volume files can be had from, in case this one goes away.
cksum | number | glusterd | 3.1 | Checksum of the volume file.
# management handshake
operating-version | number | glusterd | 3.4 | Operating version of the cluster: the features that all daemons keep to.
minimum-operating-version | number | glusterd | 3.4 | Lowest operating version that the daemon can take.
maximum-operating-version | number | glusterd | 3.4 | Highest operating version that the daemon can take.
peer-id | text | glusterd | 3.7 | UUID of the daemon that asks.
`;
