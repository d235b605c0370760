// Forms: choices that send themselves, and focus on the summary when something has to be mended.

export function startForms() {
  for (const surplus of document.querySelectorAll("[data-hide-with-script]")) surplus.hidden = true;
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-send-on-change]")) event.target.form.requestSubmit();
  });
  const takeFocus = (root) => root.querySelector?.("[data-take-focus]")?.focus();
  takeFocus(document);
  document.addEventListener("htmx:afterSwap", (event) => takeFocus(event.target));
}
