import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GatewayError } from './gateway-error.ts';
import { startTestGateways, type TestGateways } from './local/local-gateways-of-test.ts';
import { createMailer, type Mail, type Mailer, mailbox } from './mailer.ts';

vi.setConfig({ testTimeout: 20_000 });

let gateways: TestGateways;
let mailer: Mailer;

beforeEach(async () => {
  gateways = await startTestGateways();
  mailer = createMailer(gateways.local.postmark);
});

afterEach(async () => {
  await gateways.close();
});

function mailOf(changes: Partial<Mail> = {}): Mail {
  return {
    deliveryId: randomUUID(),
    from: mailbox('Aurora, Journeys', 'hello@aurora.example'),
    to: 'ines@example.com',
    subject: 'Your gift certificate',
    html: '<p>Grüße 🎁</p>',
    text: 'Grüße 🎁',
    attachments: [],
    tag: 'gift',
    ...changes,
  };
}

async function failure(call: Promise<unknown>): Promise<GatewayError> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof GatewayError) return error;
  throw new Error(`not a gateway error: ${String(error)}`);
}

describe('a mail', () => {
  it('is found by our delivery id, and read back byte for byte with its attachments', async () => {
    const content = randomBytes(50_000);
    const picture = randomBytes(100);
    const mail = mailOf({
      attachments: [
        { name: 'certificate.pdf', contentType: 'application/pdf', content },
        { name: 'rosette.png', contentType: 'image/png', content: picture, contentId: 'rosette' },
      ],
    });
    const sent = await mailer.send(mail);
    expect(await mailer.find(mail.deliveryId)).toEqual(sent);

    const attachments = [
      { name: 'certificate.pdf', contentType: 'application/pdf', bytes: 50_000, contentId: null },
      { name: 'rosette.png', contentType: 'image/png', bytes: 100, contentId: 'rosette' },
    ];
    const { from, to, subject } = mail;
    const head = { id: sent.messageId, at: sent.submittedAt.toISOString(), from, to, subject, attachments };
    expect(gateways.local.outbox.list({ limit: 10 })).toEqual([head]);
    expect(await gateways.local.outbox.get(sent.messageId)).toEqual({
      ...head,
      html: mail.html,
      text: mail.text,
    });
    const stored = await gateways.local.outbox.attachment(sent.messageId, 0);
    expect(stored?.content.equals(content)).toBe(true);
    expect(await gateways.local.outbox.attachment(sent.messageId, 2)).toBeNull();
    expect(await gateways.local.outbox.get('../keys')).toBeNull();
  });

  it('that was never sent is not found', async () => {
    await mailer.send(mailOf());
    expect(await mailer.find(randomUUID())).toBeNull();
  });

  it('is listed newest first, as many as asked for', async () => {
    for (const subject of ['one', 'two', 'three']) await mailer.send(mailOf({ subject }));
    expect(gateways.local.outbox.list({ limit: 2 }).map(({ subject }) => subject)).toEqual(['three', 'two']);
  });

  it.each([
    { subject: 'Hello\r\nBcc: everyone@example.com' },
    { to: 'ines@example.com\nBcc: everyone@example.com' },
    { from: 'hello@aurora.example\r\nX: y' },
    { replyTo: 'hello@aurora.example\r\nX: y' },
    { subject: 'Hello\u2028there' },
    { attachments: [{ name: 'a\r\nb.pdf', contentType: 'application/pdf', content: Buffer.from('') }] },
  ])('with a line break in a header never leaves: %j', async (changes) => {
    expect(await failure(mailer.send(mailOf(changes)))).toMatchObject({
      kind: 'refused',
      code: 'header_injection',
    });
    expect(gateways.local.outbox.list({ limit: 1 })).toEqual([]);
  });

  it('over ten megabytes never leaves', async () => {
    const content = Buffer.alloc(8 * 1024 * 1024);
    const attachments = [{ name: 'large.pdf', contentType: 'application/pdf', content }];
    expect(await failure(mailer.send(mailOf({ attachments })))).toMatchObject({ code: 'message_too_large' });
  });

  it('to a name with commas and quotes goes to one address', async () => {
    await mailer.send(mailOf({ to: mailbox('Ines "Nina", M\r\nX: <y@z.example>', 'ines@example.com') }));
    expect(gateways.local.outbox.list({ limit: 1 })[0]?.to).toBe(
      '"Ines Nina, M  X: y@z.example" <ines@example.com>',
    );
  });
});

