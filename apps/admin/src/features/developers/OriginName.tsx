/** An origin, and under it how its international name reads. Never that alone: letters that look alike make false names. */
export function OriginName({
  site: { origin, readable },
}: {
  site: { origin: string; readable: string | null };
}) {
  return (
    <>
      <span className="font-medium wrap-anywhere">{origin}</span>
      {readable !== null && (
        <span className="block text-xs text-ink-2 wrap-anywhere">
          reads <bdi>{readable}</bdi>
        </span>
      )}
    </>
  );
}
