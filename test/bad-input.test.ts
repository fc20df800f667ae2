/**
 * Records that lie, against the real programs: each lie is noted on its own bytes, and what stands around it is
 * decoded as if nothing were wrong.
 */
import { describe, expect, test } from 'vitest';
import { bytesOf, decoded, dict, opaque, record, seen, type Part, type Seen } from './support/crafted.ts';

const FOP = (version: number, procedure: number) => ({ program: 1298437, version, procedure });
const LOOKUP = FOP(400, 27);
/** SETXATTR of 330: gfid, flags, two old dictionaries */
const SETXATTR = FOP(330, 17);
const GFID = new Uint8Array(16).fill(5);
const OTHER = new Uint8Array(16).fill(6);
const IATTX = new Uint8Array(148).fill(1);
/** where the body of a call, and that of a reply, begins */
const CALL = 44;
const REPLY = 28;

const typed = (size: number, count: number, length: number, ...pairs: Part[]): Uint8Array =>
  bytesOf(size, count, length, pairs);
const NONE = typed(0, -1, 0);
const pair = (key: string, type: number, ...value: Part[]): Uint8Array =>
  bytesOf(opaque(`${key}\0`), type, value);
const ONE = pair('one', 2, 7n);
const TWO = pair('two', 5, opaque('text\0'));
const SIZE = ONE.length + TWO.length;

const lookup = (xdata: Uint8Array): Seen => seen(record(LOOKUP, 'reply', 0, 0, xdata, IATTX, IATTX));
const setxattr = (first: Uint8Array): Seen =>
  seen(record(SETXATTR, 'call', GFID, 0, opaque(first), opaque(dict(['kept', 'yes\0']))));

/** Both blocks of attributes stand where they should. */
function attributes({ named }: Seen, at: number): void {
  expect(named('glusterfs.iattx').map(({ offset, length }) => [offset, length])).toEqual([[at, 148]]);
  expect(named('glusterfs.postparent_iattx').map(({ offset }) => offset)).toEqual([at + 148]);
}

describe('a typed dictionary', () => {
  const at = REPLY + 8;
  const behind = at + 12 + SIZE;

  test('whose count goes beyond the record', () => {
    const one = lookup(typed(SIZE, 2, 0xffff_ffff, ONE, TWO));
    expect(one.notes[0]).toBe(`error count-beyond-record ${at + 8}+4`);
    expect(one.named('glusterfs.dict_value').map(({ value }) => value)).toEqual(['7', 'text']);
    attributes(one, behind);
  });

  test('with a type that nobody knows: the next field is found by the size', () => {
    const odd = pair('odd', 77, 1, 2);
    const one = lookup(typed(SIZE + odd.length, 3, 3, ONE, odd, TWO));
    const type = at + 12 + ONE.length + 8;
    expect(one.notes.slice(0, 2)).toEqual([
      `warning enum-out-of-range ${type}+4`,
      `error union-without-arm ${type}+4`,
    ]);
    expect(one.value('glusterfs.dict_value')).toBe('7');
    attributes(one, behind + odd.length);
  });

  test('whose last value overruns: the next field is found by the size', () => {
    const long = bytesOf(opaque('two\0'), 5, 100, 'text\0\0\0\0');
    const one = lookup(typed(ONE.length + long.length, 2, 2, ONE, long));
    expect(one.notes[0]).toBe(`error length-beyond-record ${at + 12 + ONE.length + 12}+4`);
    expect(one.value('glusterfs.dict_value')).toBe('7');
    attributes(one, behind);
  });

  test('whose size is larger than its pairs', () => {
    const one = lookup(typed(SIZE + 8, 2, 2, ONE, TWO, 0, 0));
    expect(one.notes).toEqual([`warning span-mismatch ${behind}+8`]);
    attributes(one, behind + 8);
  });

  test('whose size goes beyond the record: its pairs say where it ends', () => {
    const one = lookup(typed(0x7fff_ffff, 2, 2, ONE, TWO));
    expect(one.notes).toEqual([`error span-out-of-range ${at + 8}+${4 + SIZE}`]);
    expect(one.named('glusterfs.dict_value').map(({ value }) => value)).toEqual(['7', 'text']);
    attributes(one, behind);
  });

  test('in an entry of a directory: the entries behind it are read', () => {
    const entry = (name: string, xdata: Uint8Array): Part[] => [1, 5n, 7n, 1, 4, opaque(name), IATTX, xdata];
    const lies = typed(999, 1, 1, pair('k', 2, 5n));
    const one = seen(record(FOP(400, 40), 'reply', 2, 0, NONE, entry('a', lies), entry('b', NONE), 0));
    expect(one.notes).toHaveLength(1);
    expect(one.notes[0]).toMatch(/^error span-out-of-range /);
    expect(one.named('glusterfs.entry.path').map(({ value }) => value)).toEqual(['a', 'b']);
  });
});

