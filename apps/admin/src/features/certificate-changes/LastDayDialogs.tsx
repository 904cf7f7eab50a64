import { Field, TextInput } from '@boon/ui';
import { useState } from 'react';
import { fieldProblemsOf } from '../../api/refusal.ts';
import { trpc } from '../../api/trpc.ts';
import { localToday } from '../../formats/formats.ts';
import { useFormats } from '../../formats/use-formats.ts';
import { useSession } from '../../session/session.ts';
import { ChangeDialog, type ChangeProps, useDone } from './ChangeDialog.tsx';
import type { Certificate } from './changes.ts';
import { lastDayProblem } from './last-day.ts';

export function ExtendDialog({ certificate, onClose }: ChangeProps) {
  const formats = useFormats();
  const done = useDone(onClose);
  const lastDay = useLastDay(certificate);
  const change = trpc.admin.certificates.extend.useMutation({
    onSuccess: (_extended, { validThrough }) =>
      done(`The certificate can be used through ${formats.day(validThrough)}.`),
  });
  const { id, version, number, status, validThrough } = certificate;

  function submit() {
    const day = lastDay.read();
    if (day) change.mutate({ id, version, validThrough: day });
  }

  return (
    <ChangeDialog
      title={`Extend ${number}?`}
      keep="Leave it"
      confirm="Extend"
      change={change}
      fields={['validThrough']}
      onSubmit={submit}
      onClose={onClose}
    >
      {validThrough && (
        <p>
          {status === 'expired'
            ? `Its last day was ${formats.day(validThrough)}. With a later one it is active again.`
            : `Its last day is ${formats.day(validThrough)}.`}
        </p>
      )}
      <LastDayField lastDay={lastDay} problem={fieldProblemsOf(change.error).validThrough} />
    </ChangeDialog>
  );
}

/** Takes a voiding back. A day that has passed meanwhile needs a later one. */
export function ReactivateDialog({ certificate, onClose }: ChangeProps) {
  const formats = useFormats();
  const done = useDone(onClose);
  const { id, version, number, activatedAt, validThrough, voidReason } = certificate;
  const wasPaid = activatedAt !== null;
  const lastDay = useLastDay(certificate);
  const isPast = validThrough !== null && validThrough < lastDay.today;
  const change = trpc.admin.certificates.reactivate.useMutation({
    onSuccess: () =>
      done(wasPaid ? 'The certificate can be used again.' : 'The certificate waits for its payment again.'),
  });

  function submit() {
    const mayStay = !isPast && lastDay.value === '';
    const day = mayStay ? null : lastDay.read();
    if (mayStay || day) change.mutate({ id, version, validThrough: day });
  }

  return (
    <ChangeDialog
      title={`Reactivate ${number}?`}
      keep="Leave it voided"
      confirm="Reactivate"
      change={change}
      fields={['validThrough']}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        {wasPaid
          ? 'The certificate can be used again, with the code it had.'
          : 'It was never paid, so it is pending again.'}
        {voidReason && (
          <>
            {' '}
            It was voided because of “<bdi>{voidReason}</bdi>”.
          </>
        )}
      </p>
      {certificate.giftMissedItsMail && wasPaid && (
        <p>The gift was not sent, and is not by this step: look at the address, then use “Send again…”.</p>
      )}
      {validThrough && (
        <p>
          {isPast
            ? `Its last day was ${formats.day(validThrough)}; choose a later one.`
            : `Its last day stays ${formats.day(validThrough)}, unless you choose a later one.`}
        </p>
      )}
      {validThrough && (
        <LastDayField
          lastDay={lastDay}
          isOptional={!isPast}
          problem={fieldProblemsOf(change.error).validThrough}
        />
      )}
    </ChangeDialog>
  );
}

const LAST_DAY_ID = 'last-day';

/** The day that is typed; `read` gives it once it is one that can be, and else says what is wrong with it. */
function useLastDay({ validThrough }: Certificate) {
  const formats = useFormats();
  const { timeZone } = useSession().brand;
  const today = localToday(timeZone, new Date());
  const [value, setValue] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  return {
    today,
    value,
    problem,
    change(day: string) {
      setValue(day);
      setProblem(null);
    },
    read() {
      const found = lastDayProblem(value, today, validThrough, formats);
      setProblem(found);
      if (found === null) return value;
      document.getElementById(LAST_DAY_ID)?.focus();
      return null;
    },
  };
}

type LastDayFieldProps = {
  lastDay: ReturnType<typeof useLastDay>;
  isOptional?: boolean;
  /** What the server says of it. */
  problem: string | undefined;
};

function LastDayField({ lastDay, isOptional = false, problem }: LastDayFieldProps) {
  return (
    <Field
      id={LAST_DAY_ID}
      label="New last day"
      optional={isOptional}
      error={lastDay.problem ?? problem}
      errorRole="alert"
      className="sm:max-w-60"
    >
      <TextInput
        size="admin"
        type="date"
        min={lastDay.today}
        value={lastDay.value}
        onChange={(event) => lastDay.change(event.target.value)}
      />
    </Field>
  );
}
