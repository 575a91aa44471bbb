// Keys to answers to what somebody wrote without a name: made here, by the rule of crates/rooms/src/surveys/paper.rs.

const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PLACE = "perennial reply";

/** A key of chance: fifteen signs of five bits and one that tells a slip of the pen (Luhn's algorithm with 32 signs). */
export function freshKey(): string {
  const values = [...crypto.getRandomValues(new Uint8Array(15))].map((byte) => byte & 31);
  let sum = 0;
  for (const [at, value] of [...values].reverse().entries()) {
    const twice = value * (at % 2 === 0 ? 2 : 1);
    sum += Math.floor(twice / 32) + (twice % 32);
  }
  values.push((32 - (sum % 32)) % 32);
  const text = values.map((value) => SIGNS[value]).join("");
  return (text.match(/.{4}/g) ?? []).join("-");
}

/** What is stored beside the words for the nth open item. */
export async function keyHash(key: string, n: number): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`survey reply ${n} ${key}`));
  return [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, "0")).join("");
}

/** The keys that are kept on this device; with `now`, those that are kept from now on. */
export function keysKept(now?: string[]): string[] {
  try {
    if (now?.length === 0) localStorage.removeItem(PLACE);
    else if (now) localStorage.setItem(PLACE, JSON.stringify(now.slice(-20)));
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? "[]");
    return Array.isArray(kept) ? kept.filter((key): key is string => typeof key === "string") : [];
  } catch { return []; }
}
