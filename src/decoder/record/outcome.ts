/** How a call went, from two numbers alone: what a reply in full would say of them. */
import { errnoText } from '../types/errno.ts';
import type { Language } from './decode.ts';

/** How a call went. */
export interface Came {
  /** op_ret; -1: it failed */
  readonly ret: number;
  /** op_errno of what failed; 0: it tells none */
  readonly errno: number;
  /** the accept status of RPC where that is no success; 0: it is */
  readonly status: number;
}

/** `4096`, `ENOENT (2)`, `PROC_UNAVAIL (3)`. */
export function outcomeWords({ protocol }: Language, { ret, errno, status }: Came): string {
  if (status !== 0) {
    return `${protocol.type('rpc_accept_status')?.members.get(status) ?? 'unknown'} (${status})`;
  }
  return ret < 0 && errno !== 0 ? errnoText(errno) : String(ret);
}
