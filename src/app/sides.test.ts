import { describe, expect, test } from 'vitest';
import { showSide, toggleSide } from './sides.ts';
import { file, page } from './test-page.ts';

describe('what stands below the table', () => {
  test('is in the address, and Back goes back to the record', async () => {
    const { controller, rest, state, fragment, history, pass } = page();
    await controller.opening.files([file()]);
    await rest();
    pass(10_000);
    showSide(controller, 'stats');
    expect(state().side).toBe('stats');
    expect(state().tab).toBe('statistics');
    expect(fragment()).toContain('side=stats');
    pass(10_000);
    toggleSide(controller, 'sequence');
    expect(fragment()).toContain('side=sequence');
    history.back();
    await rest();
    expect(state().side).toBe('stats');
    history.back();
    await rest();
    expect(state().side).toBe('record');
    expect(state().tab).toBe('records');
  });

  test('goes back to the record by the same key, and forgets the words of one record', async () => {
    const { controller, rest, state } = page();
    await controller.opening.files([file()]);
    await rest();
    controller.selection.setView('words');
    toggleSide(controller, 'stats');
    expect(state().view).toBe('fields');
    toggleSide(controller, 'stats');
    expect(state().side).toBe('record');
    expect(state().tab).toBe('records');
  });

  test('is as a link says', async () => {
    const { controller, rest, state } = page({ start: '#v1/sample/mail?row=1&side=sequence' });
    await controller.follow('replace');
    await rest();
    expect(state().side).toBe('sequence');
    expect(state().row).toBe(1);
  });
});
