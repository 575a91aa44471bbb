// A clock that counts down to a moment the server named; it goes on below zero, in clay, because meetings do.
//   <p class="clock" role="timer" data-until="2026-11-12T20:19:38Z">4:38</p>
//   <progress data-from="…" data-until="…" max="1" value="0.6"></progress>
// data-now on a clock is the server's time when the page was made, against wrong clocks.

export function clocks(): void {
  const now = Date.parse(document.querySelector<HTMLElement>("[data-now]")?.dataset["now"] ?? "");
  const off = Number.isNaN(now) ? 0 : now - Date.now();
  const tick = (): void => {
    const at = Date.now() + off;
    for (const shown of document.querySelectorAll<HTMLElement>("[data-until]")) {
      const until = Date.parse(shown.dataset["until"] ?? "");
      if (Number.isNaN(until)) continue;
      if (shown instanceof HTMLProgressElement) {
        const from = Date.parse(shown.dataset["from"] ?? "");
        shown.max = 1;
        shown.value = Math.min(1, Math.max(0, (at - from) / (until - from)));
        continue;
      }
      const left = Math.ceil((until - at) / 1000);
      const seconds = Math.abs(left);
      const text = `${left < 0 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (shown.textContent !== text) shown.textContent = text;
      shown.classList.toggle("over", left < 0);
    }
  };
  if (document.querySelector("[data-until]") || document.body.dataset["live"]) {
    tick();
    setInterval(tick, 500);
  }
}
