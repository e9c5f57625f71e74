// @ts-check
// What `cargo xtask serve` adds to the page (xtask/src/serve/serve.js): saved sheets show, and built code is loaded. Here the
// built page stands in for the code, in a copy of the tree; xtask's own tests play the rest.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test as base } from './fixtures.mjs';
import { Gateway } from './gateway.mjs';
import { ReportPage } from './page.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A sheet that `index.html` links, and one that the wasm includes. */
const LINKED = 'style/ui/pager.css';
const OF_THE_WASM = 'style/lazy/help.css';

/** The page in a folder of its own, as `cargo xtask serve` has it. */
class Served {
  static async start() {
    const folder = mkdtempSync(join(tmpdir(), 'outbox-serve-'));
    cpSync(join(ROOT, 'style'), join(folder, 'style'), { recursive: true });
    cpSync(process.env.DIST, join(folder, 'page'), { recursive: true });
    cpSync(join(process.env.DIST, 'fonts'), join(folder, 'page/style/fonts'), { recursive: true });
    cpSync(join(ROOT, 'xtask/src/serve/serve.js'), join(folder, 'page/serve.js'));
    // The sheets as the wasm includes them.
    cpSync(join(ROOT, 'style'), join(folder, 'page/built/style'), { recursive: true });
    const served = new Served(folder);
    const links = readFileSync(join(ROOT, 'index.html'), 'utf8').matchAll(/rel="css" href="([^"]+)"/g);
    const sheets = [...links].map(([, path]) => `<link rel="stylesheet" href="${path}">`).join('');
    served.html = readFileSync(join(folder, 'page/index.html'), 'utf8').replace(/<link[^>]*rel="?stylesheet[^>]*>/, sheets);
    expect(served.html).toContain(LINKED);
    served.tell('1 1');
    served.gateway = await Gateway.start(
      '--rows', '100', '--dist', join(folder, 'page'), '--style', join(folder, 'style'), '--changes', join(folder, 'changes'));
    return served;
  }

  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
    this.html = '';
    /** @type {Gateway} */
    this.gateway = null;
  }

  /** Tells open pages: the id of the page, that of its sheets, and those that differ from the wasm's. @param {string} text */
  tell(text) {
    const [id] = text.split(' ');
    const script = `<script src="serve.js" data-page="${id}"></script>`;
    writeFileSync(join(this.folder, 'page/index.html'), this.html.replace('<meta', `${script}<meta`));
    writeFileSync(join(this.folder, 'changes'), text);
  }

  /** Adds a rule to a sheet. @param {string} path @param {string} rule */
  save(path, rule) {
    writeFileSync(join(this.folder, path), `${readFileSync(join(ROOT, path), 'utf8')}\n${rule}`);
  }

  end() {
    this.gateway?.stop();
    rmSync(this.folder, { recursive: true });
  }
}

/**
 * @typedef {import('./fixtures.mjs').Args & { served: Served }} Args
 * @type {import('@playwright/test').Fixtures<{ served: Served }, {}, Args>}
 */
const own = {
  served: async ({ page }, use) => {
    const served = await Served.start();
    try {
      await use(served);
      // The page listens as long as it is there.
      await page.goto('about:blank');
    } finally {
      served.end();
    }
  },
};
const test = base.extend(own);

test('a style sheet shows within three seconds of being saved, without the page being loaded again', async ({ page, served }) => {
  const report = new ReportPage(page, `${served.gateway.url}/panel/sms/`);
  await report.enter('?limit=10');
  await page.evaluate(() => { document.documentElement.isSame = true; });
  const links = page.locator('link[rel="stylesheet"]');
  const count = await links.count();

  served.save(LINKED, '@layer ui { .pager { outline: 3px solid rgb(1, 2, 3); } }');
  served.tell('1 2');
  await expect(report.pager).toHaveCSS('outline-color', 'rgb(1, 2, 3)', { timeout: 3_000 });
  await expect(links).toHaveCount(count);

  await report.whole();
  await page.keyboard.press('?');
  served.save(OF_THE_WASM, '.help { outline: 3px solid rgb(1, 2, 3); }');
  served.tell(`1 3 ${OF_THE_WASM}`);
  const help = report.dialog.locator('.help');
  await expect(help).toHaveCSS('outline-color', 'rgb(1, 2, 3)', { timeout: 3_000 });
  // The sheet that the wasm includes is again as it was when the wasm was built.
  served.tell('1 4');
  await expect(help).not.toHaveCSS('outline-color', 'rgb(1, 2, 3)');
  await expect(help).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.isSame)).toBe(true);
});

test('a page whose code was built again is loaded at the same view, with what was saved since', async ({ page, served }) => {
  const report = new ReportPage(page, `${served.gateway.url}/`);
  await report.enter('?limit=10&state_id=6');
  await report.whole();
  await page.evaluate(() => { document.documentElement.isSame = true; });
  served.save(OF_THE_WASM, '.help { outline: 3px solid rgb(1, 2, 3); }');
  served.tell(`2 5 ${OF_THE_WASM}`);
  await page.waitForFunction(() => !document.documentElement.isSame);
  await report.settled();
  await report.whole();
  expect(report.query()).toBe('?limit=10&state_id=6');
  await page.keyboard.press('?');
  await expect(report.dialog.locator('.help')).toHaveCSS('outline-color', 'rgb(1, 2, 3)');
});

test('a release has nothing of it', () => {
  const index = readFileSync(join(process.env.DIST, 'index.html'), 'utf8');
  expect(index).not.toContain('serve.js');
  expect(readdirSync(process.env.DIST)).not.toContain('serve.js');
});
