/** The part of the address that names the source; and what was opened in this visit, by that part. */
import type { Source, SourceInfo } from '../decoder/api.ts';
import type { Context } from './context.ts';
import { writeSource } from './permalink/link.ts';
import type { Origin } from './store.ts';

/** Local sources of this visit, so that Back leads to them without asking for the file again. */
const KEPT_LOCAL = 8;

export class SourceParts {
  private readonly local = new Map<string, { readonly origin: Origin; readonly source: Source }>();

  constructor(private readonly context: Context) {}

  /** What was opened under this part; undefined: nothing that is kept. */
  kept(part: string | null): { readonly origin: Origin; readonly source: Source } | undefined {
    return part === null ? undefined : this.local.get(part);
  }

  /**
   * Works out the part of the open source: the bytes themselves where they fit, else a fingerprint. False: another
   * source was opened meanwhile, or there is none.
   */
  async find(info: SourceInfo, isCurrent: () => boolean): Promise<boolean> {
    const { model, store } = this.context;
    let part: string | null = null;
    if (info.kind !== 'capture') {
      const write = async (secrets: boolean): Promise<string | null> => {
        const dumps = await model.dumps({ secrets }).catch(() => []);
        return dumps.length > 0 ? writeSource({ kind: 'bytes', dumps }) : null;
      };
      const [without, included] = [await write(false), await write(true)];
      if (!isCurrent()) return false;
      if (without !== included) model.secretParts = { without, included };
      // The address holds no secret but one that was given in it.
      part = store.getState().origin?.kind === 'link' ? included : without;
    }
    const { fingerprint, name, files } = info;
    if (part === null && fingerprint !== '')
      part = await writeSource({ kind: 'file', name, fingerprint, count: Math.max(1, files.length) });
    const { origin } = store.getState();
    if (!isCurrent() || part === null || !model.source || !origin) return false;
    model.sourcePart = part;
    this.local.delete(part);
    this.local.set(part, { origin, source: model.source });
    for (const key of [...this.local.keys()].slice(0, -KEPT_LOCAL)) this.local.delete(key);
    return true;
  }
}
