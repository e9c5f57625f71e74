#!/usr/bin/env node
// @ts-check
// Firefox for Playwright: FIREFOX is its path, the arguments are Firefox's own. Playwright sends commands of WebDriver
// BiDi that the extended support release may not know yet. Those are answered here with nothing, as if they had been
// carried out: they only collect bodies of answers and play other devices, which these tests don't need.
import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';

const LISTENING = 'WebDriver BiDi listening on ws://127.0.0.1:';

/** Returns a frame of the WebSocket protocol (RFC 6455) that holds this text, as a server sends it. @param {string} text */
function frame(text) {
  const content = Buffer.from(text);
  const head = Buffer.from([0x81, 126, 0, 0]);
  head.writeUInt16BE(content.length, 2);
  return Buffer.concat([head, content]);
}

/** Returns how long the frame is that a server's bytes begin with, and its content; nothing if its head isn't whole. @param {Buffer} bytes */
function read(bytes) {
  if (bytes.length < 2) return;
  const short = bytes[1];
  const head = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < head) return;
  const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return { end: head + length, content: bytes.subarray(head, head + length) };
}

/** Returns what is passed on of a frame: itself, or that all is well where it says that a command isn't known. @param {Buffer} whole @param {Buffer} content */
function passedOn(whole, content) {
  if (!content.subarray(0, 200).includes('"unknown command"')) return whole;
  return frame(JSON.stringify({ type: 'success', id: JSON.parse(String(content)).id, result: {} }));
}

/** Passes on what both sides send. @param {import('node:net').Socket} near @param {string} port Firefox's */
function join(near, port) {
  const far = connect(Number(port), '127.0.0.1');
  // Firefox answers to its own address alone, and compressed frames couldn't be read.
  near.once('data', (request) => {
    far.write(String(request).replace(/^Host: .*$/im, `Host: 127.0.0.1:${port}`).replace(/^Sec-WebSocket-Extensions: .*\r\n/im, ''));
    near.pipe(far);
  });
  let bytes = Buffer.alloc(0);
  let isOpen = false;
  far.on('data', (more) => {
    bytes = Buffer.concat([bytes, more]);
    if (!isOpen) {
      const end = bytes.indexOf('\r\n\r\n') + 4;
      if (end < 4) return;
      near.write(bytes.subarray(0, end));
      bytes = bytes.subarray(end);
      isOpen = true;
    }
    for (let next = read(bytes); next && next.end <= bytes.length; next = read(bytes)) {
      near.write(passedOn(bytes.subarray(0, next.end), next.content));
      bytes = bytes.subarray(next.end);
    }
  });
  for (const [one, other] of [[near, far], [far, near]]) {
    one.on('close', () => other.destroy());
    one.on('error', () => other.destroy());
  }
}

const firefox = spawn(process.env.FIREFOX, process.argv.slice(2), { stdio: ['ignore', 'inherit', 'pipe'] });
createInterface({ input: firefox.stderr }).on('line', (line) => {
  const port = line.startsWith(LISTENING) && line.slice(LISTENING.length);
  if (!port) {
    console.error(line);
    return;
  }
  const server = createServer((near) => join(near, port)).listen(0, '127.0.0.1', () => {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    console.error(LISTENING + port);
  });
});
firefox.on('exit', (code) => process.exit(code ?? 1));
process.on('SIGTERM', () => firefox.kill());
