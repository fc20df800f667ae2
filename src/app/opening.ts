/**
 * How a source comes in: dropped, picked, pasted, a sample, a link. And what the worker then tells:
 * opened, refused, grows, done, lost. Errors are messages; the page stays usable.
 */
import type { Layer, OpenError, Source, SourceInfo } from '../decoder/api.ts';
import type { ClientEvent } from '../workers/client.ts';
import type { Context } from './context.ts';
import type { Navigation } from './navigation.ts';
import type { BadLink, Link, LinkSource } from './permalink/link.ts';
import { sizeOf, writeSource } from './permalink/link.ts';
import { NOWHERE, type Place } from './permalink/place.ts';
import { loadSample } from './sample-index.ts';
import type { SampleNote } from './samples/types.ts';
import type { Selection } from './selection.ts';
import { isText } from './sniff.ts';
import { addMessage, announce, type Origin, UNFILTERED } from './store.ts';

type History = 'step' | 'replace' | 'none';

interface OpenOptions {
  readonly place?: Place;
  readonly history?: History;
  readonly notes?: readonly SampleNote[];
}

/** Local sources of this visit, so that Back leads to them without asking for the file again. */
const KEPT_LOCAL = 8;
/** Rows that are shown are fetched anew this often while the index grows, ms. */
const REFRESH = 1_000;
const PASTED = 'Pasted text';
const number = (value: number): string => value.toLocaleString('en');

/** Ends in a mark, as all that is said does. */
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Captures have no dumps whose layers could be chosen. */
const isCapture = (source: Source): source is Extract<Source, { kind: 'file' | 'files' }> =>
  source.kind === 'file' || source.kind === 'files';

export class Opening {
  /** grows with each thing that is opened: what comes late for an older one is dropped */
  private turn = 0;
  /** where to go when rows are there */
  private target: Place | null = null;
  private aimedAt = 0;
  private history: History = 'step';
  private firstShown = false;
  private reading = false;
  private refreshed = 0;
  private readonly local = new Map<string, { origin: Origin; source: Source }>();

  constructor(
    private readonly context: Context,
    private readonly navigation: Navigation,
    private readonly selection: Selection,
  ) {}

  // ── ways in ──────────────────────────────────────────────────────────────────────────────────

  async files(files: readonly File[], folder = false): Promise<void> {
    const { store } = this.context;
    const [file] = files;
    if (folder) {
      addMessage(store, {
        severity: 'warning',
        title: 'This is a folder.',
        detail: 'Open the files in it one at a time.',
      });
      return;
    }
    if (!file) return;
    if (files.length > 1) {
      addMessage(store, {
        severity: 'warning',
        title: `These are ${number(files.length)} files.`,
        detail: 'Open them one at a time.',
      });
      return;
    }
    const turn = ++this.turn;
    const { wanted } = store.getState();
    let text: string | null = null;
    try {
      if (await isText(file)) text = await file.text();
      else await file.slice(0, 1).arrayBuffer();
    } catch {
      if (turn === this.turn) {
        this.refuse({
          title: `${file.name} cannot be read.`,
          detail: 'It was moved, changed or is not yours to read. Open it again.',
        });
      }
      return;
    }
    if (turn !== this.turn) return;
    if (wanted && text === null && sizeOf(wanted.fingerprint) !== file.size) {
      addMessage(store, {
        severity: 'warning',
        title: 'This is not the file that the link names.',
        detail: `The link names ${number(sizeOf(wanted.fingerprint))} bytes; ${file.name} has ${number(file.size)}. It is opened from its start.`,
      });
    }
    const matches = wanted !== null && (text !== null || sizeOf(wanted.fingerprint) === file.size);
    const options: OpenOptions = matches ? { place: this.target ?? NOWHERE, history: 'replace' } : {};
    const origin: Origin = { kind: 'file', name: file.name };
    this.open(
      origin,
      text === null
        ? { kind: 'file', name: file.name, blob: file }
        : { kind: 'text', name: file.name, text, layers: options.place?.layers ?? {} },
      options,
      matches ? wanted : null,
    );
  }

