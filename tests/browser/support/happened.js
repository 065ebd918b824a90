// What happened: an article for each call, in it each webhook with its request, its check, its document, its decision.

export class Happened {
  constructor(page) {
    this.page = page;
    this.region = page.getByRole("region", { name: "What happened", exact: true });
    this.calls = this.region.getByRole("article");
    this.webhooks = this.region.locator("details");
  }

  /** The call with this title. */
  call(title) {
    return this.region.getByRole("article", { name: title });
  }

  /** Somewhere in it stand these words; closed details are opened. */
  async says(words) {
    await this.region.filter({ hasText: words }).waitFor();
  }

  /** Opens the details of the first webhook of the first call. */
  async opensFirst() {
    await this.region.locator("details > summary").first().click();
  }

  /** Opens every webhook's details. */
  async opensAll() {
    const closed = this.region.locator("details:not([open]) > summary:visible");
    while (await closed.count()) await closed.first().click();
  }
}
