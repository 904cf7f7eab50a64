import { Field, TextArea, TextInput } from '@boon/ui';
import { RadioList } from '../../controls/ChoiceList.tsx';
import { localToday } from '../../formats/formats.ts';
import { useSession } from '../../session/session.ts';
import { type IssueDraft, isGivenAway, MESSAGE_LENGTH_MAX } from './issue-draft.ts';
import type { FieldsProps } from './SettlementFields.tsx';

type Delivery = { value: IssueDraft['delivery']; label: string };

const byMail: Delivery = { value: 'email', label: 'By e-mail to the recipient, with the PDF' };
const onPaper: Delivery = {
  value: 'print',
  label: 'On paper: we print it and hand it over; the PDF also goes to the purchaser',
};
/** Where nobody paid, nobody gets a receipt. */
const onPaperAlone: Delivery = {
  value: 'print',
  label: 'On paper: we print it and hand it over; nothing is mailed',
};

export function PurchaserFields({ draft, onChange, problemOf }: FieldsProps) {
  return (
    <fieldset className="grid gap-4 sm:grid-cols-2">
      <legend className="mb-2 font-display text-lg font-semibold">
        {isGivenAway(draft.settlement) ? 'Given by' : 'Purchaser'}
      </legend>
      <Field id="purchaser-name" label="Name" error={problemOf('purchaser.name')}>
        <TextInput
          size="admin"
          autoComplete="off"
          value={draft.purchaserName}
          onChange={(event) => onChange({ purchaserName: event.target.value })}
        />
      </Field>
      <Field id="purchaser-email" label="E-mail address" error={problemOf('purchaser.email')}>
        <TextInput
          size="admin"
          type="email"
          autoComplete="off"
          value={draft.purchaserEmail}
          onChange={(event) => onChange({ purchaserEmail: event.target.value })}
        />
      </Field>
    </fieldset>
  );
}

export function RecipientFields({ draft, onChange, problemOf }: FieldsProps) {
  return (
    <fieldset className="grid gap-4 sm:grid-cols-2">
      <legend className="mb-2 font-display text-lg font-semibold">Recipient</legend>
      <Field id="recipient-name" label="Name" error={problemOf('recipient.name')}>
        <TextInput
          size="admin"
          autoComplete="off"
          value={draft.recipientName}
          onChange={(event) => onChange({ recipientName: event.target.value })}
        />
      </Field>
      <Field
        id="recipient-email"
        label="E-mail address"
        optional={draft.delivery === 'print'}
        error={problemOf('recipient.email')}
      >
        <TextInput
          size="admin"
          type="email"
          autoComplete="off"
          value={draft.recipientEmail}
          onChange={(event) => onChange({ recipientEmail: event.target.value })}
        />
      </Field>
      <Field id="message" label="Message" optional error={problemOf('message')} className="sm:col-span-2">
        <TextArea
          size="admin"
          dir="auto"
          charactersMax={MESSAGE_LENGTH_MAX}
          value={draft.message}
          onChange={(event) => onChange({ message: event.target.value })}
        />
      </Field>
    </fieldset>
  );
}

export function DeliveryFields({ draft, onChange, problemOf }: FieldsProps) {
  const { timeZone } = useSession().brand;
  return (
    <div className="flex flex-col gap-4">
      <RadioList
        name="delivery"
        legend="Delivery"
        legendLook="heading"
        choices={[byMail, isGivenAway(draft.settlement) ? onPaperAlone : onPaper]}
        value={draft.delivery}
        onChange={(delivery) => onChange({ delivery })}
      />
      {draft.delivery === 'email' && (
        <Field
          id="deliver-on"
          label="Send on"
          optional
          hint="Empty sends it at once."
          error={problemOf('deliverOn')}
          className="sm:max-w-60"
        >
          <TextInput
            size="admin"
            type="date"
            min={localToday(timeZone, new Date())}
            value={draft.deliverOn}
            onChange={(event) => onChange({ deliverOn: event.target.value })}
          />
        </Field>
      )}
    </div>
  );
}
