/** The closed list of facts a certificate's log can hold. */
export const ACTIVITY_TYPES = [
  'created',
  'purchased',
  'purchased_from_portal',
  'activated_from_portal',
  'activated',
  'sent',
  'send_failed',
  'redeemed',
  'redemption_reversed',
  'voided',
  'reactivated',
  'expired',
  'extended',
  'reissued',
  'refunded',
  'recipient_changed',
  'code_revealed',
] as const;
export type ActivityType = (typeof ACTIVITY_TYPES)[number];

export const ACTOR_KINDS = ['staff', 'purchaser', 'api_key', 'widget', 'system'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];
/** Who did it. `id` is the staff member's or the key's; a purchaser, the widget and the system have none. */
export type Actor = { readonly kind: ActorKind; readonly id: string | null; readonly name: string | null };

export const SYSTEM: Actor = { kind: 'system', id: null, name: null };

export type Activity = {
  readonly certificateId: string;
  readonly type: ActivityType;
  readonly at: Date;
  readonly actor: Actor;
  /** Ids, amounts and sentences for the timeline; never a code. */
  readonly details: Readonly<Record<string, unknown>>;
};
