// Builds the peers into a folder each: `vanilla/` by esbuild into one file, `solid/` by vite.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { build as vite } from 'vite';
import solid from 'vite-plugin-solid';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

async function minified(entry, format) {
  const { outputFiles } = await bundle({
    entryPoints: [here(entry)], bundle: format === undefined, format, write: false, minify: true, target: 'chrome110', charset: 'utf8', legalComments: 'none',
  });
  return outputFiles[0].text.trim();
}

async function buildVanilla(folder) {
  const [page, script, sheet] = await Promise.all([
    readFile(here('vanilla/index.html'), 'utf8'), minified('vanilla/app.js', 'iife'), minified('shared/lean.css'),
  ]);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'index.html'), page.trim().replace('/*css*/', () => sheet).replace('/*js*/', () => script));
}

const buildSolid = (folder) => vite({
  configFile: false, root: here('solid'), base: './', logLevel: 'warn', plugins: [solid()], cacheDir: join(folder, '../.vite'),
  build: { target: 'chrome110', modulePreload: false, outDir: folder, emptyOutDir: true },
});

/** Builds the peers of these names below `folder`, and returns where each is. */
export async function buildPeers(folder) {
  const dirs = { vanilla: join(folder, 'vanilla'), solid: join(folder, 'solid') };
  await Promise.all([buildVanilla(dirs.vanilla), buildSolid(dirs.solid)]);
  return dirs;
}
