// Finds every page a person can reach by links from home.

const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;

/** An address without what names one thing: `/goals/{id}?view`. */
export function pattern(path) {
  const url = new URL(path, "http://x");
  const keys = [...new Set(url.searchParams.keys())].filter((k) => k !== "lang").sort();
  return url.pathname.replace(uuid, "{id}") + (keys.length > 0 ? `?${keys.join("&")}` : "");
}

/** What a page is built of, without its words: two pages of one pattern and one shape are not looked at twice. */
function shape(html) {
  const main = /<main[^]*<\/main>/.exec(html)?.[0] ?? html;
  const parts = new Set();
  for (const tag of main.matchAll(/<([a-z][a-z0-9]*)([^>]*)>/g)) {
    const kind = /(?:^|\s)class="([^"]*)"/.exec(tag[2])?.[1] ?? "";
    const id = /data-testid="([^"]*)"/.exec(tag[2])?.[1].replace(uuid, "").replace(/\d+/g, "") ?? "";
    parts.add(`${tag[1]}.${kind}#${id}`);
  }
  return [...parts].sort().join(" ");
}

function links(html) {
  const found = new Set();
  for (const [, raw] of html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)) {
    const href = raw.replaceAll("&amp;", "&").split("#")[0];
    if (!href.startsWith("/") || href.startsWith("//") || /[?&]lang=/.test(href)) continue;
    if (/^\/(sign-out|demo\/as)/.test(href)) continue;
    found.add(href);
  }
  return found;
}

/**
 * Walks from `/` by links, at most `each` addresses of one pattern.
 * Gives the pages, one per pattern and shape, and the links that lead nowhere.
 */
export async function crawl(person, { from = ["/"], each = 3, most = 400 } = {}) {
  const seen = new Set(from);
  const perPattern = new Map();
  const shapes = new Map();
  const broken = [];
  const waiting = from.map((path) => ({ path, on: "the start" }));
  for (let n = 0; waiting.length > 0 && n < most; n++) {
    const { path, on } = waiting.shift();
    const answer = await person.context.request.get(path, { maxRedirects: 5 });
    if (answer.status() !== 200) {
      broken.push(`${path} answers ${answer.status()}, linked from ${on}`);
      continue;
    }
    const kind = answer.headers()["content-type"] ?? "";
    if (!kind.startsWith("text/html")) continue;
    const html = await answer.text();
    const key = `${pattern(path)} ${shape(html)}`;
    if (!shapes.has(key)) shapes.set(key, path);
    for (const to of links(html)) {
      if (seen.has(to)) continue;
      const p = pattern(to);
      const already = perPattern.get(p) ?? 0;
      if (already >= each) continue;
      perPattern.set(p, already + 1);
      seen.add(to);
      waiting.push({ path: to, on: path });
    }
  }
  return { pages: shapes, broken };
}
