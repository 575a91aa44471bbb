// Uploads show how far they are: <form data-upload enctype="multipart/form-data" method="post">
//   <progress hidden max="100" aria-label="…"></progress> <p data-upload-say="{n} %"></p> <button data-upload-stop hidden>
// The server answers as to any form: a redirect to go to, or the page with what has to be put right.
import { clean } from "./dirty";
import { say, speak } from "./say";

function send(form: HTMLFormElement, pressed: HTMLElement | null): void {
  const data = new FormData(form);
  if (pressed instanceof HTMLButtonElement && pressed.name) data.append(pressed.name, pressed.value);
  const bar = form.querySelector("progress");
  const words = form.querySelector<HTMLElement>("[data-upload-say]");
  const stop = form.querySelector<HTMLButtonElement>("[data-upload-stop]");
  const request = new XMLHttpRequest();
  let spoken = 0;
  const show = (on: boolean): void => {
    if (bar) bar.hidden = !on;
    if (words) { words.hidden = !on; if (!on) words.textContent = ""; }
    if (stop) stop.hidden = !on;
    if (pressed instanceof HTMLButtonElement) pressed.disabled = on;
    form.setAttribute("aria-busy", String(on));
  };
  const failed = (why = form.dataset["failed"] ?? document.body.dataset["sayFailed"]): void => {
    show(false);
    say(why, { error: true });
  };
  request.upload.onprogress = (event) => {
    if (!event.lengthComputable) return;
    const part = Math.floor((event.loaded / event.total) * 100);
    // All sent is not all done: the server reads it now, for as long as it takes.
    if (bar) { if (part < 100) bar.value = part; else bar.removeAttribute("value"); }
    const text = (words?.dataset["uploadSay"] ?? "{n} %").replace("{n}", String(part));
    if (words) words.textContent = text;
    if (part >= spoken + 25) { spoken = part; speak(text); }
  };
  request.onload = () => {
    const html = (request.getResponseHeader("Content-Type") ?? "").startsWith("text/html");
    const there = new URL(request.responseURL || form.action, location.href);
    const here = new URL(form.action, location.href);
    clean(form);
    if (request.status < 400 && there.href !== here.href) return location.assign(there.href);
    if (!html || request.status >= 500) return failed();
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const now = document.querySelector("main");
    const then = page.querySelector("main");
    if (!now || !then) return failed();
    document.title = page.title;
    now.replaceWith(then);
    then.dispatchEvent(new Event("renewed", { bubbles: true }));
    (then.querySelector<HTMLElement>(".errors[tabindex], h1[tabindex]") ?? then).focus();
  };
  request.onerror = () => failed(document.body.dataset["sayOffline"]);
  request.onabort = () => show(false);
  if (stop) stop.onclick = () => request.abort();
  show(true);
  if (bar) bar.value = 0;
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "text/html");
  request.send(data);
}

export function uploads(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-upload")) return;
    // Without a file there is nothing to watch: the browser sends it itself, in one go, and lands at the place the answer names.
    if (![...form.querySelectorAll<HTMLInputElement>("input[type=file]")].some((input) => (input.files?.length ?? 0) > 0)) return;
    event.preventDefault();
    send(form, event.submitter);
  }, { capture: true });
}
