import type { CDPSession, Request } from '@playwright/test';
import { expect, test } from './boon-test.ts';
import { overhear, overheardBy } from './checks/overhear.ts';
import { createCertificate, createCheckout } from './steps/rest.ts';
import { heardBy, widgetOf } from './steps/widget.ts';

const MOUNTS = 50;

test('asks for its script and its order, and leaves no cookie and nothing in storage', async ({
  page,
  boon,
  shop,
  context,
}) => {
  const { token } = await createCheckout(boon, 20_000);
  const requests: Request[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(boon.url)) requests.push(request);
  });
  await page.goto(shop.checkout({ host: 'plain', token }));
  const { field } = widgetOf(page);
  await expect(field).toBeEnabled();
  await expect.poll(async () => (await heardBy(page)).map(({ name }) => name)).toEqual(['ready']);
  // Looking at it, focusing it and typing ask for nothing, and a typo is found without asking.
  await field.hover();
  await field.pressSequentially('1111-1111-1112');
  await field.press('Enter');
  await expect(widgetOf(page).alert).toHaveText(/^There is a typo in this code/);
  expect(requests.map((request) => `${request.method()} ${new URL(request.url()).pathname}`)).toEqual([
    'GET /widget/v1.js',
    'POST /api/trpc/widget.order',
  ]);
  for (const request of requests) {
    const { cookie, referer } = await request.allHeaders();
    expect(cookie).toBeUndefined();
    // Where the customer is on the shop's site is not told, either.
    expect(referer ?? '').not.toContain('/plain/');
    expect(request.url()).not.toContain(token);
  }

  expect(await context.cookies()).toEqual([]);
  const stored = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return { local: localStorage.length, session: sessionStorage.length, databases, cookie: document.cookie };
  });
  expect(stored).toEqual({ local: 0, session: 0, databases: [], cookie: '' });
});

test('works when pinned by its integrity, and finds its server by its own address', async ({
  page,
  boon,
  shop,
}) => {
  const { token } = await createCheckout(boon, 20_000);
  const { script, integrity } = await (await fetch(`${boon.url}/widget/v1.json`)).json();
  await page.goto(shop.checkout({ host: 'strict', token, script, integrity }));
  await expect(widgetOf(page).field).toBeEnabled();
  await expect.poll(async () => (await heardBy(page)).map(({ name }) => name)).toEqual(['ready']);

  const forged = integrity.replace(/.{8}$/, 'AAAAAAAA');
  await page.goto(shop.checkout({ host: 'strict', token, script, integrity: forged }));
  await expect(page.getByText('Gift certificates need a script that has not loaded.')).toBeVisible();
  expect(await page.evaluate(() => customElements.get('gift-certificate-redemption'))).toBeUndefined();
});

test('keeps the code from the page, but lets through the keys that command it', async ({
  page,
  boon,
  shop,
}) => {
  const [{ token }, code] = await Promise.all([createCheckout(boon, 20_000), createCertificate(boon, 5_000)]);
  await overhear(page);
  await page.goto(shop.checkout({ host: 'plain', token }));
  const { field, items } = widgetOf(page);
  await expect(field).toBeEnabled();

  await field.pressSequentially(code);
  await field.selectText();
  await page.keyboard.press('Control+X');
  await page.keyboard.press('Control+V');
  await expect(field).toHaveValue(code);
  // What an input method composes comes in one piece.
  const session = await page.context().newCDPSession(page);
  await field.clear();
  await session.send('Input.imeSetComposition', { text: code, selectionStart: 0, selectionEnd: code.length });
  await session.send('Input.insertText', { text: code });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+K');
  const overheard = await overheardBy(page);
  expect(overheard).toContain('ESCAPE');
  expect(overheard).not.toContain(code.replaceAll('-', ''));
  expect(overheard).not.toContain(code.slice(-4));

  await page.keyboard.press('Enter');
  await expect(items).toHaveCount(1);
});

test('is a field of the form around it', async ({ page, boon, shop }) => {
  const [{ token }, code] = await Promise.all([createCheckout(boon, 20_000), createCertificate(boon, 5_000)]);
  await page.goto(shop.checkout({ host: 'plain', token, attributes: 'name="certificates"' }));
  const { element, field, button, alert, items } = widgetOf(page);
  const sent = () =>
    page.evaluate(() => {
      const form = document.querySelector('form');
      return form ? [...new FormData(form)].map(([name, value]) => [name, String(value)]) : [];
    });
  await expect(field).toBeEnabled();
  expect(await sent()).toEqual([['customer', 'Noor']]);

  await field.fill(code);
  await field.press('Enter');
  await expect(items).toHaveCount(1);
  const id = await element.evaluate((widget) => Reflect.get(widget, 'order').redemptions[0].id);
  expect(await sent()).toEqual([
    ['customer', 'Noor'],
    ['certificates', id],
  ]);
  expect(await element.evaluate((widget) => Reflect.get(widget, 'form') === document.forms[0])).toBe(true);

  // Starting over clears what was typed; what is applied stays applied, because the server has it.
  await field.fill('nonsense');
  await button.click();
  await expect(alert).toHaveText(/^A code has 12 letters/);
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(field).toHaveValue('');
  await expect(alert).toHaveText('');
  await expect(items).toHaveCount(1);

  const fieldset = page.getByRole('group', { name: 'Vouchers' });
  await fieldset.evaluate((group) => group.toggleAttribute('disabled', true));
  await expect(field).toBeDisabled();
  await expect(button).toBeDisabled();
  await expect(element.getByRole('button', { name: /^Remove/ })).toBeDisabled();
  await fieldset.evaluate((group) => group.toggleAttribute('disabled', false));
  await expect(field).toBeEnabled();
});

