/** The decode worker: the decoder behind the protocol, nothing else. */
import { open } from '../decoder/session.ts';
import { readAside } from './aside.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { nativeGunzip } from './native-gzip.ts';
import { serve } from './server.ts';
import { startReader } from './start-reader.ts';
import { warm } from './warm.ts';

const scope = globalThis as unknown as {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
};

/** ms in which nothing was asked for */
const WARM_AFTER = 20;

// A hop over a channel comes after all messages that already wait, and is not slowed down as timers are.
const hop = new MessageChannel();
const tasks: (() => void)[] = [];
hop.port1.onmessage = () => tasks.shift()?.();

const means = {
  readAside: readAside(startReader),
  ...(typeof DecompressionStream === 'undefined' ? {} : { unpackers: { gzip: nativeGunzip } }),
};
const port = {
  post: (message: FromWorker, transfer: Transferable[]) => scope.postMessage(message, transfer),
};

const take = serve(port, (source, events) => open(source, events, means), {
  soon: (task) => {
    tasks.push(task);
    hop.port2.postMessage(null);
  },
  every: (ms, task) => {
    const timer = setInterval(task, ms);
    return () => clearInterval(timer);
  },
});

const warming = new AbortController();
scope.addEventListener('message', (event) => {
  if (event.data.type === 'open') warming.abort();
  take(event.data);
});
// A link that opens something at once needs no more work beside it.
setTimeout(() => {
  if (!warming.signal.aborted) void warm(open, warming.signal).catch(() => undefined);
}, WARM_AFTER);
