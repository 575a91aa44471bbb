// A survey is answered as nobody. Loaded on its own page only; without it nothing can be sent, and the page says so.
//   <p data-survey-plain>why nothing can be sent</p>
//   <form data-survey="WAVE" data-person="ID" data-ballot="/surveys/WAVE/ballot" action="/surveys/WAVE/answers" hidden data-said-…="…">
//   <p data-survey-said hidden></p>
// The ballot is a token of chance that this browser makes. Blinded, it is sealed by the server for the person who is signed in (RSA Blind
// Signatures, RFC 9474); then it goes back with the answers and without a cookie: the server can't know whose it is. Token,
// seal are kept on this device until they were taken.
import { RSABSSA } from "@cloudflare/blindrsa-ts";
import { clean, touch } from "./dirty";
import { speak } from "./say";

interface Kept {
  group?: string;
  /** Token, what undoes the blinding, what was sent to be sealed, and the seal, in hexadecimal. */
  token?: string;
  inverse?: string;
  blinded?: string;
  public?: string;
  seal?: string;
  done?: boolean;
}

const hex = (bytes: Uint8Array): string => [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
const unhex = (text: string): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return bytes;
};
const suite = RSABSSA.SHA384.PSS.Randomized();

/** Something to tell the person, by its name. */
class Said extends Error {}

function survey(form: HTMLFormElement): void {
  const place = `perennial survey ${form.dataset["survey"] ?? ""} ${form.dataset["person"] ?? ""}`;
  const told = document.querySelector<HTMLElement>("[data-survey-said]");
  let kept: Kept = {};
  try { kept = JSON.parse(localStorage.getItem(place) ?? "{}") as Kept; } catch { /* nothing that could be read */ }
  const keep = (more: Kept): void => {
    kept = { ...kept, ...more };
    try { localStorage.setItem(place, JSON.stringify(kept)); } catch { /* a browser that keeps nothing: it works while the page is open */ }
  };
  // What was chosen so far is a draft like others: signing out forgets it.
  const draft = `draft:${place}`;
  const chosen = (): [string, string][] => {
    try { return JSON.parse((JSON.parse(localStorage.getItem(draft) ?? "{}") as { text?: string }).text ?? "[]") as [string, string][]; } catch { return []; }
  };
  const say = (name: string): void => {
    const words = form.dataset[`said${name[0]?.toUpperCase() ?? ""}${name.slice(1)}`] ?? form.dataset["saidLater"] ?? "";
    if (!told) return;
    told.hidden = false;
    told.textContent = words;
    told.dataset["said"] = name;
    speak(words);
  };
  const done = (): void => {
    form.hidden = true;
    say("kept");
  };
  const answers = (): [string, string][] => {
    const given: [string, string][] = [];
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && value.trim() !== "") given.push([name, value]);
    return given;
  };

  document.querySelector<HTMLElement>("[data-survey-plain]")?.setAttribute("hidden", "");
  if (kept.done) return done();
  if (!globalThis.crypto?.subtle) return say("insecure");
  // Said before somebody fills in what could not be sent from here.
  if (form.dataset["taken"] !== undefined && !kept.blinded) return say("taken");
  form.hidden = false;
  for (const [name, value] of chosen()) {
    for (const control of form.elements) {
      if (control instanceof HTMLInputElement && control.name === name) control.checked = control.value === value;
      if (control instanceof HTMLTextAreaElement && control.name === name) control.value = value;
    }
  }
  form.addEventListener("input", () => {
    try { localStorage.setItem(draft, JSON.stringify({ text: JSON.stringify(answers()), base: "", at: Date.now() })); } catch { /* as above */ }
  });

  const asked = async (fields: Record<string, string>): Promise<Record<string, unknown>> => {
    const answer = await fetch(form.dataset["ballot"] ?? "", { method: "POST", body: new URLSearchParams(fields) });
    if (!answer.ok) throw new Said("later");
    const known = await answer.json() as Record<string, unknown>;
    if (typeof known["said"] === "string") throw new Said(known["said"]);
    return known;
  };
  const key = async (): Promise<CryptoKey> =>
    crypto.subtle.importKey("spki", unhex(kept.public ?? ""), { name: "RSA-PSS", hash: "SHA-384" }, true, ["verify"]);

  /** A sealed ballot: the one that is kept, or a new one. What was sent to be sealed is kept first, so that a lost answer can be asked for again. */
  const ballot = async (): Promise<void> => {
    if (kept.seal) return;
    if (!kept.blinded) {
      let known = await asked({});
      for (let tries = 0; known["wait"] === true; tries++) {
        if (tries > 30) throw new Said("later");
        say("wait");
        await new Promise((on) => setTimeout(on, 1000));
        known = await asked({});
      }
      if (known["taken"] === true) throw new Said("taken");
      keep({ group: String(known["group"]), public: String(known["public"]) });
      const token = suite.prepare(crypto.getRandomValues(new Uint8Array(32)));
      const { blindedMsg, inv } = await suite.blind(await key(), token);
      keep({ token: hex(token), inverse: hex(inv), blinded: hex(blindedMsg) });
    }
    const sealed = await asked({ blinded: kept.blinded ?? "" });
    const seal = await suite.finalize(await key(), unhex(kept.token ?? ""), unhex(String(sealed["seal"])), unhex(kept.inverse ?? ""));
    keep({ seal: hex(seal) });
  };

  const send = async (): Promise<void> => {
    await ballot();
    const fields = new URLSearchParams([["group", kept.group ?? ""], ["token", kept.token ?? ""], ["seal", kept.seal ?? ""], ...answers()]);
    const answer = await fetch(form.action, { method: "POST", body: fields, credentials: "omit" });
    if (!answer.ok) {
      const { said } = await answer.json().catch(() => ({})) as { said?: string };
      // "Spent": the first answer counted, and its reply was lost. A ballot that is sealed and not known any more: the survey has ended.
      if (said !== "spent") throw new Said(said ?? (answer.status === 404 ? "ended" : "later"));
    }
    try {
      localStorage.setItem(place, JSON.stringify({ done: true }));
      localStorage.removeItem(draft);
    } catch { /* then the page asks again, and the ballot is spent */ }
    clean(form);
    done();
    told?.scrollIntoView({ block: "center" });
  };

  let under = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (under) return;
    if (answers().length === 0) return say("unfit");
    under = true;
    say("sending");
    send()
      .catch((e: unknown) => { say(e instanceof Said ? e.message : "later"); if (!(e instanceof Said)) touch(form); })
      .finally(() => { under = false; });
  });
}

document.querySelectorAll<HTMLFormElement>("form[data-survey]").forEach(survey);
