import type { FieldProblems } from '@boon/core';
import { useEffect, useState } from 'react';
import { type Storefront, trpc } from '../../api/client.ts';
import { type Failure, failureOf, refusedFields } from '../../api/failure.ts';
import { type GiftDraft, loadGiftDraft, saveGiftDraft } from './gift-draft.ts';
import { giftInputOf, giftProblems, giftTerms } from './gift-input.ts';
import { uuidV7 } from './uuid-v7.ts';

type Refused = { problems: FieldProblems; failure: Failure | null };
const nothingRefused: Refused = { problems: {}, failure: null };

/** The purchase as the page sees it: what was entered, what is wrong with it, and the way to payment. */
export function usePurchase(storefront: Storefront, segment: string | null) {
  const workspace = storefront.brand.slug;
  const [draft, setDraft] = useState<GiftDraft>(() => ({
    ...loadGiftDraft(sessionStorage, workspace),
    segment,
  }));
  const [hasTried, setHasTried] = useState(false);
  const [refused, setRefused] = useState<Refused>(nothingRefused);
  const [isLeaving, setIsLeaving] = useState(false);
  const purchase = trpc.portal.purchase.useMutation();
  const terms = giftTerms(storefront, new Date());
  const problems = hasTried ? { ...giftProblems(draft, terms), ...refused.problems } : {};

  useEffect(() => saveGiftDraft(sessionStorage, workspace, draft), [workspace, draft]);

  // A browser that goes back may show this very page again as it was left: waiting, and perhaps paid for.
  useEffect(() => {
    function wake(event: PageTransitionEvent) {
      if (!event.persisted) return;
      setIsLeaving(false);
      setDraft({ ...loadGiftDraft(sessionStorage, workspace), segment });
    }
    window.addEventListener('pageshow', wake);
    return () => window.removeEventListener('pageshow', wake);
  }, [workspace, segment]);

  function change(part: Partial<GiftDraft>) {
    setDraft((current) => ({ ...current, ...part }));
    setRefused(nothingRefused);
  }

  /** Gives true when the purchase is on its way to payment, false when there is something to read first. */
  async function submit(): Promise<boolean> {
    setHasTried(true);
    setRefused(nothingRefused);
    if (Object.keys(giftProblems(draft, terms)).length > 0) return false;

    const gift = giftInputOf(draft, terms);
    const handedIn = JSON.stringify({ gift, segment });
    const isSamePurchase = draft.handedIn === null || draft.handedIn === handedIn;
    const certificateId = isSamePurchase ? draft.certificateId : uuidV7();
    const attempt = { ...draft, certificateId, handedIn };
    setDraft(attempt);
    saveGiftDraft(sessionStorage, workspace, attempt);

    try {
      const { checkoutUrl } = await purchase.mutateAsync({
        workspace,
        ...(segment ? { segment } : {}),
        certificateId,
        ...gift,
      });
      setIsLeaving(true);
      window.location.assign(checkoutUrl);
      return true;
    } catch (error) {
      const failure = failureOf(error);
      setRefused({ problems: refusedFields(failure), failure });
      return false;
    }
  }

  return {
    draft,
    change,
    terms,
    problems,
    failure: refused.failure,
    isBusy: purchase.isPending || isLeaving,
    submit,
  };
}

export type Purchase = ReturnType<typeof usePurchase>;
