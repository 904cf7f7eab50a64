import type { Formats } from '../../formats/formats.ts';
import { type Activity, activityDetails, activitySentence, actorSentence } from './activity-words.ts';

/** Everything that happened to the certificate, oldest first. */
export function Timeline({ activities, formats }: { activities: readonly Activity[]; formats: Formats }) {
  return (
    <ol>
      {activities.map((activity) => (
        <li
          key={activity.id}
          className="relative border-s border-line pb-4 ps-5 last:border-transparent last:pb-0"
        >
          <span
            aria-hidden="true"
            className="absolute start-[-4.5px] top-[0.4rem] size-2 rounded-full border border-line-strong bg-surface"
          />
          <p>
            <strong className="font-semibold">{activitySentence(activity)}</strong>{' '}
            <span className="text-ink-2">{actorSentence(activity.actor)}</span>
          </p>
          {activityDetails(activity, formats).length > 0 && (
            <p className="wrap-anywhere">{activityDetails(activity, formats).join(' · ')}</p>
          )}
          <time dateTime={activity.at} className="text-xs text-ink-2">
            {formats.instant(activity.at)}
          </time>
        </li>
      ))}
    </ol>
  );
}
