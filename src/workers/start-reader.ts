/** The one place where the decode worker makes a worker. */
import url from './reader.worker.ts?worker&url';
import type { ReaderLike } from './aside.ts';
import { trusted } from './trusted.ts';

/** null: this browser's workers have no workers of their own */
export function startReader(): ReaderLike | null {
  if (typeof Worker === 'undefined') return null;
  const worker = new Worker(trusted(url), { type: 'module' });
  return {
    post: (request) => worker.postMessage(request),
    onAnswer: (listener) => {
      worker.onmessage = (event: MessageEvent) => listener(event.data as never);
    },
    onError: (listener) => {
      worker.onerror = (event) => {
        event.preventDefault();
        listener();
      };
    },
  };
}
