import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from './boon-test.ts';

const MODULES = path.resolve(import.meta.dirname, '../node_modules');
const REACT_TYPES = path.join(MODULES, '@types/react');

const PLAIN_PAGE = `import type {} from './v1.js';
const widget = document.querySelector('gift-certificate-redemption');
widget?.addEventListener('applied', ({ detail }) => console.log(detail.dueMinor.toFixed()));
const onRemoved = ({ detail }: CustomEvent<{ readonly dueMinor: number }>) => console.log(detail.dueMinor);
widget?.addEventListener('removed', onRemoved);
widget?.removeEventListener('removed', onRemoved);
widget?.addEventListener('keydown', (event) => console.log(event.key));
widget?.addEventListener('ready', function () { console.log(this.token); });
// @ts-expect-error: no event carries a code
widget?.addEventListener('applied', ({ detail }) => console.log(detail.code));
export const applied: Promise<boolean> | undefined = widget?.apply('');
`;

const REACT_PAGE = `import type {} from './v1-react.js';
export function Checkout({ token }: { token: string }) {
  return <gift-certificate-redemption token={token} locale="de" onapplied={({ detail }) => detail.dueMinor.toFixed()} />;
}
// @ts-expect-error: there is nothing to do without a token
export const incomplete = <gift-certificate-redemption locale="de" />;
`;

/** What the compiler says of a page that has the served files beside it; nothing when it is content. */
async function compile(
  boonUrl: string,
  page: { name: string; text: string; paths: object },
): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'boon-types-'));
  try {
    const files = ['v1.d.ts', 'v1-react.d.ts'].map(async (name) => {
      const served = await fetch(`${boonUrl}/widget/${name}`);
      await writeFile(path.join(directory, name), await served.text());
    });
    await Promise.all(files);
    await writeFile(path.join(directory, page.name), page.text);
    const compilerOptions = {
      strict: true,
      noEmit: true,
      module: 'nodenext',
      jsx: 'react-jsx',
      lib: ['es2024', 'dom'],
      types: [],
      skipDefaultLibCheck: true,
      paths: page.paths,
    };
    const project = path.join(directory, 'tsconfig.json');
    await writeFile(project, JSON.stringify({ compilerOptions, files: [page.name] }));
    const tsc = path.join(MODULES, 'typescript/bin/tsc');
    return await promisify(execFile)(process.execPath, [tsc, '-p', project]).then(
      () => '',
      ({ stdout }: { stdout: string }) => stdout,
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

test('the served types let a page without React compile, and name a mistake', async ({ boon }) => {
  expect(await compile(boon.url, { name: 'page.ts', text: PLAIN_PAGE, paths: {} })).toBe('');
});

test('the served types teach React’s JSX the element and its events', async ({ boon }) => {
  const paths = { react: [REACT_TYPES], 'react/*': [`${REACT_TYPES}/*`] };
  expect(await compile(boon.url, { name: 'page.tsx', text: REACT_PAGE, paths })).toBe('');
});
