/**
 * What differs between Wireshark's fields and ours, and why. Each rule has a paragraph under its name in
 * docs/parity.md, and lets pass only the difference that it tells: wherever both say something, it is compared.
 */
import type { FieldJson } from '../../src/decoder/api.ts';
import type { Difference } from './fields.ts';
import { isWhole, numberOf, sameValue } from './fields-values.ts';

export interface Rule {
  /** heading in docs/parity.md */
  readonly id: string;
  fits(difference: Difference): boolean;
}

const FOP = 1298437;
const LOOKUP = 27;
/** type of bytes in typed dictionaries */
const PTR = 6;

/** Same place and value, another name: theirs → ours. */
function renamed(difference: Difference, names: Readonly<Record<string, RegExp>>): boolean {
  const { kind, field, at } = difference;
  const name = names[field.name];
  return (
    kind === 'name' &&
    name !== undefined &&
    at.some((own) => name.test(own.name) && sameValue(field.show, own))
  );
}

const fop = ({ ours }: Difference, ...procedures: readonly number[]): boolean =>
  ours.program === FOP && procedures.includes(ours.procedure);

/** Our field of that name that begins where theirs does. */
const beginning = ({ field, places }: Difference, name: string): FieldJson | undefined =>
  places.from(field.offset).find((own) => own.name === name);

/** Value of the first child of that name, as a number. */
function child(field: FieldJson, name: string): number {
  return Number(field.children?.find((one) => one.name === name)?.value ?? NaN);
}

const DICTIONARY_VALUE = /^glusterfs\.(dict_value|gfid|trusted_afr_key)$/;

/**
 * What Wireshark takes for the length of a dictionary's value: in the old form that of key, NUL and value; in
 * the typed one that of the pair without one word, and without the padding of bytes.
 */
function valueLength(pair: FieldJson): number {
  const key = child(pair, 'glusterfs.dict_key_length');
  if (!Number.isNaN(key)) return key + 1 + child(pair, 'glusterfs.dict_value_length');
  const entry = pair.children?.find(({ name }) => name === 'glusterfs.dict_entry') ?? pair;
  const last = entry.children?.at(-1);
  const isBytes = child(entry, 'glusterfs.dict_type') === PTR;
  return pair.length - 4 - (isBytes && last?.name === 'xdr.padding' ? last.length : 0);
}

/** A secret, which is not shown unless it is asked for. */
const isMasked = ({ display }: FieldJson): boolean => /^•+$/.test(display ?? '');

/** Nanoseconds since the epoch: `Nov 22, 2026 17:12:05.445444760 UTC`, in 4.4 `2026-11-22 17:12:05.445444760+0000`. */
function timeOf(show: string): bigint | null {
  const found = /^([\w, -]+ \d\d:\d\d:\d\d)(?:\.(\d{9}))?(?: UTC|\+0000)$/.exec(show);
  if (!found) return null;
  return BigInt(Date.parse(`${found[1]}Z`)) * 1_000_000n + BigInt(found[2] ?? 0);
}

