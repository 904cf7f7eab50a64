import { Button, Field, TextInput, useToast } from '@boon/ui';
import { type FormEvent, useState } from 'react';
import { fieldProblemsOf, sentenceFor } from '../../api/refusal.ts';
import { trpc } from '../../api/trpc.ts';

const ADDRESS_ID = 'origin-address';

export function AllowOriginForm() {
  const toast = useToast();
  const cache = trpc.useUtils();
  const [address, setAddress] = useState('');
  const allowing = trpc.admin.origins.allow.useMutation({
    onSuccess: async ({ origin }) => {
      setAddress('');
      toast({ tone: 'success', text: `${origin} may show the widget.` });
      await cache.admin.origins.list.invalidate();
    },
    onError: () => document.getElementById(ADDRESS_ID)?.focus(),
  });
  const problem = allowing.error
    ? (fieldProblemsOf(allowing.error).address ?? sentenceFor(allowing.error))
    : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!allowing.isPending) allowing.mutate({ address });
  }

  return (
    <form noValidate onSubmit={submit} className="max-w-lg">
      <Field
        id={ADDRESS_ID}
        label="Address of your site"
        hint="Like https://www.example.com. While you try things out, http://localhost works too."
        error={problem}
        errorRole="alert"
      >
        <div className="flex flex-wrap gap-2">
          <TextInput
            size="admin"
            type="text"
            inputMode="url"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="flex-1 basis-52"
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
          <Button size="admin" type="submit" busy={allowing.isPending}>
            Allow site
          </Button>
        </div>
      </Field>
    </form>
  );
}
