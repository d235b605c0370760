// Slips: a PDF is loaded in a hidden frame and printed. A printer that is off or a PDF that fails gives a button;
// it never takes the focus and never holds up a scan. The PDF's answer must allow framing by its own site
// (X-Frame-Options: SAMEORIGIN and frame-ancestors 'self').
//
// Before printing the document hears "ui:print" with the address; whoever prevents it prints in a way of their own, such
// as an agent on the desk's computer, or a browser without a print dialog in the tests.
import { word } from "./words.js";

const PATIENCE_MS = 15_000;

/** Print the PDF at `url`; on failure show "print again". */
export function printPdf(url) {
  document.getElementById("print-frame")?.remove();
  const frame = document.createElement("iframe");
  frame.id = "print-frame";
  frame.className = "unseen";
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  const timer = setTimeout(() => failed(url), PATIENCE_MS);
  frame.addEventListener("load", () => {
    clearTimeout(timer);
    try {
      // An error page is HTML; a PDF has another type, or a viewer that we may not look into;
      // printing a refused frame throws.
      if (isErrorPage(frame)) throw new Error("no pdf");
      const asked = new CustomEvent("ui:print", { detail: { url }, cancelable: true });
      if (document.dispatchEvent(asked)) frame.contentWindow.print();
    } catch {
      failed(url);
    }
  });
  frame.src = url;
  document.body.append(frame);
}

export function startPrinting() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-print-now]");
    if (!link) return;
    event.preventDefault();
    link.closest("[data-print-failed]")?.remove();
    printPdf(link.getAttribute("href"));
    document.dispatchEvent(new CustomEvent("ui:answered"));
  });
}

function isErrorPage(frame) {
  const page = frame.contentDocument;
  return page?.contentType === "text/html";
}

function failed(url) {
  document.querySelector("[data-print-failed]")?.remove();
  const note = document.createElement("div");
  note.className = "note voice-need no-print";
  note.dataset.printFailed = "";
  note.setAttribute("role", "status");
  const row = document.createElement("div");
  row.className = "row";
  const text = document.createElement("span");
  text.textContent = word("printingFailed");
  const again = link(url, word("printAgain"), "button button--small");
  again.dataset.printNow = "";
  const open = link(url, word("openSlip"), "");
  open.target = "_blank";
  row.append(text, again, open);
  note.append(document.createElement("span"), row);
  (document.querySelector("[data-scan-trouble]") ?? document.getElementById("main")).prepend(note);
}

function link(url, text, className) {
  const made = document.createElement("a");
  made.href = url;
  made.textContent = text;
  made.className = className;
  return made;
}
