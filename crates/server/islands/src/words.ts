// The words that the script shows. They stand before it in its file, in the language of the page.

const own = (globalThis as { landlockedWords?: Record<string, string> }).landlockedWords ?? {};

/** A text with values in their places; a place without a value stays. */
export const word = (name: string, values: Record<string, string | number> = {}): string =>
  (own[name] ?? "").replace(/\{(\w+)\}/g, (place, key: string) => String(values[key] ?? place));
