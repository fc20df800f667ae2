/**
 * How a source comes in: dropped, picked, pasted, a sample, a link. What the worker then tells is taken by
 * source-events.ts. Errors are messages; the page stays usable.
 */
import type { Layer, OpenError, Source } from '../decoder/api.ts';
import type { ClientEvent } from '../workers/client.ts';
import { Aim, type History } from './aim.ts';
import type { Context } from './context.ts';
import type { Navigation } from './navigation.ts';
import type { BadLink, Link, LinkSource } from './permalink/link.ts';
import { sizeOf, writeSource } from './permalink/link.ts';
import { NOWHERE, type Place } from './permalink/place.ts';
import { sortOut } from './incoming-files.ts';
import { loadSample } from './sample-index.ts';
import type { SampleNote } from './samples/types.ts';
import type { Selection } from './selection.ts';
import { isText } from './sniff.ts';
import { SourceEvents } from './source-events.ts';
import { SourceParts } from './source-parts.ts';
import { addMessage, NOTHING_OPENED, type Origin, UNFILTERED } from './store.ts';
import { notTheWanted } from './wanted.ts';
import { grouped } from '../components/parts/grouped.ts';

interface OpenOptions {
  readonly place?: Place;
  readonly history?: History;
  readonly notes?: readonly SampleNote[];
}

const PASTED = 'Pasted text';

/** Ends in a mark, as all that is said does. */
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Captures have no dumps whose layers could be chosen. */
const isCapture = (source: Source): source is Extract<Source, { kind: 'file' | 'files' }> =>
  source.kind === 'file' || source.kind === 'files';

export class Opening {
  /** grows with each thing that is opened: what comes late for an older one is dropped */
  turn = 0;
  /** the same of files that are looked at before they are opened */
  private asked = 0;
  private readonly aim: Aim;
  private readonly parts: SourceParts;
  private readonly events: SourceEvents;

  constructor(
    private readonly context: Context,
    private readonly navigation: Navigation,
    private readonly selection: Selection,
  ) {
    this.aim = new Aim(context, navigation, selection);
    this.parts = new SourceParts(context);
    this.events = new SourceEvents(context, navigation, this.aim, this.parts, this);
  }

  // ── ways in ──────────────────────────────────────────────────────────────────────────────────

  /** @param folder name of the folder that was dropped, whose files these are; null: files */
  async files(files: readonly File[], folder: string | null = null): Promise<void> {
    const { turn } = this;
    const asked = ++this.asked;
    const found = await sortOut(files, folder);
    if (turn !== this.turn || asked !== this.asked) return;
    if ('title' in found) {
      addMessage(this.context.store, { severity: 'warning', ...found });
      return;
    }
    const [file] = found;
    if (found.length === 1) await this.file(file!);
    else if (file) this.several(found);
  }

  private async file(file: File): Promise<void> {
    const { store } = this.context;
    const turn = ++this.turn;
    const { wanted } = store.getState();
    let text: string | null = null;
    try {
      // What is none is read by the decoder alone, which says as well where that fails.
      if (await isText(file)) text = await file.text();
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
    const matches = wanted !== null && (text !== null || sizeOf(wanted.fingerprint) === file.size);
    if (wanted && !matches) {
      const { size } = file;
      addMessage(store, { severity: 'warning', ...notTheWanted(wanted, { files: [file], size }) });
    }
    const options: OpenOptions = matches ? { place: this.aim.target ?? NOWHERE, history: 'replace' } : {};
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

  /** What of them is no capture is left out by the decoder; only then it is known whether a link names them. */
  private several(files: readonly File[]): void {
    this.turn++;
    const { wanted } = this.context.store.getState();
    const name = `${grouped(files.length)} files`;
    const named = files.map((file) => ({ name: file.name, blob: file }));
    const options: OpenOptions = wanted ? { place: this.aim.target ?? NOWHERE, history: 'replace' } : {};
    this.open({ kind: 'file', name }, { kind: 'files', name, files: named }, options, wanted);
  }

  text(text: string): void {
    this.turn++;
    const { wanted } = this.context.store.getState();
    const options: OpenOptions = wanted ? { place: this.aim.target ?? NOWHERE, history: 'replace' } : {};
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
    const kept = this.parts.kept(part);
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
      this.aim.target = place;
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
    const { tab } = store.getState();
    store.setState({
      view: place.view,
      side: place.side,
      both: place.both,
      tab: place.side !== 'record' ? 'statistics' : tab === 'statistics' ? 'records' : tab,
    });
    this.aim.at(place);
    this.aim.history = history;
    this.aim.follow();
  }

  cancel(): void {
    const { stage } = this.context.store.getState();
    if (stage === 'open') this.context.client.stop();
    else if (stage === 'opening') this.home();
  }

  /** The start page; what was open is closed. */
  home(): void {
    this.turn++;
    this.aim.target = null;
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
      side: 'record',
      layers: {},
      ...NOTHING_OPENED,
      ...UNFILTERED,
      bookmarks: [],
    });
  }

  event(event: ClientEvent): void {
    this.events.take(event);
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
    this.selection.clear();
    this.aim.begin(place, options.history ?? 'step');
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
      side: place.side,
      both: place.both,
      layers: place.layers,
      ...NOTHING_OPENED,
      ...UNFILTERED,
      filter: place.filter,
      bookmarks: place.bookmarks,
      filterText: place.filter,
      tab: place.side !== 'record' ? 'statistics' : place.at ? 'fields' : 'records',
    }));
    client.open(source);
    this.events.begin(place);
  }

  /** The same bytes read otherwise: the source's part of the address stays. */
  private reopen(origin: Origin, source: Source, place: Place, history: History): void {
    const { notes, sourcePart, secretParts } = this.context.model;
    this.turn++;
    this.open(origin, source, { place, history, notes });
    this.context.model.sourcePart = sourcePart;
    this.context.model.secretParts = secretParts;
  }

  refuse(error: Pick<OpenError, 'title' | 'detail'>, history: History = this.aim.history): void {
    this.home();
    addMessage(this.context.store, { severity: 'error', title: sentence(error.title), detail: error.detail });
    if (history !== 'none') this.navigation.leave();
  }
}
