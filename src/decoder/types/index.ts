/** The registry: which meaning and which container belongs to which type name of the `.x` files. */
import type { Codec, Meaning, Registry } from '../xdr/registry.ts';
import { aclMeanings } from './acl.ts';
import { attributeMeanings } from './attributes.ts';
import { deviceMeanings } from './device.ts';
import { dictCodec, dictTailCodec, typedDictValueCodec } from './dict.ts';
import { dictMeanings } from './dict-meanings.ts';
import { valueCodecs } from './dict-value.ts';
import { errnoMeanings } from './errno.ts';
import { fileOperationMeanings } from './file-operations.ts';
import { identityMeanings } from './identity.ts';
import { lockMeanings } from './locks.ts';
import { managementMeanings } from './management.ts';
import { modeMeanings } from './mode.ts';
import { openFlagMeanings } from './open-flags.ts';
import { packedMeanings } from './packed.ts';
import { rpcMeanings } from './rpc.ts';
import { sizeMeanings } from './size.ts';
import { timeMeanings } from './time.ts';
import { uuidMeanings } from './uuid.ts';
import { volfileMeanings } from './volfile.ts';

const MEANINGS: readonly (readonly [string, Meaning])[] = [
  ...aclMeanings,
  ...attributeMeanings,
  ...deviceMeanings,
  ...dictMeanings,
  ...errnoMeanings,
  ...fileOperationMeanings,
  ...identityMeanings,
  ...lockMeanings,
  ...managementMeanings,
  ...modeMeanings,
  ...openFlagMeanings,
  ...packedMeanings,
  ...rpcMeanings,
  ...sizeMeanings,
  ...timeMeanings,
  ...uuidMeanings,
  ...volfileMeanings,
];

const CODECS: readonly Codec[] = [dictCodec, dictTailCodec, typedDictValueCodec, ...valueCodecs];

/** Every name once: a second entry would silently hide the first. */
function unique<T>(entries: readonly (readonly [string, T])[]): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const [name, value] of entries) {
    if (map.has(name)) throw new Error(`${name} is registered twice`);
    map.set(name, value);
  }
  return map;
}

export const registry: Registry = {
  meanings: unique(MEANINGS),
  codecs: unique(CODECS.map((codec) => [codec.name, codec])),
};
