// Keys to answers that somebody chose to keep on this device. Loaded on the page where a key is typed; without it the key is typed.
//   <input name="key"> … <div data-reply-kept hidden data-use="Use this key:"><p class="actions"><button data-reply-forget></p></div>
// They are kept apart from surveys and persons: nothing here says whose they are.
import { keysKept } from "./keys";

const box = document.querySelector<HTMLElement>("[data-reply-kept]");
const field = document.querySelector<HTMLInputElement>("input[name=key]");
const keys = keysKept();
if (box && field?.form && keys.length > 0) {
  const form = field.form;
  box.hidden = false;
  for (const key of keys) {
    const use = document.createElement("button");
    use.type = "button";
    use.className = "button second";
    use.textContent = `${box.dataset["use"] ?? ""} ${key.slice(0, 4)}…`;
    use.addEventListener("click", () => { field.value = key; form.requestSubmit(); });
    box.querySelector(".actions")?.prepend(use, " ");
  }
  box.querySelector("[data-reply-forget]")?.addEventListener("click", () => { keysKept([]); box.hidden = true; field.value = ""; });
}