test('leaves nothing behind when a single-page app mounts and unmounts it fifty times', async ({
  page,
  boon,
  shop,
}) => {
  const { token } = await createCheckout(boon, 20_000);
  await page.addInitScript(() => {
    const timers = new Set<number>();
    Object.assign(window, { timers });
    const set = window.setTimeout.bind(window);
    const clear = window.clearTimeout.bind(window);
    const stand = (handler: () => void, milliseconds?: number) => {
      const id = set(() => {
        timers.delete(id);
        handler();
      }, milliseconds);
      timers.add(id);
      return id;
    };
    Object.assign(window, {
      setTimeout: stand,
      clearTimeout: (id: number) => {
        timers.delete(id);
        clear(id);
      },
    });
  });
  const pending = new Set<unknown>();
  page.on('request', (request) => pending.add(request));
  page.on('requestfinished', (request) => pending.delete(request));
  page.on('requestfailed', (request) => pending.delete(request));

  await page.goto(shop.checkout({ host: 'react', token }));
  const session = await page.context().newCDPSession(page);
  const leave = page.getByRole('button', { name: 'Tours' });
  const enter = page.getByRole('button', { name: 'Checkout' });
  const { field } = widgetOf(page);
  const mount = async (untilReady: boolean) => {
    await enter.click();
    if (untilReady) await expect(page.locator('output')).toHaveText('20000');
    await leave.click();
  };
  await enter.click();
  await expect(field).toBeEnabled();
  await leave.click();
  await mount(true);
  const before = await remains(session);

  // Every other one leaves with its reading under way, and with an error being shown.
  for (let mounts = 0; mounts < MOUNTS; mounts += 1) {
    await page.evaluate(
      async (isEven) => {
        const [toTours, toCheckout] = document.querySelectorAll<HTMLElement>('nav button');
        const until = async (done: () => boolean) => {
          while (!done()) await new Promise((resolve) => requestAnimationFrame(resolve));
        };
        toCheckout?.click();
        await until(() => document.querySelector('gift-certificate-redemption') !== null);
        if (isEven) await until(() => document.querySelector('output')?.textContent === '20000');
        else
          void Reflect.get(document.querySelector('gift-certificate-redemption') ?? {}, 'apply')?.call(
            document.querySelector('gift-certificate-redemption'),
            '1111',
          );
        toTours?.click();
        await until(() => document.querySelector('gift-certificate-redemption') === null);
      },
      mounts % 2 === 0,
    );
  }
  await expect.poll(() => pending.size).toBe(0);
  expect(await page.evaluate(() => Reflect.get(window, 'timers').size)).toBe(0);
  // The browser lets go of a call's signals some time after the call.
  await expect.poll(async () => (await remains(session)).signals).toBeLessThanOrEqual(before.signals);
  const after = await remains(session);
  expect(after.elements).toBe(0);
  expect(after.listeners).toBeLessThanOrEqual(before.listeners);
  expect(after.nodes).toBeLessThanOrEqual(before.nodes);
});

type Remains = {
  readonly elements: number;
  readonly signals: number;
  readonly nodes: number;
  readonly listeners: number;
};

/** What is still alive after the garbage was collected. */
async function remains(session: CDPSession): Promise<Remains> {
  const count = async (prototype: string) => {
    const { result } = await session.send('Runtime.evaluate', { expression: prototype });
    const { objects } = await session.send('Runtime.queryObjects', {
      prototypeObjectId: result.objectId ?? '',
    });
    const { result: length } = await session.send('Runtime.callFunctionOn', {
      objectId: objects.objectId ?? '',
      functionDeclaration: 'function () { return this.length; }',
    });
    await session.send('Runtime.releaseObject', { objectId: objects.objectId ?? '' });
    return Number(length.value);
  };
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const elements = await count("customElements.get('gift-certificate-redemption').prototype");
  const signals = await count('AbortSignal.prototype');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((found) => found.name === name)?.value ?? Number.NaN;
  return { elements, signals, nodes: metric('Nodes'), listeners: metric('JSEventListeners') };
}
