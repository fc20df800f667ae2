/** What can be chosen in `Decode as`: procedures of all programs, and types. */
import type { Decodable } from '../api.ts';
import type { Protocol } from '../xdr/protocol.ts';

export function decodablesOf(protocol: Protocol): Decodable[] {
  const out: Decodable[] = [];
  for (const program of protocol.programs) {
    for (const version of program.versions) {
      const seen = new Set<number>();
      for (const procedure of version.procedures) {
        if (seen.has(procedure.number)) continue;
        seen.add(procedure.number);
        for (const reply of [false, true]) {
          const label = `${program.label} ${version.number} ${procedure.name} ${reply ? 'reply' : 'call'}`;
          const as = {
            kind: 'procedure',
            program: program.number,
            version: version.number,
            procedure: procedure.number,
            reply,
            offset: 0,
          } as const;
          out.push({ label, as });
        }
      }
    }
  }
  const names = new Map<string, number>();
  for (const { name } of protocol.types) names.set(name, (names.get(name) ?? 0) + 1);
  for (const { name, file } of protocol.types) {
    const type = names.get(name)! > 1 ? `${file}:${name}` : name;
    out.push({ label: type, as: { kind: 'type', type, offset: 0 } });
  }
  return out;
}
