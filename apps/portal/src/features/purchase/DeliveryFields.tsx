import { ChoiceChips, Field, TextInput } from '@boon/ui';
import type { Purchase } from './use-purchase.ts';

export function DeliveryFields({ purchase }: { purchase: Purchase }) {
  const { draft, change } = purchase;
  return (
    <div className="flex flex-col gap-5">
      <ChoiceChips
        id="delivery"
        legend="Delivery"
        choices={[
          { value: 'email', label: draft.isForMyself ? 'E-mail it to me' : 'E-mail it to them' },
          { value: 'print', label: 'I’ll print it' },
        ]}
        value={draft.delivery}
        onChange={(delivery) => change({ delivery })}
        hint={draft.delivery === 'print' ? 'You get a PDF to print, right after payment.' : undefined}
      />
      {draft.delivery === 'email' && <MailFields purchase={purchase} />}
      <Field
        id="purchaser-email"
        label="Your e-mail"
        hint={
          draft.isForMyself && draft.delivery === 'email'
            ? 'The certificate and the receipt go here.'
            : 'Your receipt goes here.'
        }
        error={purchase.problems['purchaser.email']}
      >
        <TextInput
          type="email"
          autoComplete="email"
          value={draft.purchaserEmail}
          onChange={(event) => change({ purchaserEmail: event.target.value })}
        />
      </Field>
    </div>
  );
}

function MailFields({ purchase }: { purchase: Purchase }) {
  const { draft, change, problems, terms } = purchase;
  return (
    <>
      {!draft.isForMyself && (
        <Field
          id="recipient-email"
          label="Their e-mail"
          hint="The certificate goes here, with a PDF to print."
          error={problems['recipient.email']}
        >
          <TextInput
            type="email"
            autoComplete="off"
            value={draft.recipientEmail}
            onChange={(event) => change({ recipientEmail: event.target.value })}
          />
        </Field>
      )}
      <ChoiceChips
        id="deliver-when"
        legend="When"
        choices={[
          { value: 'now', label: 'Right away' },
          { value: 'date', label: 'On a date' },
        ]}
        value={draft.deliverWhen}
        onChange={(deliverWhen) => change({ deliverWhen })}
      />
      {draft.deliverWhen === 'date' && (
        <Field id="deliver-on" label="Delivery date" hint="Up to a year ahead." error={problems.deliverOn}>
          <TextInput
            type="date"
            min={terms.today}
            max={terms.deliverOnMax}
            value={draft.deliverOn}
            onChange={(event) => change({ deliverOn: event.target.value })}
            className="max-w-56"
          />
        </Field>
      )}
    </>
  );
}
