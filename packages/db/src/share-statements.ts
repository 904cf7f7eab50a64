/** How requests that arrive together share one statement. */
export type Sharing<Item, Result> = {
  /** Items of one key may share: a statement acts for one tenant. */
  keyOf(item: Item): string;
  /** What two items of one statement must not have in common. */
  claimsOf(item: Item): readonly string[];
  /** One result an item, in their order. */
  together(items: readonly Item[]): Promise<Result[]>;
  /** How an item is done that is on its own, or whose statement failed. */
  alone(item: Item): Promise<Result>;
  /** What an item that still waits is told because of those that are done; undefined where they decide nothing. */
  decidedBy?(done: readonly Done<Item, Result>[]): (waiting: Item) => Result | undefined;
};

export type Done<Item, Result> = { readonly item: Item; readonly result: Result };

const ITEMS_MAX = 64;
/** A statement that waits for a lock must not hold up those behind it for longer than this. */
const STALLED_MS = 10;
const STATEMENTS_MAX = 8;

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Does items one statement at a time: whatever arrives while one is under way goes into the next, so that a busy server
 * pays for one statement and one commit instead of many, and an idle one waits for nobody. An item is answered when the
 * statement it was in is committed. A statement of several that fails is undone and its items are done alone.
 */
export function shareStatements<Item, Result>(
  sharing: Sharing<Item, Result>,
): (item: Item) => Promise<Result> {
  const queue: Waiting<Item, Result>[] = [];
  let underWay = 0;
  let isScheduled = false;
  let stalled: NodeJS.Timeout | undefined;

  function schedule(): void {
    if (isScheduled || queue.length === 0) return;
    if (underWay > 0) {
      if (underWay < STATEMENTS_MAX) stalled ??= setTimeout(begin, STALLED_MS);
      return;
    }
    isScheduled = true;
    // After whatever else arrived in this turn of the event loop.
    setImmediate(begin);
  }

  function begin(): void {
    isScheduled = false;
    clearTimeout(stalled);
    stalled = undefined;
    const items = takeTogether(queue, sharing);
    if (items.length === 0) return;
    underWay += 1;
    void perform(items).finally(() => {
      underWay -= 1;
      schedule();
    });
    schedule();
  }

  async function perform(items: readonly Waiting<Item, Result>[]): Promise<void> {
    const [first, second] = items;
    if (first && second) {
      try {
        const results = await sharing.together(items.map(({ item }) => item));
        answer(items, results);
        return;
      } catch {
        // Whose fault it was is not known: each is told by a statement of its own.
      }
    }
    await Promise.all(
      items.map((waiting) =>
        sharing.alone(waiting.item).then((result) => answer([waiting], [result]), waiting.reject),
      ),
    );
  }

  function answer(items: readonly Waiting<Item, Result>[], results: readonly Result[]): void {
    items.forEach(({ resolve }, index) => {
      resolve(results[index] as Result);
    });
    if (sharing.decidedBy === undefined || queue.length === 0) return;
    const decide = sharing.decidedBy(
      items.map(({ item }, index) => ({ item, result: results[index] as Result })),
    );
    const left = queue.filter((waiting) => {
      const decided = decide(waiting.item);
      if (decided !== undefined) waiting.resolve(decided);
      return decided === undefined;
    });
    queue.splice(0, queue.length, ...left);
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      schedule();
    });
}

/** Takes from the queue what may share a statement with its first item; the rest keeps its order. */
function takeTogether<Item, Result>(
  queue: Waiting<Item, Result>[],
  { keyOf, claimsOf }: Sharing<Item, Result>,
): Waiting<Item, Result>[] {
  const [first] = queue;
  if (!first) return [];
  const key = keyOf(first.item);
  const claimed = new Set<string>();
  const taken: Waiting<Item, Result>[] = [];
  const left: Waiting<Item, Result>[] = [];
  for (const waiting of queue) {
    const claims = claimsOf(waiting.item);
    const fits =
      taken.length < ITEMS_MAX && keyOf(waiting.item) === key && !claims.some((claim) => claimed.has(claim));
    // Who waits for something keeps its place before those who come later and want the same.
    for (const claim of claims) claimed.add(claim);
    (fits ? taken : left).push(waiting);
  }
  queue.splice(0, queue.length, ...left);
  return taken;
}
