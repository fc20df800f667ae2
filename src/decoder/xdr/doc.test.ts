import { describe, expect, test } from 'vitest';
import type { Doc, SourceError } from './ast.ts';
import { Kind } from './descriptor.ts';
import { emptyDoc, parseDoc } from './doc.ts';
import { parseReleases } from './releases.ts';

function read(text: string, lenient = false): { doc: Doc; errors: SourceError[] } {
  const errors: SourceError[] = [];
  const doc = parseDoc([{ text, line: 10, column: 5, alone: false }], 't.x', errors, lenient);
  return { doc, errors };
}
function doc(text: string): Doc {
  const { doc: found, errors } = read(text);
  expect(errors).toEqual([]);
  return found;
}

test('what is no tag is text, with its white space folded', () => {
  expect(doc('  One thing\n   * and   another.  @secret\n   * More. ').text).toBe(
    'One thing and another. More.',
  );
  expect(doc(' mail@example.org stays ').text).toBe('mail@example.org stays');
  expect(parseDoc([], 't.x', [], false)).toBe(emptyDoc());
});

describe('tags', () => {
  test('@in', () => {
    expect(doc('process @in 6.0..').releases).toEqual(parseReleases('6.0..'));
    expect(doc('@in 3.6..8, 9.2.. and words')).toMatchObject({
      text: 'and words',
      releases: parseReleases('3.6..8, 9.2..'),
    });
    expect(doc('@in ..3.4 words').text).toBe('words');
  });
  test('@filter', () => {
    expect(doc('words @filter gluster.op_errno more')).toMatchObject({
      filter: 'gluster.op_errno',
      text: 'words more',
    });
    expect(doc('@filter rpc.auth.gid-x')).toMatchObject({ filter: 'rpc.auth.gid-x' });
  });
  test('@holds', () => {
    expect(doc('@holds gf_dict_body').holds).toEqual({ codec: 'gf_dict_body', arg: null });
    expect(doc('@holds auth_body(flavor) @secret')).toMatchObject({
      holds: { codec: 'auth_body', arg: 'flavor' },
      secret: true,
    });
    expect(doc('@holds auth_body( flavor ) words').text).toBe('words');
  });
  test('@span', () => {
    expect(doc('@span 12 + xdr_size @filter a.b').span).toEqual({
      text: '12 + xdr_size',
      expression: { op: '+', left: { op: 'number', value: 12 }, right: { op: 'field', name: 'xdr_size' } },
    });
    expect(doc('@span (count + 1) * 4 and then words')).toMatchObject({
      span: { text: '(count + 1) * 4' },
      text: 'and then words',
    });
  });
  test('@payload, @used, @from, @secret', () => {
    expect(doc('@payload call size @payload reply op_ret')).toMatchObject({
      callPayload: 'size',
      replyPayload: 'op_ret',
    });
    expect(doc('@used 3').used).toBe('3');
    expect(doc('@used ngrps words')).toMatchObject({ used: 'ngrps', text: 'words' });
    expect(doc('@from server').fromServer).toBe(true);
    expect(doc('a @secret b')).toMatchObject({ secret: true, text: 'a b' });
  });
  test('@normal stands several times', () => {
    expect(doc('@normal ENOENT "end of\n * the directory" @normal EAGAIN "busy"').normal).toEqual([
      { code: 'ENOENT', why: 'end of the directory' },
      { code: 'EAGAIN', why: 'busy' },
    ]);
  });
  test('@ref and @label go to the next tag or the end of the line', () => {
    expect(doc('words @label message type @ref RFC 5531 section 9\n * more')).toMatchObject({
      label: 'message type',
      ref: 'RFC 5531 section 9',
      text: 'words more',
    });
    expect(doc('@ref https://example.org/a words')).toMatchObject({
      ref: 'https://example.org/a',
      text: 'words',
    });
  });
  test('@kind', () => {
    expect(doc('@kind credential').kind).toBe(Kind.credential);
  });
});

describe('faults', () => {
  test.each([
    ['@unknown', '@unknown is no tag.'],
    ['@constructor', '@constructor is no tag.'],
    ['@in', '@in needs releases, such as 6.0.. or 3.6..8, 9.2...'],
    ['@in tomorrow', '@in needs releases, such as 6.0.. or 3.6..8, 9.2...'],
    ['@filter', '@filter needs a display-filter name.'],
    ['@holds 3', '@holds needs a codec or a type, such as gf_dict_body or auth_body(flavor).'],
    ['@span *', '@span needs an expression of earlier fields and numbers.'],
    ['@payload size', '@payload needs `call` or `reply`, and a field.'],
    ['@used', '@used needs a number or an earlier field.'],
    ['@from client', '@from needs `server`.'],
    ['@normal ENOENT', '@normal needs an outcome and its reason, such as ENOENT "end of the directory".'],
    ['@ref', '@ref needs an address or a document.'],
    ['@label @secret', '@label needs words.'],
  ])('%s', (text, message) => {
    expect(read(text).errors[0]?.message).toBe(message);
    expect(read(text, true).errors).toEqual([]);
  });

  test('stand at the tag', () => {
    expect(read(' a @oops').errors[0]).toMatchObject({ line: 10, column: 11 });
    expect(read(' a\n  * @oops').errors[0]).toMatchObject({ line: 11 });
    expect(read('@kind sort').errors[0]?.expected[0]).toContain('credential');
  });
});
