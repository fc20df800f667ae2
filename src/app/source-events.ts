/** What the worker tells of the open source: opened, refused, grows, done, lost. Errors are messages. */
import type { OpenError, SourceInfo } from '../decoder/api.ts';
import type { ClientEvent } from '../workers/client.ts';
import type { Aim } from './aim.ts';
import type { Context } from './context.ts';
import type { Navigation } from './navigation.ts';
import { painted } from './painted.ts';
import { NOWHERE, type Place } from './permalink/place.ts';
import type { SourceParts } from './source-parts.ts';
import { addMessage, announce } from './store.ts';
import { notTheWanted } from './wanted.ts';
import { grouped } from '../components/parts/grouped.ts';

/** About what a screen has. */
const FIRST_ROWS = 64;
/** Rows that are shown are fetched anew this often while the index grows, ms. */
const REFRESH = 1_000;

/** What the events ask of whoever opens sources. */
export interface Opener {
  /** grows with each thing that is opened */
  readonly turn: number;
  refuse(error: Pick<OpenError, 'title' | 'detail'>): void;
}

export class SourceEvents {
  private refreshed = 0;
  /** the first rows are on their way, or not painted yet */
  private awaitsRows = false;

  constructor(
    private readonly context: Context,
    private readonly navigation: Navigation,
    private readonly aim: Aim,
    private readonly parts: SourceParts,
    private readonly opener: Opener,
  ) {}

  /**
   * A source is asked for: what is seen first is asked for with it, so that it is on its way while the panes are made,
   * and is drawn before the first record is. Where a place further down is wanted that comes first.
   */
  begin({ row, filter }: Place): void {
    const { rows } = this.context.model;
    this.refreshed = this.context.now();
    this.awaitsRows = (row ?? 0) < FIRST_ROWS && filter === '';
    if (!this.awaitsRows) return;
    void rows
      .load(0)
      .then(painted)
      .then(() => {
        if (rows !== this.context.model.rows) return;
        this.awaitsRows = false;
        this.aim.follow();
      });
  }

  take(event: ClientEvent): void {
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
        model.refresh();
        break;
      case 'done':
        this.aim.reading = false;
        this.grown(event.info);
        store.setState({ progress: null });
        void this.complete(event.info);
        break;
      case 'refused':
        this.opener.refuse(event.error);
        break;
      case 'restarted': {
        const place = this.navigation.place();
        // A record that was shown when it died twice may be what kills it.
        this.aim.at(event.times > 1 ? { ...place, row: null, field: null, at: null } : place);
        this.aim.history = 'none';
        this.aim.reading = true;
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
        this.opener.refuse({
          title: 'The decoder stopped answering again and again.',
          detail: `The source was closed. ${event.reason}`,
        });
        break;
    }
  }

  private opened(info: SourceInfo): void {
    const { store, model } = this.context;
    const again = store.getState().stage === 'open';
    const { wanted } = store.getState();
    if (wanted && info.fingerprint !== '' && info.fingerprint !== wanted.fingerprint) {
      addMessage(store, { severity: 'warning', ...notTheWanted(wanted, info) });
      this.aim.target = NOWHERE;
    }
    // Of several files it is known now how many are captures.
    const { origin } = store.getState();
    const named = origin?.kind === 'file' ? { ...origin, name: info.name } : origin;
    store.setState({ stage: 'open', wanted: null, origin: named });
    this.grown(info);
    if (again) return;
    if (model.sourcePart !== null) this.aim.addressKnown();
    else if (info.kind === 'capture' && info.fingerprint !== '') void this.findPart(info);
    announce(store, `Opened ${info.name}.`);
  }

  private grown(info: SourceInfo): void {
    const { store, model } = this.context;
    model.info = info;
    // Matches and lanes of rows that are shown change while it grows; each refresh drops what is on its way.
    const now = this.context.now();
    if (info.complete || !this.aim.reading || now - this.refreshed > REFRESH) {
      this.refreshed = now;
      model.rows.refresh();
    }
    store.setState((state) => ({ infoVersion: state.infoVersion + 1 }));
    if (!this.awaitsRows) this.aim.follow();
  }

  private async complete(info: SourceInfo): Promise<void> {
    const { store, model } = this.context;
    if (!info.complete) {
      addMessage(store, {
        severity: 'info',
        title: 'Reading was stopped.',
        detail: `${grouped(info.records)} records of ${grouped(info.frames)} frames are shown.`,
      });
    } else {
      if (info.kind === 'capture' && info.records === 0) {
        addMessage(store, {
          severity: 'warning',
          title: `${grouped(info.frames)} ${info.frames === 1 ? 'frame' : 'frames'}, no RPC record.`,
          detail: info.rows > 0 ? 'Below is what the streams hold.' : 'There is no stream to look into.',
        });
      }
      announce(store, `${info.name}: ${grouped(info.records)} ${info.records === 1 ? 'record' : 'records'}.`);
    }
    if (model.sourcePart === null) await this.findPart(info);
  }

  private async findPart(info: SourceInfo): Promise<void> {
    const { turn } = this.opener;
    if (await this.parts.find(info, () => turn === this.opener.turn)) this.aim.addressKnown();
  }
}
