/** Gives the event loop a turn. A message is not held back as a nested timer is (4 ms in browsers). */
export interface Pauser {
  wait(): Promise<void>;
  /** Nothing waits any more: what would keep Node alive is let go. */
  close(): void;
}

export function pauser(): Pauser {
  if (typeof MessageChannel === 'undefined')
    return { wait: () => new Promise((resolve) => setTimeout(resolve, 0)), close: () => undefined };
  const channel = new MessageChannel();
  let wake: (() => void) | null = null;
  channel.port1.onmessage = () => wake?.();
  return {
    wait: () =>
      new Promise((resolve) => {
        wake = resolve;
        channel.port2.postMessage(null);
      }),
    close: () => {
      channel.port1.close();
      channel.port2.close();
    },
  };
}
