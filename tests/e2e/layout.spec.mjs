// @ts-check
import { test, expect, failed } from './fixtures.mjs';
import { reply, refusal } from './gateway.mjs';
import { ReportPage } from './page.mjs';
import { VIEWS } from './views.mjs';
/** @import { Locator, Page } from '@playwright/test' */
/** @import { Reach } from './views.mjs' */

const overflow = (/** @type {Page} */ page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const WIDTHS = [320, 360, 640, 768, 1024, 1280, 1440];

/** Checks that nothing makes the page scroll sideways at any width. */
async function fits(/** @type {Page} */ page) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    expect(await overflow(page), `${width} px`).toBeLessThanOrEqual(0);
  }
}

for (const language of /** @type {const} */ (['en', 'fa'])) {
  test.describe(language, () => {
    test.use({ language });

    test('nothing makes the page scroll sideways from 320 to 1,440 px', async ({ report, page }) => {
      await report.open();
      await report.token.waitFor();
      await fits(page);
      await report.connect();
      await report.settled();
      await fits(page);
      await page.setViewportSize({ width: WIDTHS[0], height: 800 });
      await report.button('filters').click();
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        await expect(report.field('to_exit_count')).toBeVisible();
      }
      await fits(page);
      await report.field('create_from_date').fill('1404/12/30');
      await report.button('apply').click();
      await expect(report.field('create_from_date')).toHaveAttribute('aria-invalid', 'true');
      await fits(page);
    });

    test('nothing makes it so with text at 200 % either', async ({ report, page }) => {
      await page.setViewportSize({ width: 640, height: 800 });
      await report.enter();
      await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await report.button('filters').click();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    });

    test('no control of the paging covers another one, with text at 150 and 200 %', async ({ report, page }) => {
      await report.enter('?page=3');
      await report.whole();
      for (const text of ['100%', '150%', '200%']) {
        await page.evaluate((text) => { document.documentElement.style.fontSize = text; }, text);
        for (const width of [1400, 1280, 1024, 810, 640, 360]) {
          await page.setViewportSize({ width, height: 800 });
          expect(await covered(report.pager), `${text}, ${width} px`).toEqual([]);
          expect(await overflow(page), `${text}, ${width} px`).toBeLessThanOrEqual(0);
        }
      }
    });
  });
}

/** Returns the pairs of controls and labels of which one covers the other. @param {Locator} region */
const covered = (region) => region.evaluate((region) => {
  const all = [...region.querySelectorAll('a, input, select, label, .of-pages')].filter((element) => element.checkVisibility());
  const boxes = all.map((element) => element.getBoundingClientRect());
  const name = (/** @type {Element} */ element) => element.getAttribute('aria-label') ?? element.id ?? element.textContent;
  return all.flatMap((one, i) => all.slice(i + 1).filter((_, j) => {
    const [a, b] = [boxes[i], boxes[i + 1 + j]];
    return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  }).map((other) => `${name(one)} and ${name(other)}`));
});

/** Returns by how many CSS pixels the content of the dialog overflows it sideways. */
const overhang = (/** @type {Locator} */ dialog) => dialog.evaluate((dialog) => {
  const frame = dialog.getBoundingClientRect();
  const out = [...dialog.querySelectorAll('*')].filter((element) => element.checkVisibility()).map((element) => {
    const box = element.getBoundingClientRect();
    return Math.max(frame.left - box.left, box.right - frame.right);
  });
  return Math.max(dialog.scrollWidth - dialog.clientWidth, frame.right - innerWidth, -frame.left, ...out);
});

// The size of the window and of the text; 320 CSS pixels are a window of 1,280 at 400 %.
const SIZES = /** @type {const} */ ([[320, '100%'], [360, '200%'], [640, '200%'], [1280, '100%']]);
const PARTS = /** @type {const} */ (['columns', 'column', 'everything', 'selected', 'settings', 'help', 'detail', 'share', 'exportForm',
  'exportReading', 'exportPartial', 'exportKept', 'saved', 'calendar']);

