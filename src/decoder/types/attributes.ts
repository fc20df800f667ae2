/**
 * Attributes of a file as one line (`-rw-r--r-- 14 bytes`), whole moments of time where seconds and
 * nanoseconds stand apart, and file systems, locks and directory entries in a few words.
 */
import type { Derived, Meaning } from '../xdr/registry.ts';
import type { NodeView } from '../xdr/view.ts';
import { modeText } from './mode.ts';
import { integer, wide, word } from './scalar.ts';
import { byteCount } from './text.ts';
import { moment } from './time.ts';

function allZero(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte !== 0) return false;
  return true;
}

const NAMES: readonly (readonly [string, string])[] = [
  ['ia_atime', 'atime'],
  ['ia_mtime', 'mtime'],
  ['ia_ctime', 'ctime'],
  ['ia_btime', 'btime'],
];

function moments(view: NodeView): readonly Derived[] {
  if (!view.present || allZero(view.raw())) return [];
  const out: Derived[] = [];
  for (const [identifier, label] of NAMES) {
    const when = moment(view, identifier);
    if (when === null || when.startsWith('1970-01-01T00:00:00.000000000')) continue;
    out.push({ name: `glusterfs.iatt.${label}`, label, value: when, display: when, guess: false });
  }
  return out;
}

const attributes: Meaning = {
  display(view) {
    if (!view.present) return null;
    if (allZero(view.raw())) return 'all zero: none given';
    const mode = view.child('mode');
    const size = view.child('ia_size');
    const bits = mode ? word(mode) : null;
    const bytes = size ? integer(size) : null;
    if (bits === null || bytes === null) return null;
    return `${modeText(bits).replace(/ \(.*/, '')}  ${byteCount(bytes)}`;
  },
  derived: moments,
};

const times: Meaning = {
  display(view) {
    const when = moment(view, 'ia_mtime');
    return when === null ? null : `modified ${when}`;
  },
  derived: moments,
};

const fileSystem: Meaning = {
  display(view) {
    const [frsize, blocks, free] = ['frsize', 'blocks', 'bavail'].map((name) => {
      const node = view.child(name);
      return node ? wide(node) : null;
    });
    if (frsize == null || blocks == null || free == null) return null;
    return `${sizeText(frsize * free)} free of ${sizeText(frsize * blocks)}`;
  },
};

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;

/** `19.5 GiB` */
export function sizeText(bytes: bigint): string {
  let value = Number(bytes);
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]!}`;
}

/** `WRLCK whole file`, `RDLCK 0 to 4,095`. */
const lock: Meaning = {
  display(view) {
    const type = view.child('type');
    const start = view.child('start');
    const length = view.child('len');
    const kind = type ? integer(type) : null;
    const from = start ? wide(start) : null;
    const size = length ? wide(length) : null;
    if (kind === null || from === null || size === null) return null;
    const name = type?.field.type.members.get(Number(kind))?.replace(/^GF_LK_(F_)?/, '') ?? `type ${kind}`;
    if (size === 0n) return from === 0n ? `${name} whole file` : `${name} from ${from}`;
    return `${name} ${byteCount(size)} at ${from}`;
  },
};

/** `SET_LEASE RD_LEASE` */
const lease: Meaning = {
  display(view) {
    const words = ['cmd', 'lease_type'].map((identifier) => {
      const node = view.child(identifier);
      const value = node ? integer(node) : null;
      return value === null ? undefined : node?.field.type.members.get(Number(value));
    });
    if (words[0] === undefined || words[1] === undefined) return null;
    return words.map((word) => word!.replace(/^(GF_|LEASE_)/, '')).join(' ');
  },
};

export const attributeMeanings: readonly (readonly [string, Meaning])[] = [
  ['gf_iatt', attributes],
  ['gfx_iattx', attributes],
  ['gfx_mdata_iatt', times],
  ['gf_statfs', fileSystem],
  ['gf_proto_flock', lock],
  ['gf_proto_lease', lease],
];
