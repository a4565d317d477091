// Which entries of an index answer a question.

/** Title, kind, address, and further words. */
export type Entry = { t: string; k: string; u: string; w: string };

export const MOST = 20;

const plain = (text: string): string[] =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** Entries in which every word of the question begins a word: those with more of them in the title first. */
export const match = (entries: Entry[], question: string): { found: Entry[]; count: number } => {
  const asked = plain(question);
  if (asked.length === 0) return { found: [], count: 0 };
  const scored: { entry: Entry; score: number }[] = [];
  for (const entry of entries) {
    const title = plain(entry.t);
    const rest = plain(`${entry.k} ${entry.w}`);
    let score = 0;
    const all = asked.every((word) => {
      if (title.includes(word)) score += 3;
      else if (title.some((own) => own.startsWith(word))) score += 2;
      else return rest.some((own) => own.startsWith(word));
      return true;
    });
    if (all) scored.push({ entry, score });
  }
  scored.sort((a, b) => b.score - a.score);
  return { found: scored.slice(0, MOST).map(({ entry }) => entry), count: scored.length };
};
