// @ts-check
import { test, expect } from './fixtures.mjs';
/** @import { ReportPage } from './page.mjs' */
/** @import { Page } from '@playwright/test' */

// A random generator with a seed (mulberry32), so that every run has the same addresses.
function random(/** @type {number} */ seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const NAMES = ['page', 'limit', 'username', 'number', 'messages_outbox_id', 'create_from_date', 'create_to_date',
  'send_from_date', 'send_to_date', 'from_exit_count', 'to_exit_count', 'message', 'state_id',
  'token', 'base_url', 'Authorization', '__proto__', 'constructor', '', 'state_id[]', 'filters[state_id]'];
const VALUES = ['', '0', '-1', '99', '1e9', 'NaN', 'null', 'undefined', '9223372036854775808', '18446744073709551616',
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', 'javascript:alert(1)', '%00', '%ff%fe', '%', '%zz', '%E0%A4',
  '\u202e\u2066x', '\ud83d\ude00', '1404/12/30', '2025-02-29', 'now-999999999y', 'now/now', 'now-7x', '+1', ' 98217', '{"$gt":""}',
  '../../etc/passwd', 'a'.repeat(3000), '۹۹', '٦', '&&&', '=', '#', ';', '1;2', "' or 1=1--", '2025-04-08T25:00', '*'.repeat(50)];

/** One of this number of addresses is opened by loading the page, the others within it, as Back and Forward do. */
const GROUP = 10;

/** Changes the address of the open page, as Back and Forward do. */
const go = (/** @type {Page} */ page, /** @type {string} */ address) => page.evaluate((address) => {
  history.pushState(null, '', address);
  dispatchEvent(new PopStateEvent('popstate', { state: null }));
}, address);

/** Returns the parameters in the address of the view. */
const query = (/** @type {ReportPage} */ report) => new URLSearchParams(report.query()).toString();

for (const [group, details] of /** @type {const} */ ([[GROUP, {}], [1, { tag: '@audit' }]])) {
  const cold = group === 1 ? 'each opened cold' : 'one in ten opened cold';

  test(`no address of two hundred hostile ones breaks the page or asks for what it does not say, ${cold}`, details, async ({ report, gateway, page }) => {
    // Two hundred views in one test.
    test.setTimeout(group === 1 ? 480_000 : 60_000);
    /** @type {string[]} */
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await report.enter();
    const pick = random(4);
    let before = null;
    for (let i = 0; i < 200; i++) {
      const parts = Array.from({ length: 1 + pick(4) }, () => `${NAMES[pick(NAMES.length)]}=${VALUES[pick(VALUES.length)]}`);
      const address = `?${parts.join('&')}`.replaceAll('#', '%23');
      const isCold = i % group === 0;
      await gateway.forget();
      if (isCold) await page.goto(report.base + address);
      else await go(page, address);
      await expect(report.table, address).toBeVisible();
      await report.settled();
      expect(errors, address).toEqual([]);
      await expect(page.locator('#crash'), address).toBeHidden();
      const requests = await gateway.requests();
      const invalid = await page.locator('[aria-invalid="true"]').count();
      // No request is sent for the view that is shown already.
      const isThere = !isCold && query(report) === before;
      expect(requests.length, address).toBe(invalid > 0 || isThere ? 0 : 1);
      before = invalid > 0 ? null : query(report);
      // The request has exactly the parameters of the address.
      for (const { body, authorization } of requests) {
        expect(authorization).toBe('demo-token');
        const said = new URLSearchParams(new URL(page.url()).search);
        expect(Object.keys(body.filters).sort(), address)
          .toEqual([...said.keys()].filter((name) => !['page', 'limit'].includes(name)).sort());
        for (const [name, value] of Object.entries(body.filters)) {
          if (!name.endsWith('date')) expect(String(value), address).toBe(said.get(name));
        }
        expect(String(body.page)).toBe(said.get('page') ?? '1');
        expect(String(body.limit)).toBe(said.get('limit') ?? '25');
      }
      expect(page.url(), address).not.toMatch(/token=|base_url=|__proto__/);
    }
  });
}
