/** The one place that makes a worker. The policy accepts the URL of the built script and no other. */
import url from './decoder.worker.ts?worker&url';
import type { WorkerLike } from './client.ts';

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(input: string): string },
  ): { createScriptURL(input: string): unknown };
}

function policy(): (input: string) => string | URL {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!types) return (input) => input;
  const made = types.createPolicy('worker', {
    createScriptURL(input) {
      if (input !== url) throw new TypeError('Only the decoder may run as a worker.');
      return input;
    },
  });
  return (input) => made.createScriptURL(input) as string;
}

let trusted: ((input: string) => string | URL) | null = null;

export function startWorker(): WorkerLike {
  trusted ??= policy();
  const worker = new Worker(trusted(url), { type: 'module' });
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
