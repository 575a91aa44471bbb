// Which forms hold something that was typed and not sent. Shared by forms (warns on leaving) and live (does not
// replace what somebody is writing in).
const touched = new Set<HTMLFormElement>();

export function touch(form: HTMLFormElement): void { touched.add(form); }
export function clean(form: HTMLFormElement): void { touched.delete(form); }

function differs(control: Element): boolean {
  if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
  if (control instanceof HTMLInputElement) {
    if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
    if (control.type === "file") return control.value !== "";
    return control.type !== "hidden" && control.value !== control.defaultValue;
  }
  if (!(control instanceof HTMLSelectElement)) return false;
  const options = [...control.options];
  // A select nobody preset stands at its first option without saying so.
  if (!control.multiple && !options.some((o) => o.defaultSelected)) return control.selectedIndex > 0;
  return options.some((o) => o.selected !== o.defaultSelected);
}

/** Whether a form on the page (or inside `within`) would lose something. Texts kept in the browser are not lost
 *  by leaving, so they count only when `kept` says so. */
export function unsent(within: ParentNode = document, kept = false): boolean {
  for (const form of touched) {
    if (!form.isConnected) { touched.delete(form); continue; }
    if (form.hasAttribute("data-light") || !(within === document || within.contains(form))) continue;
    if ([...form.elements].some((c) => (kept || !(c instanceof HTMLTextAreaElement && c.dataset["keep"])) && differs(c))) return true;
  }
  return false;
}
