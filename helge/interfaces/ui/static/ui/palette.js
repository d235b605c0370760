// Ctrl+K: patron, item, title or page from one field. A combobox whose list the server fills; with nothing typed it
// lists the pages of the menu (links with data-palette-page).
import { csrfToken } from "./csrf.js";
import { announce } from "./live.js";
import { word } from "./words.js";

const PAUSE_MS = 120;

export function startPalette() {
  const dialog = document.getElementById("palette");
  if (!dialog) return;
  const field = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  let timer = null;
  let asking = null;

  const ask = async () => {
    const text = field.value.trim();
    asking?.abort();
    const pages = { label: word("pages"), entries: menuPages(text) };
    if (text.length < 2) { show([pages]); return; }
    asking = new AbortController();
    try {
      // Sent as a form: what is typed may be a name or a card, which stands in no address.
      const response = await fetch(dialog.dataset.paletteUrl, { method: "POST", body: new URLSearchParams({ q: text }), signal: asking.signal, headers: { Accept: "application/json", "X-CSRFToken": csrfToken() ?? "" } });
      const found = response.ok ? (await response.json()).groups : [];
      show([...found, pages], true);
    } catch (fault) {
      if (fault.name !== "AbortError") show([pages]);
    }
  };

  const show = (groups, tell = false) => {
    const rows = groups.filter((group) => group.entries.length).flatMap((group) => [heading(group.label), ...group.entries.map(entry)]);
    list.replaceChildren(...rows);
    const options = [...list.querySelectorAll("[role=option]")];
    options.forEach((option, place) => { option.id = `palette-${place}`; });
    field.setAttribute("aria-expanded", String(options.length > 0));
    choose(options[0]);
    if (!options.length) list.replaceChildren(heading(word("noHits")));
    if (tell) announce(options.length ? word("hits", options.length) : word("noHits"));
  };

  const choose = (option) => {
    list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  };

  dialog.addEventListener("ui:opened", () => { field.value = ""; field.focus(); ask(); });
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE_MS); });
  field.addEventListener("keydown", (event) => {
    const options = [...list.querySelectorAll("[role=option]")];
    const place = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      event.preventDefault();
      choose(options[(place + step + options.length) % options.length]);
    } else if (event.key === "Enter" && options[place]) {
      event.preventDefault();
      location.assign(options[place].dataset.url);
    }
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
}

function menuPages(text) {
  const wanted = text.toLocaleLowerCase();
  return [...document.querySelectorAll("[data-palette-page]")]
    .map((link) => ({ label: link.querySelector("span")?.textContent ?? link.textContent.trim(), url: link.getAttribute("href") }))
    .filter((page) => page.label.toLocaleLowerCase().includes(wanted));
}

function heading(text) {
  const row = document.createElement("li");
  row.className = "palette__group";
  row.setAttribute("role", "presentation");
  row.textContent = text;
  return row;
}

function entry({ label, detail, url }) {
  const row = document.createElement("li");
  row.className = "palette__entry";
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", "false");
  row.dataset.url = url;
  row.append(label);
  if (detail) {
    const more = document.createElement("span");
    more.className = "palette__detail";
    more.textContent = detail;
    row.append(more);
  }
  return row;
}
