/**
 * What any implementation has to write for one redemption, in one statement and with nothing around it: the certificate,
 * the order, the redemption, the log's row and the books' row. `:n` is the number of a row of `bench_jobs`.
 */
export function redeemInOneStatement(n: string): string {
  return `with job as (
    select * from bench_jobs where n = ${n}
  ), c as (
    update certificates set status = 'redeemed', redeemed_at = now(), order_id = job.order_id, version = version + 1
    from job
    where certificates.workspace_id = job.workspace_id and certificates.code_lookup = job.code_lookup and status = 'active'
      and (expires_at is null or expires_at > now())
    returning certificates.workspace_id, certificates.id, amount_minor, currency
  ), o as (
    update orders set applied_minor = applied_minor + c.amount_minor, version = version + 1
    from c, job
    where orders.workspace_id = c.workspace_id and orders.id = job.order_id and status = 'open'
      and orders.currency = c.currency and applied_minor + c.amount_minor <= total_minor
    returning orders.reference
  ), r as (
    insert into redemptions (workspace_id, id, order_id, certificate_id, amount_minor, created_at)
    select c.workspace_id, job.redemption_id, job.order_id, c.id, c.amount_minor, now() from c, job, o
  ), a as (
    insert into activities (workspace_id, certificate_id, type, at, actor_kind, details)
    select c.workspace_id, c.id, 'redeemed', now(), 'widget', jsonb_build_object('orderId', job.order_id,
      'orderReference', o.reference, 'redemptionId', job.redemption_id, 'amountMinor', c.amount_minor, 'currency', c.currency)
    from c, job, o
  )
  insert into transfers (workspace_id, certificate_id, kind, from_account, to_account, amount_minor, currency, at)
  select c.workspace_id, c.id, 'redeem', 'liability', 'revenue', c.amount_minor, c.currency, now() from c, o`;
}
