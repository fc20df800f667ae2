/** Characters of a drawn line: which one a point is over, and where some of them are. */

/** The character of the line under a point, -1: none. `text` is the element that holds the line's runs. */
export function characterAt(text: Element, x: number, y: number): number {
  const found = document.caretPositionFromPoint?.(x, y);
  const node = found?.offsetNode;
  if (!node || !text.contains(node) || node.nodeType !== Node.TEXT_NODE) return -1;
  let at = found.offset;
  // the browser gives the nearest gap between characters: step back where the point is left of it
  const range = document.createRange();
  range.setStart(node, Math.max(0, at - 1));
  range.setEnd(node, at);
  const box = range.getBoundingClientRect();
  if (at > 0 && x < box.right && x >= box.left) at--;
  for (const other of textNodes(text)) {
    if (other === node) return at;
    at += other.data.length;
  }
  return -1;
}

/** The box of characters [from, to) of a line, relative to `origin`; null where they are not drawn. */
export function boxOf(
  text: Element,
  from: number,
  to: number,
  origin: Element,
): { left: number; top: number; width: number; height: number } | null {
  const range = document.createRange();
  let at = 0;
  let begun = false;
  for (const node of textNodes(text)) {
    const end = at + node.data.length;
    if (!begun && from < end) {
      range.setStart(node, from - at);
      begun = true;
    }
    if (begun && to <= end) {
      range.setEnd(node, to - at);
      const box = range.getBoundingClientRect();
      const base = origin.getBoundingClientRect();
      return { left: box.left - base.left, top: box.top - base.top, width: box.width, height: box.height };
    }
    at = end;
  }
  return null;
}

function* textNodes(root: Element): Generator<Text> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) yield node as Text;
}
