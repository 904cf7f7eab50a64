const LABEL_WIDTH = 34;
const SHOWN_MAX = 20;

/** What a storm prints, and what it holds against the product. */
export type Report = {
  heading(text: string): void;
  figure(label: string, value: string | number): void;
  violation(text: string): void;
  /** One violation that names the first of the found and says how many there are; none for an empty list. */
  violations(text: string, found: readonly string[]): void;
  readonly count: () => number;
};

export function createReport(print: (line: string) => void): Report {
  let count = 0;
  const violation = (text: string) => {
    count += 1;
    print(`  VIOLATION ${text}`);
  };
  return {
    heading: (text) => print(`\n${text}`),
    figure: (label, value) => print(`  ${label.padEnd(LABEL_WIDTH)} ${value}`),
    violation,
    violations(text, found) {
      if (found.length === 0) return;
      const more = found.length > SHOWN_MAX ? ', …' : '';
      violation(`${text} (${found.length}): ${found.slice(0, SHOWN_MAX).join(', ')}${more}`);
    },
    count: () => count,
  };
}
