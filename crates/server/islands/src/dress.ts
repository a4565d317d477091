// The style of what the script makes. It comes with the script, so that nobody waits for it who only reads.

import rules from "./islands.css";

export const dress = (): void => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets.push(sheet);
};
