// Forms: choices that send themselves, and focus on the summary when something has to be mended.
import { csrfToken } from "./csrf.js";

export function startForms() {
  for (const surplus of document.querySelectorAll("[data-hide-with-script]")) surplus.hidden = true;
  document.addEventListener("submit", (event) => {
    const field = event.target.querySelector("input[name=csrfmiddlewaretoken]");
    if (field) field.value = csrfToken() ?? field.value;
  });
  // A folded form that opens takes the focus to its first field.
  document.addEventListener("toggle", (event) => {
    if (event.target.open && event.target.matches("[data-focus-first]")) event.target.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  }, true);
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-send-on-change]")) event.target.form.requestSubmit();
  });
  const takeFocus = (root) => root.querySelector?.("[data-take-focus]")?.focus();
  takeFocus(document);
  document.addEventListener("htmx:afterSwap", (event) => takeFocus(event.target));
}
