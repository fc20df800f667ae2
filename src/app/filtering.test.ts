import { describe, expect, test } from 'vitest';
import { file, page } from './test-page.ts';

const opened = async (start?: string) => {
  const made = page(start === undefined ? {} : { start });
  if (start === undefined) await made.controller.opening.files([file()]);
  else await made.controller.follow('replace');
  await made.rest();
  return made;
};

/** Rows that the table would show. */
async function shown({ controller }: Pick<ReturnType<typeof page>, 'controller'>): Promise<number[]> {
  const { rows } = controller.model;
  const count = controller.shownRows;
  const seen: number[] = [];
  for (let at = 0; at < count; at++) seen.push((await rows.load(at))!.row);
  return seen;
}

describe.concurrent('a filter', () => {
  test('is a view of the rows that it keeps; without it all are back, and the record stays', async () => {
    const made = await opened();
    await made.controller.selection.row(4);
    expect(await made.controller.filtering.apply('even')).toBe(true);
    await made.rest();
    expect(await shown(made)).toEqual([0, 2, 4, 6, 8]);
    expect(made.state()).toMatchObject({
      filter: 'even',
      filterText: 'even',
      filtering: false,
      filtered: { rows: 5, total: 10, complete: true },
      row: 4,
      place: { place: 2, exact: true },
    });
    made.controller.filtering.clear();
    await made.rest();
    expect(await shown(made)).toHaveLength(10);
    expect(made.state()).toMatchObject({
      filter: '',
      filtered: null,
      row: 4,
      place: { place: 4, exact: true },
    });
  });

  test('that hides the selected record tells where it would stand, and moves go on from there', async () => {
    const made = await opened();
    await made.controller.selection.row(5);
    await made.controller.filtering.apply('even');
    await made.rest();
    expect(made.state()).toMatchObject({ row: 5, place: { place: 3, exact: false } });
    made.controller.moveRow(1);
    await made.rest();
    expect(made.state()).toMatchObject({ row: 6, place: { place: 3, exact: true } });
    made.controller.moveRow(1);
    await made.rest();
    expect(made.state().row).toBe(8);
    made.controller.moveRow(1);
    await made.rest();
    expect(made.state().row, 'the last one').toBe(8);
    await made.controller.selection.row(5);
    await made.rest();
    made.controller.moveRow(-1);
    await made.rest();
    expect(made.state().row).toBe(4);
  });

  test('that does not read changes nothing but the bar', async () => {
    const made = await opened();
    await made.controller.filtering.apply('even');
    await made.rest();
    expect(await made.controller.filtering.apply('rubbish')).toBe(false);
    await made.rest();
    expect(made.state()).toMatchObject({
      filter: 'even',
      filterText: 'rubbish',
      filtered: { rows: 5 },
      analysis: { error: { start: 0, stop: 7 } },
    });
    made.controller.filtering.leave(true);
    expect(made.state().filterText).toBe('even');
  });

  test('narrows the one in force', async () => {
    const made = await opened();
    await made.controller.filtering.apply('even');
    await made.controller.filtering.apply('high', 'and');
    await made.rest();
    expect(await shown(made)).toEqual([6, 8]);
    expect(made.state().filter).toBe('even && high');
  });

  test('is in the address; Back undoes it', async () => {
    const made = await opened();
    made.pass(5_000);
    await made.controller.filtering.apply('even');
    await made.rest();
    expect(made.fragment()).toBe('#v1/file/100-0123456789abcdef/a.pcap?row=0&filter=even');
    made.history.back();
    await made.rest();
    expect(made.state()).toMatchObject({ filter: '', filterText: '', filtered: null });
    made.history.forward();
    await made.rest();
    expect(made.state()).toMatchObject({ filter: 'even', filtered: { rows: 5 } });
  });

  test('comes with a link', async () => {
    const made = await opened('#v1/sample/mail?row=3&filter=even');
    expect(made.state()).toMatchObject({ row: 3, filter: 'even', place: { place: 2, exact: false } });
    expect(await shown(made)).toEqual([0, 2, 4, 6, 8]);
    expect(made.fragment()).toContain('filter=even');
  });

  test('of a link that does not read is told, and all rows are shown', async () => {
    const made = await opened('#v1/sample/mail?row=3&filter=rubbish');
    expect(made.state().messages).toMatchObject([
      {
        title: 'The filter of the link does not read.',
        detail: 'It says “rubbish”. There is no such field. All 10 rows are shown.',
      },
    ]);
    expect(made.state()).toMatchObject({ filter: '', filterText: 'rubbish', row: 3 });
    expect(await shown(made)).toHaveLength(10);
    expect(made.fragment()).not.toContain('filter');
  });

  test('is put in force again when the worker was lost', async () => {
    const made = await opened();
    await made.controller.filtering.apply('even');
    await made.rest();
    made.workers[0]!.crash();
    await made.rest();
    expect(made.state()).toMatchObject({ filter: 'even', filtered: { rows: 5, complete: true } });
    expect(await shown(made)).toEqual([0, 2, 4, 6, 8]);
  });

  test('goes with its source', async () => {
    const made = await opened();
    await made.controller.filtering.apply('even');
    await made.rest();
    await made.controller.opening.files([file('other.pcap')]);
    await made.rest();
    expect(made.state()).toMatchObject({ filter: '', filterText: '', filtered: null });
    expect(await shown(made)).toHaveLength(10);
  });
});

