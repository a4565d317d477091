// The words that the script shows. The page has them in its language, on the element of the script.

const own: DOMStringMap = document.currentScript?.dataset ?? {};

/** A text with values in their places; a place without a value stays. */
export const word = (name: string, values: Record<string, string | number> = {}): string =>
  (own[name] ?? "").replace(/\{(\w+)\}/g, (place, key: string) => String(values[key] ?? place));