  text(text: string): void {
    this.turn++;
    const { wanted } = this.context.store.getState();
    const options: OpenOptions = wanted ? { place: this.target ?? NOWHERE, history: 'replace' } : {};
    const source: Source = { kind: 'text', name: PASTED, text, layers: options.place?.layers ?? {} };
    this.open({ kind: 'paste', name: PASTED }, source, options, wanted);
  }

  async sample(id: string, options: OpenOptions = {}): Promise<void> {
    const turn = ++this.turn;
    this.context.store.setState({ stage: 'opening', origin: { kind: 'sample', id, name: id } });
    const sample = await loadSample(this.context.fetch, id);
    if (turn !== this.turn) return;
    if (!sample.ok) {
      this.refuse(sample);
      return;
    }
    const { name, notes } = sample;
    const layers = options.place?.layers ?? {};
    const source: Source = sample.source.kind === 'text' ? { ...sample.source, layers } : sample.source;
    this.open({ kind: 'sample', id, name }, source, { ...options, notes });
  }

  async link(link: Link, history: History): Promise<void> {
    const { source, place } = link;
    if (source.kind === 'sample') {
      await this.sample(source.id, { place, history });
      return;
    }
    const turn = ++this.turn;
    const part = await writeSource(source);
    if (turn !== this.turn) return;
    const kept = part === null ? undefined : this.local.get(part);
    if (kept) {
      const withLayers = isCapture(kept.source) ? kept.source : { ...kept.source, layers: place.layers };
      this.open(kept.origin, withLayers, { place, history });
    } else if (source.kind === 'bytes') {
      const name = 'Dumps of a link';
      const { dumps } = source;
      this.open(
        { kind: 'link', name },
        { kind: 'dumps', name, dumps, layers: place.layers },
        { place, history },
      );
    } else {
      this.home();
      this.target = place;
      this.context.store.setState({ wanted: source });
    }
  }

  /** The address keeps what was given, so that a reload says the same. */
  badLink(bad: BadLink): void {
    this.refuse(bad, 'none');
  }

  /** The same source with other layers for its dumps. */
  relayer(dump: number, layer: Layer): void {
    const { model, store } = this.context;
    const { origin, layers: before, view, filter, bookmarks } = store.getState();
    if (!origin || !model.source || isCapture(model.source)) return;
    const layers = { ...before, [dump]: layer };
    if (layer === 'auto') delete layers[dump];
    const place: Place = { ...NOWHERE, row: store.getState().row, view, layers, filter, bookmarks };
    this.reopen(origin, { ...model.source, layers }, place, 'step');
  }

  // ── while it is open ─────────────────────────────────────────────────────────────────────────

  /** Goes to a place of the source that is open, as soon as its row is there. */
  go(place: Place, history: History): void {
    const { store } = this.context;
    const { layers } = store.getState();
    const { source } = this.context.model;
    if (source && !isCapture(source) && JSON.stringify(layers) !== JSON.stringify(place.layers)) {
      this.reopen(store.getState().origin!, { ...source, layers: place.layers }, place, history);
      return;
    }
    store.setState({ view: place.view, both: place.both });
    this.aim(place);
    this.history = history;
    this.follow();
  }

  cancel(): void {
    const { stage } = this.context.store.getState();
    if (stage === 'open') this.context.client.stop();
    else if (stage === 'opening') this.home();
  }

  /** The start page; what was open is closed. */
  home(): void {
    this.turn++;
    this.target = null;
    this.context.client.close();
    this.context.model.end();
    this.navigation.cancel();
    this.selection.clear();
    this.context.store.setState({
      stage: 'start',
      origin: null,
      progress: null,
      wanted: null,
      messages: [],
      both: false,
      view: 'fields',
      layers: {},
      secrets: false,
      dialog: null,
      ...UNFILTERED,
    });
  }