describe('an old dictionary', () => {
  const at = CALL + 24;
  const good = bytesOf(3, 2, 'one\x001\0');
  const rest = (one: Seen): void => {
    expect(one.value('glusterfs.gfid')).toBe('05050505-0505-0505-0505-050505050505');
    expect(one.named('glusterfs.dict_key').at(-1)?.value).toBe('kept');
    expect(one.named('glusterfs.dict_value').at(-1)?.value).toBe('yes');
  };

  test.each<[string, Uint8Array, string]>([
    ['a count beyond its bytes', bytesOf(0x7fff_ffff, good), `error dict-count ${at}+4`],
    ['a negative count', bytesOf(-5, good), `error dict-count ${at}+4`],
    ['a value that overruns', bytesOf(2, good, 3, 200, 'two\x002\0'), `error dict-value-length ${at + 22}+4`],
    [
      'a value of negative length',
      bytesOf(2, good, 3, -2, 'two\x002\0'),
      `error dict-value-length ${at + 22}+4`,
    ],
    [
      'a key that overruns',
      bytesOf(2, good, 0x7fff_ffff, 1, 'two\x002\0'),
      `error dict-key-length ${at + 18}+4`,
    ],
    ['a key without NUL', bytesOf(1, 3, 2, 'onex1\0'), `warning dict-key-end ${at + 15}+1`],
    ['bytes behind its pairs', bytesOf(1, good, 'what is this'), `warning dict-rest ${at + 18}+12`],
    ['too few bytes for a count', Uint8Array.of(0, 1), `error dict-short ${at}+2`],
  ])('with %s', (_name, bytes, note) => {
    const one = setxattr(bytes);
    expect(one.notes).toEqual([note]);
    rest(one);
  });

  test('with what fits before the trouble', () => {
    const one = setxattr(bytesOf(2, good, 3, 200, 'two\x002\0'));
    expect(one.named('glusterfs.dict_key').map(({ value }) => value)).toEqual(['one', 'two', 'kept']);
    expect(one.value('glusterfs.dict_value')).toBe('1');
  });

  test('a hundred levels deep', () => {
    let inner = dict(['x', 'y\0']);
    for (let level = 0; level < 100; level++) inner = dict(['x', inner]);
    const one = setxattr(inner);
    expect(one.notes).toHaveLength(1);
    expect(one.notes[0]).toMatch(/^warning nested-too-deep /);
    rest(one);
  });
});

describe('lengths, pads, texts', () => {
  const name = (...parts: Part[]): Seen => seen(record(LOOKUP, 'call', GFID, OTHER, 0, parts));
  const at = CALL + 36;

  test('a length beyond the record', () => {
    const one = name(0x7fff_ffff, 'abc\0', NONE);
    expect(one.notes).toEqual([`error length-beyond-record ${at}+4`]);
    expect(one.value('glusterfs.pargfid')).toBe('06060606-0606-0606-0606-060606060606');
    expect(one.value('glusterfs.flags')).toBe(0);
  });

  test('padding that is not zero', () => {
    const one = name(1, Uint8Array.of(0x61, 1, 2, 3), NONE);
    expect(one.notes).toEqual([`warning nonzero-padding ${at + 5}+3`]);
    expect(one.value('glusterfs.bname')).toBe('a');
    expect(one.value('glusterfs.num_dict_items')).toBe(-1);
  });

  test('a text that is no UTF-8, or tries to look like another', () => {
    const one = name(opaque(Uint8Array.of(0x61, 0xff, 0xfe, 0xe2, 0x80, 0xae)), NONE);
    const [field] = one.named('glusterfs.bname');
    expect(field).toMatchObject({ value: '61fffee280ae', encoding: 'hex', display: '“a\\xff\\xfe\\u202e”' });
    expect(one.notes).toEqual([`info not-utf8 ${at + 4}+6`]);
    expect(one.value('glusterfs.num_dict_items')).toBe(-1);
  });

  test('enums out of range', () => {
    const flock = [55, 3, 0n, 0n, 5, opaque('12345678')];
    const one = seen(record(FOP(400, 26), 'call', GFID, 1n, 99, 44, flock, NONE));
    const place = CALL + 24;
    expect(one.notes).toEqual([0, 4, 8, 12].map((word) => `warning enum-out-of-range ${place + word}+4`));
    expect(one.value('glusterfs.flock.pid')).toBe(5);
    expect(one.value('glusterfs.num_dict_items')).toBe(-1);
  });

  test('a result that does not go with the payload', () => {
    const one = seen(record(FOP(400, 12), 'reply', 100, 0, IATTX, 100, NONE, 'short'));
    expect(one.notes).toEqual([`warning payload-length-differs ${REPLY + 172}+5`]);
    expect(one.value('glusterfs.payload')).toBe('73686f7274');
    const negative = seen(record(FOP(400, 12), 'reply', -1, 2, IATTX, 0, NONE));
    expect(negative.notes).toEqual([]);
  });

  test('a record that ends anywhere', () => {
    const whole = bytesOf(7, 0, 2, 1298437, 400, 27, 0, 0, 0, 0, GFID, OTHER, 0, opaque('name'), NONE);
    for (let length = 0; length < whole.length; length++) {
      const one = seen(decoded('call', null, whole.slice(0, length)));
      // nothing, or a whole header, is no error
      if (length > 0 && length !== 40) expect(one.notes.length, `${length}`).toBeGreaterThan(0);
    }
  });
});

