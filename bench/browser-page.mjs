/** What runs inside the browser: functions that are handed over as text, so each stands by itself. */

/** Before the page's own scripts: when a file was picked, what its worker told, and the first row. */
export function watch() {
  const seen = (globalThis.bench = { ready: false, picked: 0, done: 0, rows: 0, firstRow: 0, firstPaint: 0 });
  const Plain = Worker;
  globalThis.Worker = class extends Plain {
    constructor(...args) {
      super(...args);
      seen.make = () => new Plain(...args);
      this.addEventListener('message', ({ data }) => {
        if (data.type === 'hello') seen.ready = true;
        if (data.type !== 'done' && data.type !== 'streamed') return;
        seen.done = performance.now();
        seen.rows = data.info?.rows ?? 0;
      });
    }
  };
  document.addEventListener(
    'change',
    ({ target }) => {
      if (target.type === 'file')
        Object.assign(seen, { picked: performance.now(), done: 0, firstRow: 0, firstPaint: 0 });
    },
    true,
  );
  document.addEventListener('DOMContentLoaded', () => {
    new MutationObserver(() => {
      if (seen.firstRow > 0 || !document.querySelector('[aria-label="Records"] [data-row="0"]')) return;
      seen.firstRow = performance.now();
      // What a frame's last script sees is painted before the next task of its own.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => (seen.firstPaint = performance.now());
        port2.postMessage(null);
      });
    }).observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-row'] });
  });
}

/** The file of an input that is no one's, through a worker that no page stands behind: ms until it has told all. */
export function alone(input) {
  return new Promise((resolve, reject) => {
    const worker = globalThis.bench.make();
    const [file] = input.files;
    let began = 0;
    worker.onmessage = ({ data }) => {
      if (data.type === 'hello')
        // As in the page, it has stood for a while before a file comes.
        setTimeout(() => {
          began = performance.now();
          worker.postMessage({
            type: 'open',
            source: 1,
            what: { kind: 'file', name: file.name, blob: file },
          });
        }, 1000);
      else if (data.type === 'done' || data.type === 'streamed') {
        resolve({ ms: performance.now() - began, rows: data.info?.rows ?? 0 });
        worker.terminate();
      } else if (data.type === 'refused') reject(new Error(data.error.title));
    };
  });
}

/** In the place of the decode worker: reads the file as the index pass does, and does nothing with it. */
export function stream() {
  const FIRST = 256 * 1024;
  const READ = 8 * 1024 * 1024;
  globalThis.onmessage = async ({ data }) => {
    if (data.type !== 'open') return;
    setInterval(() => postMessage({ type: 'alive' }), 1000);
    const blob = data.what.blob;
    let asked = 0;
    const ask = () => {
      const from = asked;
      asked = Math.min(blob.size, from + (from === 0 ? FIRST : READ));
      return blob.slice(from, asked).arrayBuffer();
    };
    let bytes = 0;
    for (let next = ask(); bytes < blob.size;) {
      const piece = next;
      const { byteLength } = await piece;
      if (asked < blob.size) next = ask();
      bytes += byteLength;
    }
    postMessage({ type: 'streamed', bytes });
  };
  postMessage({ type: 'hello' });
}

/** Looks at each frame while `running`: for each way of moving the longest time that a row to be seen was not there. */
export function watchFrames() {
  const grid = document.querySelector('[role="grid"][aria-label="Records"]');
  const watched = { running: true, way: '', ways: {} };
  globalThis.watched = watched;
  let since = -1;
  let before = -1;
  /** Each place between the upper and the lower edge is covered by a row that is there. */
  const whole = () => {
    const head = 24;
    const box = grid.getBoundingClientRect();
    const bottom = Math.min(
      box.top + grid.clientHeight,
      grid.querySelector('.canvas').getBoundingClientRect().bottom,
    );
    // Not by `style.top`, which tells six digits of a place.
    const spans = [...grid.querySelectorAll('.canvas > [data-row]')]
      .map((line) => line.getBoundingClientRect())
      .sort((one, other) => one.top - other.top);
    let covered = box.top + head;
    for (const span of spans) if (span.top <= covered + 1 && span.bottom > covered) covered = span.bottom;
    return covered >= bottom - 1;
  };
  const look = (now) => {
    const { way } = watched;
    const told = (watched.ways[way] ??= { frames: 0, lacking: 0, passed: 0, longest: 0, longestFrame: 0 });
    if (before >= 0) told.longestFrame = Math.max(told.longestFrame, now - before);
    before = now;
    told.frames++;
    if (grid.querySelector('.passed')) told.passed++;
    if (whole()) since = -1;
    else {
      told.lacking++;
      if (since < 0) since = now;
      // It was lacking until this frame at least, and will be seen to come in the next one at the earliest.
      told.longest = Math.max(told.longest, now - since + 1000 / 60);
    }
    if (watched.running) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Rows that are seen now, from top to bottom; null as long as one of them is not there, or another stands in for it. */
export function rowsSeen() {
  const grid = document.querySelector('[role="grid"][aria-label="Records"]');
  const box = grid.getBoundingClientRect();
  const lines = [...grid.querySelectorAll('.canvas > [data-index]')]
    .map((line) => ({ line, box: line.getBoundingClientRect() }))
    .filter((one) => one.box.bottom > box.top + 25 && one.box.top < box.bottom - 1)
    .sort((one, other) => one.box.top - other.box.top);
  if (lines.length < 3 || lines.some(({ line }) => line.dataset.row === undefined || line.matches('.passed')))
    return null;
  return lines.map(({ line, box }) => ({
    index: Number(line.dataset.index),
    row: Number(line.dataset.row),
    top: box.top,
  }));
}

/** Shows a row by the address; milliseconds until its fields and bytes are in the page, and on the screen. */
export function select(row) {
  return new Promise((resolve, reject) => {
    const shown = () => {
      const head = document.querySelector('.inspector-head h2')?.textContent ?? '';
      if (!head.startsWith(`${row} `)) return false;
      const fields = document.querySelectorAll('[role="treegrid"][aria-label="Fields"] [data-node]');
      if (fields.length === 0) return false;
      for (const field of fields)
        if (field.dataset.name === '' && !/\S/.test(field.querySelector('.label').textContent)) return false;
      return document.querySelector('[role="grid"][aria-label="Bytes"] .byte-line') !== null;
    };
    const late = setTimeout(() => reject(new Error(`Row ${row} is not shown.`)), 10_000);
    const observer = new MutationObserver(() => {
      if (!shown()) return;
      const there = performance.now() - began;
      observer.disconnect();
      clearTimeout(late);
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve({ there, painted: performance.now() - began });
        port2.postMessage(null);
      });
    });
    observer.observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
      attributes: true,
    });
    const began = performance.now();
    location.hash = location.hash.replace(/\?.*$/, `?row=${row}`);
  });
}