  event(event: ClientEvent): void {
    const { store, model } = this.context;
    switch (event.type) {
      case 'opened':
        this.opened(event.info);
        break;
      case 'progress':
        this.grown(event.info);
        store.setState({ progress: event.progress });
        break;
      case 'changed':
        model.rows.refresh();
        break;
      case 'done':
        this.reading = false;
        this.grown(event.info);
        store.setState({ progress: null });
        void this.complete(event.info);
        break;
      case 'refused':
        this.refuse(event.error);
        break;
      case 'restarted': {
        const place = this.navigation.place();
        // A record that was shown when it died twice may be what kills it.
        this.aim(event.times > 1 ? { ...place, row: null, field: null, at: null } : place);
        this.history = 'none';
        this.reading = true;
        model.records.clear();
        const kept = event.times > 1 ? 'the record that was shown is not.' : 'your place is kept.';
        addMessage(store, {
          severity: 'warning',
          title: 'The decoder stopped answering.',
          detail: `It was started again with the same source; ${kept}`,
        });
        announce(store, 'The decoder stopped answering and was started again.');
        break;
      }
      case 'gave-up':
        this.refuse({
          title: 'The decoder stopped answering again and again.',
          detail: `The source was closed. ${event.reason}`,
        });
        break;
    }
  }

  // ── inside ───────────────────────────────────────────────────────────────────────────────────

  private open(
    origin: Origin,
    source: Source,
    options: OpenOptions,
    wanted: (LinkSource & { kind: 'file' }) | null = null,
  ): void {
    const { store, model, client } = this.context;
    const place = options.place ?? NOWHERE;
    this.history = options.history ?? 'step';
    this.firstShown = false;
    this.reading = true;
    this.selection.clear();
    this.aim(place);
    this.navigation.cancel();
    model.begin(source, options.notes ?? []);
    if (origin.kind === 'sample') model.sourcePart = `sample/${origin.id}`;
    store.setState((state) => ({
      stage: 'opening',
      origin,
      progress: null,
      wanted,
      messages: wanted === null && state.wanted ? state.messages : [],
      view: place.view,
      both: place.both,
      layers: place.layers,
      secrets: false,
      dialog: null,
      ...UNFILTERED,
      filter: place.filter,
      bookmarks: place.bookmarks,
      find: null,
      filterText: place.filter,
      tab: place.at ? 'fields' : 'records',
    }));
    client.open(source);
  }

  /** The same bytes read otherwise: the source's part of the address stays. */
  private reopen(origin: Origin, source: Source, place: Place, history: History): void {
    const { notes, sourcePart, secretParts } = this.context.model;
    this.turn++;
    this.open(origin, source, { place, history, notes });
    this.context.model.sourcePart = sourcePart;
    this.context.model.secretParts = secretParts;
  }

  private opened(info: SourceInfo): void {
    const { store, model } = this.context;
    const again = store.getState().stage === 'open';
    const { wanted } = store.getState();
    if (wanted && info.fingerprint !== '' && info.fingerprint !== wanted.fingerprint) {
      addMessage(store, {
        severity: 'warning',
        title: 'This is not the file that the link names.',
        detail: 'Its length is the same and its bytes are not. It is opened from its start.',
      });
      this.target = NOWHERE;
    }
    store.setState({ stage: 'open', wanted: null });
    this.grown(info);
    if (again) return;
    if (model.sourcePart !== null) this.addressKnown();
    else if (info.kind === 'capture' && info.fingerprint !== '') void this.findSourcePart(info);
    announce(store, `Opened ${info.name}.`);
  }

  private grown(info: SourceInfo): void {
    const { store, model } = this.context;
    model.info = info;
    // Matches and lanes of rows that are shown change while it grows; each refresh drops what is on its way.
    const now = this.context.now();
    if (info.complete || !this.reading || now - this.refreshed > REFRESH) {
      this.refreshed = now;
      model.rows.refresh();
    }
    store.setState((state) => ({ infoVersion: state.infoVersion + 1 }));
    this.follow();
  }

