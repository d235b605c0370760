// Small helps on every page. Pages read and reserve without any of it.
import { startDialogs } from "./dialogs.js";
import { startForms } from "./forms.js";

startDialogs();
startForms();
