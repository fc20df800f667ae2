import { describe, expect, test } from 'vitest';
import { nextLeaf, widen } from '../components/linkage/nodes.ts';
import { writeFragment, writeSource } from './permalink/link.ts';
import { NOWHERE } from './permalink/place.ts';
import { showSide } from './sides.ts';
import { file, page, smallInfo, smallSession } from './test-page.ts';

const titles = (state: { messages: readonly { title: string }[] }): string[] =>
  state.messages.map(({ title }) => title);

describe.concurrent('opening', () => {
  test('a file opens at its first row, with its fingerprint in the address', async () => {
    const { controller, rest, state, fragment } = page();
    await controller.opening.files([file()]);
    await rest();
    expect(state().stage).toBe('open');
    expect(state().row).toBe(0);
    expect(fragment()).toBe('#v1/file/100-0123456789abcdef/a.pcap?row=0');
  });

  test('a paste carries its bytes in the address', async () => {
    const { controller, rest, fragment } = page();
    controller.opening.text('80 00 00 04');
    await rest();
    expect(fragment()).toMatch(/^#v1\/bytes\/[0-9a-z]+\.[0-9a-z]+\/[\w-]+\?row=0$/);
  });

  test('several files open together, with one fingerprint in the address', async () => {
    const { controller, rest, state, opened, fragment } = page();
    await controller.opening.files([file('a'), file('b'), file('c')]);
    await rest();
    expect(opened[0]).toMatchObject({ kind: 'files', name: '3 files', files: [{ name: 'a' }, {}, {}] });
    expect(state()).toMatchObject({ stage: 'open', origin: { kind: 'file', name: '3 files' }, row: 0 });
    expect(fragment()).toBe('#v1/files/300-0123456789abcdef/3?row=0');
  });

  test('of a folder the captures open; without one it gets a sentence', async () => {
    const { controller, rest, state, opened } = page();
    const other = new File(['notes'], 'notes.txt');
    await controller.opening.files([other], 'dump');
    expect(titles(state())).toEqual(['There is no capture in the folder dump.']);
    await controller.opening.files([file('a'), other, file('b')], 'dump');
    await rest();
    expect(opened[0]).toMatchObject({ kind: 'files', files: [{ name: 'a' }, { name: 'b' }] });
  });

  test('several texts get a sentence, and what is open stays', async () => {
    const { controller, rest, state } = page();
    await controller.opening.files([file()]);
    await rest();
    await controller.opening.files([new File(['a'], 'a.txt'), new File(['b'], 'b.txt')]);
    expect(titles(state())).toEqual(['These are 2 texts.']);
    expect(state().stage).toBe('open');
  });

  test('of several files it is told how many are captures', async () => {
    const { controller, rest, state } = page({
      open: (source, events) => {
        const session = smallSession({ ...smallInfo(source), name: 'a.pcap' }, events);
        return Promise.resolve({ ok: true, session });
      },
    });
    await controller.opening.files([file('a.pcap'), new File(['text'], 'b')]);
    await rest();
    expect(state().origin?.name).toBe('a.pcap');
  });

  test('a text that is dropped is read as a text', async () => {
    const { controller, rest, opened } = page();
    await controller.opening.files([new File(['0000 80 00 00 04\n'], 'mail.txt')]);
    await rest();
    expect(opened[0]).toMatchObject({ kind: 'text', name: 'mail.txt' });
  });

  test('a web page named .pcap goes to the decoder as what it claims to be', async () => {
    const { controller, rest, opened } = page();
    await controller.opening.files([new File(['<!DOCTYPE html><html>'], 'x.pcap')]);
    await rest();
    expect(opened[0]).toMatchObject({ kind: 'file' });
  });

  test('what cannot be read is said on the start page, and the next source opens', async () => {
    let refuse = true;
    const error = { code: 'empty', title: 'This file is empty.', detail: 'It has 0 bytes.' };
    const { controller, rest, state } = page({
      open: (source, events) =>
        Promise.resolve(
          refuse ? { ok: false, error } : { ok: true, session: smallSession(smallInfo(source), events) },
        ),
    });
    await controller.opening.files([file()]);
    await rest();
    expect(state().stage).toBe('start');
    expect(titles(state())).toEqual(['This file is empty.']);
    refuse = false;
    await controller.opening.files([file()]);
    await rest();
    expect(state().stage).toBe('open');
    expect(titles(state())).toEqual([]);
  });

  test('a capture without a record says so, and shows what its streams hold', async () => {
    const { controller, rest, state } = page({
      open: (source, events) => {
        const info = { ...smallInfo(source, 3), records: 0, frames: 2_210 };
        return Promise.resolve({ ok: true, session: smallSession(info, events) });
      },
    });
    await controller.opening.files([file()]);
    await rest();
    expect(state().stage).toBe('open');
    expect(state().messages).toMatchObject([
      { title: '2,210 frames, no RPC record.', detail: 'Below is what the streams hold.' },
    ]);
  });

  test('reading that is stopped keeps what was read, and says so', async () => {
    const { controller, rest, state } = page({
      open: (source, events) => {
        const info = { ...smallInfo(source), complete: false };
        const done = new Promise<void>((resolve) => {
          events.signal!.addEventListener('abort', () => resolve());
        });
        return Promise.resolve({ ok: true, session: { ...smallSession(info, events), done } });
      },
    });
    await controller.opening.files([file()]);
    await rest();
    expect(state().messages).toEqual([]);
    controller.opening.cancel();
    await rest();
    expect(state()).toMatchObject({ stage: 'open', row: 0, progress: null });
    expect(state().messages).toMatchObject([
      { title: 'Reading was stopped.', detail: '10 records of 10 frames are shown.' },
    ]);
  });

  test('the last of several quick openings wins', async () => {
    const { controller, rest, state, fragment } = page();
    void controller.opening.files([file('one.pcap')]);
    void controller.opening.sample('mail');
    void controller.opening.files([file('two.pcap')]);
    await rest();
    expect(state().origin?.name).toBe('two.pcap');
    expect(fragment()).toContain('two.pcap');
  });

  test('a sample that is not there says so', async () => {
    const { controller, rest, state } = page();
    await controller.opening.sample('nothing');
    await rest();
    expect(titles(state())).toEqual(['There is no such sample.']);
  });
});

describe.concurrent('links', () => {
  test('lead to the record, the field and the view', async () => {
    const start = '#v1/sample/mail?row=3&field=args/word&view=words&half=both';
    const { controller, rest, state, fragment } = page({ start });
    await controller.follow('replace');
    await rest();
    expect(state()).toMatchObject({ row: 3, node: 2, view: 'words', both: true });
    expect(fragment()).toBe('#v1/sample/mail?row=3&field=args/word&at=4,4&view=words&half=both');
  });

  test('find a field by its bytes where its path is gone', async () => {
    const { controller, rest, state } = page({ start: '#v1/sample/mail?row=1&field=gone/long/ago&at=4,4' });
    await controller.follow('replace');
    await rest();
    expect(state()).toMatchObject({ row: 1, node: 2 });
  });

  test('to a row that is not there say so', async () => {
    const { controller, rest, state } = page({ start: '#v1/sample/mail?row=999' });
    await controller.follow('replace');
    await rest();
    expect(titles(state())).toEqual(['There is no row 999.']);
  });

  test('that carry bytes open them', async () => {
    const dumps = [
      { bytes: Uint8Array.of(0x80, 0, 0, 4), src: 'a', dst: null, lines: [3, 3] as [number, number] },
    ];
    const part = await writeSource({ kind: 'bytes', dumps });
    const { controller, rest, opened, fragment } = page({
      start: writeFragment(part!, { ...NOWHERE, row: 2 }),
    });
    await controller.follow('replace');
    await rest();
    expect(opened[0]).toMatchObject({ kind: 'dumps', dumps });
    expect(fragment()).toContain('row=2');
  });

  test('that are damaged give a message and the start page, and Back does not trap', async () => {
    const { controller, rest, state, history } = page({ start: '#v1/bytes/1a.1/AA' });
    await controller.follow('replace');
    await rest();
    expect(titles(state())[0]).toMatch(/^The link is damaged: /);
    expect(state().stage).toBe('start');
    expect(history.entries).toHaveLength(1);
  });

  test('to a file ask for it, and show the very place when it comes', async () => {
    const start = '#v1/file/100-0123456789abcdef/a.pcap?row=4&field=args/word';
    const { controller, rest, state, fragment } = page({ start });
    await controller.follow('replace');
    expect(state()).toMatchObject({
      stage: 'start',
      wanted: { name: 'a.pcap', fingerprint: '100-0123456789abcdef' },
    });
    await controller.opening.files([file()]);
    await rest();
    expect(state()).toMatchObject({ stage: 'open', wanted: null, row: 4, node: 2 });
    expect(fragment()).toContain('row=4');
  });

  test('to several files ask for them, whatever their order, and tell others', async () => {
    const start = '#v1/files/250-0123456789abcdef/2?row=4';
    const dropped: readonly (readonly [readonly File[], string])[] = [
      [[file('b', 150), file('a', 100)], ''],
      [[file('b', 150), file('other.pcap', 100)], 'Their length is the same'],
      [[file('b', 150), file('a', 10)], 'The link names 250 bytes; these 2 files have 160.'],
      [[file('b', 150)], 'The link names 2 files; this is one.'],
    ];
    for (const [files, said] of dropped) {
      const { controller, rest, state } = page({ start });
      await controller.follow('replace');
      expect(state()).toMatchObject({ stage: 'start', wanted: { count: 2 } });
      await controller.opening.files(files);
      await rest();
      expect(state()).toMatchObject({ stage: 'open', wanted: null, row: said === '' ? 4 : 0 });
      expect(state().messages.map(({ detail }) => detail.includes(said))).toEqual(said === '' ? [] : [true]);
    }
  });

  test('to a file tell another file by its length or by its bytes', async () => {
    for (const other of [file('b.pcap', 50), file('other.pcap', 100)]) {
      const { controller, rest, state } = page({ start: '#v1/file/100-0123456789abcdef/a.pcap?row=4' });
      await controller.follow('replace');
      await controller.opening.files([other]);
      await rest();
      expect(titles(state())).toEqual(['This is not the file that the link names.']);
      expect(state().row).toBe(0);
    }
  });
});

describe.concurrent('Back and Forward', () => {
  test('walk records and sources; a local file is not asked for again', async () => {
    const { controller, rest, pass, state, history, opened } = page();
    await controller.opening.files([file()]);
    await rest();
    pass(5_000);
    await controller.selection.row(3);
    pass(5_000);
    await controller.opening.sample('mail');
    await rest();
    expect(state().origin?.kind).toBe('sample');
    history.back();
    await rest();
    expect(state().origin?.kind).toBe('file');
    expect(state().row).toBe(3);
    expect(opened).toHaveLength(3);
    history.back();
    await rest();
    expect(state().row).toBe(0);
    expect(opened).toHaveLength(3);
    history.forward();
    await rest();
    expect(state().row).toBe(3);
    history.back();
    history.back();
    await rest();
    expect(state().stage).toBe('start');
  });

  test('records that are run through are one step', async () => {
    const { controller, rest, pass, history } = page();
    await controller.opening.files([file()]);
    await rest();
    const before = history.entries.length;
    pass(5_000);
    for (let step = 0; step < 5; step++) {
      controller.moveRow(1);
      await new Promise((resolve) => setTimeout(resolve, 10));
      pass(30);
    }
    await rest();
    expect(history.entries.length).toBe(before + 1);
    expect(history.entries.at(-1)).toContain('row=5');
  });

  test('words are shown in the place of a side', async () => {
    const { controller, rest, state } = page();
    await controller.opening.files([file()]);
    await rest();
    showSide(controller, 'stats');
    expect(state()).toMatchObject({ side: 'stats', view: 'fields', tab: 'statistics' });
    controller.selection.setView('words');
    expect(state()).toMatchObject({ side: 'record', view: 'words', tab: 'fields' });
  });

  test('a field replaces, a view is a step', async () => {
    const { controller, rest, pass, history } = page();
    await controller.opening.files([file()]);
    await rest();
    const before = history.entries.length;
    controller.selection.node(2, 4);
    await rest();
    expect(history.entries).toHaveLength(before);
    expect(history.entries.at(-1)).toContain('field=args/word&at=4,4');
    pass(5_000);
    controller.selection.setView('words');
    expect(history.entries).toHaveLength(before + 1);
  });
});

describe.concurrent('selection', () => {
  test('keeps the field while records are walked', async () => {
    const { controller, rest, state } = page();
    await controller.opening.files([file()]);
    await rest();
    controller.selection.node(2, 5);
    await rest();
    controller.moveRow(1);
    await rest();
    expect(state()).toMatchObject({ row: 1, node: 2 });
  });

  test('moves by field, outwards, and over to the other half', async () => {
    const { controller, rest, state } = page();
    await controller.opening.files([file()]);
    await rest();
    controller.moveField(nextLeaf);
    expect(state().node).toBe(0);
    controller.selection.node(1, 0);
    controller.moveField(nextLeaf);
    expect(state()).toMatchObject({ node: 2, caret: 4 });
    controller.moveField(widen);
    expect(state()).toMatchObject({ node: 0, caret: 4 });
    controller.goToMatch();
    await rest();
    expect(state().row).toBe(1);
    expect(controller.half()).toBe('reply');
  });

  test('shows both halves, and a field of the other makes that one the record', async () => {
    const { controller, rest, state } = page();
    await controller.opening.files([file()]);
    await rest();
    controller.setHalf('both');
    await rest();
    expect(controller.model.other?.row).toBe(1);
    controller.selection.nodeOfOther(1, 2);
    expect(state()).toMatchObject({ row: 1, node: 1, caret: 2, both: true });
    expect(controller.model.other?.row).toBe(0);
  });

  test('shows what the worker finds, and says when it finds nothing', async () => {
    const { controller, rest, state } = page();
    await controller.opening.files([file()]);
    await rest();
    controller.findNext(1, 'error', 'none');
    await rest();
    expect(state().row).toBe(5);
    controller.findNext(1, 'error', 'No error behind this record.');
    await rest();
    expect(state().row).toBe(5);
    expect(state().announcement.text).toBe('No error behind this record.');
    controller.finder.open('bytes');
    controller.finder.edit({ text: 'abc' });
    await controller.finder.again(1);
    expect(state().find).toMatchObject({ failed: true, status: 'An odd number of digits.', busy: null });
    expect(state().announcement.text).toBe('An odd number of digits.');
    controller.finder.close();
    controller.finder.open();
    expect(state().find).toMatchObject({ kind: 'bytes', text: 'abc', status: '' });
  });

  test('another source has the words that were looked for, and nothing of where they were found', async () => {
    const { controller, rest, state } = page();
    await controller.opening.files([file()]);
    await rest();
    controller.finder.open('bytes');
    controller.finder.edit({ text: 'abcd' });
    for (const at of [0, 4]) {
      await controller.finder.again(1);
      expect(state()).toMatchObject({ row: 0, caret: at, find: { status: 'record 0' } });
    }
    controller.bookmarks.toggle();
    controller.filterMenu.open({ kind: 'row', row: 0 });
    await controller.opening.files([file('b.pcap')]);
    await rest();
    expect(state()).toMatchObject({ find: null, bookmarks: [], menu: null });
    controller.finder.open();
    expect(state().find).toMatchObject({ kind: 'bytes', text: 'abcd', status: '' });
    await controller.finder.again(1);
    expect(state()).toMatchObject({ row: 0, caret: 0 });
  });

  test('on the start page nothing is left of what was open', async () => {
    const { controller, rest, state } = page();
    await controller.opening.files([file()]);
    await rest();
    controller.bookmarks.toggle();
    controller.finder.open();
    controller.filterMenu.open({ kind: 'row', row: 0 });
    controller.home();
    expect(state()).toMatchObject({ stage: 'start', row: null, find: null, bookmarks: [], menu: null });
    await controller.opening.files([file()]);
    await rest();
    expect(state()).toMatchObject({ find: null, bookmarks: [], menu: null });
  });

  test('bookmarks are kept in the address, in the order of the records', async () => {
    const { controller, rest, state, fragment } = page();
    await controller.opening.files([file()]);
    await rest();
    await controller.selection.row(4);
    controller.bookmarks.toggle();
    await controller.selection.row(2, { field: { field: 'args/word', at: null } });
    controller.bookmarks.toggle();
    controller.bookmarks.note(2, 'here; it failed');
    expect(fragment()).toContain('marks=2@4,4~here%253b%20it%20failed%3B4');
    controller.bookmarks.step(1);
    await rest();
    expect(state().row).toBe(4);
    controller.bookmarks.step(1);
    await rest();
    expect(state()).toMatchObject({ row: 2, node: 2 });
    controller.bookmarks.toggle();
    expect(state().bookmarks).toEqual([{ row: 4, at: null, note: '' }]);
  });

  test('walks the notes of a sample', async () => {
    const { controller, rest, state } = page();
    await controller.opening.sample('mail');
    await rest();
    controller.goToNote(1);
    await rest();
    expect(state()).toMatchObject({ row: 1, node: 2 });
    controller.goToNote(1);
    await rest();
    expect(state()).toMatchObject({ row: 3, node: 1 });
    controller.goToNote(-1);
    await rest();
    expect(state()).toMatchObject({ row: 1, node: 2 });
  });
});

describe.concurrent('a worker that dies', () => {
  test('is replaced, with source and place kept', async () => {
    const { controller, rest, state, workers, opened, fragment } = page();
    await controller.opening.files([file()]);
    await rest();
    await controller.selection.row(4);
    controller.selection.node(2, 4);
    await rest();
    const before = fragment();
    workers[0]!.crash();
    await rest();
    expect(titles(state())).toEqual(['The decoder stopped answering.']);
    expect(state()).toMatchObject({ stage: 'open', row: 4, node: 2 });
    expect(opened).toHaveLength(2);
    expect(fragment()).toBe(before);
  });

  test('a record that is chosen while it starts again stays chosen', async () => {
    const { controller, rest, state, workers } = page();
    await controller.opening.files([file()]);
    await rest();
    await controller.selection.row(4);
    workers[0]!.crash();
    void controller.selection.row(2);
    await rest();
    expect(state()).toMatchObject({ stage: 'open', row: 2 });
    expect(controller.model.active?.row).toBe(2);
  });

  test('dying twice leaves the record out, and dying again and again closes the source', async () => {
    const { controller, rest, state, workers } = page();
    await controller.opening.files([file()]);
    await rest();
    workers[0]!.crash();
    await rest();
    workers[1]!.crash();
    await rest();
    expect(state().messages.at(-1)?.detail).toContain('the record that was shown is not');
    workers[2]!.crash();
    await rest();
    workers[3]!.crash();
    await rest();
    expect(state().stage).toBe('start');
    expect(titles(state())).toEqual(['The decoder stopped answering again and again.']);
  });
});