  private async complete(info: SourceInfo): Promise<void> {
    const { store, model } = this.context;
    if (!info.complete) {
      addMessage(store, {
        severity: 'info',
        title: 'Reading was stopped.',
        detail: `${number(info.records)} records of ${number(info.frames)} frames are shown.`,
      });
    } else {
      if (info.kind === 'capture' && info.records === 0) {
        addMessage(store, {
          severity: 'warning',
          title: `${number(info.frames)} ${info.frames === 1 ? 'frame' : 'frames'}, no RPC record.`,
          detail: info.rows > 0 ? 'Below is what the streams hold.' : 'There is no stream to look into.',
        });
      }
      announce(store, `${info.name}: ${number(info.records)} ${info.records === 1 ? 'record' : 'records'}.`);
    }
    if (model.sourcePart === null) await this.findSourcePart(info);
  }

  /** Works out the source's part of the address: the bytes themselves where they fit, else a fingerprint. */
  private async findSourcePart(info: SourceInfo): Promise<void> {
    const { model, store } = this.context;
    const turn = this.turn;
    let part: string | null = null;
    if (info.kind !== 'capture') {
      const write = async (secrets: boolean): Promise<string | null> => {
        const dumps = await model.dumps({ secrets }).catch(() => []);
        return dumps.length > 0 ? writeSource({ kind: 'bytes', dumps }) : null;
      };
      const [without, included] = [await write(false), await write(true)];
      if (turn !== this.turn) return;
      if (without !== included) model.secretParts = { without, included };
      // The address holds no secret but one that was given in it.
      part = store.getState().origin?.kind === 'link' ? included : without;
    }
    const { fingerprint, name } = info;
    if (part === null && fingerprint !== '') part = await writeSource({ kind: 'file', name, fingerprint });
    const { origin } = store.getState();
    if (turn !== this.turn || part === null || !model.source || !origin) return;
    model.sourcePart = part;
    this.local.delete(part);
    this.local.set(part, { origin, source: model.source });
    for (const key of [...this.local.keys()].slice(0, -KEPT_LOCAL)) this.local.delete(key);
    this.addressKnown();
  }

  private addressKnown(): void {
    if (this.history === 'step') this.navigation.step();
    else if (this.history === 'replace') this.navigation.replaceNow();
    // What follows while the place is sought refines this step.
    if (this.history === 'step') this.history = 'replace';
  }

  /** Where to go when its row is there, unless a person goes elsewhere before. */
  private aim(place: Place): void {
    this.target = place;
    this.aimedAt = this.selection.moves;
  }

  /** Selects the row of the target once it was read; the first row where none is named. */
  private follow(): void {
    const { model, store } = this.context;
    const { target } = this;
    const { info } = model;
    if (!target || !info) return;
    if (this.aimedAt !== this.selection.moves) {
      this.target = null;
      return;
    }
    const row = target.row ?? (this.firstShown ? null : 0);
    if (row !== null && row >= info.rows) {
      if (this.reading) return;
      this.target = null;
      if (target.row !== null) {
        addMessage(store, {
          severity: 'warning',
          title: `There is no row ${number(target.row)}.`,
          detail: `The link names it; this source has ${number(info.rows)}.`,
        });
      }
      return;
    }
    this.target = null;
    this.firstShown = true;
    if (row === null) return;
    const field = target.field !== null || target.at ? { field: target.field, at: target.at } : null;
    const history = this.history === 'none' ? 'none' : 'replace';
    void this.selection.row(row, { field, as: target.as, history });
  }

  private refuse(error: Pick<OpenError, 'title' | 'detail'>, history: History = this.history): void {
    this.home();
    addMessage(this.context.store, { severity: 'error', title: sentence(error.title), detail: error.detail });
    if (history !== 'none') this.navigation.leave();
  }
}
