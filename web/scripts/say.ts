// Saying something: to ears alone (a polite live region), or to everyone (a toast).

/** The region for sentences nobody needs to see; made once, empty, so that screen readers know it. */
function region(): HTMLElement {
  let found = document.getElementById("spoken");
  if (!found) {
    found = document.createElement("p");
    found.id = "spoken";
    found.className = "visually-hidden";
    found.setAttribute("role", "status");
    document.body.append(found);
  }
  return found;
}

/** Speaks a sentence politely; the same sentence twice is heard twice. */
export function speak(text: string | undefined): void {
  if (!text) return;
  const where = region();
  where.textContent = "";
  setTimeout(() => { where.textContent = text; }, 60);
}

/** Shows a sentence as a toast. An error stays until it is closed; anything else leaves after eight seconds,
 *  not while the pointer or the focus is on it. */
export function say(text: string | undefined, { error = false } = {}): void {
  if (!text) return;
  const holder = document.querySelector<HTMLElement>(".toasts") ?? document.body.appendChild(Object.assign(document.createElement("div"), { className: "toasts" }));
  for (const old of holder.querySelectorAll(".toast")) if (old.firstElementChild?.textContent === text) old.remove();
  const toast = document.createElement("div");
  toast.className = error ? "toast error" : "toast";
  toast.setAttribute("role", error ? "alert" : "status");
  const words = document.createElement("span");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = document.body.dataset["sayClose"] ?? "OK";
  toast.append(words, close);
  holder.append(toast);
  leaves(toast, !error);
}

/** Lets a toast be closed and, if asked, leave by itself. */
export function leaves(toast: HTMLElement, byItself: boolean): void {
  toast.querySelector("button:not([type=submit])")?.addEventListener("click", () => toast.remove());
  if (!byItself) return;
  const leave = (): void => { if (toast.matches(":hover, :focus-within")) setTimeout(leave, 2000); else toast.remove(); };
  setTimeout(leave, 8000);
}

region();
