/** The one place where the page makes a worker. */
import url from './decoder.worker.ts?worker&url';
import type { WorkerLike } from './client.ts';
import { trusted } from './trusted.ts';

let script: string | URL | null = null;

export function startWorker(): WorkerLike {
  script ??= trusted(url);
  const worker = new Worker(script, { type: 'module' });
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    onMessage: (listener) => {
      worker.onmessage = (event: MessageEvent) => listener(event.data as never);
    },
    onError: (listener) => {
      worker.onerror = (event) => {
        event.preventDefault();
        listener(event.message || 'The script of the decoder did not load.');
      };
    },
    terminate: () => worker.terminate(),
  };
}
