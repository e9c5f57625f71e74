// @ts-check
// The accessibility tree of each main view: the whole tree, compared with the one that is committed in `trees/`.
import { test, expect, complaints } from './fixtures.mjs';
import { reply } from './gateway.mjs';
import { VIEWS } from './views.mjs';
/** @import { Page } from '@playwright/test' */

/** @typedef {{ nodeId: string, ignored: boolean, role?: { value: string }, name?: { value: string }, value?: { value: unknown }, properties?: { name: string, value: { value: unknown } }[], childIds?: string[], parentId?: string }} AxNode */

/** The states and properties of a node that are written into the tree. */
const PROPERTIES = ['level', 'checked', 'expanded', 'pressed', 'selected', 'disabled', 'invalid', 'busy', 'modal', 'live', 'hasPopup', 'readonly', 'required'];
/** The roles of nodes that add nothing to their children, and are left out. */
const PLAIN = ['none', 'generic', 'InlineTextBox', 'LineBreak', 'GenericContainer', 'Pre'];
const NO = ['false', 'undefined', 'none', 'off'];

/** Returns a text in quotes. Every number becomes 0, as counts and times change. @param {unknown} text */
const written = (text) => JSON.stringify(text).replace(/[0-9۰-۹]+([٬,.:/٫-]?[0-9۰-۹]+)*/g, '0');

/**
 * Returns the tree in lines, with two spaces for each level of depth.
 *
 * @param {Page} page
 */
async function tree(page) {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = /** @type {{ nodes: AxNode[] }} */ (await cdp.send('Accessibility.getFullAXTree'));
  await cdp.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  /** @type {string[]} */
  const lines = [];
  /** @param {AxNode} node @param {number} depth @param {string} above The name that contains this one's. */
  const write = (node, depth, above) => {
    const role = node.role?.value ?? '';
    const name = node.name?.value ?? '';
    const isSaid = role === 'StaticText' && above.includes(name.trim());
    const isWritten = !node.ignored && !PLAIN.includes(role) && !isSaid;
    if (isWritten) {
      const states = (node.properties ?? []).filter((own) => PROPERTIES.includes(own.name) && !NO.includes(String(own.value.value)));
      const named = name ? ` ${written(name)}` : '';
      const value = node.value === undefined || node.value.value === '' ? '' : ` = ${written(node.value.value)}`;
      const stated = states.map((own) => ` [${own.name}${String(own.value.value) === 'true' ? '' : ` ${own.value.value}`}]`);
      lines.push(`${'  '.repeat(depth)}${role}${named}${value}${stated.join('')}`);
    }
    for (const id of node.childIds ?? []) {
      const child = byId.get(id);
      if (child) write(child, depth + (isWritten ? 1 : 0), isWritten && name ? name : above);
    }
  };
  const root = nodes.find((node) => !node.parentId);
  if (root) write(root, 0, '');
  return `${lines.join('\n')}\n`;
}

/** The instant of all views, in seconds, so that relative times stay the same. */
const NOW = 1_745_500_000;

/** A send of each kind of badge and control that a row may have. */
const ROWS = reply([
  { messages_outbox_id: '12545856', message: 'first', number: '+981000', number_color: '#95E871', state_id: 6, time: '1745409418', time_send: '1745409418', rcpts_count: 1240, exit_count: 1198, cost: 3990.2, username: 'novin' },
  { messages_outbox_id: '12545855', message: 'second', number: '+981000', state_id: 2, time: '1745409410', cost: null, username: null },
], { total: 64, last_page: 3, per_page: 25 });

/** @type {Record<string, import('./views.mjs').Reach>} */
const MAIN = {
  connect: VIEWS.connect,
  table: async (report, gateway) => {
    await gateway.stage(ROWS);
    await report.enter();
    await report.whole();
  },
  selection: async (report, gateway) => {
    await gateway.stage(ROWS);
    await report.enter();
    await report.rows.nth(1).getByRole('checkbox').click();
    await report.page.locator('.selection').waitFor();
  },
  record: async (report, gateway) => {
    await gateway.stage(ROWS);
    await report.enter();
    await report.rows.first().getByRole('button').last().click();
    await report.dialog.waitFor();
  },
  empty: async (report) => {
    await report.enter('?message=this-is-nowhere');
    await report.whole();
  },
  failure: VIEWS.error,
  settings: VIEWS.settings,
  columns: VIEWS.columns,
  share: VIEWS.share,
  saved: VIEWS.saved,
  export: VIEWS.exportForm,
  help: VIEWS.help,
};

/** Returns the tree once it no longer changes, as the lazy part adds to it. @param {Page} page */
async function settled(page) {
  let [before, now] = ['', await tree(page)];
  while (before !== now) {
    await page.waitForTimeout(300);
    [before, now] = [now, await tree(page)];
  }
  return now;
}

// A region that is displayed only together with its first text is not announced.
test('every live region is displayed before it has a text', async ({ report, page }) => {
  for (const view of ['?overview=states', '?message=this-is-nowhere']) {
    await report.enter(view);
    await report.whole();
    await expect(page.locator('.go-to-date')).toBeVisible();
    const hidden = page.locator('[aria-live]').evaluateAll((all) =>
      all.filter((region) => region.getClientRects().length === 0).map(({ outerHTML }) => outerHTML));
    expect(await hidden).toEqual([]);
  }
});

for (const language of /** @type {const} */ (['en', 'fa'])) {
  test.describe(language, () => {
    test.use({ language, expected: complaints(/Failed to load resource/) });

    for (const [view, reach] of Object.entries(MAIN)) {
      test(`the tree of «${view}» is the one that is committed`, async ({ report, gateway, page }) => {
        await page.addInitScript((now) => { Date.now = () => now; }, NOW * 1000);
        await page.setViewportSize({ width: 1440, height: 900 });
        await reach(report, gateway);
        expect(await settled(page)).toMatchSnapshot(`${view}-${language}.txt`);
      });
    }
  });
}
