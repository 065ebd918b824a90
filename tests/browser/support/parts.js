// The way between the page's parts, of which a narrow page shows one at a time.

export class Parts {
  constructor(page) {
    this.links = page.getByRole("navigation", { name: "Parts of the page" });
  }

  /** Goes to a part: `Callers`, `Clinicians`, `Why`, `Configuration`, `Faults`. A wide page has no links to what is in sight. */
  async shows(part) {
    const link = this.links.getByRole("link", { name: new RegExp(`^${part}`) });
    if (await link.isVisible()) await link.click();
  }
}
