import { expect, it } from 'vitest';
import fc from 'fast-check';
import { Op } from '../xdr/descriptor.ts';
import { registry } from './index.ts';
import { viewOf } from './test-view.ts';
import { parseVolfile } from './volfile.ts';

const TEXT = `volume one-client-0
    type protocol/client
    option ping-timeout 42
    option remote-subvolume /bricks/a b
    option password 1234
end-volume

# a comment
volume one-client-1
    type protocol/client
end-volume

volume one-dht
    type cluster/distribute
    subvolumes one-client-0 one-client-1
end-volume

volume one
    type debug/io-stats
    option count-fop-hits off
    subvolumes one-dht
end-volume
`;

function leaf(text: string): ReturnType<typeof viewOf> {
  return viewOf(Buffer.from(text).toString('hex'), Op.String);
}

it('reads translators with options and what stands below them', () => {
  const xlators = parseVolfile(TEXT);
  expect(xlators.map(({ name }) => name)).toEqual(['one-client-0', 'one-client-1', 'one-dht', 'one']);
  expect(xlators[0]).toEqual({
    name: 'one-client-0',
    type: 'protocol/client',
    options: [
      ['ping-timeout', '42'],
      ['remote-subvolume', '/bricks/a b'],
      ['password', '1234'],
    ],
    subvolumes: [],
  });
  expect(xlators[2]!.subvolumes).toEqual(['one-client-0', 'one-client-1']);
});

it('says how many there are, and derives the graph without passwords', () => {
  const volfile = registry.meanings.get('volfile')!;
  expect(volfile.display!(leaf(TEXT))).toBe('volfile, 4 xlators, 413 bytes');
  const [graph] = volfile.derived!(leaf(TEXT));
  expect(graph!.display).toBe('io-stats › distribute › 2 subvolumes');
  expect(JSON.stringify(graph!.value)).toContain('["password","(secret)"]');
  expect(JSON.stringify(graph!.value)).not.toContain('1234');
});

it('leaves other texts to the engine', () => {
  expect(registry.meanings.get('volfile')!.display!(leaf('no such volume'))).toBeNull();
  expect(registry.meanings.get('volfile')!.derived!(leaf('volume a\nvolume b'))).toEqual([]);
});

it('ends on graphs that run in a ring, and takes any text', () => {
  const ring = 'volume a\nsubvolumes b\nend-volume\nvolume b\nsubvolumes a\nend-volume\n';
  expect(registry.meanings.get('volfile')!.derived!(leaf(ring))[0]!.display).toBe('b › a');
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('volume', 'end-volume', 'type', 'option', 'subvolumes', 'x', ' ', '\n', '\0')),
      (words) => {
        expect(Array.isArray(parseVolfile(words.join(' ')))).toBe(true);
      },
    ),
  );
});
