import { type Certificate, type Decision, decision, type Outcome, type StoredCertificate } from '@boon/core';

/**
 * Two decisions, the later made on what the earlier left, as one statement: rows as they ended and guarded as they began,
 * every fact in its order. The past sends no mail and checks no payment, so messages are left out.
 */
export function inOneStatement(earlier: Decision, later: Decision): Decision {
  return decision(earlier.workspaceId, {
    certificates: latestOf([...earlier.certificates, ...later.certificates], ({ row }) => row.id, guardedAs),
    order:
      earlier.order && later.order ? guardedAs(earlier.order, later.order) : (later.order ?? earlier.order),
    redemptions: [...earlier.redemptions, ...later.redemptions],
    payments: latestOf(
      [...earlier.payments, ...later.payments],
      ({ id }) => id,
      (_earlier, payment) => payment,
    ),
    activities: [...earlier.activities, ...later.activities],
    transfers: [...earlier.transfers, ...later.transfers],
  });
}

/** @throws Error for a refusal: the plan breaks a rule, and nothing was written */
export function mustHold(outcome: Outcome): Decision {
  if (outcome.type === 'refusal') throw new Error(`the demo's history breaks a rule: ${outcome.message}`);
  return outcome;
}

/** The certificate as a decision leaves it. Its number is given by the database, its version kept by the first guard. */
export function asLeftBy(told: Decision, certificateId: string): StoredCertificate {
  const row: Certificate | undefined = told.certificates.find(({ row }) => row.id === certificateId)?.row;
  if (!row) throw new Error(`the decision does not tell of certificate ${certificateId}`);
  return { ...row, number: '', version: 0 };
}

type Guarded = { readonly expectedVersion: number | null };

function guardedAs<Row extends Guarded>(earlier: Row, later: Row): Row {
  return { ...later, expectedVersion: earlier.expectedVersion };
}

function latestOf<Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  follow: (earlier: Item, later: Item) => Item,
): Item[] {
  const latest = new Map<string, Item>();
  for (const item of items) {
    const earlier = latest.get(idOf(item));
    latest.set(idOf(item), earlier === undefined ? item : follow(earlier, item));
  }
  return [...latest.values()];
}
