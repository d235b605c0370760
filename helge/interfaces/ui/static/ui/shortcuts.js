// Shortcuts are written where they act: data-shortcut="F8" on a button, link or field; data-shortcut-label when its own
// words do not say enough. `?` lists them. Keys without a modifier rest while somebody types and can be switched off.

const KEPT = "helge-single-keys";

export function startShortcuts() {
  document.addEventListener("keydown", onKey);
  const help = document.getElementById("shortcut-help");
  help?.addEventListener("ui:opened", () => fillHelp(help));
  const box = help?.querySelector("[data-single-keys]");
  if (!box) return;
  box.checked = singleKeysAreOn();
  box.addEventListener("change", () => {
    try { localStorage.setItem(KEPT, box.checked ? "on" : "off"); } catch { /* private window */ }
  });
}

function onKey(event) {
  if (event.defaultPrevented || event.isComposing) return;
  const open = document.querySelector("dialog[open]");
  const wanted = nameOf(event);
  if (/^.$/u.test(wanted) && (!singleKeysAreOn() || isTyping(event.target))) return;
  const element = [...(open ?? document).querySelectorAll("[data-shortcut]")].find(
    (one) => one.dataset.shortcut === wanted && !one.disabled && one.getClientRects().length);
  if (!element) return;
  event.preventDefault();
  if (element.matches("input:not([type=checkbox], [type=radio], [type=submit]), select, textarea")) element.focus();
  else element.click();
}

/** "Ctrl+K", "Alt+1", "F8", "?": as written in data-shortcut. Command counts as Ctrl on a Mac. */
function nameOf(event) {
  // Alt may change the letter (Alt+1 on a Mac), the code of the key does not.
  const digit = event.altKey && /^Digit(\d)$/.exec(event.code)?.[1];
  const key = digit || (event.key.length === 1 && (event.ctrlKey || event.metaKey || event.altKey) ? event.key.toUpperCase() : event.key);
  return `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${key}`;
}

/** An empty scan field is not typing when the key is "?": no barcode and no card begins with it. */
function isTyping(element) {
  if (!element.matches?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return false;
  return !(element.matches("[data-scan-field]") && element.value === "");
}

function singleKeysAreOn() {
  try { return localStorage.getItem(KEPT) !== "off"; } catch { return true; }
}

function fillHelp(help) {
  const list = help.querySelector("[data-shortcut-list]");
  const seen = new Set();
  const rows = [];
  for (const element of document.querySelectorAll("[data-shortcut]")) {
    const keys = element.dataset.shortcut;
    if (seen.has(keys)) continue;
    seen.add(keys);
    const dt = document.createElement("dt");
    for (const key of keys.split("+")) {
      const kbd = document.createElement("kbd");
      kbd.textContent = key;
      dt.append(kbd, " ");
    }
    const dd = document.createElement("dd");
    dd.textContent = element.dataset.shortcutLabel ?? labelOf(element);
    rows.push(dt, dd);
  }
  list.replaceChildren(...rows);
}

function labelOf(element) {
  const copy = element.cloneNode(true);
  for (const extra of copy.querySelectorAll("kbd, svg, .count")) extra.remove();
  return (element.labels?.[0]?.textContent ?? copy.textContent).replace(/\s+/g, " ").trim();
}
