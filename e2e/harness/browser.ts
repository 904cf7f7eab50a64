import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import path from 'node:path';

export type Browser = {
  /** Null: the Chrome that is installed, which Playwright finds by itself. */
  readonly executablePath: string | null;
  readonly environment: Readonly<Record<string, string>>;
};

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];
const PACKAGES = path.resolve(import.meta.dirname, '../../node_modules');
const CACHE = path.join(PACKAGES, '.cache/boon-chromium');

/** The browser to drive: `CHROMIUM_PATH`, else the Chromium that comes from npm (Linux on x64), else an installed one. */
export async function chooseBrowser(): Promise<Browser> {
  const given = process.env.CHROMIUM_PATH;
  if (given) return { executablePath: given, environment: {} };
  if (platform() === 'linux' && arch() === 'x64') return bundledChromium();
  return { executablePath: INSTALLED.find((file) => existsSync(file)) ?? null, environment: {} };
}

/** Unpacked once and kept beside the packages; renamed into place whole, since a killed run leaves half a file. */
async function bundledChromium(): Promise<Browser> {
  const home = path.join(CACHE, await bundledVersion());
  if (!existsSync(home)) {
    await mkdir(CACHE, { recursive: true });
    const unpacked = await mkdtemp(path.join(CACHE, 'unpacking-'));
    await unpackInto(unpacked);
    // Another run may have been faster: its copy is as good.
    await rename(unpacked, home).catch(() => rm(unpacked, { recursive: true, force: true }));
  }
  const hasFonts = existsSync('/etc/fonts/fonts.conf');
  return {
    executablePath: path.join(home, 'chromium'),
    environment: hasFonts ? {} : { FONTCONFIG_PATH: path.join(home, 'fonts') },
  };
}

async function bundledVersion(): Promise<string> {
  const manifest = await readFile(path.join(PACKAGES, '@sparticuz/chromium/package.json'), 'utf8');
  return String(JSON.parse(manifest).version);
}

/** The package always unpacks to the system's temporary directory, so that has to be another one for a moment. */
async function unpackInto(directory: string): Promise<void> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = directory;
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