for (const language of /** @type {const} */ (['en', 'fa'])) {
  for (const name of PARTS) {
    test.describe(language, () => {
      test.use({ language, viewport: { width: 1280, height: 640 }, expected: failed(403) });

      test(`${name} fits at 400 %, with text at 200 % and at 100 %`, async ({ report, gateway, page }) => {
        await gateway.config({ page_limit: 10 });
        /** @type {Reach} */
        const reach = VIEWS[name];
        await reach(report, gateway);
        for (const [width, text] of SIZES) {
          await page.setViewportSize({ width, height: 640 });
          await page.evaluate((text) => { document.documentElement.style.fontSize = text; }, text);
          expect(await overflow(page), `${width} px`).toBeLessThanOrEqual(0);
          if (await report.dialog.isVisible()) expect(await overhang(report.dialog), `${width} px`).toBeLessThanOrEqual(1);
        }
      });
    });
  }
}

test('the days of the calendar stand apart on a phone with text at 200 %', async ({ report, page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await report.enter();
  await report.button('filters').click();
  await report.openCalendar('create_from_date');
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  const wider = await report.dialog.getByRole('gridcell').evaluateAll((days) => days.filter((day) => {
    const text = document.createRange();
    text.selectNodeContents(day);
    return text.getBoundingClientRect().width > day.clientWidth;
  }).map((day) => day.textContent));
  expect(wider).toEqual([]);
});

test('words without a break don\'t make the page scroll sideways', async ({ report, gateway, page }) => {
  const [word, digits] = ['x'.repeat(300), '9'.repeat(60)];
  const long = {
    messages_outbox_id: digits, state_id: 42, status: word, message: word, username: word, number: `+${digits}`,
    cost: digits, rcpts_count: digits, exit_count: digits, time: '1745409418', time_send: '1745409418',
  };
  await gateway.stage(reply([long]));
  await report.enter();
  await expect(report.rows).toHaveCount(1);
  await fits(page);
});

test.describe('of a refusal', () => {
  test.use({ expected: failed(403, 422) });

  test('words without a break stay under their fields', async ({ report, gateway, page }) => {
    const [name, word] = ['Illuminate\\Validation\\ValidationException:filters.number.regex', 'x'.repeat(300)];
    const errors = { number: [name], create_from_date: [word], create_to_date: [name], state_id: [word], limit: [word], page: [word] };
    await gateway.stage(refusal(422, 'no', '400-2', errors));
    await report.openConnected();
    await report.alert.waitFor();
    await report.whole();
    await page.setViewportSize({ width: WIDTHS[0], height: 800 });
    await expect(report.filters).toBeVisible();
    await expect(page.locator('.field-error')).toHaveCount(6);
    await fits(page);
  });

  test('a word without a break is read whole where an export has ended', async ({ report, gateway, page }) => {
    await report.enter('?state_id=6');
    await report.button('export').click();
    await gateway.stage({ pass: true }, { pass: true }, ...Array(12).fill(refusal(403, 'x'.repeat(300), '400-9')));
    await report.dialog.locator('button.primary').click();
    await report.dialog.locator('.export-notes p').first().waitFor();
    for (const [width, text] of SIZES) {
      await page.setViewportSize({ width, height: 640 });
      await page.evaluate((text) => { document.documentElement.style.fontSize = text; }, text);
      const cut = await report.dialog.locator('.export-notes p').evaluateAll((notes) =>
        notes.filter((note) => note.scrollWidth > note.clientWidth).map((note) => note.textContent));
      expect(cut, `${width} px`).toEqual([]);
      expect(await overhang(report.dialog), `${width} px`).toBeLessThanOrEqual(1);
    }
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 760 } });

  test('filters and menu fold', async ({ report }) => {
    await report.enter();
    const filters = report.button('filters');
    await expect(filters).toHaveAttribute('aria-expanded', 'false');
    await expect(report.filters).toBeHidden();
    await filters.click();
    await expect(filters).toHaveAttribute('aria-expanded', 'true');
    await expect(report.filters).toBeVisible();
    const menu = report.button('menu');
    await expect(menu).toHaveAttribute('aria-expanded', 'false');
    await expect(report.button('signOut')).toBeHidden();
    const places = async () => [await menu.boundingBox(), await report.page.getByRole('heading', { level: 1 }).boundingBox()];
    const before = await places();
    await menu.click();
    await expect(report.button('signOut')).toBeVisible();
    // Neither the button nor the name moves under the finger.
    expect(await places()).toEqual(before);
    await expect(report.button('language')).toBeVisible();
  });

  test('rows are scrolled to by the finger, and not where the focus or an error would leave the window', async ({ report, page }) => {
    await report.enter();
    await report.button('filters').click();
    const from = report.field('create_from_date');
    await from.fill('2025-13-40');
    await report.button('apply').click();
    await expect(from).toHaveAttribute('aria-invalid', 'true');
    await expect(from).toBeFocused();
    await expect(from).toBeInViewport();
    await from.fill('now-2d/d');
    await page.keyboard.press('Enter');
    await report.settled();
    await expect(from).toBeInViewport();
    await report.button('apply').click();
    await expect(from).not.toBeInViewport();
    await expect(report.status).toBeInViewport();
  });

  test('a value that cannot be used unfolds the filters', async ({ report }) => {
    await report.openConnected('?state_id=99');
    await expect(report.field('state_id')).toBeVisible();
  });

  test('the card of a message of one line has no blank second one', async ({ report, gateway }) => {
    const card = { messages_outbox_id: '1', state_id: 6, time: '1745409418', message: 'one line', number: '+981000', cost: 5 };
    await gateway.stage(reply([card, { ...card, messages_outbox_id: '2', message: 'a message of two lines '.repeat(3) }]));
    await report.enter();
    const [one, two] = await report.rows.locator('.message').evaluateAll((messages) => messages.map((message) => [
      message.getBoundingClientRect().height, parseFloat(getComputedStyle(message).lineHeight)]));
    expect(one[0]).toBeCloseTo(one[1], 0);
    expect(two[0]).toBeCloseTo(2 * two[1], 0);
  });

  test('cards are still rows of a table', async ({ report }) => {
    await report.enter();
    await expect(report.rows).toHaveCount(25);
    await expect(report.table.getByRole('columnheader')).toHaveCount(10);
    await expect(report.rows.first().getByRole('cell')).toHaveCount(9);
    await expect(report.rows.first()).toBeVisible();
  });
});

