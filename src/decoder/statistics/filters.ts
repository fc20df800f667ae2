/** Texts in the language of the display filter. */
import { describeErrno } from '../types/errno.ts';

/** Of a procedure, both directions. */
export function procedureFilter(program: number, version: number, procedure: number): string {
  return `${programFilter(program, version)} && rpc.procedure == ${procedure}`;
}

export function programFilter(program: number, version: number): string {
  return `rpc.program == ${program} && rpc.programversion == ${version}`;
}

export const CALLS = 'rpc.msgtyp == 0';
export const REPLIES = 'rpc.msgtyp == 1';
/** Replies whose call is not there: nothing tells which procedure they are of. */
export const ORPHANS = `${REPLIES} && glusterscope.alone`;

export function kindFilter(kind: 'data' | 'gap' | 'foreign' | 'lost-head'): string {
  return `glusterscope.kind == ${kind}`;
}

/** An operation failed. */
export const FAILED = 'gluster.op_ret < 0';
/** RPC itself refused a call. */
export const REFUSED = 'rpc.replystat != 0 || rpc.state_accept != 0';

/** One of some error numbers, by name where it has one. */
export function errnoFilter(codes: readonly number[]): string {
  const names = codes.map((code) => describeErrno(code)?.name ?? String(code));
  return `gluster.op_errno in {${names.join(', ')}}`;
}

/** These rows and no others. */
export function rowsFilter(...rows: readonly number[]): string {
  return rows.length === 1 ? `glusterscope.row == ${rows[0]}` : `glusterscope.row in {${rows.join(', ')}}`;
}

export function both(...filters: readonly string[]): string {
  return filters.filter((filter) => filter !== '').join(' && ');
}

const UNITS = [
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'us'],
  [1, 'ns'],
] as const;

/** `10us`, `1500ns`: whole, in the largest unit that it is whole in. */
export function durationText(nanoseconds: number): string {
  for (const [size, unit] of UNITS) {
    if (nanoseconds % size === 0) return `${nanoseconds / size}${unit}`;
  }
  return `${Math.round(nanoseconds)}ns`;
}

/** Nanoseconds as seconds, exact: `1.5`, `-0.000000001`. */
export function secondsText(nanoseconds: number): string {
  const whole = Math.round(nanoseconds);
  const size = Math.abs(whole);
  const seconds = Math.floor(size / 1e9);
  const rest = String(size - seconds * 1e9)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${whole < 0 ? '-' : ''}${seconds}${rest === '' ? '' : `.${rest}`}`;
}

/** From on, before to. */
export function timeFilter(from: number, to: number): string {
  return `frame.time_relative >= ${secondsText(from)} && frame.time_relative < ${secondsText(to)}`;
}

/** What names a file: its gfid in any field, else its last name. */
export function fileFilter(gfid: string, path: string): string {
  if (gfid !== '') return `gfid == ${gfid}`;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name === '' ? '' : quoted(name);
}

export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** What an end `10.0.0.1:24007` or `[fd77::1]:24007` sends or is sent; '' for what has no address. */
export function endFilter(end: string): string {
  const parts = /^\[?([0-9a-f:.]+)\]?:(\d+)$/.exec(end);
  if (!parts) return '';
  const [, address = '', port = ''] = parts;
  const family = familyOf(address);
  if (family === '') return '';
  const sent = `${family}.src == ${address} && tcp.srcport == ${port}`;
  const received = `${family}.dst == ${address} && tcp.dstport == ${port}`;
  return `((${sent}) || (${received}))`;
}

export function hostFilter(address: string): string {
  const family = familyOf(address);
  return family === '' ? '' : `${family}.addr == ${address}`;
}

function familyOf(address: string): 'ip' | 'ipv6' | '' {
  if (/^\d+(\.\d+){3}$/.test(address)) return 'ip';
  return /^[0-9a-f]*:[0-9a-f:.]*$/.test(address) ? 'ipv6' : '';
}
