// How each page is reached: all have the same addresses, and are connected once, by what they keep.
export const ROWS = 'table tbody tr';

export function address(origin, { page = 1, limit = 25, filters = {} }) {
  const query = new URLSearchParams();
  if (page !== 1) query.set('page', page);
  if (limit !== 25) query.set('limit', limit);
  for (const [name, value] of Object.entries(filters)) query.set(name, value);
  return `${origin}/${query.size ? `?${query}` : ''}`;
}

const TOKEN = 'bench-token';

/** The peers keep their connection under a name that is known. */
export async function connectPeer(page, { origin, gateway }) {
  await page.addInitScript((connection) => {
    if (location.protocol === 'http:') localStorage.setItem('outbox.connection', connection);
  }, JSON.stringify({ base_url: gateway, token: TOKEN }));
  await page.goto(address(origin, {}));
}

/** The built page is connected through its form, and remembers that. */
export async function connectPage(page, { origin, gateway, names }) {
  await page.goto(address(origin, {}));
  const form = page.getByRole('form', { name: names.connectForm, exact: true });
  const field = (name) => form.getByRole('textbox', { name, exact: true });
  await form.waitFor();
  await field(names.gateway).fill(gateway);
  await field(names.token).fill(TOKEN);
  await form.getByRole('checkbox', { name: names.remember, exact: true }).check();
  await form.getByRole('button', { name: names.connect, exact: true }).click();
}
