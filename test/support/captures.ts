/** The captures of test/captures, unpacked. */
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const folder = new URL('../captures/', import.meta.url);

/** Names of all captures, without `.gz`. */
export const captureNames: readonly string[] = readdirSync(folder)
  .filter((name) => /\.pcap(ng)?\.gz$/.test(name))
  .map((name) => name.slice(0, -3))
  .sort();

/** The bytes of a capture, by its name or the beginning of it (`01`). */
export function capture(name: string): Uint8Array {
  const whole = captureNames.find((known) => known === name || known.startsWith(`${name}-`));
  if (whole === undefined) throw new Error(`There is no capture ${name} in test/captures.`);
  return new Uint8Array(gunzipSync(readFileSync(new URL(`${whole}.gz`, folder))));
}