describe.concurrent('while a filter is written', () => {
  test('it is put in force when the hand rests, as one step', async () => {
    const made = await opened();
    made.pass(5_000);
    const { length } = made.history.entries;
    void made.controller.filtering.write('hig', 3);
    void made.controller.filtering.write('high', 4);
    expect(made.state()).toMatchObject({ filterText: 'high', filter: '' });
    await made.rest();
    expect(await shown(made)).toEqual([5, 6, 7, 8, 9]);
    void made.controller.filtering.write('none', 4);
    await made.rest();
    expect(made.state()).toMatchObject({ filter: 'none', filtered: { rows: 0, complete: true } });
    void made.controller.filtering.write('none', 4);
    expect(await made.controller.filtering.enter()).toBe(true);
    await made.rest();
    expect(made.history.entries).toHaveLength(length + 1);
  });

  test('Enter puts it in force at once, and says where it cannot', async () => {
    const made = await opened();
    void made.controller.filtering.write('even', 4);
    expect(await made.controller.filtering.enter()).toBe(true);
    expect(made.state().filter).toBe('even');
    void made.controller.filtering.write('eve', 3);
    expect(await made.controller.filtering.enter()).toBe(false);
    expect(made.state()).toMatchObject({ filter: 'even', analysis: { error: { stop: 3 } } });
  });
});

describe.concurrent('filter for this', () => {
  test('takes the filter of the selected field; of one without a value whether it is there', async () => {
    const made = await opened();
    made.controller.selection.node(2, 4);
    await made.controller.filterMenu.selected('replace');
    expect(made.state().filter).toBe('even');
    await made.controller.selection.row(1);
    await made.controller.filterMenu.selected('and');
    await made.rest();
    expect(made.state().filter).toBe('even && high');
    expect(await shown(made)).toEqual([6, 8]);
  });

  test('does nothing while no field is selected', async () => {
    const made = await opened();
    await made.controller.filterMenu.selected('replace');
    expect(made.state()).toMatchObject({ filter: '', node: -1 });
  });

  test('opens a menu for a place, and closes it', async () => {
    const made = await opened();
    made.controller.filterMenu.open({ kind: 'cell', row: 2, column: 'procedure' }, { x: 1, y: 2 });
    expect(made.state().menu).toEqual({
      subject: { kind: 'cell', row: 2, column: 'procedure' },
      at: { x: 1, y: 2 },
    });
    made.controller.filterMenu.close();
    expect(made.state().menu).toBeNull();
  });
});
