import { Field, TextInput } from '@boon/ui';
import type { Purchase } from './use-purchase.ts';

export function PeopleFields({ purchase }: { purchase: Purchase }) {
  const { draft, change, problems } = purchase;
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-x-3 gap-y-5 sm:grid-cols-2">
        {!draft.isForMyself && (
          <Field id="recipient-name" label="Who is it for?" error={problems['recipient.name']}>
            <TextInput
              autoComplete="off"
              dir="auto"
              value={draft.recipientName}
              onChange={(event) => change({ recipientName: event.target.value })}
            />
          </Field>
        )}
        <Field
          id="purchaser-name"
          label={draft.isForMyself ? 'Your name' : 'From'}
          error={problems['purchaser.name']}
        >
          <TextInput
            autoComplete="name"
            dir="auto"
            value={draft.purchaserName}
            onChange={(event) => change({ purchaserName: event.target.value })}
          />
        </Field>
      </div>
      <label className="flex min-h-8 items-center gap-2.5 self-start text-sm text-ink-2">
        <input
          type="checkbox"
          checked={draft.isForMyself}
          onChange={(event) => change({ isForMyself: event.target.checked })}
          className="size-5 accent-brand"
        />
        It is for myself
      </label>
    </div>
  );
}
