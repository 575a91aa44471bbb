// Forms: one click is one sending; leaving with something unsent asks first; counts of characters left.
import { clean, touch, unsent } from "./dirty";
import { leaves } from "./say";

const held = new Set<HTMLButtonElement | HTMLInputElement>();

function hold(button: HTMLElement | null | undefined): void {
  if (!(button instanceof HTMLButtonElement || button instanceof HTMLInputElement) || button.disabled) return;
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  held.add(button);
}

function release(): void {
  for (const button of held) {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }
  held.clear();
}

function count(text: HTMLTextAreaElement | HTMLInputElement): void {
  const shown = document.querySelector<HTMLElement>(`[data-count-of="${CSS.escape(text.id)}"]`);
  if (!shown || text.maxLength < 0) return;
  shown.textContent = (shown.dataset["left"] ?? "{n}").replace("{n}", String(text.maxLength - text.value.length));
}

export function forms(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    // A form whose answer is a file never leaves the page.
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.matches("[data-download], [method=dialog], [target]")) return;
    clean(form);
    const pressed = event.submitter ?? form.querySelector<HTMLElement>("[type=submit], button:not([type])");
    // After the browser has read the form, or the button's own name and value would be missing from it.
    setTimeout(() => { hold(pressed); setTimeout(release, 20_000); });
  });
  addEventListener("pageshow", release);

  document.addEventListener("input", (event) => {
    const control = event.target as HTMLInputElement | HTMLTextAreaElement;
    if (control.form?.method === "post") touch(control.form);
    count(control);
  });
  document.addEventListener("reset", (event) => clean(event.target as HTMLFormElement));
  addEventListener("beforeunload", (event) => { if (unsent()) event.preventDefault(); });

  for (const text of document.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>("textarea[maxlength], input[maxlength]")) count(text);
  // Errors first: whoever sent a form that has to be put right stands before the list of what.
  document.querySelector<HTMLElement>(".errors[tabindex]")?.focus();
  for (const toast of document.querySelectorAll<HTMLElement>(".toast")) leaves(toast, !toast.matches(".error"));
}
