/** Names of whole protocols, and of the field that has a program's procedure: Wireshark's where it has one. */

export interface NamedProgram {
  readonly program: number;
  /** stands for the program alone, and is the beginning of its fields */
  readonly protocol: string;
  readonly procedure: string;
}

export const PROGRAMS: readonly NamedProgram[] = [
  { program: 1298437, protocol: 'glusterfs', procedure: 'glusterfs.proc' },
  { program: 14398633, protocol: 'glusterfs.hndsk', procedure: 'glusterfs.hndsk.proc' },
  { program: 52743234, protocol: 'glusterfs.cbk', procedure: 'glusterfs.cbk.proc' },
  { program: 123451501, protocol: 'gluster.dump', procedure: 'gluster.dump.proc' },
  { program: 34123456, protocol: 'gluster.pmap', procedure: 'gluster.pmap.proc' },
  { program: 1238463, protocol: 'gluster.cli', procedure: 'gluster.cli.proc' },
  { program: 1238433, protocol: 'glusterd.mgmt', procedure: 'glusterd.mgmt.proc' },
  { program: 1298433, protocol: 'glusterd', procedure: 'glusterd.proc' },
  { program: 1238437, protocol: 'glusterd.friend', procedure: 'glusterd.friend.proc' },
  { program: 4867634, protocol: 'glusterd.brick', procedure: 'glusterd.brick.proc' },
  { program: 1239873, protocol: 'glusterd.hndsk', procedure: 'glusterd.hndsk.proc' },
  { program: 1885957735, protocol: 'glusterfs.changelog', procedure: 'glusterfs.changelog.proc' },
  { program: 1886350951, protocol: 'glusterfs.changelog.rev', procedure: 'glusterfs.changelog.rev.proc' },
  { program: 29852134, protocol: 'gluster.quota', procedure: 'gluster.quota.proc' },
];
