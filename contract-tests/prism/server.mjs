// Answers from one OpenAPI contract, on one listener per behaviour.
//
//   node prism/server.mjs <contract.yaml>
//
// When all listeners are ready, prints one line of JSON, {"ok":"http://127.0.0.1:<port>/",…}, and
// serves until standard input closes. Clients that cannot send Prism's Prefer header choose their
// answer by the listener they talk to.

import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import { resolve } from 'node:path';
import { finished } from 'node:stream';
import { createLogger } from '@stoplight/prism-core';
import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { createServer } from '@stoplight/prism-http-server';

const behaviours = {
  ok: { dynamic: false },
  badRequest: { dynamic: false, code: 400 },
  unauthorized: { dynamic: false, code: 401 },
  notFound: { dynamic: false, code: 404 },
  dynamic: {
    dynamic: true,
    // A seed sets Prism's generator for the whole process. Without a fresh one per request, answers
    // here would continue the sequence of the last seeded request.
    get seed() {
      return randomUUID();
    },
  },
  // `Prefer: seed=<text>` takes the place of this seed for one request.
  seeded: { dynamic: true, seed: '1' },
};

async function load(contract) {
  const operations = await getHttpOperationsFromSpec(resolve(contract));
  if (operations.length === 0) {
    throw new Error('it has no operations');
  }
  return operations;
}

async function listen(operations, mock) {
  const server = createServer(operations, {
    cors: false,
    config: {
      isProxy: false,
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: false,
      mock,
    },
    // Standard output belongs to the one line that the parent waits for.
    components: { logger: createLogger('prism', { level: 'silent' }) },
  });
  return `${await server.listen(0, '127.0.0.1')}/`;
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

// Node closes a connection that was idle for five seconds, and a client that sends a POST at that
// moment fails. Prism hides its HTTP servers, so they are caught at their first request.
subscribe('http.server.request.start', ({ server }) => {
  server.keepAliveTimeout = 0;
});

// The parent holds the other end of this pipe, and the system closes it when the parent dies,
// however it dies.
finished(process.stdin.resume(), () => process.exit());

const [contract] = process.argv.slice(2);
if (contract === undefined) {
  fail('Usage: node prism/server.mjs <contract.yaml>');
}

const operations = await load(contract).catch((error) =>
  fail(`Prism cannot read the contract ${contract}: ${error.message.split('\n')[0]}`),
);
const urls = {};
for (const [behaviour, mock] of Object.entries(behaviours)) {
  urls[behaviour] = await listen(operations, mock).catch((error) =>
    fail(`Prism cannot listen on 127.0.0.1: ${error.message ?? error}`),
  );
}
console.log(JSON.stringify(urls));