describe('a failure of Postmark', () => {
  const stubs: Server[] = [];

  afterEach(() => {
    for (const stub of stubs.splice(0)) {
      stub.closeAllConnections();
      stub.close();
    }
  });

  async function serve(listener: RequestListener): Promise<string> {
    const stub = createServer(listener);
    stubs.push(stub);
    await new Promise<void>((listening) => stub.listen(0, '127.0.0.1', listening));
    const address = stub.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  }

  it.each([
    { status: 422, code: 406, kind: 'refused', because: 'the recipient is inactive' },
    { status: 422, code: 300, kind: 'refused', because: 'the address is invalid' },
    { status: 422, code: 412, kind: 'unavailable', because: 'the account is pending, the mail is fine' },
    { status: 401, code: 10, kind: 'unavailable', because: 'the token can be corrected' },
    { status: 429, code: 429, kind: 'unavailable', because: 'it is too much at once' },
    { status: 503, code: 100, kind: 'unavailable', because: 'it is maintenance' },
    { status: 500, code: 0, kind: 'unknown', because: 'the mail may have been taken' },
    { status: 200, code: 0, kind: 'unknown', because: 'there is no message id' },
  ])('$status with code $code is $kind: $because', async ({ status, code, kind }) => {
    const body = JSON.stringify({ ErrorCode: code, Message: 'ines@example.com' });
    const apiBase = await serve((_, answer) => answer.writeHead(status).end(body));
    const stubbed = createMailer({ serverToken: 'token-of-this-test', apiBase });
    const error = await failure(stubbed.send(mailOf()));
    expect(error.kind).toBe(kind);
    expect(JSON.stringify([error, error.message])).not.toMatch(/ines@example|token-of-this-test/);
  });

  it('is unknown when the connection breaks after the mail was sent off', async () => {
    const apiBase = await serve((request) => request.socket.destroy());
    const cut = createMailer({ serverToken: 'token', apiBase });
    expect(await failure(cut.send(mailOf()))).toMatchObject({ kind: 'unknown' });
  });

  it('never carries the token on to another server', async () => {
    let visitors = 0;
    const elsewhere = await serve((_, answer) => {
      visitors += 1;
      answer.end('{}');
    });
    const apiBase = await serve((_, answer) =>
      answer.writeHead(307, { location: `${elsewhere}/email` }).end(),
    );
    const redirected = createMailer({ serverToken: 'token', apiBase });
    expect(await failure(redirected.send(mailOf()))).toMatchObject({ kind: 'unknown' });
    expect(visitors).toBe(0);
  });

  it('is unavailable when nobody listens: nothing has left', async () => {
    await gateways.local.close();
    expect(await failure(mailer.send(mailOf()))).toMatchObject({ kind: 'unavailable' });
  });

  it('is the local Postmark’s own with a wrong token, a broken address or an empty mail', async () => {
    const strange = createMailer({ ...gateways.local.postmark, serverToken: 'wrong' });
    expect(await failure(strange.send(mailOf()))).toMatchObject({ kind: 'unavailable', code: '10' });
    expect(await failure(mailer.send(mailOf({ to: 'nobody' })))).toMatchObject({
      kind: 'refused',
      code: '300',
    });
    expect(await failure(mailer.send(mailOf({ html: '', text: '' })))).toMatchObject({
      kind: 'refused',
      code: '300',
    });
  });
});
