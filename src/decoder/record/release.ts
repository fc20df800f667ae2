/**
 * Which releases of GlusterFS may have sent a record. Each thing that only some releases send narrows the
 * set: the version of a program, a procedure, a form of credential, a layout that fits, the programs that
 * a server lists, a version that a client tells of itself.
 */
import type { ReleaseSet } from '../xdr/descriptor.ts';
import { intersectReleases, parseReleases, printReleases } from '../xdr/releases.ts';
import { utf8 } from '../xdr/text.ts';
import { NodeView } from '../xdr/view.ts';
import type { DecodedRecord } from './decode.ts';
import { procedureName, programWords } from './names.ts';

export interface Evidence {
  readonly releases: ReleaseSet;
  /** what it rests on, as part of a sentence: `its credential is AUTH_GLUSTERFS_v3` */
  readonly why: string;
  /** read (a peer says its version) and not worked out from what it does */
  readonly read: boolean;
}

/** Keys of dictionaries whose value is the sender's own version. */
const VERSION_KEYS: ReadonlySet<string> = new Set(['client-version']);

/** What the record says about its sender. */
export function evidenceOf(record: DecodedRecord): Evidence[] {
  const out: Evidence[] = [];
  const add = (releases: ReleaseSet | null | undefined, why: string, read = false): void => {
    if (releases && releases.length > 0) out.push({ releases, why, read });
  };
  const { numbers, language, chosen, sections } = record;
  const { protocol } = language;
  if (numbers && record.as === null) {
    const program = protocol.program(numbers.program);
    const version = program?.versions.find(({ number }) => number === numbers.version);
    const name = `it speaks ${programWords(record)}`;
    add(version?.releases, name);
    if (chosen) {
      const procedures = protocol.procedures(numbers.program, numbers.version, numbers.procedure);
      if (procedures.length === 1) add(procedures[0]!.releases, `${name} ${procedureName(record)}`);
      if (chosen.fits === 'exact' && chosen.layouts > 1) {
        add(chosen.releases, `${procedureName(record)} fits that layout`);
      }
    }
  }
  const nodes = record.tree.count;
  for (let node = 0; node < nodes; node++) {
    const view = new NodeView(protocol.table, record.tree, record.message.bytes, node);
    if (view.isLeaf) continue;
    if (
      sections.credential >= 0 &&
      node > sections.credential &&
      node < record.tree.end[sections.credential]!
    ) {
      add(view.field.type.releases, `its credential is ${view.field.label}`);
    }
    listedProgram(record, view, add);
    toldVersion(view, add);
  }
  return out;
}

type Add = (releases: ReleaseSet | null | undefined, why: string, read?: boolean) => void;

/** A program that a server offers. */
function listedProgram({ language }: DecodedRecord, view: NodeView, add: Add): void {
  const number = view.child('prognum');
  const version = view.child('progver');
  if (!number?.present || !version?.present || number.length !== 8 || version.length !== 8) return;
  const program = language.protocol.program(Number(number.uhyper()));
  const wanted = Number(version.uhyper());
  const known = program?.versions.find((one) => one.number === wanted);
  add(known?.releases, `it offers ${program?.label} ${wanted}`);
}

/** A pair of a dictionary that tells a version. */
function toldVersion(view: NodeView, add: Add): void {
  const key = textOf(view.child('key'));
  if (key === null || !VERSION_KEYS.has(key)) return;
  const value = textOf(view.child('value'));
  const version = /^\d+(\.\d+){0,2}/.exec(value ?? '')?.[0];
  if (version !== undefined) add(parseReleases(version), `${key} says ${version}`, true);
}

function textOf(view: NodeView | null): string | null {
  if (!view?.present || !view.isLeaf || view.length > 256) return null;
  return utf8(view.raw())?.replace(/\0$/, '') ?? null;
}

/** The releases that one side of a connection may be, and why. */
export class Possible {
  releases: ReleaseSet | null = null;
  /** what narrowed the set, in order; what contradicts all before is left out */
  readonly evidence: (Evidence & { readonly row: number })[] = [];

  /** Returns false where it contradicts what is known. */
  add(evidence: Evidence, row: number): boolean {
    const next = intersectReleases(this.releases, evidence.releases)!;
    if (next.length === 0) return false;
    if (this.releases !== null && printReleases(next) === printReleases(this.releases)) return true;
    this.releases = next;
    this.evidence.push({ ...evidence, row });
    return true;
  }

  /** `GlusterFS 10.3, read: client-version says 10.3 (record 23)`; '' where nothing is known. */
  words(): string {
    const last = this.evidence.at(-1);
    if (!last) return '';
    const how = last.read ? 'read' : 'inferred';
    return `GlusterFS ${printReleases(this.releases)}, ${how}: ${last.why} (record ${last.row})`;
  }
}
