// @ts-check
// The views that are audited and photographed, each with the way to reach it.
import { kept } from './exporting.mjs';
import { refusal, reply } from './gateway.mjs';

/** @typedef {import('./page.mjs').ReportPage} ReportPage */
/** @typedef {import('./gateway.mjs').Gateway} Gateway */

/** Opens something of the page's menu, which is folded on a phone. @type {(report: ReportPage, name: 'settings' | 'help') => Promise<void>} */
const openFromMenu = async (report, name) => {
  await report.enter('?state_id=6');
  if (await report.button('menu').isVisible()) await report.button('menu').click();
  await report.button(name).click();
  await report.dialog.waitFor();
};

/** All that an overview is to count is counted. @type {(report: ReportPage) => Promise<void>} */
const counted = async (report) => {
  await report.page.locator('.overview-status').filter({ hasText: /[0-9۰-۹]/ }).waitFor();
};

/** @typedef {(report: ReportPage, gateway: Gateway) => Promise<unknown>} Reach */

/** @satisfies {Record<string, Reach>} */
export const VIEWS = {
  connect: async (report) => {
    await report.open();
    await report.token.waitFor();
  },
  loading: async (report, gateway) => {
    await gateway.stage({ pass: true, held: true });
    await report.openConnected();
    await report.page.locator('.skeleton').waitFor();
    await report.page.getByRole('heading', { level: 1 }).waitFor();
  },
  table: async (report) => report.enter(),
  filters: async (report) => {
    await report.enter();
    if (await report.filtersButton.isVisible()) await report.filtersButton.click();
  },
  empty: async (report) => report.enter('?message=this-is-nowhere'),
  emptied: async (report) => {
    await report.enter('?create_from_date=now-6d/d&message=1100972179&state_id=3');
    await report.page.locator('.without-each button').click();
    await report.page.locator('.without-each .count').filter({ hasNotText: '…' }).nth(2).waitFor();
  },
  found: async (report) => {
    await report.enter('?message=%DA%A9%D8%AF');
    await report.page.locator('.also-try').waitFor();
  },
  foundInRecord: async (report) => {
    await report.enter('?message=%DA%A9%D8%AF');
    await report.rows.nth(1).getByRole('button').click();
    await report.dialog.waitFor();
  },
  goToDate: async (report) => {
    await report.enter('?limit=10');
    await report.whole();
    await report.page.locator('#go-to-date').fill('1404/01/19 13:30');
    await report.page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  },
  noDate: async (report) => {
    await report.enter('?limit=10');
    await report.whole();
    await report.page.locator('#go-to-date').fill('1404/13/19');
    await report.page.locator('#go-to-date').press('Enter');
    await report.page.locator('#go-to-date-error').waitFor();
  },
  chips: async (report) => report.enter('?create_from_date=now-6d/d&create_to_date=now/d&message=%DA%A9%D8%AF&state_id=6'),
  calendar: async (report) => {
    await report.enter('?create_from_date=2025-04-08');
    if (await report.filtersButton.isVisible()) await report.filtersButton.click();
    await report.openCalendar('create_from_date');
  },
  share: async (report) => {
    await report.enter('?create_from_date=now-6d/d&state_id=6');
    await report.button('share').click();
    await report.dialog.waitFor();
  },
  exportForm: async (report) => {
    await report.enter('?state_id=6');
    await report.button('export').click();
    await report.dialog.getByRole('radio').first().waitFor();
  },
  exportConfirm: async (report, gateway) => {
    await report.enter('?state_id=6');
    await report.button('export').click();
    await gateway.stage(reply([{ messages_outbox_id: '1', time: '1745409418' }], { total: 64_564_080, per_page: 1 }));
    await report.dialog.locator('button.primary').click();
    await report.dialog.locator('.primary + .quiet').waitFor();
  },
  exportReading: async (report, gateway) => {
    await report.enter('?state_id=6');
    await report.button('export').click();
    await gateway.stage({ pass: true }, { pass: true }, { pass: true, held: true });
    await report.dialog.locator('button.primary').click();
    await report.dialog.getByRole('progressbar').waitFor();
  },
  exportEnded: async (report) => {
    await report.enter('?state_id=6');
    await report.button('export').click();
    await report.dialog.locator('button.primary').click();
    await report.dialog.locator('dl').first().waitFor();
  },
  exportPartial: async (report, gateway) => {
    await report.enter('?state_id=6');
    await report.button('export').click();
    await gateway.stage({ pass: true }, { pass: true }, ...Array(12).fill(refusal(403, 'no', '400-9')));
    await report.dialog.locator('button.primary').click();
    await report.dialog.locator('.export-notes p').first().waitFor();
    await report.dialog.locator('.export-actions .quiet').first().click();
    await report.dialog.locator('dl').first().waitFor();
  },
  exportKept: async (report, gateway) => {
    await report.enter('?state_id=6');
    await report.button('export').click();
    await gateway.stage({ pass: true }, { pass: true }, { pass: true, held: true });
    await report.dialog.locator('button.primary').click();
    while ((await kept(report)).length === 0) await report.page.waitForTimeout(50);
    await report.page.reload();
    await report.page.locator('.export-interrupted').waitFor();
  },
  saved: async (report) => {
    await report.enter('?state_id=3');
    await report.button('views').click();
    await report.dialog.locator('form button[type=submit]').click();
    await report.dialog.getByRole('listitem').first().waitFor();
  },
  detail: async (report) => {
    await report.enter('?state_id=6');
    await report.rows.nth(2).getByRole('button').click();
    await report.dialog.waitFor();
  },
  columns: async (report) => {
    await report.enter('?state_id=6');
    await report.button('columnsButton').click();
    await report.dialog.getByRole('listitem').first().waitFor();
  },
  column: async (report) => {
    // Cards have no headers.
    const size = report.page.viewportSize();
    await report.page.setViewportSize({ ...size, width: Math.max(900, size.width) });
    await report.enter('?state_id=6');
    await report.table.getByRole('columnheader').nth(4).getByRole('button').click();
    await report.dialog.waitFor();
    await report.page.setViewportSize(size);
  },
  everything: async (report) => {
    await report.enter('?state_id=6');
    await report.button('columnsButton').click();
    await report.dialog.locator('.sets button').nth(2).click();
    await report.page.keyboard.press('Escape');
    await report.table.getByRole('columnheader').nth(23).waitFor({ state: 'attached' });
  },
  selected: async (report) => {
    await report.enter('?state_id=6');
    await report.rows.nth(1).getByRole('checkbox').click();
    await report.rows.nth(3).getByRole('checkbox').click({ modifiers: ['Shift'] });
    await report.page.locator('.selection').waitFor();
    await report.page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  },
  settings: async (report) => openFromMenu(report, 'settings'),
  help: async (report) => openFromMenu(report, 'help'),
  overview: async (report) => {
    await report.page.clock.setFixedTime(1_750_000_000_000);
    await report.enter('?create_from_date=now-20d/d&create_to_date=now-2d/d');
    await report.button('overview').click();
    await report.page.locator('.overview .choice input').first().check();
    await counted(report);
  },
  overviewTime: async (report) => {
    await report.page.clock.setFixedTime(1_750_000_000_000);
    await report.enter('?overview=time');
    await counted(report);
    await report.page.locator('.overview-time .choice input').first().check();
    await report.page.locator('.overview-attention .choice input').check();
    await counted(report);
  },
  overviewStopped: async (report) => {
    await report.enter();
    await report.page.route('**/api/report/new_list', async (route) => {
      if (Number(route.request().postDataJSON().filters.state_id ?? 0) < 6) await route.continue().catch(() => {});
    });
    await report.button('overview').click();
    await report.page.locator('.overview-states .overview-number').nth(3).filter({ hasText: /[0-9۰-۹]/ }).waitFor();
    await report.button('stopCounting').click();
  },
  past: async (report) => report.enter('?page=99999'),
  error: async (report, gateway) => {
    await gateway.stage(refusal(422, 'invalid state', '400-31'));
    await report.enter('?state_id=6');
  },
  retrying: async (report, gateway) => {
    await report.enter('?state_id=6');
    await gateway.faults({ fault: 'unavailable', retry_after: 20 });
    await report.button('refresh').click();
    await report.page.locator('.waiting').waitFor();
  },
  unreachable: async (report, gateway) => {
    await report.enter();
    await gateway.faults({ fault: 'redirect' });
    await report.step('next').click();
    await report.page.locator('.waiting button').click();
    await report.page.locator('.failure-details summary').click();
  },
  odd: async (report, gateway) => {
    await gateway.faults({ fault: 'ignored_filter', filter: 'state_id', times: 1, after: 1 }, { fault: 'wrong_types' });
    await report.enter('?limit=10');
    await report.page.locator('.note').first().waitFor();
  },
  live: async (report, gateway) => {
    const row = (/** @type {string | number} */ id, /** @type {number} */ state) => ({ messages_outbox_id: String(id), state_id: state, time: '1745409418', message: 'متن پیام', number: '+981000' });
    const rows = [row(3, 1), row(2, 5), row(1, 6)];
    await gateway.stage(reply(rows), reply([row(2, 2)]));
    await report.enter();
    await report.rows.nth(1).getByRole('switch').click();
    await report.page.locator('.was').waitFor();
  },
  unauthorized: async (report) => report.enter('', 'wrong'),
  invalid: async (report) => {
    await report.enter('?page=abc&state_id=99&create_from_date=1404%2F12%2F30&from_exit_count=9&to_exit_count=2');
  },
};
