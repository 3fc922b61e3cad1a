/**
 * The block `coupon-codes`: lists the signed-in customer's codes, applies one with a click, and says
 * why a code in the cart is refused. Everything it shows is set as text, never as markup.
 */
(() => {
  if (customElements.get("coupon-codes")) return;

  /** Shoppers wait longer for a page than for a list beside it. In milliseconds. */
  const patience = 10_000;
  /** The app explains this many codes in one request. */
  const maxExplained = 5;

  const same = (a, b) => a.trim().toLowerCase() === b.trim().toLowerCase();

  async function readJson(url, options = {}) {
    const response = await fetch(url, { signal: AbortSignal.timeout(patience), ...options });
    const type = response.headers.get("Content-Type") ?? "";
    // Shopify may answer for the app with an error page of its own.
    if (!response.ok || !type.includes("json") || type.includes("problem")) {
      throw new Error(`${url}: ${response.status}`);
    }
    return response.json();
  }

  class CouponCodes extends HTMLElement {
    connectedCallback() {
      if (this.hasAttribute("data-preview")) return;
      this.codes = [];
      this.listening = new AbortController();
      const { signal } = this.listening;
      // A shopper used the theme's own discount form. The promise resolves when the cart knows.
      document.addEventListener("shopify:cart:discount-update", (event) => this.follow(event), {
        signal,
      });
      // Listened to here, because the parts of this element may not be parsed yet.
      this.addEventListener(
        "click",
        ({ target }) => target.closest("[data-more]") && this.showAll(),
        {
          signal,
        },
      );
      void this.load();
    }

    disconnectedCallback() {
      this.listening?.abort();
    }

    part(name) {
      return this.querySelector(`[data-${name}]`);
    }

    /** A text of the theme's language, with its placeholder filled in. */
    text(name, values = {}) {
      const text = this.getAttribute(`data-text-${name}`) ?? "";
      return text.replace(/\[(\w+)\]/g, (whole, key) => values[key] ?? whole);
    }

    say(text) {
      const status = this.part("status");
      if (status) status.textContent = text;
    }

    url(path, parameters = []) {
      const query = new URLSearchParams([["locale", this.dataset.locale ?? "en"], ...parameters]);
      return `${this.dataset.proxy}/${path}?${query}`;
    }

    async load() {
      const cart = this.readCart();
      if (this.hasAttribute("data-customer")) {
        try {
          this.codes = (await readJson(this.url("codes"))).codes;
          this.show(await cart);
          this.note(this.codes.length === 0 ? this.text("none") : "");
        } catch {
          this.note(this.text("failed"));
        }
        this.part("list")?.removeAttribute("aria-busy");
      }
      await this.explain(await cart);
    }

    /** The codes in the cart, `{code, applicable}`. None if the store doesn't say. */
    async readCart() {
      try {
        return (await readJson(`${this.dataset.root}/cart.js`)).discount_codes ?? [];
      } catch {
        return [];
      }
    }

    note(text) {
      const note = this.part("note");
      if (note) note.textContent = text;
    }

    show(inCart) {
      const list = this.part("list");
      const template = this.querySelector("template[data-row]");
      if (!list || !template) return;
      list.replaceChildren(...this.codes.map((code) => this.row(template, code, inCart)));
      const more = this.part("more");
      const rows = Number(this.dataset.rows);
      if (more) more.hidden = this.codes.length <= rows || list.hasAttribute("data-open");
      this.hideFrom(list.hasAttribute("data-open") ? this.codes.length : rows);
    }

    /** Rows beyond the reserved space can't be seen, so the keyboard must not reach them either. */
    hideFrom(rows) {
      for (const [place, row] of [...(this.part("list")?.children ?? [])].entries()) {
        row.hidden = place >= rows;
      }
    }

    showAll() {
      const list = this.part("list");
      const rows = Number(this.dataset.rows);
      list?.setAttribute("data-open", "");
      this.hideFrom(this.codes.length);
      const more = this.part("more");
      if (more) more.hidden = true;
      list?.children[rows]?.querySelector("a")?.focus();
    }

    row(template, { code, summary, last_day: lastDay, url, status }, inCart) {
      const row = template.content.firstElementChild.cloneNode(true);
      const entered = inCart.find((entry) => same(entry.code, code));
      row.querySelector("[data-code]").textContent = code;
      row.querySelector("[data-summary]").textContent = summary ?? "";
      row.querySelector("[data-detail]").textContent = lastDay
        ? this.text("last-day", { date: this.day(lastDay) })
        : "";
      const apply = row.querySelector("[data-apply]");
      if (status !== "usable" || entered?.applicable) {
        const instead = document.createElement("span");
        instead.textContent = entered?.applicable
          ? this.text("in-cart")
          : this.text(status === "paused" ? "paused" : "not-started");
        apply.replaceWith(instead);
        return row;
      }
      // A code that no link can carry, such as "..", can only be typed.
      if (!url) {
        apply.remove();
        return row;
      }
      // The link works on its own: it opens the store with the code and returns to the cart.
      const { pathname } = new URL(url);
      const cart = encodeURIComponent(`${this.dataset.root}/cart`);
      apply.href = `${this.dataset.root}${pathname}?redirect=${cart}`;
      apply.setAttribute("aria-label", `${apply.textContent} ${code}`);
      apply.addEventListener("click", (event) => this.apply(event, code));
      return row;
    }

    /** A date without a time (`YYYY-MM-DD`) in the shopper's language. */
    day(text) {
      const format = new Intl.DateTimeFormat(this.dataset.locale, {
        dateStyle: "medium",
        timeZone: "UTC",
      });
      return format.format(new Date(`${text}T00:00:00Z`));
    }

    async apply(event, code) {
      const link = event.currentTarget;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (link.getAttribute("aria-disabled") === "true") return;
      link.setAttribute("aria-disabled", "true");
      this.say(this.text("applying", { code }));
      try {
        const before = await this.readCart();
        const others = before.filter((entry) => !same(entry.code, code));
        const codes = [...others.map((entry) => entry.code), code];
        // The cart takes codes as a list with commas, so the link has to carry one with a comma.
        if (codes.some((one) => one.includes(","))) return this.open(link.href);
        const themeFollows = await this.setCodes(codes);
        const after = await this.readCart();
        if (after.find((entry) => same(entry.code, code))?.applicable) {
          this.say(this.text("applied", { code }));
          // Totals are rendered by the theme, which may not know of the change.
          if (!themeFollows) return location.reload();
        } else {
          this.say(this.text("not-applied", { code }));
          await this.explain(after);
        }
        this.show(after);
        this.part("status")?.focus();
      } catch {
        this.open(link.href);
      }
    }

    /** Sets the cart's codes. Resolves true if the theme shows the change by itself. */
    async setCodes(codes) {
      const update = window.Shopify?.actions?.updateCart;
      if (update) {
        await update({ discountCodes: codes });
        return true;
      }
      await readJson(`${this.dataset.root}/cart/update.js`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ discount: codes.join(",") }),
      });
      return false;
    }

    open(address) {
      location.assign(address);
    }

    async follow(event) {
      await Promise.resolve(event.promise).catch(() => undefined);
      const cart = await this.readCart();
      this.show(cart);
      await this.explain(cart);
    }

    /** Says why codes in the cart don't apply, where the app knows. */
    async explain(inCart) {
      const refused = inCart.filter(({ applicable }) => !applicable).slice(0, maxExplained);
      if (refused.length === 0) return;
      try {
        const parameters = refused.map(({ code }) => ["code", code]);
        const { reasons } = await readJson(this.url("reasons", parameters));
        const told = reasons.filter(({ message }) => message);
        if (told.length > 0) {
          this.say(told.map(({ code, message }) => `${code}: ${message}`).join("\n"));
        }
      } catch {
        // The cart itself says that the code doesn't apply. Only the reason is missing.
      }
    }
  }

  customElements.define("coupon-codes", CouponCodes);
})();
