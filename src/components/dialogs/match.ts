/** Which commands a few typed characters mean: all words must begin a word of the name; earlier and closer first. */
export function matching<T extends { readonly name: string }>(all: readonly T[], typed: string): T[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...all];
  const scored: { item: T; score: number; order: number }[] = [];
  for (const [order, item] of all.entries()) {
    const name = item.name.toLowerCase();
    let score = 0;
    for (const word of words) {
      const at = startsWord(name, word);
      if (at >= 0) score += at;
      else if (name.includes(word)) score += 100 + name.indexOf(word);
      else {
        score = Number.POSITIVE_INFINITY;
        break;
      }
    }
    if (Number.isFinite(score)) scored.push({ item, score, order });
  }
  return scored.sort((a, b) => a.score - b.score || a.order - b.order).map(({ item }) => item);
}

/** Place of the first word of `name` that begins with `word`, -1: none does. */
function startsWord(name: string, word: string): number {
  for (let at = name.indexOf(word); at >= 0; at = name.indexOf(word, at + 1)) {
    if (at === 0 || /[^\p{L}\p{N}]/u.test(name[at - 1]!)) return at;
  }
  return -1;
}
