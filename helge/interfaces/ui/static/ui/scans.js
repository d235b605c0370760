// The queue of the desk. A hand scans faster than a server answers: scans wait in line, are sent one at a time in the
// order they were made, and are never dropped. Each keeps its scan_key, so that sending again is safe.
//
//   <form data-scan data-target="#outcome" id="...">  with one <input data-scan-field>
//   <form data-scan-again>                            a refusal answered "lend anyway"; goes last in the same line
//
// The answer is HTML: 2xx and 422 are swapped into the target (out-of-band parts too), a new form with the same id
// replaces the old. Anything else stops the line, says why and offers to try again.
import { csrfToken } from "./csrf.js";
import { announce } from "./live.js";
import { newScanKey } from "./scan_key.js";
import { play } from "./sounds.js";
import { printPdf } from "./printing.js";
import { word } from "./words.js";

const PATIENCE_MS = 20_000;
const line = [];
let sending = false;
let stopped = false;
let refusal = null;

export function startScans() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("form[data-scan]")) takeScan(event, form);
    else if (form.matches("form[data-scan-again]")) takeAgain(event, form);
  });
  window.addEventListener("beforeunload", (event) => { if (line.length) event.preventDefault(); });
  tellBand(document);
}

function takeScan(event, form) {
  event.preventDefault();
  const field = form.querySelector("[data-scan-field]");
  const text = field.value.trim();
  field.value = "";
  if (text) enter({ formId: form.id, form, name: field.name, text, key: newScanKey() });
}

function takeAgain(event, form) {
  event.preventDefault();
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  const home = document.querySelector("form[data-scan]");
  enter({ form, answer: new FormData(form), target: form.dataset.target ?? home?.dataset.target ?? "#outcome", key: newScanKey() });
  form.closest("[data-kept-refusal]")?.remove();
}

function enter(scan) {
  scan.enteredAt = performance.now();
  line.push(scan);
  showWaiting();
  if (!stopped) sendNext();
}

async function sendNext() {
  if (sending || !line.length) return;
  sending = true;
  const scan = line[0];
  try {
    const response = await post(scan);
    const html = await response.text();
    if (response.redirected || response.headers.get("HX-Redirect")) stop(word("loggedOut"));
    else if (response.ok || response.status === 422) {
      line.shift();
      answer(scan, html, response.status === 422);
    } else stop(word(response.status === 403 ? "loggedOut" : "serverFault"));
  } catch {
    stop(word("noContact"));
  } finally {
    sending = false;
    showWaiting();
  }
  if (!stopped) sendNext();
}

function post(scan) {
  // The form is read when the scan is sent, not when it was made: the scan before may have changed the patron.
  const form = (scan.formId && document.getElementById(scan.formId)) || scan.form;
  const body = scan.answer ?? new FormData(form);
  if (scan.name) body.set(scan.name, scan.text);
  body.set("scan_key", scan.key);
  const token = csrfToken() ?? body.get("csrfmiddlewaretoken") ?? "";
  body.set("csrfmiddlewaretoken", token);
  scan.target ??= form.dataset.target ?? "#outcome";
  return fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(body),
    headers: { "HX-Request": "true", "X-CSRFToken": token },
    credentials: "same-origin",
    signal: AbortSignal.timeout?.(PATIENCE_MS),
  });
}

function answer(scan, html, isRefused) {
  const target = document.querySelector(scan.target);
  if (scan.answer) for (const button of scan.form.querySelectorAll("button")) button.disabled = false;
  keepUnseenRefusal(scan, target);
  if (window.htmx) window.htmx.swap(target, html, { swapStyle: "innerHTML", swapDelay: 0, settleDelay: 0 });
  else target.innerHTML = html;
  tellBand(target);
  refusal = isRefused ? { target, at: performance.now() } : null;
  document.dispatchEvent(new CustomEvent("ui:answered"));
}

/** A refusal that came while the next scan was already made has not been seen: it stays until somebody closes it. */
function keepUnseenRefusal(scan, target) {
  if (refusal?.target !== target || scan.enteredAt > refusal.at || !target.isConnected) return;
  const kept = document.createElement("div");
  kept.dataset.keptRefusal = "";
  kept.append(...target.childNodes, button(word("close"), () => kept.remove(), "button--small button--quiet"));
  troublePlace().append(kept);
}

function troublePlace() {
  return document.querySelector("[data-scan-trouble]") ?? document.getElementById("main");
}

/** Say, sound and print what a band asks for; once per band. */
function tellBand(root) {
  for (const band of root.querySelectorAll("[data-band]:not([data-told])")) {
    band.dataset.told = "";
    announce([...band.querySelectorAll("p:not(.no-print)")].map((p) => p.textContent).join(" "), { now: true });
    if (band.dataset.sound) play(band.dataset.sound);
    if (band.dataset.print) printPdf(band.dataset.print);
  }
}

function stop(why) {
  stopped = true;
  play("refused");
  const note = document.createElement("div");
  note.className = "note voice-need";
  note.setAttribute("role", "alert");
  const words = document.createElement("div");
  const text = document.createElement("p");
  text.textContent = why;
  const go = (skip) => () => {
    note.remove();
    stopped = false;
    if (skip) line.shift();
    showWaiting();
    sendNext();
    document.dispatchEvent(new CustomEvent("ui:answered"));
  };
  const buttons = document.createElement("p");
  buttons.className = "row";
  if (why === word("loggedOut")) buttons.append(logInLink());
  buttons.append(button(word("tryAgain"), go(false), "button--small"), button(word("skip"), go(true), "button--small button--quiet"));
  words.append(text, buttons);
  note.append(document.createElement("span"), words);
  troublePlace().prepend(note);
}

function logInLink() {
  const made = document.createElement("a");
  made.href = location.href; // whoever is logged out is led to the login from there
  made.target = "_blank";
  made.className = "button button--small";
  made.textContent = word("logIn");
  return made;
}

function button(text, onClick, className) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = text;
  made.addEventListener("click", onClick);
  return made;
}

function showWaiting() {
  // One scan under way is the usual case and says nothing.
  const waiting = stopped ? line.length : line.length - 1;
  const text = waiting < 1 ? "" : waiting === 1 ? word("waitingOne") : word("waitingMany", waiting);
  for (const place of document.querySelectorAll("[data-scan-waiting]")) place.textContent = text;
}
