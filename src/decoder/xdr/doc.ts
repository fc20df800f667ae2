/**
 * Doc comments → words and tags. The tags are a closed set; what is no tag is text for the reference.
 *
 *     /** which process serves the brick  @label PID  @in 6.0..  @filter gluster.pid *\/
 */
import type { Doc, SourceError } from './ast.ts';
import { KINDS, Kind, type NormalOutcome } from './descriptor.ts';
import { scanExpression } from './expression.ts';
import { ERROR_LIMIT, type Comment } from './lex.ts';
import { intersectReleases, scanReleases } from './releases.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const EMPTY: Doc = {
  text: '',
  releases: null,
  filter: null,
  holds: null,
  span: null,
  callPayload: null,
  replyPayload: null,
  used: null,
  fromServer: false,
  normal: [],
  secret: false,
  ref: null,
  label: null,
  kind: null,
  tags: [],
  place: null,
};

/** No comment. */
export function emptyDoc(): Doc {
  return EMPTY;
}

/** How each tag's words are read: how much of the text they take, or what should stand there. */
type Reader = (rest: string, doc: Writable<Doc>) => number | string;

const WORD = /^\s*([A-Za-z_][\w-]*(?:\.[\w-]+)*)/;
const NAME = /^\s*([A-Za-z_]\w*)/;

/** Length of the text up to the next tag or the end of the line. */
function toEndOfLine(rest: string): number {
  const found = /\s@[A-Za-z]|\n/.exec(rest);
  return found ? found.index : rest.length;
}

const READERS: Readonly<Record<string, Reader>> = {
  in(rest, doc) {
    const skip = /^\s*/.exec(rest)![0].length;
    const found = scanReleases(rest.slice(skip));
    if (!found) return 'releases, such as 6.0.. or 3.6..8, 9.2..';
    doc.releases = intersectReleases(doc.releases, found.releases);
    return skip + found.length;
  },
  filter(rest, doc) {
    const found = WORD.exec(rest);
    if (!found) return 'a display-filter name';
    doc.filter = found[1]!;
    return found[0].length;
  },
  holds(rest, doc) {
    const found = /^\s*([A-Za-z_]\w*)(?:\s*\(\s*([A-Za-z_]\w*)?\s*\))?/.exec(rest);
    if (!found) return 'a codec or a type, such as gf_dict_body or auth_body(flavor)';
    doc.holds = { codec: found[1]!, arg: found[2] ?? null };
    return found[0].length;
  },
  span(rest, doc) {
    const found = scanExpression(rest);
    if (!found) return 'an expression of earlier fields and numbers';
    doc.span = { text: rest.slice(0, found.length).trim(), expression: found.expression };
    return found.length;
  },
  payload(rest, doc) {
    const found = /^\s*(call|reply)\s+([A-Za-z_]\w*)/.exec(rest);
    if (!found) return '`call` or `reply`, and a field';
    if (found[1] === 'call') doc.callPayload = found[2]!;
    else doc.replyPayload = found[2]!;
    return found[0].length;
  },
  used(rest, doc) {
    const found = /^\s*(\d{1,9}|[A-Za-z_]\w*)/.exec(rest);
    if (!found) return 'a number or an earlier field';
    doc.used = found[1]!;
    return found[0].length;
  },
  from(rest, doc) {
    const found = /^\s*server\b/.exec(rest);
    if (!found) return '`server`';
    doc.fromServer = true;
    return found[0].length;
  },
  normal(rest, doc) {
    const found = /^\s*([A-Za-z_]\w*)\s*"([^"]*)"/.exec(rest);
    if (!found) return 'an outcome and its reason, such as ENOENT "end of the directory"';
    const outcome: NormalOutcome = { code: found[1]!, why: fold(found[2]!) };
    doc.normal = [...doc.normal, outcome];
    return found[0].length;
  },
  secret(_rest, doc) {
    doc.secret = true;
    return 0;
  },
  ref(rest, doc) {
    const url = /^\s*(https?:\/\/\S+)/.exec(rest);
    const length = url ? url[0].length : toEndOfLine(rest);
    const words = fold(rest.slice(0, length));
    if (words === '') return 'an address or a document';
    doc.ref = doc.ref === null ? words : `${doc.ref}; ${words}`;
    return length;
  },
  label(rest, doc) {
    const length = toEndOfLine(rest);
    const words = fold(rest.slice(0, length));
    if (words === '') return 'words';
    doc.label = words;
    return length;
  },
  kind(rest, doc) {
    const found = NAME.exec(rest);
    const name = KINDS.find((kind) => kind === found?.[1]);
    if (!found || !name) return KINDS.join(', ');
    doc.kind = Kind[name];
    return found[0].length;
  },
};

/** Tags that there are. */
export const TAGS: readonly string[] = Object.keys(READERS);

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Lines without the stars at their left; lines stay as many as they were. */
function withoutStars(text: string): string {
  return text.replace(/\r/g, '').replace(/\n[^\S\n]*\*(?!\/)/g, '\n');
}

/**
 * Several comments on one thing count as one.
 * @param lenient unknown tags, and tags that cannot be read, are text that is left out
 */
export function parseDoc(
  comments: readonly Comment[],
  file: string,
  errors: SourceError[],
  lenient: boolean,
): Doc {
  if (comments.length === 0) return EMPTY;
  const doc: Writable<Doc> = { ...EMPTY, place: { line: comments[0]!.line, column: comments[0]!.column } };
  const words: string[] = [];
  const tags: string[] = [];
  for (const comment of comments) {
    const text = withoutStars(comment.text);
    let at = 0;
    for (;;) {
      const found = /(^|\s)@([A-Za-z]\w*)/.exec(text.slice(at));
      if (!found) break;
      const start = at + found.index + found[1]!.length;
      words.push(text.slice(at, start));
      at += found.index + found[0].length;
      const tag = found[2]!;
      const reader = Object.hasOwn(READERS, tag) ? READERS[tag]! : null;
      const wrong = (message: string, expected: readonly string[]): void => {
        if (lenient || errors.length >= ERROR_LIMIT) return;
        errors.push({ file, ...placeIn(comment, text, start), message, expected });
      };
      if (!reader) {
        wrong(
          `@${tag} is no tag.`,
          TAGS.map((name) => `@${name}`),
        );
        continue;
      }
      const length = reader(text.slice(at), doc);
      if (typeof length === 'string') wrong(`@${tag} needs ${length}.`, [length]);
      else {
        tags.push(tag);
        at += length;
      }
    }
    words.push(text.slice(at), ' ');
  }
  doc.text = fold(words.join(' ')).replace(/ ([.,;:])(?= |$)/g, '$1');
  doc.tags = tags;
  return doc;
}

function placeIn(comment: Comment, text: string, at: number): { line: number; column: number } {
  const upTo = text.slice(0, at);
  const lines = upTo.split('\n');
  return lines.length === 1
    ? { line: comment.line, column: comment.column + 3 + at }
    : { line: comment.line + lines.length - 1, column: lines.at(-1)!.length + 1 };
}
