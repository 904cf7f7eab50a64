import { randomUUID } from 'node:crypto';
import { type Answer, type Api, nameOf } from '../server/api.ts';
import { type Certificate, type Change, countRefusal, type Memory } from './memory.ts';
import { AMOUNT_MINOR, type Operation, type Plan } from './plan.ts';

/**
 * What each operation may be refused with here; anything else is a violation. Voided and replaced codes are tried on
 * purpose, until an order has seen too many of them.
 */
const REFUSALS = {
  redeem: [
    'certificate_redeemed',
    'certificate_voided',
    'code_not_found',
    'exceeds_amount_due',
    'rate_limited',
  ],
  void: ['certificate_redeemed'],
  reissue: ['certificate_redeemed', 'certificate_voided'],
  send: ['certificate_redeemed', 'certificate_voided'],
} as const satisfies Record<Operation['kind'], readonly string[]>;

export type Clients = {
  perform(operation: Operation): Promise<void>;
};

/** Performs operations over the REST API and remembers every answer. Certificates and orders are made when first needed. */
export function createClients(api: Api, plan: Plan, memory: Memory): Clients {
  const certificates = new Map<number, Promise<Certificate>>();
  const orders = new Map<number, Promise<string>>();

  function certificateOf(code: number): Promise<Certificate> {
    const known = certificates.get(code) ?? create(code);
    certificates.set(code, known);
    return known;
  }

  async function create(number: number): Promise<Certificate> {
    const isMailed = plan.mailed(number);
    const { id, code } = await made({
      path: '/v1/certificates',
      body: {
        amount: AMOUNT_MINOR,
        currency: 'EUR',
        payment: { method: 'cash' },
        purchaser: { name: 'Ines Duarte', email: `buyer-${number}@storm.example` },
        recipient: { name: 'Jonas Weber', email: `reader-${number}@storm.example` },
        send: isMailed,
      },
    });
    const certificate = { id, code, isMailed, voiding: null, reissue: null, sending: null };
    memory.certificates.push(certificate);
    return certificate;
  }

  function orderOf(order: number): Promise<string> {
    const body = { reference: `STORM-${order}`, total: plan.orderTotalMinor(order), currency: 'EUR' };
    const known = orders.get(order) ?? made({ path: '/v1/orders', body }).then(({ id }) => id);
    orders.set(order, known);
    return known;
  }

  async function made(call: { path: string; body: Answer['body'] }): Promise<{ id: string; code: string }> {
    const answer = await api.call({ ...call, idempotencyKey: randomUUID() });
    if (answer.status !== 201) throw new Error(`${call.path} answered ${nameOf(answer)}`);
    return { id: String(answer.body.id), code: String(answer.body.code) };
  }

  async function redeem(operation: Operation & { kind: 'redeem' }): Promise<void> {
    const [certificate, orderId] = await Promise.all([
      certificateOf(operation.code),
      orderOf(operation.order),
    ]);
    const redemptionId = randomUUID();
    const reissue = certificate.reissue;
    const newest = reissue?.newCode ?? certificate.code;
    const code = operation.knows === 'the newest code' ? newest : certificate.code;
    const isDead = reissue?.outcome === 'done' && code === certificate.code;
    const { patience } = operation;
    const attempt = { certificateId: certificate.id, orderId, patience, outcome: 'under way' as const };
    memory.redemptions.set(redemptionId, attempt);
    const call = {
      path: `/v1/orders/${orderId}/redemptions`,
      body: { code },
      idempotencyKey: redemptionId,
    };
    const answer = patience === 'repeats' ? await api.call(call) : await api.try(call);
    const outcome = answer === null || nameOf(answer) === 'stale' ? 'unknown' : judge('redeem', answer);
    memory.redemptions.set(redemptionId, { ...attempt, outcome });
    if (outcome === 'done' && isDead) memory.wrong.push(`a reissued code redeemed ${certificate.id}`);
  }

  function judge(kind: Operation['kind'], answer: Answer): 'done' | 'refused' {
    const name = nameOf(answer);
    if (name === 'done') return 'done';
    countRefusal(memory, name);
    const named: readonly string[] = REFUSALS[kind];
    if (!named.includes(name)) memory.wrong.push(`${kind} is answered ${answer.status} ${name}`);
    return 'refused';
  }

  async function change(kind: 'void' | 'reissue' | 'send', certificate: Certificate) {
    const body = kind === 'send' ? {} : { body: bodyOf(kind, certificate) };
    const path = `/v1/certificates/${certificate.id}/${kind}`;
    const answer = await api.call({ path, ...body, idempotencyKey: randomUUID() });
    return { answer, change: changeOf(judge(kind, answer), answer.tries) };
  }

  return {
    async perform(operation) {
      if (operation.kind === 'redeem') return redeem(operation);
      const certificate = await certificateOf(operation.code);
      const underWay: Change = { outcome: 'under way', tries: 0 };
      if (operation.kind === 'void') {
        certificate.voiding = underWay;
        certificate.voiding = (await change('void', certificate)).change;
      } else if (operation.kind === 'send') {
        certificate.sending = underWay;
        certificate.sending = (await change('send', certificate)).change;
      } else {
        certificate.reissue = { ...underWay, newCode: null };
        const reissued = await change('reissue', certificate);
        const newCode = reissued.change.outcome === 'done' ? String(reissued.answer.body.code) : null;
        certificate.reissue = { ...reissued.change, newCode };
      }
    },
  };
}

function bodyOf(kind: 'void' | 'reissue', { isMailed }: Certificate): Answer['body'] {
  return { reason: 'A storm', ...(kind === 'reissue' ? { send: isMailed } : {}) };
}

function changeOf(judged: 'done' | 'refused', tries: number): Change {
  return { outcome: judged === 'refused' && tries > 1 ? 'unknown' : judged, tries };
}
