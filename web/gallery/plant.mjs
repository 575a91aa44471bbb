// Draws one community's growth as a plant: the reference for the server's drawing. Deterministic: the same events
// give the same plant, so that it only ever changes where something was done.
//   steps  events per step that was reached, oldest first: [2, 3, 1]
//   fresh  how many of the last events are new to the person who looks
//   fruit  lessons published; `now` the last step is still open (a bud)
const n = (v) => String(Math.round(v * 10) / 10);
/** A small number in [0, 1) that depends on its place alone (no chance). */
const vary = (seed, k) => { const x = Math.sin(seed * 127.1 + k * 311.7) * 43758.5453; return x - Math.floor(x); };

export function plant({ steps, fresh = 0, fruit = 0, seed = 1, label }) {
  const ground = 238, mid = 80, reach = 34;
  const total = steps.reduce((a, b) => a + b, 0);
  if (total === 0) return `<svg class="plant" viewBox="0 204 160 35" preserveAspectRatio="xMidYMax meet" aria-hidden="true" focusable="false"><path class="soil" d="M52 238c6-12 18-17 28-17s22 5 28 17"/><ellipse class="seed" cx="80" cy="229" rx="4" ry="5"/></svg>`;
  const height = 18 + steps.length * reach;
  const bend = (seed % 2 ? -1 : 1) * (5 + vary(seed, 0) * 5);
  // The stalk leans once to each side; a point on it at t from the ground (0) to the tip (1).
  const at = (t) => [mid + bend * Math.sin(t * Math.PI * 1.7) * (0.4 + t * 0.9), ground - t * height];
  let path = "";
  for (let i = 0; i <= 24; i++) { const [x, y] = at(i / 24); path += `${i ? "L" : "M"}${n(x)} ${n(y)}`; }
  let leaves = "", drawn = 0;
  steps.forEach((count, step) => {
    for (let j = 0; j < count; j++, drawn++) {
      const t = (14 + step * reach + (j + 0.35) * (reach / Math.max(count, 1))) / height;
      const [x, y] = at(Math.min(t, 0.985));
      const side = drawn % 2 ? 1 : -1;
      const age = 1 - t;
      const long = 25 + age * 14 + vary(seed, drawn + 1) * 7;
      const wide = long * (0.3 + vary(seed, drawn + 40) * 0.07);
      const lift = 18 + t * 22 + vary(seed, drawn + 80) * 12;
      const isNew = drawn >= total - fresh;
      const tone = isNew ? " new" : ["", " mid", "", " light"][Math.floor(vary(seed, drawn + 7) * 4)];
      const turn = side > 0 ? `rotate(${n(-lift)})` : `scale(-1 1) rotate(${n(-lift)})`;
      leaves += `<g transform="translate(${n(x)} ${n(y)}) ${turn}"><path class="twig" d="M0 0h4"/><path class="leaf${tone}" d="M3 0C${n(long * 0.3)} ${n(-wide)} ${n(long * 0.68)} ${n(-wide * 0.95)} ${n(long)} ${n(-wide * 0.12)}C${n(long * 0.72)} ${n(wide * 0.62)} ${n(long * 0.3)} ${n(wide * 0.6)} 3 0Z"/><path class="vein" d="M6 ${n(-wide * 0.05)}Q${n(long * 0.5)} ${n(-wide * 0.28)} ${n(long * 0.84)} ${n(-wide * 0.13)}"/></g>`;
    }
  });
  const [tx, ty] = at(1);
  // The drawing is 160 wide and as high as the plant; the page draws every plant to the same scale.
  const tip = Math.min(204, ty - 22);
  let top = `<path class="bud" d="M${n(tx)} ${n(ty + 1)}c-4-3-4-8 0-12c4 4 4 9 0 12Z"/>`;
  for (let f = 0; f < fruit; f++) {
    const [x, y] = at(Math.max(0.3, 0.97 - f * 0.11)); const side = f % 2 ? -1 : 1; const fx = x + side * 13, fy = y + 7;
    top += `<path class="twig" d="M${n(x)} ${n(y)}q${n(side * 11)} -4 ${n(side * 13)} 2"/><circle class="fruit" cx="${n(fx)}" cy="${n(fy)}" r="6"/><path class="shine" d="M${n(fx - 2.6)} ${n(fy - 1)}q.6-2 2.6-2.500"/>`;
  }
  return `<svg class="plant" viewBox="0 ${n(tip)} 160 ${n(239 - tip)}" preserveAspectRatio="xMidYMax meet" ${label ? `role="img" aria-label="${label}"` : 'aria-hidden="true" focusable="false"'}><path class="stalk" d="${path}"/>${leaves}${top}</svg>`;
}
