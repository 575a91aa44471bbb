// A survey is answered as nobody. Loaded on its own page only; without it nothing can be sent, and the page says so.
//   <p data-survey-plain>why nothing can be sent</p>
//   <form data-survey="WAVE" data-person="ID" data-ballot="/surveys/WAVE/ballot" action="/surveys/WAVE/answers" hidden data-said-…="…">
//   <p data-survey-said hidden></p>
// The ballot is a token of chance that this browser makes. Blinded, it is sealed by the server for the person who is signed in (RSA Blind
// Signatures, RFC 9474); then it goes back with the answers and without a cookie: the server can't know whose it is. Token,
// seal are kept on this device until they were taken.
//   <section data-survey-reply hidden><p data-reply-key></p><button data-reply-keep data-kept="…"></section>
// Who ticks "reply" gets a key to answers to what they write: this browser makes it and sends only hashes that come from it, one for each
// thing that was written. It is shown when the answers were taken, and kept on the device only if the person says so.
import { RSABSSA } from "@cloudflare/blindrsa-ts";
import { clean, touch } from "./dirty";
import { freshKey, keyHash, keysKept } from "./keys";
import { speak } from "./say";

interface Kept {
  group?: string;
  /** Token, what undoes the blinding, what was sent to be sealed, and the seal, in hexadecimal. */
  token?: string;
  inverse?: string;
  blinded?: string;
  public?: string;
  seal?: string;
  /** The key to answers, until what it is for was taken. */
  reply?: string;
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
  const shown = (key: string): void => {
    const box = document.querySelector<HTMLElement>("[data-survey-reply]");
    const slip = box?.querySelector("[data-reply-key]");
    if (!box || !slip) return;
    box.hidden = false;
    slip.textContent = key;
    const keep = box.querySelector<HTMLButtonElement>("[data-reply-keep]");
    keep?.addEventListener("click", () => {
      keysKept([...keysKept(), key]);
      keep.disabled = true;
      keep.textContent = keep.dataset["kept"] ?? "";
    }, { once: true });
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

  /** What goes along for who wishes for an answer: a hash for each thing they wrote. */
  const wished = async (given: [string, string][]): Promise<[string, string][]> => {
    if (!given.some(([name]) => name === "reply")) return [];
    const key = kept.reply ?? freshKey();
    keep({ reply: key });
    const open = [...form.querySelectorAll<HTMLTextAreaElement>("textarea[name^='a.']")].slice(0, 8).entries();
    return Promise.all([...open].filter(([, area]) => area.value.trim() !== "").map(async ([n, area]): Promise<[string, string]> => [`r.${area.name.slice(2)}`, await keyHash(key, n)]));
  };

  const send = async (): Promise<void> => {
    await ballot();
    const given = answers();
    const replies = await wished(given);
    const answered = given.filter(([name]) => name !== "reply");
    const fields = new URLSearchParams([["group", kept.group ?? ""], ["token", kept.token ?? ""], ["seal", kept.seal ?? ""], ...answered, ...replies]);
    const answer = await fetch(form.action, { method: "POST", body: fields, credentials: "omit" });
    if (!answer.ok) {
      const { said } = await answer.json().catch(() => ({})) as { said?: string };
      // "Spent": the first answer counted, and its reply was lost. A ballot that is sealed and not known any more: the survey has ended.
      if (said !== "spent") throw new Said(said ?? (answer.status === 404 ? "ended" : "later"));
    }
    if (kept.reply && replies.length > 0) shown(kept.reply);
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
    if (!answers().some(([name]) => name.startsWith("a."))) return say("unfit");
    under = true;
    say("sending");
    send()
      .catch((e: unknown) => { say(e instanceof Said ? e.message : "later"); if (!(e instanceof Said)) touch(form); })
      .finally(() => { under = false; });
  });
}

document.querySelectorAll<HTMLFormElement>("form[data-survey]").forEach(survey);
