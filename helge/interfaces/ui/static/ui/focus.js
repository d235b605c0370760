// At the desk the focus is always in the scan field, so that a hand never has to look for it.

/** Put the focus in the scan field, unless a dialog or another field has it. */
export function focusScanField() {
  const field = document.querySelector("[data-scan-field]");
  if (!field || document.querySelector("dialog[open]") || isWriting(document.activeElement, field)) return;
  field.focus({ preventScroll: true });
}

export function startFocus() {
  if (!document.querySelector("[data-scan-field]")) return;
  focusScanField();
  document.addEventListener("ui:answered", focusScanField);
  document.addEventListener("htmx:afterSettle", focusScanField);
  document.addEventListener("close", () => setTimeout(focusScanField), true);
  window.addEventListener("focus", focusScanField);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
      document.activeElement?.blur();
      focusScanField();
    } else if (isLostScan(event)) {
      // A scanner types fast: the first letter must not fall on the floor because a button had the focus.
      focusScanField();
    }
  });
}

function isWriting(element, scanField) {
  return element !== scanField && Boolean(element?.matches?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]"));
}

function isLostScan(event) {
  const plain = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.altKey && !event.metaKey;
  return plain && /[0-9A-Za-z]/.test(event.key) && !event.target.matches?.("input, textarea, select, [contenteditable]");
}
