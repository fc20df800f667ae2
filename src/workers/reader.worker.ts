/** Reads parts of files for the decode worker, which works on one part while the next ones come. Knows nothing of them. */
import { readParts, type ReadRequest } from './aside.ts';

const scope = globalThis as unknown as {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ReadRequest>) => void): void;
};
const take = readParts((answer, transfer) => scope.postMessage(answer, transfer));
scope.addEventListener('message', (event) => void take(event.data));
