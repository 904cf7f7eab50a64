import { NOW } from '@boon/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listCertificates, listOrders } from './index.ts';
import {
  type Bench,
  type GivenWorkspace,
  givenActive,
  givenOrder,
  givenWorkspace,
  openBench,
} from './testing/index.ts';

let bench: Bench;
let workspace: GivenWorkspace;
beforeAll(async () => {
  bench = await openBench();
  workspace = await givenWorkspace(bench.database);
});
afterAll(() => bench.close());

const page = { now: NOW, limit: 100, cursor: null };

async function folded(text: string): Promise<string | undefined> {
  const { rows } = await bench.owner.query<{ folded: string }>('select fold_text($1) as folded', [text]);
  return rows[0]?.folded;
}

describe('a search', () => {
  it.each([
    ['Bjørnsen', 'bjornsen'],
    ['BJØRNSEN', 'bjornsen'],
    ['Müller', 'muller'],
    ['Mu\u0308ller', 'muller'],
    ['Straße', 'strasse'],
    ['STRAẞE', 'strasse'],
    ['Łódź', 'lodz'],
    ['Đorđe', 'dorde'],
    ['Ægir Sæmundsson', 'aegir saemundsson'],
    ['Œuvre', 'oeuvre'],
    ['Þóra Guðmundsdóttir', 'thora gudmundsdottir'],
    ['Yıldız İnci', 'yildiz inci'],
    ['Ελένη', 'ελενη'],
    ['Йордан', 'иордан'],
    ['が', 'か\u3099'],
    ['محمد', 'محمد'],
    ['100% Søren_B\\', '100% soren_b\\'],
    ['', ''],
  ])('compares %s as %s', async (text, plain) => {
    expect(await folded(text)).toBe(plain);
    expect(await folded(plain)).toBe(plain);
  });

  it('finds a person with and without the marks of the letters, in every place a name stands', async () => {
    const { id } = await givenActive(bench.database, workspace, {
      recipient: { name: 'Liv Bjørnsen', email: null },
      purchaser: { name: 'Jürgen Groß', email: 'juergen@groß.example' },
    });
    for (const search of ['bjornsen', 'Bjørnsen', 'BJØRN', 'jurgen', 'Gross', 'GROSS.EX', 'Groß']) {
      const { rows } = await listCertificates(bench.database, workspace.id, { search }, page);
      expect([search, rows.map((row) => row.id)]).toEqual([search, [id]]);
    }
    const order = await givenOrder(bench.database, workspace);
    await bench.owner.query("update orders set customer_name = 'Zofia z Łodzi' where id = $1", [order.id]);
    for (const search of ['lodzi', 'ŁODZI', 'łódzi']) {
      const { rows } = await listOrders(bench.database, workspace.id, { search }, page);
      expect([search, rows.map((row) => row.id)]).toEqual([search, [order.id]]);
    }
  });
});
