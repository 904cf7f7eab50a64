import { drawRosette } from '@boon/core/rosette';
import { memo, useMemo } from 'react';

export type RosetteProps = {
  /** The certificate's public id; never its code. */
  seed: string;
  className?: string;
  /** `once` draws the lines on arrival (still under reduced motion). */
  motion?: 'still' | 'once';
};

/** The engraving of one certificate, in the current text colour. */
export const Rosette = memo(function Rosette({ seed, className = '', motion = 'still' }: RosetteProps) {
  const rosette = useMemo(() => drawRosette(seed), [seed]);
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      viewBox={`0 0 ${rosette.size} ${rosette.size}`}
      fill="none"
      stroke="currentColor"
      className={`${className} ${motion === 'once' ? 'rosette-drawn' : ''}`}
    >
      {rosette.bands.map((band) => (
        <path
          key={band.path}
          d={band.path}
          pathLength={1}
          strokeWidth={band.strokeWidth}
          strokeOpacity={band.opacity}
        />
      ))}
    </svg>
  );
});
