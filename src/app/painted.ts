/** What is in the page now is on the screen; or time has gone by, as in a tab that nobody sees. */

/** ms */
const LATEST = 60;

export function painted(): Promise<void> {
  if (typeof requestAnimationFrame === 'undefined') return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LATEST);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      // A frame's callbacks run before it is painted, the next task after it.
      setTimeout(resolve);
    });
  });
}
