import type { Page } from '@playwright/test';
import { expect, test } from './boon-test.ts';
import { checkPage } from './checks/check-page.ts';
import { createCheckout, tryWrongCodes } from './steps/rest.ts';

const OWNER = 'owner@aurora-journeys.example';
const KEY_NAME = 'Staging checkout';

test.describe('what a booking site’s developer needs', () => {
  test('a key is shown once, opens the API, and is refused once it is revoked', async ({
    staffPage,
    boon,
  }) => {
    await openDevelopers(staffPage);
    const keys = staffPage.getByRole('table', { name: 'API keys in use' });
    await expect(keys.getByRole('row', { name: /^Aurora booking site/ })).toBeVisible();
    await checkPage(staffPage);

    await staffPage.getByRole('button', { name: 'Create API key' }).click();
    await staffPage.getByRole('checkbox', { name: /^Redeem/ }).uncheck();
    await createKey(staffPage);
    const name = staffPage.getByLabel('Name');
    await expect(name).toHaveAccessibleDescription(/Enter a name that says where the key is used\./);
    await expect(name).toBeFocused();
    const may = staffPage.getByRole('group', { name: 'What it may do' });
    await expect(may).toHaveAccessibleDescription('Choose at least one thing that the key may do.');
    await checkPage(staffPage);
    await name.fill('aurora BOOKING site');
    await staffPage.getByRole('checkbox', { name: /^Read/ }).check();
    await createKey(staffPage);
    await expect(name).toHaveAccessibleDescription(/Another key has this name/);

    await name.fill(KEY_NAME);
    await createKey(staffPage);
    const shown = staffPage.getByRole('dialog', { name: 'Copy this key now' });
    const secret = (await shown.getByText(/^boon_/).textContent()) ?? '';
    expect(secret).toMatch(/^boon_[\w-]{43}$/);
    await staffPage.keyboard.press('Escape');
    await expect(shown.getByRole('alert')).toContainText('cannot be shown again');
    await checkPage(staffPage);
    await staffPage.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await shown.getByRole('button', { name: 'Copy the key' }).click();
    await expect(shown.getByRole('status')).toHaveText('Copied.');
    expect(await staffPage.evaluate(() => navigator.clipboard.readText())).toBe(secret);
    await shown.getByRole('button', { name: 'I have kept the key' }).click();
    await expect(staffPage.getByRole('button', { name: 'Create API key' })).toBeFocused();
    expect(await staffPage.content()).not.toContain(secret);

    const row = keys.getByRole('row', { name: new RegExp(`^${KEY_NAME}`) });
    await expect(row).toContainText(`boon_…${secret.slice(-4)}`);
    await expect(row).toContainText('by Mara Lindqvist');
    await expect(row).toContainText('never');
    expect(await statusOf(boon.url, secret)).toBe(200);
    // Uses are written down every few seconds.
    await expect(async () => {
      await staffPage.reload();
      await expect(row).toContainText('this minute', { timeout: 1_000 });
    }).toPass();

    await row.getByRole('button', { name: `Revoke… ${KEY_NAME}` }).click();
    const dialog = staffPage.getByRole('dialog', { name: `Revoke ${KEY_NAME}?` });
    await expect(dialog).toContainText('can no longer look up orders and certificates');
    await checkPage(staffPage);
    await dialog.getByRole('button', { name: 'Revoke key' }).click();
    await expect(dialog).toBeHidden();
    expect(await statusOf(boon.url, secret)).toBe(401);
    await expect(row).toHaveCount(0);
    await staffPage.getByText('Revoked keys (1)').click();
    const revoked = staffPage.getByRole('table', { name: 'Revoked API keys' });
    await expect(revoked.getByRole('row', { name: new RegExp(`^${KEY_NAME}`) })).toContainText(
      'by Mara Lindqvist',
    );
    await checkPage(staffPage);
  });

  test('sites are allowed by typing or where they were seen, and removed again', async ({
    staffPage,
    boon,
  }) => {
    const { token } = await createCheckout(boon, 10_000);
    for (const origin of [
      'https://staging.example.com',
      'https://staging.example.com',
      'http://old.example.com',
    ]) {
      expect(await statusOfWidget(boon.url, token, origin)).toBe(403);
    }
    await openDevelopers(staffPage);
    const allowed = staffPage.getByRole('table', { name: 'Allowed origins' });
    const refused = staffPage.getByRole('table', { name: 'Origins that were refused' });
    await expect(refused.getByRole('row', { name: /^http:\/\/old/ })).toContainText(
      'Only a full name with https',
    );
    await checkPage(staffPage);

    const seen = refused.getByRole('row', { name: /^https:\/\/staging/ });
    await expect(seen.getByRole('cell')).toHaveText([/2$/, /this minute$/, /Allow/]);
    await seen.getByRole('button', { name: 'Allow https://staging.example.com' }).click();
    await expect(allowed.getByRole('rowheader', { name: 'https://staging.example.com' })).toBeVisible();
    await expect(seen).toHaveCount(0);
    expect(await statusOfWidget(boon.url, token, 'https://staging.example.com')).toBe(200);

    const address = staffPage.getByLabel('Address of your site');
    for (const [typed, problem] of [
      ['http://www.example.com', /Use https:\/\//],
      ['https://*.example.com', /a \* would let in sites/],
      ['www.example.com', /Start with https:\/\//],
    ] as const) {
      await address.fill(typed);
      await staffPage.getByRole('button', { name: 'Allow site' }).click();
      await expect(address).toHaveAccessibleDescription(problem);
      await expect(address).toHaveValue(typed);
      await expect(address).toBeFocused();
    }
    await checkPage(staffPage);
    await address.fill('https://Bücher.example/checkout?step=2');
    await address.press('Enter');
    await expect(allowed.getByRole('rowheader', { name: 'https://xn--bcher-kva.example' })).toContainText(
      'reads https://bücher.example',
    );
    await expect(address).toHaveValue('');

    await startRemoving(staffPage, 'https://staging.example.com');
    await checkPage(staffPage);
    await confirmRemoving(staffPage, 'https://staging.example.com');
    await startRemoving(staffPage, 'https://xn--bcher-kva.example');
    await confirmRemoving(staffPage, 'https://xn--bcher-kva.example');
  });

  test('an alert on every screen tells staff, with counts, that somebody tries codes', async ({
    staffPage,
    boon,
  }) => {
    await tryWrongCodes(boon, 30);
    await staffPage.goto('/admin/orders');
    const alert = staffPage.getByRole('region', { name: 'Somebody is trying codes' });
    await expect(alert.getByRole('alert')).toContainText(
      /[1-9]\d* wrong codes .* more attempts were turned away/,
    );
    await checkPage(staffPage);
  });

  test('staff who may not manage them see no keys, and the server gives them none', async ({
    staffPage,
    boon,
    books,
  }) => {
    const before = await books.changeRole(OWNER, 'staff');
    try {
      await staffPage.goto('/admin/settings/developers');
      await expect(staffPage.getByText('for owners and administrators')).toBeVisible();
      await expect(staffPage.getByRole('link', { name: 'Orders' })).toBeVisible();
      await expect(staffPage.getByRole('link', { name: 'Developers' })).toHaveCount(0);
      await expect(staffPage.getByRole('table')).toHaveCount(0);
      await checkPage(staffPage);
      for (const [call, data] of [
        ['admin.apiKeys.list', {}],
        ['admin.apiKeys.create', { name: 'Mine', scopes: ['manage'] }],
        ['admin.origins.allow', { address: 'https://mine.example.com' }],
      ] as const) {
        const answer = await staffPage.request.post(`${boon.url}/api/trpc/${call}`, { data });
        expect([call, answer.status()]).toEqual([call, 403]);
      }
    } finally {
      await books.changeRole(OWNER, before);
    }
  });
});

async function openDevelopers(page: Page): Promise<void> {
  await page.goto('/admin');
  await page.getByRole('link', { name: 'Developers' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Developers' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Allowed origins' })).toBeVisible();
}

async function createKey(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Create key', exact: true }).click();
}

async function startRemoving(page: Page, origin: string): Promise<void> {
  await page.getByRole('button', { name: `Remove… ${origin}` }).click();
  await expect(page.getByRole('dialog', { name: 'Remove this origin?' })).toContainText(origin);
}

async function confirmRemoving(page: Page, origin: string): Promise<void> {
  await page.getByRole('button', { name: 'Remove origin' }).click();
  const allowed = page.getByRole('table', { name: 'Allowed origins' });
  await expect(allowed.getByRole('rowheader', { name: origin })).toHaveCount(0);
}

/** As a booking site's server calls. */
async function statusOf(url: string, key: string): Promise<number> {
  const answer = await fetch(`${url}/v1/certificates`, { headers: { authorization: `Bearer ${key}` } });
  return answer.status;
}

/** As the widget on a page of `origin` reads its order. */
async function statusOfWidget(url: string, token: string, origin: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', origin };
  const answer = await fetch(`${url}/api/trpc/widget.order`, { method: 'POST', headers, body: '{}' });
  return answer.status;
}
