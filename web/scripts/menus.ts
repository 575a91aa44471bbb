// Menus close when one is done with them; dialogs open from links that lead to a page where there is no script.

export function menus(): void {
  const open = (): NodeListOf<HTMLDetailsElement> => document.querySelectorAll<HTMLDetailsElement>("details.menu[open], nav.thumb details[open]");
  document.addEventListener("click", (event) => {
    const at = event.target as Element;
    for (const menu of open()) if (!menu.contains(at)) menu.open = false;

    const opener = at.closest<HTMLElement>("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset["dialog"] ?? "");
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      dialog.showModal();
    }
    if (at.closest("[data-close]")) {
      event.preventDefault();
      at.closest("dialog")?.close();
    }
    if (at instanceof HTMLDialogElement) at.close(); // the ground behind it
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
  document.addEventListener("focusin", (event) => {
    for (const menu of open()) if (!menu.contains(event.target as Node)) menu.open = false;
  });
}
