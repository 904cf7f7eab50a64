import { trpc } from '../../api/trpc.ts';
import { useFormats } from '../../formats/use-formats.ts';
import { guessingSentences } from './guessing-sentences.ts';

const REFRESH_MS = 60_000;

/** On every screen while somebody tries codes, and for a day after. Without an answer there is nothing to tell. */
export function GuessingAlert() {
  const formats = useFormats();
  const { data } = trpc.admin.guessing.useQuery(undefined, { refetchInterval: REFRESH_MS });
  if (!data) return null;
  const { heading, counts } = guessingSentences(data, formats);
  return (
    <section
      aria-label="Somebody is trying codes"
      className="mb-5 rounded-panel border border-danger bg-danger-soft px-4 py-2.5 text-danger"
    >
      <p role="alert">
        <strong className="font-semibold">{heading}</strong> {counts} Certificates stay usable for the people
        who hold them; nobody needs to act.
      </p>
    </section>
  );
}
