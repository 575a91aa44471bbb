// A cycle of the sample district's readers to work on, and what several tests do with it.

/** Signs in without a page: the browser has loaded nothing yet. */
export async function quietly(person, persona) {
  await person.context.request.get(`/demo/as/${persona}`);
  return person;
}

/** Begins a new cycle in the community that the persona shares with its colleagues; gives its path. */
export async function begin(person, title) {
  await person.go("/communities");
  await person.the("my-communities").getByRole("link", { name: "Grade 3 Readers" }).first().click();
  const community = new URL(person.page.url()).pathname;
  await person.go(`${community}/cycles/new`);
  await person.page.locator("main [name=title]").fill(title);
  await person.page.locator(`main form[action="${community}/cycles"] button`).first().click();
  await person.page.waitForURL(/\/cycles\/[0-9a-f]{8}-/);
  return { cycle: new URL(person.page.url()).pathname, community };
}

/** Writes at the first step. */
export async function write(person, text) {
  await person.page.locator("main [name=w-looked-at]").fill(text);
  await person.the("add-entry").click();
  await person.the("entry").filter({ hasText: text }).first().waitFor();
}
