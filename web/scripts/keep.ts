// What a reader did to a part of the page outlives its being fetched anew: what was unfolded stays unfolded, and the focus stays
// on the same thing, so that nobody who reads with a keyboard or a screen reader is thrown back to the top by a colleague's entry.

const stops = "a[href], button, summary, input, select, textarea, [tabindex]";

/** What a thing is known by after it was drawn anew: all that it says of itself, and which of its like it is. */
function names(root: Element, query: string): Map<string, HTMLElement> {
  const found = new Map<string, HTMLElement>();
  const met = new Map<string, number>();
  for (const thing of root.querySelectorAll<HTMLElement>(query)) {
    const at = thing.closest("form")?.getAttribute("action") ?? "";
    const own = ["id", "name", "value", "href", "data-testid"].map((a) => thing.getAttribute(a) ?? "");
    const said = thing.matches("details") ? thing.querySelector("summary")?.textContent : thing.matches("a, button, summary") ? thing.textContent : "";
    const name = [thing.tagName, at, ...own, said ?? ""].join("\n");
    const nth = met.get(name) ?? 0;
    met.set(name, nth + 1);
    found.set(`${name}\n${nth}`, thing);
  }
  return found;
}

/** Notes what is unfolded and what has the focus; gives what puts both back into the part that stands there next. */
export function keep(part: Element): (now: Element | null) => void {
  const folded = new Map([...names(part, "details")].map(([name, d]) => [name, (d as HTMLDetailsElement).open]));
  const at = document.activeElement;
  const focused = at && part.contains(at) ? [...names(part, stops)].find(([, thing]) => thing === at)?.[0] : undefined;
  return (now) => {
    if (!now || now === part) return;
    for (const [name, d] of names(now, "details")) {
      const open = folded.get(name);
      if (open !== undefined) (d as HTMLDetailsElement).open = open;
    }
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (focused !== undefined && lost) names(now, stops).get(focused)?.focus({ preventScroll: true });
  };
}
