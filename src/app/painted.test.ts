import { afterEach, expect, test, vi } from 'vitest';
import { painted } from './painted.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('it waits for the task behind the next frame', async () => {
  let frame: () => void = () => undefined;
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => (frame = run));
  let isOver = false;
  void painted().then(() => (isOver = true));
  await Promise.resolve();
  frame();
  await Promise.resolve();
  expect(isOver).toBe(false);
  await vi.waitFor(() => expect(isOver).toBe(true));
});

test('where no frame comes it goes on', async () => {
  vi.stubGlobal('requestAnimationFrame', () => 0);
  await painted();
});
