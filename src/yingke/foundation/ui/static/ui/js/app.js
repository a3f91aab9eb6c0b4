// What every page loads. Behaviours attach to data-* attributes; a page works without any of this.
import "./dialogs.js";
import "./confirm.js";
import "./menus.js";
import "./tabs.js";
import "./toasts.js";
import "./theme.js";
import "./palette.js";
import "./tables.js";
import "./session.js";
import "./forms.js";
import "./spans.js";
import "./files.js";
import "./combobox.js";
import "./stepper.js";
import "./sorting.js";