export const RULES: readonly Rule[] = [
  {
    id: 'xdr-words',
    fits: (difference) =>
      renamed(difference, {
        'rpc.opaque_length': /\.length$/,
        'rpc.array.len': /\.count$/,
        'rpc.value_follows': /\.(more|present)$/,
        'rpc.fill_bytes': /^xdr\.padding$/,
        'glusterfs.dict_size': /\.length$/,
        'glusterfs.rpc_roundup_bytes': /^xdr\.padding$/,
      }),
  },
  {
    id: 'time-in-two-words',
    fits({ kind, field, run }) {
      const [seconds, nanoseconds] = run;
      if (kind !== 'range' || run.length !== 2 || seconds!.name !== field.name) return false;
      if (nanoseconds!.name !== `${field.name}_nsec`) return false;
      const time = timeOf(field.show);
      return time === BigInt(Number(seconds!.value)) * 1_000_000_000n + BigInt(Number(nanoseconds!.value));
    },
  },
  {
    id: 'dictionary-values-by-key',
    fits: (difference) =>
      renamed(difference, {
        'glusterfs.gfid': /^glusterfs\.dict_value$/,
        'glusterfs.trusted_afr_key': /^glusterfs\.dict_value$/,
      }),
  },
  {
    id: 'dictionary-values-too-long',
    fits(difference) {
      const { kind, field, places } = difference;
      if (kind === 'value' || !DICTIONARY_VALUE.test(field.name)) return false;
      const pair = places.around(field.offset - 1, 'glusterfs.dict_pair');
      if (!pair || field.length !== Math.min(valueLength(pair), places.end - field.offset)) return false;
      const value = beginning(difference, 'glusterfs.dict_value');
      if (!value) return field.show === '';
      // numbers that we take apart are bytes for Wireshark, or nothing; bytes are text with marks in it
      return (
        value.children !== undefined ||
        field.show === '' ||
        /\ufffd|\\x/.test(field.show) ||
        isMasked(value) ||
        sameValue(field.show, value)
      );
    },
  },
  {
    id: 'typed-dictionary-lost',
    fits: ({ judge, field, places }) => judge === '4.4' && field.offset >= places.lost,
  },
  {
    id: 'second-count',
    fits: (difference) =>
      renamed(difference, { 'glusterfs.num_dict_items': /^glusterfs\.dict_pair\.count$/ }),
  },
  {
    id: 'ctime-of-the-third-credential',
    fits: ({ judge, kind, field, run }) =>
      judge === '4.4' &&
      kind === 'range' &&
      field.name === 'rpc.auth.ctime' &&
      run.map(({ name }) => name).join(' ') === 'rpc.auth.ctime_nsec rpc.auth.ctime',
  },
  {
    id: 'text-of-wiregasm',
    fits({ judge, kind, field, at }) {
      const own = at.find(({ name }) => name === field.name);
      if (judge !== '4.4' || kind !== 'value' || typeof own?.value !== 'string') return false;
      const ascii = (text: string): string => text.replace(/[^\x20-\x7e]+/g, '?');
      return field.show.includes('\ufffd') && ascii(field.show) === ascii(own.value);
    },
  },
  {
    id: 'secrets',
    fits: ({ kind, field, at }) =>
      kind === 'value' && at.some((own) => own.name === field.name && isMasked(own)),
  },
  {
    id: 'text-for-a-dictionary',
    fits: (difference) =>
      difference.field.name === 'glusterfs.num_dict_items' &&
      (beginning(difference, 'glusterd.buffer')?.notes ?? []).some(({ code }) => code === 'dict-text'),
  },
  {
    id: 'dictionary-padding-too-long',
    fits: (difference) =>
      difference.kind === 'range' &&
      difference.field.name === 'glusterfs.rpc_roundup_bytes' &&
      beginning(difference, 'xdr.padding') !== undefined,
  },
  {
    id: 'open-flags-elsewhere',
    fits: (difference) =>
      difference.kind === 'name' &&
      /^glusterfs\.flags\./.test(difference.field.name) &&
      difference.at[0]!.name === 'glusterfs.flags' &&
      fop(difference, LOOKUP, 17, 33, 34, 36),
  },
  {
    id: 'open-flags-parts',
    fits({ field, at, ours }) {
      const own = at.find(({ name }) => name === 'glusterfs.flags');
      if (!own || ours.program !== FOP) return false;
      const value = Number(own.value);
      const theirs = numberOf(field.show) ?? -1n;
      switch (field.name) {
        case 'glusterfs.flags.accmode':
          return theirs === BigInt(value & 3);
        case 'glusterfs.flags.wronly':
          return theirs === BigInt(value & 1);
        case 'glusterfs.flags.rdwr':
          return theirs === BigInt((value >> 1) & 1);
        case 'glusterfs.flags.rdonly':
          // a flag without a bit: it shows whether any is set
          return theirs === (value === 0 ? 0n : 1n);
        case 'glusterfs.flags.ndelay':
          return theirs === BigInt((value >> 11) & 1);
        default:
          return false;
      }
    },
  },
  {
    // bits without a name; ours are named one by one
    id: 'reserved-bits',
    fits: ({ kind, field }) => kind === 'name' && /\.(set_)?reserved$/.test(field.name),
  },
  {
    id: 'attribute-blocks-by-role',
    fits: (difference) =>
      (fop(difference, LOOKUP) &&
        renamed(difference, {
          'glusterfs.preop_iatt': /^glusterfs\.iatt$/,
          'glusterfs.postop_iatt': /^glusterfs\.postparent_iatt$/,
        })) ||
      (fop(difference, 8) &&
        renamed(difference, {
          'glusterfs.preparent_iatt': /^glusterfs\.pre(old|new)parent_iatt$/,
          'glusterfs.postparent_iatt': /^glusterfs\.post(old|new)parent_iatt$/,
        })) ||
      (fop(difference, 10, 24) &&
        renamed(difference, {
          'glusterfs.preparent_iatt': /^glusterfs\.preop_iatt$/,
          'glusterfs.postparent_iatt': /^glusterfs\.postop_iatt$/,
        })),
  },
  {
    id: 'device-as-offset',
    fits: (difference) =>
      fop(difference, 3) && renamed(difference, { 'glusterfs.offset': /^glusterfs\.dev$/ }),
  },
  {
    id: 'entries-as-result',
    fits: (difference) =>
      fop(difference, 28, 40) && renamed(difference, { 'glusterfs.entries': /^gluster\.op_ret$/ }),
  },
  {
    id: 'signed-numbers',
    fits({ kind, field, at }) {
      const own = at.find(({ name }) => name === field.name);
      const theirs = numberOf(field.show);
      if (kind !== 'value' || !own || theirs === null || !isWhole(own.value)) return false;
      const value = BigInt(own.value);
      return value < 0n && BigInt.asUintN(own.length * 8, value) === theirs;
    },
  },
  {
    id: 'fxattrop-order',
    fits: (difference) =>
      fop(difference, 34) &&
      difference.ours.type === 'call' &&
      /^glusterfs\.(fd|flags(\..*)?)$/.test(difference.field.name),
  },
  {
    id: 'lock-owner-without-padding',
    fits(difference) {
      const { field, places } = difference;
      const owner = places.first('glusterfs.flock.owner');
      if (!fop(difference, 26, 29, 30) || !owner || owner.length % 4 === 0) return false;
      return field.offset >= owner.offset + owner.length;
    },
  },
  {
    id: 'second-dictionary-of-bricks',
    fits: ({ ours, kind, field, at }) =>
      ours.program === 4867634 &&
      kind === 'name' &&
      field.name === 'data.data' &&
      at.some(({ name }) => /^glusterd\.dict(\.length)?$/.test(name)),
  },
  {
    id: 'payload-as-data',
    fits: (difference) =>
      fop(difference, 12, 13) && renamed(difference, { 'data.data': /^glusterfs\.payload$/ }),
  },
];
