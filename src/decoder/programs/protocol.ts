/** The protocol, compiled once with the meanings of types/. Fails at start when our own files have errors. */
import { registry } from '../types/index.ts';
import { compile, type Protocol } from '../xdr/compile.ts';
import { programFiles } from './index.ts';

function compiled(): Protocol {
  const { protocol, errors } = compile(programFiles, { registry });
  if (errors.length > 0) {
    const lines = errors.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
    throw new Error(`The protocol's files have errors:\n${lines.join('\n')}`);
  }
  return protocol;
}

export const protocol: Protocol = compiled();
