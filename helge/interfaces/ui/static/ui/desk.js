// Everything that the staff web adds to a page.
import { startDialogs } from "./dialogs.js";
import { startForms } from "./forms.js";
import { startFocus } from "./focus.js";
import { startPalette } from "./palette.js";
import { startPrinting } from "./printing.js";
import { startRows } from "./rows.js";
import { startScans } from "./scans.js";
import { startShortcuts } from "./shortcuts.js";
import { startSounds } from "./sounds.js";

startDialogs();
startForms();
startSounds();
startPrinting();
startScans();
startShortcuts();
startPalette();
startRows();
startFocus();
