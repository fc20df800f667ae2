/**
 * Device numbers, as glibc packs them into 64 bits:
 *
 *     63        44 43           20 19        12 11          8..7        0
 *     major high  | minor high    |            | major low    | minor low
 *
 * (major: bits 8–19 and 44–63, minor: bits 0–7 and 20–43).
 */
import type { Meaning } from '../xdr/registry.ts';
import { wide } from './scalar.ts';

/** `8:1` */
export function deviceText(device: bigint): string {
  const major = ((device >> 8n) & 0xfffn) | ((device >> 32n) & 0xfffff000n);
  const minor = (device & 0xffn) | ((device >> 12n) & 0xffffff00n);
  return `${major}:${minor}`;
}

const device: Meaning = {
  display(view) {
    const value = wide(view);
    if (value === null) return null;
    return value === 0n ? '0' : `${deviceText(value)} (0x${value.toString(16)})`;
  },
};

export const deviceMeanings: readonly (readonly [string, Meaning])[] = [
  ['gf_dev', device],
  ['gf_dev32', device],
];
