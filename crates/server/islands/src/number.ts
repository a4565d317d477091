// Numbers as the figures print them: the same digits as `figure::number::format`.

/** `12,538.7`: commas between thousands, an ASCII hyphen for minus, never `-0`; what is no number is a dash. */
export const format = (value: number | null, decimals: number): string => {
  if (value === null || !Number.isFinite(value)) return "\u2013";
  const most = Math.min(decimals, 15);
  const plain = fixed(Math.abs(value), most);
  const [whole = "", fraction] = plain.split(".");
  const sign = value < 0 && /[1-9]/.test(plain) ? "-" : "";
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return sign + grouped + (fraction ? `.${fraction}` : "");
};

/** Decimals of a number that is not negative; of two that are as near the even one, as Rust has it. */
const fixed = (size: number, decimals: number): string => {
  if (size >= 1e21) return BigInt(size).toString() + (decimals > 0 ? `.${"0".repeat(decimals)}` : "");
  const rounded = size.toFixed(decimals);
  const exact = size.toFixed(decimals + 40);
  const kept = exact.length - 40;
  const halfway = /^50*$/.test(exact.slice(kept));
  if (!halfway) return rounded;
  const below = exact.slice(0, kept).replace(/\.$/, "");
  const even = Number(below.at(-1)) % 2 === 0;
  return even ? below : rounded;
};
