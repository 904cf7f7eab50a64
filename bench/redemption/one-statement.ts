export type Writes = 'redemption' | 'redemption and answer';

/**
 * What any implementation has to write for one redemption, in one statement and with nothing around it: the certificate,
 * the order, the redemption, the log's row and the books' row; for a call with an idempotency key its answer too, which the
 * next such call is given. `n` is the number of a row of `bench_jobs`.
 */
export function redeemInOneStatement(n: string, writes: Writes): string {
  return `with job as (
    select * from bench_jobs where n = ${n}
  ), c as (
    update certificates set status = 'redeemed', redeemed_at = now(), order_id = job.order_id, version = version + 1
    from job
    where certificates.workspace_id = job.workspace_id and certificates.code_lookup = job.code_lookup and status = 'active'
      and (expires_at is null or expires_at > now())
    returning certificates.workspace_id, certificates.id, amount_minor, currency, code_last4
  ), o as (
    update orders set applied_minor = applied_minor + c.amount_minor, version = version + 1
    from c, job
    where orders.workspace_id = c.workspace_id and orders.id = job.order_id and status = 'open'
      and orders.currency = c.currency and applied_minor + c.amount_minor <= total_minor
    returning orders.*
  ), r as (
    insert into redemptions (workspace_id, id, order_id, certificate_id, amount_minor, created_at)
    select c.workspace_id, job.redemption_id, job.order_id, c.id, c.amount_minor, now() from c, job, o
  ), a as (
    insert into activities (workspace_id, certificate_id, type, at, actor_kind, details)
    select c.workspace_id, c.id, 'redeemed', now(), 'widget', jsonb_build_object('orderId', job.order_id,
      'orderReference', o.reference, 'redemptionId', job.redemption_id, 'amountMinor', c.amount_minor, 'currency', c.currency)
    from c, job, o
  )${writes === 'redemption' ? '' : KEEPING_THE_ANSWER}
  insert into transfers (workspace_id, certificate_id, kind, from_account, to_account, amount_minor, currency, at)
  select c.workspace_id, c.id, 'redeem', 'liability', 'revenue', c.amount_minor, c.currency, now() from c, o`;
}

const KEEPING_THE_ANSWER = `, s as (
    insert into stored_answers (workspace_id, api_key_id, idempotency_key, fingerprint, attempts, answer)
    select c.workspace_id, job.api_key_id, job.redemption_id, sha256(job.code_lookup), 1, json_build_object('order', o, 'lines',
      json_build_array(json_build_object('id', job.redemption_id, 'order_id', job.order_id, 'certificate_id', c.id,
        'amount_minor', c.amount_minor, 'created_at', now(), 'reversed_at', null, 'code_last4', c.code_last4)))
    from c, job, o
  )`;