/** Returns the width and the height in which a control answers, measured across its middle. */
const reach = (/** @type {Locator} */ control) => control.evaluate((control) => {
  control.scrollIntoView({ block: 'center' });
  const box = control.getBoundingClientRect();
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const answers = (/** @type {number} */ x, /** @type {number} */ y) => control.contains(document.elementFromPoint(x, y));
  const extent = (/** @type {(by: number) => boolean} */ at) => {
    let [before, after] = [0, 0];
    while (before < 400 && at(-before - 1)) before++;
    while (after < 400 && at(after + 1)) after++;
    return before + after + 1;
  };
  return [extent((by) => answers(x + by, y)), extent((by) => answers(x, y + by))];
});

/** What is drawn small in each view, and the least width and height in which a finger finds it. */
const TOUCHED = /** @type {const} */ ([
  ['columns', '.columns li label', 44, 44], ['columns', '.columns li button', 28, 44], ['detail', '.dialog-head button', 44, 44],
  ['detail', 'dl button', 36, 36], ['detail', 'dl a', 36, 36], ['detail', '[role=switch]', 44, 44], ['exportForm', 'label.choice', 44, 44],
  ['calendar', '.ranges button', 44, 44], ['calendar', '.month-head button', 44, 44], ['calendar', '[role=gridcell]', 36, 44],
  ['selected', '.selection-tools button', 44, 44], ['chips', '.chip', 44, 44], ['overview', '.overview-states a', 44, 44],
]);

