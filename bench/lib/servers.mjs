// A worker thread with the gateway and a static server for each page. Files go out as a good server sends them: brotli of
// the highest level made beforehand, names by content kept for ever, `index.html` and `config.json` asked about each time.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { extname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { brotliCompressSync, constants } from 'node:zlib';
import { createGateway } from './gateway.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json',
  '.webmanifest': 'application/manifest+json', '.svg': 'image/svg+xml', '.png': 'image/png', '.txt': 'text/plain; charset=utf-8', '.wasm': 'application/wasm', '.woff2': 'font/woff2',
};
const NOT_COMPRESSED = new Set(['.woff2', '.png']);
const BLANK = '<!doctype html><link rel=icon href=data:,><title>blank</title>';

const { apps, cacheDir } = workerData;
mkdirSync(cacheDir, { recursive: true });

const digest = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 32);

/** Compresses as `cargo xtask check` does, and remembers it: the wasm takes some seconds. */
function compressed(raw) {
  const file = join(cacheDir, `${digest(raw)}.br`);
  if (!existsSync(file)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };
    writeFileSync(file, brotliCompressSync(raw, { params }));
  }
  return readFileSync(file);
}

function served(path, raw) {
  const ext = extname(path);
  const br = NOT_COMPRESSED.has(ext) ? raw : compressed(raw);
  const isSmaller = br.length < raw.length;
  const head = {
    ETag: `"${digest(raw)}"`, Vary: 'Accept-Encoding',
    'Cache-Control': ext === '.html' || path === '/config.json' ? 'no-cache' : 'public, max-age=31536000, immutable',
  };
  const body = isSmaller ? br : raw;
  const entity = { 'Content-Type': TYPES[ext] ?? 'application/octet-stream', 'Content-Length': body.length, ...(isSmaller && { 'Content-Encoding': 'br' }) };
  return { body, head, entity };
}

/** The files of a folder, with a `config.json` that names the gateway and allows pages of 1,000 rows. */
function site(folder, gateway) {
  const files = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${file.slice(folder.length + 1).replaceAll('\\', '/')}`;
    files.set(path, served(path, readFileSync(file)));
  }
  const config = JSON.stringify({ base_url: gateway, page_limits: [10, 25, 50, 100, 1000] });
  return files.set('/config.json', served('/config.json', Buffer.from(config)));
}

/** Answers, and writes down what it sent. */
const answering = (files, log) => (request, response) => {
  const [asked] = request.url.split('?');
  const path = asked.endsWith('/') ? `${asked}index.html` : asked;
  const file = files.get(path);
  if (path === '/blank') {
    response.writeHead(200, { 'Content-Type': 'text/html', 'Cache-Control': 'no-store' }).end(BLANK);
  } else if (!file) {
    response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
  } else if (request.headers['if-none-match'] === file.head.ETag) {
    response.writeHead(304, file.head).end();
  } else {
    response.writeHead(200, { ...file.head, ...file.entity }).end(file.body);
    log.push({ path, bytes: file.body.length });
  }
};

async function listen(server) {
  server.keepAliveTimeout = 600_000;
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}`;
}

const how = { bodies: [], waitMs: 0 };
const gateway = await listen(createGateway(how));
const [logs, origins] = [{ gateway: how.bodies }, {}];
for (const [name, folder] of Object.entries(apps)) {
  logs[name] = [];
  origins[name] = await listen(http.createServer({ keepAlive: true, noDelay: true }, answering(site(folder, gateway), logs[name])));
}
// Asked for the log of a page, gives what was sent since it was asked last; of the gateway, what was asked. Told a number,
// lets the gateway take so many milliseconds longer.
parentPort.on('message', (told) => {
  if (typeof told === 'number') how.waitMs = told;
  parentPort.postMessage(logs[told]?.splice(0));
});
parentPort.postMessage({ origins, gateway });
