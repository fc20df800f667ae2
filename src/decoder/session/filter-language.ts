/** What a session asks of the filter language. It is loaded with the first filter: nothing opens slower for it. */
export { analyseFilter } from '../filter/analyse.ts';
export { compileFilter } from '../filter/compile.ts';
export { seenIn } from '../filter/seen.ts';
