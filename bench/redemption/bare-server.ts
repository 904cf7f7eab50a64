import { createServer } from 'node:http';
import pg from 'pg';
import { redeemInOneStatement } from './one-statement.ts';

/** A bare handler that runs the one statement for the job its body names: what Node itself costs. Arguments: URL, port. */
const [url, port] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 16 });
pool.on('error', () => undefined);

createServer((request, response) => {
  if (request.method === 'GET') return response.end('ok');
  let body = '';
  request.on('data', (bytes: Buffer) => {
    body += bytes.toString();
  });
  request.on('end', async () => {
    const { n } = JSON.parse(body);
    const { rowCount } = await pool.query({
      name: 'redeem',
      text: redeemInOneStatement('$1', 'redemption'),
      values: [n],
    });
    const answer = JSON.stringify({ redeemed: rowCount });
    response.writeHead(rowCount === 1 ? 201 : 409, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(answer),
    });
    response.end(answer);
  });
  return undefined;
}).listen(Number(port), '127.0.0.1');
