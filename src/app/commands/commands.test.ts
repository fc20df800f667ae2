import { describe, expect, test } from 'vitest';
import { INITIAL } from '../store.ts';
import { page, file } from '../test-page.ts';
import { registry } from './all.ts';
import { ariaOf, isSingle, shown, textOf } from './keys.ts';
import { applicable, commandFor, type Command, GROUPS, makeRegistry } from './registry.ts';

const press = (key: string, modifiers: Partial<Record<'ctrl' | 'alt' | 'shift' | 'meta', boolean>> = {}) => ({
  key,
  ctrlKey: modifiers.ctrl ?? false,
  altKey: modifiers.alt ?? false,
  shiftKey: modifiers.shift ?? false,
  metaKey: modifiers.meta ?? false,
});

describe('keys', () => {
  test('are written in one way, whatever the keyboard sends', () => {
    expect(textOf(press('ArrowDown', { ctrl: true }))).toBe('Ctrl+ArrowDown');
    expect(textOf(press('F6', { shift: true }))).toBe('Shift+F6');
    expect(textOf(press('?', { shift: true }))).toBe('?');
    expect(textOf(press('K', { ctrl: true, shift: true }))).toBe('Ctrl+k');
    expect(textOf(press('k', { meta: true }))).toBe('Ctrl+k');
    expect(textOf(press('E', { shift: true }))).toBe('E');
  });

  test('are shown as people write them', () => {
    expect(shown('Ctrl+ArrowDown')).toBe('Ctrl ↓');
    expect(shown('Ctrl+k')).toBe('Ctrl K');
    expect(shown('Alt+ArrowUp')).toBe('Alt ↑');
    expect(shown('j')).toBe('j');
    expect(ariaOf(['Ctrl+k', 'F1'])).toBe('Control+k F1');
  });
});

describe('the registry', () => {
  const command = (over: Partial<Command<null>>): Command<null> => ({
    id: 'a.b',
    name: 'A',
    group: 'Page',
    keys: [],
    when: () => true,
    run: () => undefined,
    ...over,
  });

  test('refuses what would shadow something', () => {
    expect(() => makeRegistry([command({}), command({ name: 'B' })])).toThrow('a.b');
    expect(() => makeRegistry([command({}), command({ id: 'c' })])).toThrow('“A”');
    expect(() =>
      makeRegistry([command({ keys: ['x'] }), command({ id: 'c', name: 'C', keys: ['x'] })]),
    ).toThrow('share the key x');
    for (const key of ['ctrl+x', 'Ctrl+X', 'Shift+Ctrl+F1', 'xy', '']) {
      expect(() => makeRegistry([command({ keys: [key] })])).toThrow('never matches');
    }
  });

  test('every key of ours is one that a keyboard can send', () => {
    for (const { keys } of registry.all) {
      for (const key of keys) {
        const parts = key.length === 1 ? [key] : key.split('+');
        const name = parts.at(-1)!;
        const sent = press(name, {
          ctrl: parts.includes('Ctrl'),
          alt: parts.includes('Alt'),
          shift: parts.includes('Shift'),
        });
        expect(textOf(sent)).toBe(key);
      }
    }
  });

  test('every command is findable: a name, a group, an id of its own', () => {
    for (const { id, name, group } of registry.all) {
      expect(id).toMatch(/^[a-z]+\.[a-z-]+$/);
      expect(name).toMatch(/^[A-Z][^.!]+…?$/);
      expect(GROUPS).toContain(group);
    }
  });

  test('the fingers of Wireshark find what they look for', () => {
    const at = (key: string): string | undefined => registry.byKeys(key)?.id;
    expect([at('Ctrl+ArrowDown'), at('F8'), at('Ctrl+ArrowUp'), at('F7')]).toEqual([
      'records.next',
      'records.next',
      'records.previous',
      'records.previous',
    ]);
    expect([at('Ctrl+.'), at('Ctrl+,')]).toEqual([
      'records.conversation-next',
      'records.conversation-previous',
    ]);
    expect(['j', 'k', 'm', '[', ']', 'w', 'd', 'l', 'o', 't', 'e', '?'].map(at)).not.toContain(undefined);
  });

  test('keys that browsers keep are left to them', () => {
    for (const key of ['Ctrl+n', 'Ctrl+t', 'Ctrl+w', 'Alt+ArrowLeft', 'Alt+ArrowRight', 'Ctrl+l', 'F5']) {
      expect(registry.byKeys(key)).toBeNull();
    }
  });

  test('single keys act only while a pane has focus', () => {
    expect(commandFor(registry, 'j', false)).toBeNull();
    expect(commandFor(registry, 'j', true)?.id).toBe('records.next');
    expect(commandFor(registry, 'Ctrl+k', false)?.id).toBe('page.palette');
    for (const { keys } of registry.all) {
      for (const key of keys) if (isSingle(key)) expect(commandFor(registry, key, false)).toBeNull();
    }
  });

  test('on the start page nothing is listed that needs a source', () => {
    const { controller } = page();
    const ids = applicable(registry, INITIAL, controller).map(({ id }) => id);
    expect(ids).toContain('source.open');
    expect(ids.filter((id) => id.startsWith('records.') || id.startsWith('fields.'))).toEqual([]);
  });

  test('with a record open its commands run without a fault', async () => {
    const { controller, rest, state } = page();
    await controller.opening.files([file()]);
    await rest();
    const ids = applicable(registry, state(), controller).map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['records.next', 'records.match', 'fields.next', 'source.link']),
    );
    for (const id of ids) {
      if (id === 'source.close') continue;
      registry.byId(id)!.run(controller);
    }
    await rest();
    expect(state().messages).toEqual([]);
  });
});