test.describe('under a finger', () => {
  test.use({ hasTouch: true, isMobile: true });

  for (const [width, language] of /** @type {const} */ ([[360, 'fa'], [1024, 'en']])) {
    test.describe(`${language}, ${width} px`, () => {
      test.use({ language, viewport: { width, height: 760 } });

      test('what is drawn small in rows is large enough', async ({ report }) => {
        await report.enter();
        await report.whole();
        for (const [part, wide, high] of /** @type {const} */ ([
          ['.pick', 36, 44], ['.watch', 44, 44], ['.detail', 44, 44], ['.badge', 44, 44], ['.sender a', 44, 24], ['.user a', 44, 24], ['.outbox-id a', 44, 24],
        ])) {
          const [width, height] = await reach(report.rows.nth(1).locator(part));
          expect(width, part).toBeGreaterThanOrEqual(wide);
          expect(height, part).toBeGreaterThanOrEqual(high);
        }
      });

      for (const name of new Set(TOUCHED.map(([name]) => name))) {
        test(`so it is in ${name}`, async ({ report, gateway }) => {
          /** @type {Reach} */
          const reachView = VIEWS[name];
          await reachView(report, gateway);
          for (const [, part, wide, high] of TOUCHED.filter(([of]) => of === name)) {
            const [width, height] = await reach(report.page.locator(part).first());
            expect(width, part).toBeGreaterThanOrEqual(wide);
            expect(height, part).toBeGreaterThanOrEqual(high);
          }
        });
      }
    });
  }

  test('a tap beside the three dots of a card opens its record, and no link', async ({ report, page }) => {
    await page.setViewportSize({ width: 360, height: 760 });
    await report.enter();
    await report.whole();
    const dots = await report.rows.first().locator('.detail').boundingBox();
    const link = await report.rows.first().locator('.outbox-id a').boundingBox();
    await page.touchscreen.tap(link.x + link.width + 2, dots.y + dots.height / 2);
    await expect(report.dialog).toBeVisible();
  });
});

test.describe('in the dark scheme', () => {
  test.use({ colorScheme: 'dark' });

  test('what can be chosen is hollow, and what can\'t is written in a lighter ink', async ({ report }) => {
    await VIEWS.exportForm(report);
    const choices = report.dialog.locator('label.choice');
    const [open, closed] = [choices.filter({ hasText: 'This page' }), choices.filter({ hasText: 'Selected rows' })];
    await expect(closed.getByRole('radio')).toBeDisabled();
    await expect(open.getByRole('radio')).toHaveCSS('appearance', 'none');
    await expect(open.getByRole('radio')).toHaveCSS('background-color', 'rgb(21, 24, 28)');
    const ink = (/** @type {Locator} */ label) => label.evaluate((label) => getComputedStyle(label).color);
    expect(await ink(closed)).not.toBe(await ink(open));
  });
});

