/** Marks places in the markup of a theme's page, which are filled before it is sent. */
export const themePlaces = {
  head: { markup: "<!--theme:head-->" },
  section: { markup: "<!--theme:section-->" },
  body: { markup: "<!--theme:body-->" },
};

/** Leaves the places empty: checkout pages belong to no theme. */
export const withoutTheme = (page: string): string =>
  Object.values(themePlaces).reduce((text, { markup }) => text.replace(markup, ""), page);
