/** The protocol as data: the texts of all `.x` files of this folder. */
import aggregator from './aggregator.x?raw';
import brick from './brick.x?raw';
import callback from './callback.x?raw';
import changelog from './changelog.x?raw';
import cliCommon from './cli-common.x?raw';
import cli1 from './cli1.x?raw';
import cli from './cli.x?raw';
import common from './common.x?raw';
import dump from './dump.x?raw';
import fop310 from './fop310.x?raw';
import fop330 from './fop330.x?raw';
import fop400 from './fop400.x?raw';
import friend from './friend.x?raw';
import glusterdCommon from './glusterd-common.x?raw';
import glusterd1 from './glusterd1.x?raw';
import glusterd from './glusterd.x?raw';
import handshake from './handshake.x?raw';
import legacy from './legacy.x?raw';
import mgmtHandshake from './mgmt-handshake.x?raw';
import portmap from './portmap.x?raw';
import rpc from './rpc.x?raw';
import xattrs from './xattrs.x?raw';

/** A `.x` file: its name, as `#include` has it, and its text. */
export interface ProgramFile {
  readonly name: string;
  readonly text: string;
}

/** Newest file operations first: where a type's name stands in several files, the first one is meant. */
export const programFiles: readonly ProgramFile[] = [
  { name: 'rpc.x', text: rpc },
  { name: 'common.x', text: common },
  { name: 'fop400.x', text: fop400 },
  { name: 'fop330.x', text: fop330 },
  { name: 'fop310.x', text: fop310 },
  { name: 'dump.x', text: dump },
  { name: 'handshake.x', text: handshake },
  { name: 'portmap.x', text: portmap },
  { name: 'callback.x', text: callback },
  { name: 'glusterd-common.x', text: glusterdCommon },
  { name: 'glusterd.x', text: glusterd },
  { name: 'friend.x', text: friend },
  { name: 'mgmt-handshake.x', text: mgmtHandshake },
  { name: 'brick.x', text: brick },
  { name: 'cli-common.x', text: cliCommon },
  { name: 'cli.x', text: cli },
  { name: 'aggregator.x', text: aggregator },
  { name: 'changelog.x', text: changelog },
  { name: 'glusterd1.x', text: glusterd1 },
  { name: 'cli1.x', text: cli1 },
  { name: 'legacy.x', text: legacy },
  { name: 'xattrs.x', text: xattrs },
];
