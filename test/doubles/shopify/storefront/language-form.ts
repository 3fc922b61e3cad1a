import { type Html, html } from "../http/html";

const LANGUAGES: readonly (readonly [locale: string, name: string])[] = [
  ["en", "English"],
  ["de", "Deutsch"],
  ["fr", "Français"],
  ["es", "Español"],
  ["it", "Italiano"],
  ["pt-PT", "Português"],
  ["nl", "Nederlands"],
  ["ja", "日本語"],
];

/** Chooses the language of the buyer, in which functions word their messages. */
export const languageForm = (home: string, locale: string): Html =>
  html`<footer><form method="post" action="${home}/localization"><div class="beside">
<label>Language<select name="locale_code">${LANGUAGES.map(
    ([code, name]) =>
      html`<option value="${code}" lang="${code}"${
        code === locale ? { markup: " selected" } : null
      }>${name}</option>`,
  )}</select></label><button>Change language</button></div></form></footer>`;
