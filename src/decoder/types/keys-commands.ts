/** Keys of commands: what the CLI and glusterd send each other for a transaction and its answers. Columns as in keys.ts. */
export const COMMAND_KEYS = `
# every transaction
volname | text | CLI | 3.1 | Name of the volume that the command is about.
vol-id | text | glusterd | 3.3 | UUID of that volume.
cmd-str | text | CLI | 3.4 | The command as it was typed, for the log.
originator_uuid | uuid | glusterd | 3.6 | Daemon that leads the transaction.
transaction_id | uuid | glusterd | 3.6 | Names the transaction on all nodes.
sync-mgmt-operation | number(glusterd_op) | glusterd | 3.3 | Which operation the transaction carries out.
is_synctasked | flag | glusterd | 3.6 | The operation runs as a task of its own in the daemon.
operation | text | CLI | 3.1 | What is to be done, as a number or in words.
op | number | any | 3.1 | Small number of the operation at hand.
op-version | number | glusterd | 3.4 | Operating version that the operation needs.
op-version# | number | glusterd | 3.4 | Operating version that the option with this number needs.
new-op-version | number | glusterd | 3.4 | Operating version that the cluster takes on.
check-op-version | flag | CLI | 3.4 | Whether the operating version is to be checked.
force | flag | CLI | 3.1 | The command was given with \`force\`.
flags | number | CLI | 3.1 | 1: given with \`force\`.
count | number | any | 3.1 | How many entries follow under numbered keys.
type | number | any | 3.1 | Kind of volume or of operation, as the dictionary has it.
cmd | number | CLI | 3.3 | What is to be told, as bits: 0x100 one volume, 0x200 all, 0x400 one brick; the lowest bits say what (memory, clients, inodes, open files, calls, detail).
command | text | CLI | 3.1 | What is to be done, as a number or in words.
config-command | number | CLI | 3.6 | Kind of a snapshot configuration command.
sub-cmd | number | CLI | 3.7.20 | What is to be done, as a number.
subop | text | CLI | 3.2 | What is to be done, in words.
bricks | text | CLI | 3.1 | Bricks of the command, \`host:path\`, with spaces between.
brick | text | CLI | 3.1 | Brick of the command.
brick# | text | CLI | 3.1 | Brick with this number, \`host:path\`.
brick-name | text | glusterd | 3.1 | Path of the brick that is asked.
brick_count | number | CLI | 3.6 | Number of bricks that follow.
brick-count | number | CLI | 3.7 | Number of bricks that follow.
hostname | text | CLI | 3.1 | Host that the command is about.
port | number | any | 3.1 | Port.
path | text | CLI | 3.1 | Path in the volume that the command is about.
key | text | CLI | 3.1 | Option that the command is about.
value | text | CLI | 3.2 | What it is set to.
key# | text | any | 3.1 | Name of the option with this number.
value# | text | any | 3.1 | Value of the option with this number.
globalname | text | CLI | 3.7 | Option of the whole cluster.
errstr | text | glusterd | 3.1 | What went wrong, in words.
status | number | glusterd | 3.1 | State of what was asked about.
host-uuid | text | glusterd | 3.2 | UUID of the node that answers.
uuid | text | glusterd | 3.1 | UUID of the node.
node-uuid | uuid | glusterd | 3.3 | UUID of the node that answers.
node-uuid-# | text | glusterd | 3.3 | UUID of the node with this number.
node-name-# | text | glusterd | 3.4 | Name of the node with this number.
glusterd_workdir | text | glusterd | 3.3 | Directory that glusterd keeps its state in.
help | text | CLI | 3.1 | Asks for the options that there are.
help-str | text | glusterd | 3.1.7 | Options that there are, with defaults and words.
# locks between daemons
hold_vol_locks | flag | glusterd | 3.6 | Whether the volume is to be locked.
hold_snap_locks | flag | glusterd | 3.6 | Whether the snapshot is to be locked.
hold_global_locks | flag | glusterd | 3.7 | Whether the cluster is to be locked.
volcount | number | CLI | 3.6 | Number of volumes that the command is about.
volname# | text | CLI | 3.6 | Name of the volume with this number.
# rebalance, removing and replacing bricks
rebalance-command | number(defrag_op) | CLI | 3.3 | What rebalance is to do.
rebalance-id | text | glusterd | 3.4 | UUID of the rebalance.
remove-brick-id | text | glusterd | 3.4 | UUID of the removal.
commit-hash | number | glusterd | 3.7 | Number that the new layout goes by.
files-# | number | glusterd | 3.3 | Files that the node has moved.
size-# | number | glusterd | 3.3 | Bytes that it has moved.
lookups-# | number | glusterd | 3.3 | Files that it has looked at.
status-# | number(defrag_status) | glusterd | 3.3 | How far it is.
failures-# | number | glusterd | 3.3 | Files that could not be moved.
skipped-# | number | glusterd | 3.4 | Files that were left where they are.
run-time-# | number | glusterd | 3.4 | Seconds that it has run.
time-left-# | number | glusterd | 3.10 | Seconds that it may still take.
promoted-# | number | glusterd | 3.7.20 | Files that went to the hot tier.
demoted-# | number | glusterd | 3.7.20 | Files that went to the cold tier.
files | number | rebalance | 3.3 | Files that were moved.
size | number | rebalance | 3.1 | Bytes that were moved.
lookups | number | rebalance | 3.3 | Files that were looked at.
failures | number | rebalance | 3.3 | Files that could not be moved.
skipped | number | rebalance | 3.4 | Files that were left where they are.
run-time | number | rebalance | 3.4 | Seconds that it has run.
time-left | number | rebalance | 3.10 | Seconds that it may still take.
src-brick | text | CLI | 3.1 | Brick that is replaced or reset.
dst-brick | text | CLI | 3.1 | Brick that takes its place.
src-brick-port | number | glusterd | 3.1 | Port of the brick that is replaced.
dst-brick-port | number | glusterd | 3.1 | Port of the brick that takes its place.
# healing
heal-op | number(heal_op) | CLI | 3.3 | What is to be healed or told.
xl-op | number(heal_op) | glusterd | 3.3 | What the self-heal daemon is to do.
xl-# | text | glusterd | 3.3 | Translator that is to do it.
statistics-#-count | number | self-heal | 3.5 | Crawls that are told of.
statistics_* | text | self-heal | 3.7 | About a crawl: kind, beginning, end, files healed, in split-brain, failed.
#-status | text | self-heal | 3.3 | What the daemon says of the brick with this number.
#-hardlinks | number | self-heal | 3.5 | Entries in the brick’s index.
# profile and top
info-op | number | CLI | 3.6 | Which counters: 1 all, 2 since the last time, 3 in total, 4 clear.
peek | flag | CLI | 3.6 | Counters are to be told and not begun anew.
top-op | number | CLI | 3.2 | Which list: 1 open, 2 read, 3 write, 4 opendir, 5 readdir, 6 read speed, 7 write speed.
#-top-op | number | brick | 3.2 | Which list follows: 1 open, 2 read, 3 write, 4 opendir, 5 readdir, 6 read speed, 7 write speed.
list-cnt | number | CLI | 3.2 | How many entries are wanted.
blk-size | number | CLI | 3.2 | Bytes of a block of the speed test.
blk-cnt | number | CLI | 3.2 | Blocks of the speed test.
clear-stats | flag | CLI | 3.4 | Counters are to begin anew.
*cumulative | number | brick | 3.2.7 | Interval of the counters; -1: since the brick started.
*interval | number | brick | 3.2.7 | Number of the interval that the counters are of.
*-hits | number | brick | 3.2.7 | How often the operation was asked for. The key holds brick, interval and operation.
*-avglatency | number | brick | 3.4 | Microseconds that it took on average.
*-minlatency | number | brick | 3.4 | Microseconds that it took at least.
*-maxlatency | number | brick | 3.4 | Microseconds that it took at most.
*-read-# | number | brick | 10.0 | Reads of that many bytes or more, up to twice that.
*-write-# | number | brick | 10.0 | Writes of that many bytes or more, up to twice that.
*-total-read | number | brick | 3.2.7 | Bytes read.
*-total-write | number | brick | 3.2.7 | Bytes written.
*-duration | number | brick | 3.2.7 | Seconds that the counters cover.
*current-open | number | brick | 3.2.7 | Files that are open now.
*max-open | number | brick | 3.2.7 | Files that were open at once at most.
*max-openfd-time | text | brick | 3.3 | When that was.
*members | number | brick | 3.2.7 | Entries in the list.
*stats-cleared | flag | brick | 10.0 | Whether counters began anew.
*throughput | number | brick | 10.0 | Megabytes a second of the speed test.
#-filename-# | text | brick | 3.2 | File with this place in the list.
#-value-# | number | brick | 3.2 | Its count.
#-time-sec-# | number | brick | 3.2 | When, seconds since 1970.
#-time-usec-# | number | brick | 3.2 | Microseconds on top.
filename-# | text | brick | 8.0 | File with this place in the list.
value-# | number | brick | 8.0 | Its count.
time-sec-# | number | brick | 8.0 | When, seconds since 1970.
time-usec-# | number | brick | 8.0 | Microseconds on top.
#-brick | text | glusterd | 3.2 | Brick with this number, \`host:path\`.
#-hostname | text | glusterd | 3.3 | Host of the brick with this number.
#-path | text | glusterd | 3.3 | Path of the brick with this number.
#-info-op | number | brick | 3.7 | Which counters follow.
# quota, bit rot
hard-limit | text | CLI | 3.5 | Limit in bytes or files.
soft-limit | text | CLI | 3.5 | Per cent of the limit from which warnings are logged.
default-soft-limit | text | glusterd | 3.5 | Soft limit where a directory has none of its own.
limit | text | CLI | 3.2 | Limit on a directory.
limit_list | text | glusterd | 3.2 | All limits, \`path:limit\`.
gfid# | text | glusterd | 3.5 | gfid of a directory that has a limit.
volume-uuid | text | CLI | 3.1.7 | Volume that quota is asked about.
scrub-value | text | CLI | 3.7 | What the scrubber is to do.
scrub-frequency-value | text | CLI | 3.7 | How often the scrubber runs.
features.scrub* | text | glusterd | 3.12 | Option of the scrubber.
scrubbed-files-# | number | scrubber | 3.7.20 | Files that were checked.
unsigned-files-# | number | scrubber | 3.7.20 | Files that have no checksum yet.
scrub-duration-# | number | scrubber | 3.7.20 | Seconds of the last run.
last-scrub-time-# | text | scrubber | 3.7.20 | When the last run ended.
scrub-running-# | flag | scrubber | 3.7.20 | Whether it runs.
error-count-# | number | scrubber | 3.7.20 | Files that do not match their checksum.
bitrot_log_file | text | glusterd | 3.7.20 | Log of the signer.
scrub_log_file | text | glusterd | 3.7.20 | Log of the scrubber.
# snapshots
snapname | text | CLI | 3.6 | Name of the snapshot.
snap-id | uuid | glusterd | 3.6 | UUID of the snapshot.
snap-time | number | glusterd | 3.6 | When it was taken, seconds since 1970.
snap-volname# | text | glusterd | 3.6 | Name of the snapshot’s volume.
clonename | text | CLI | 3.7 | Name of the volume that is made from a snapshot.
clone-id | uuid | glusterd | 3.7 | UUID of the volume that is made from a snapshot.
clone-volname# | text | glusterd | 3.7 | Name of the volume that is made from a snapshot.
snapcount | number | glusterd | 3.6 | Number of snapshots.
snap-max-hard-limit | number | glusterd | 3.6 | Snapshots that a volume may have.
snap-max-soft-limit | number | glusterd | 3.6 | Per cent of that from which warnings are given.
snap-activate-on-create | flag | glusterd | 3.7 | Whether new snapshots are started.
auto-delete | flag | glusterd | 3.6 | Whether the oldest snapshot makes room.
volume#-volname | text | glusterd | 3.7 | Name of the volume.
volume#-snap-max-hard-limit | number | glusterd | 3.7 | Snapshots that the volume may have.
volume#-active-hard-limit | number | glusterd | 3.7 | Snapshots that the volume may have, all limits taken together.
volume#-snap-max-soft-limit | number | glusterd | 3.7 | Snapshots from which warnings are given.
# the rest of the commands
barrier | text | CLI | 3.6 | Hold writes back, or let them go.
kind | text | CLI | 3.3 | Which locks are to be cleared: granted, blocked or all.
lk-summary | text | brick | 3.3 | Which locks were cleared, in words.
options | text | CLI | 3.1 | What the state dump is to hold.
option_cnt | number | CLI | 3.3 | How many words that are.
rotate-key | number | glusterd | 3.1 | Number that the old log gets.
log#-* | text | glusterd | 3.2.7 | Step of glusterd’s state machine: time, event, old and new state.
primary | text | CLI | 3.1 | Volume that geo-replication copies from.
secondary | text | CLI | 3.1 | Volume that geo-replication copies to.
master | text | CLI | 3.1.7 | Volume that geo-replication copies from; \`primary\` in later releases.
slave | text | CLI | 3.1.7 | Volume that geo-replication copies to; \`secondary\` in later releases.
cmd_args_count | number | CLI | 3.5 | Words of a command that a node is to run.
output_count | number | glusterd | 3.5 | Lines of its answer.
output_# | text | glusterd | 3.5 | Line of its answer.
daemon | text | CLI | 3.9 | Daemon whose state is asked for.
ofilepath | text | glusterd | 3.9 | File that the state was written to.
getstate-cmd | number | CLI | 3.12 | What the state is to hold: 1 detail, 2 options.
`;