test('all filters are in sight at 1,280 px', async ({ report, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await report.enter();
  for (const name of /** @type {const} */ (['message', 'state_id', 'number', 'username', 'messages_outbox_id', 'create_from_date', 'to_exit_count'])) {
    await expect(report.field(name)).toBeVisible();
  }
  await expect(report.button('filters')).toBeHidden();
});

for (const [width, language] of /** @type {const} */ ([[360, 'en'], [390, 'fa'], [800, 'en'], [1280, 'en'], [1280, 'fa']])) {
  test.describe(`${language}, ${width} px`, () => {
    test.use({ language, viewport: { width, height: 800 } });

    test('a date with a time, to the second, is in sight in its field', async ({ report }) => {
      await report.enter('?create_from_date=2025-04-08T13:00&create_to_date=2025-04-08T23:59:59');
      if (await report.filtersButton.isVisible()) await report.filtersButton.click();
      for (const name of /** @type {const} */ (['create_from_date', 'create_to_date'])) {
        await expect(report.field(name)).toHaveValue(/:/);
        expect(await report.field(name).evaluate((field) => field.scrollWidth - field.clientWidth), name).toBe(0);
      }
    });
  });
}

test('Apply stands beside the last fields, also under dates that are read', async ({ report, page }) => {
  for (const query of ['', '?create_from_date=now-7d/d']) {
    await report.enter(query);
    for (const width of [800, 1280, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      const [field, apply] = await Promise.all([report.field('to_exit_count'), report.button('apply')].map((it) => it.boundingBox()));
      expect([apply.y, apply.height], `${query} ${width} px`).toEqual([field.y, field.height]);
    }
  }
});

for (const language of /** @type {const} */ (['fa', 'en'])) {
  test.describe(`a window of 1,280 px, ${language}`, () => {
    test.use({ language, viewport: { width: 1280, height: 800 } });

    test("the page's own columns fit, with its font as with the one in its place", async ({ report, page }) => {
      const frame = page.locator('.table-frame');
      // On the second visit the browser has the font in its cache before the rows are shown.
      for (const font of ['in place', 'own']) {
        await report.enter();
        await page.waitForLoadState('networkidle');
        expect(await frame.evaluate((frame) => frame.scrollWidth - frame.clientWidth), font).toBe(0);
        await expect(frame).not.toHaveClass(/wide/);
      }
    });
  });
}

test('the page runs at a sub-path as at the root', { tag: '@browsers' }, async ({ page, gateway }) => {
  const report = new ReportPage(page, `${gateway.url}/panel/sms/`);
  await report.enter('?page=2');
  await expect(report.status).toHaveText('26–50 of 5,000');
  await report.step('next').click();
  await expect(report.status).toHaveText('51–75 of 5,000');
  expect(new URL(page.url()).pathname).toBe('/panel/sms/');
  expect((await gateway.requests())[0].path).toBe('/api/report/new_list');
});

test('nothing moves while a page turns', async ({ report, gateway }) => {
  await report.enter();
  await report.step('next').scrollIntoViewIfNeeded();
  const before = await report.step('next').boundingBox();
  await gateway.stage({ pass: true, held: true });
  await report.step('next').click();
  expect(await report.step('next').boundingBox()).toEqual(before);
  await gateway.release();
  await report.settled();
  expect((await report.step('next').boundingBox()).y).toBe(before.y);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the page says so in both languages', async ({ page, gateway }) => {
    await page.goto(`${gateway.url}/`);
    const sentences = page.locator('noscript p');
    await expect(sentences).toHaveCount(2);
    for (const sentence of await sentences.all()) await expect(sentence).toBeVisible();
    // Playwright takes the text of a noscript element for nothing.
    for (const text of ['This page needs JavaScript', 'به جاوااسکریپت نیاز دارد']) expect(await page.content()).toContain(text);
  });
});

test('a browser below the supported ones is told to be updated, before anything else', { tag: '@browsers' }, async ({ report, page, browserName }) => {
  test.skip(browserName === 'firefox', 'tests change the page there as well, for themselves (fixtures.mjs)');
  const sentences = ['Update your browser', 'مرورگر را به‌روز کنید'].map((text) => page.getByText(text));
  await report.open();
  await expect(report.connectForm).toBeVisible();
  for (const sentence of sentences) await expect(sentence).toBeHidden();
  // Such a browser lacks the CSS that tells it from others, and its scripts may fail at once.
  await page.route('**/*.css', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(/1lh|animation-composition/g, 'unknown') });
  });
  await page.route('**/*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
  await page.route((url) => url.pathname === '/', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(/ integrity="[^"]*"/g, '') });
  });
  await report.open();
  for (const sentence of sentences) await expect(sentence).toBeInViewport();
  expect(await page.evaluate(() => document.body.innerText.trim())).toMatch(/^مرورگر را به‌روز کنید/);
});

test('without WebAssembly the page says so in both languages', async ({ page, gateway }) => {
  await page.addInitScript(() => { delete globalThis.WebAssembly; });
  await page.goto(`${gateway.url}/`);
  for (const text of ['Update your browser', 'مرورگر را به‌روز کنید']) await expect(page.getByText(text)).toBeVisible();
  // An error of an extension is not a crash of the page.
  await page.evaluate(() => dispatchEvent(new ErrorEvent('error', { error: new TypeError('of an extension') })));
});
