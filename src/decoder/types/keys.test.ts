import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { protocol } from '../programs/protocol.ts';
import { registry } from './index.ts';
import { KEYS, lookupKey } from './keys.ts';
import { numberNames } from './number-names.ts';

describe('dictionary keys', () => {
  it('are found exactly, with numbers, and by pattern', () => {
    expect(lookupKey('trusted.afr.dirty')!.pattern).toBe('trusted.afr.dirty');
    expect(lookupKey('trusted.afr.rep3-client-0')!.pattern).toBe('trusted.afr.*');
    expect(lookupKey('volume12.brick3.hostname')!.pattern).toBe('volume#.brick#.hostname');
    expect(lookupKey('volume1.option.cluster.quorum-type')!.pattern).toBe('volume#.option.*');
    expect(lookupKey('trusted.glusterfs.quota.00000000-0000-0000-0000-000000000001.contri.1')!.form).toBe(
      'quota_usage',
    );
    expect(lookupKey('user.anything')!.pattern).toBe('user.*');
    expect(lookupKey('nobody.knows')).toBeNull();
  });

  it('stand in the table once, with words', () => {
    const patterns = KEYS.map((entry) => entry.pattern);
    expect(patterns.filter((pattern, index) => patterns.indexOf(pattern) !== index)).toEqual([]);
    for (const { pattern, doc, by } of KEYS) {
      expect(doc, pattern).toMatch(/^\S.*[.:…]$/);
      expect(by, pattern).not.toBe('');
    }
  });

  it('name forms and numbers that there are', () => {
    const plain = new Set(['text', 'number', 'flag', 'uuid', 'bytes']);
    for (const { form, names, pattern } of KEYS) {
      const known = plain.has(form) || registry.codecs.has(form) || protocol.type(form) !== null;
      expect(known, `${pattern}: ${form}`).toBe(true);
      if (names !== null) expect(numberNames(names, 1), `${pattern}: ${names}`).not.toBeNull();
    }
  });

  it('keep what opens a volume secret', () => {
    for (const key of ['username', 'password', 'volume2.password', 'internal-username', 'volume1_password']) {
      expect(lookupKey(key)!.secret, key).toBe(true);
    }
  });

  it('are looked up in no time, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2000 }), (key) => {
        lookupKey(key);
      }),
    );
    // A look-up that tries combinations never ends here; the runner's limit says so.
    for (let i = 0; i < 1000; i++) lookupKey('trusted.glusterfs.quota.' + '.contri.'.repeat(1200));
  });
});