describe('headers', () => {
  const call = (...credential: Part[]): Seen =>
    seen(decoded('call', null, bytesOf(7, 0, 2, 1298437, 330, 15, 390039, credential, 0, 0, GFID, 9n, 0)));

  test('a credential that is longer than what it holds', () => {
    const one = call(opaque(1, 2, 3, 0, 4, 'abcd', 9, 9, 9, 9));
    expect(one.notes).toEqual(['warning bytes-left 60+16']);
    expect(one.value('glusterfs.fd')).toBe('9');
  });

  test('a credential that is shorter', () => {
    const one = call(opaque(1, 2));
    expect(one.notes).toEqual(['error field-beyond-record 44+0']);
    expect(one.value('rpc.auth.uid')).toBe(2);
    expect(one.value('glusterfs.fd')).toBe('9');
  });

  test('more groups than there are bytes', () => {
    const one = call(opaque(1, 2, 3, 77, 4, 'abcd'));
    expect(one.notes).toEqual(['error count-beyond-record 48+4']);
    expect(one.value('glusterfs.fd')).toBe('9');
  });

  test('statuses that nobody knows', () => {
    const reply = (...words: number[]): readonly string[] =>
      seen(decoded('reply', FOP(330, 15), bytesOf(7, 1, words))).notes;
    expect(reply(0, 0, 0, 9)).toEqual(['warning enum-out-of-range 24+4']);
    expect(reply(5, 0)).toEqual(['warning enum-out-of-range 12+4', 'error union-without-arm 12+4']);
    expect(reply(0, 0, 0, 3, 1, 2)).toEqual(['warning trailing-bytes 28+8']);
  });
});

describe('large', () => {
  // nothing is timed: what loops by a count never ends, and the runner's limit says so
  test('a million groups of one word each', () => {
    const credential = opaque(1, 0, 0, 1_000_000, new Uint8Array(4_000_000), opaque('abcd'));
    const one = decoded(
      'call',
      null,
      bytesOf(7, 0, 2, 1298437, 330, 15, 390039, credential, 0, 0, GFID, 9n, 0),
    );
    expect(one.tree.count).toBeGreaterThan(1_000_000);
    expect(one.wire.notes.map(({ code }) => code)).toEqual(['over-limit-length']);
  });

  test('a directory of a hundred thousand entries', () => {
    const entry = bytesOf(1, 0n, 0n, 0, 0, 0);
    const entries = new Uint8Array(entry.length * 100_000);
    for (let at = 0; at < entries.length; at += entry.length) entries.set(entry, at);
    const one = record(FOP(330, 28), 'reply', 100_000, 0, entries, 0, 0);
    expect(one.wire.notes).toEqual([]);
    expect(one.tree.count).toBeGreaterThan(700_000);
  });

  test('a dictionary of two hundred thousand empty pairs', () => {
    const one = record(
      SETXATTR,
      'call',
      GFID,
      0,
      opaque(200_000, new Uint8Array(9 * 200_000)),
      opaque(dict(['kept', 'yes\0'])),
    );
    expect(one.wire.notes).toEqual([]);
  });
});
