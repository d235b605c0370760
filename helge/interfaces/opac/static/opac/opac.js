// The public web with a little help: suggestions while typing, filters that stay as they were. Everything works without.
import { announce } from "../ui/live.js";
import { startSuggestions } from "./suggestions.js";

startSuggestions();
keepOpenFacets();
document.addEventListener("keydown", closeSheet);
document.addEventListener("htmx:afterSwap", () => {
  const told = document.querySelector("[data-announce]");
  if (told) announce(told.dataset.announce);
});

/** A group of choices that somebody opened or closed stays so when the counts are drawn anew. */
function keepOpenFacets() {
  const chosen = new Map();
  document.addEventListener("toggle", (event) => {
    const facet = event.target.dataset?.facet;
    if (facet) chosen.set(facet, event.target.open);
  }, true);
  document.addEventListener("htmx:oobAfterSwap", restore);
  document.addEventListener("htmx:afterSettle", restore);
  function restore() {
    for (const details of document.querySelectorAll("details[data-facet]")) {
      if (chosen.has(details.dataset.facet)) details.open = chosen.get(details.dataset.facet);
    }
    for (const surplus of document.querySelectorAll("[data-hide-with-script]")) surplus.hidden = true;
  }
}

/** The sheet of filters on a phone is the target of a link; Escape leads back out of it. */
function closeSheet(event) {
  if (event.key === "Escape" && location.hash === "#filter") {
    location.hash = "#answer";
    document.querySelector(".filter-opener")?.focus();
  }
}
