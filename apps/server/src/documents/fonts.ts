import { createRequire } from 'node:module';
import { Font } from '@react-pdf/renderer';

const { resolve } = createRequire(import.meta.url);

/** One loaded font file: what it can draw and how wide that is. */
export type FontFace = {
  readonly family: string;
  readonly weight: FontWeight;
  /** From the top of its line to the baseline, in ems. */
  readonly ascentEm: number;
  /** False where the renderer would set accents beside their letter: it scales offsets for 1000 units per em only. */
  readonly placesMarks: boolean;
  has(codePoint: number): boolean;
  /**
   * Width in ems of text in single letters, an upper bound of what shaping makes of it (kerning and joining narrow);
   * shaping every word of a long text in every size would take a hundred times as long.
   */
  widthEm(text: string): number;
};

type FontWeight = 400 | 600 | 700;

/** A role of LOOK: its own face first, then those that stand in for characters it lacks. */
type FontRole = 'display' | 'amount' | 'text' | 'strong' | 'code';

export type FontStacks = Readonly<Record<FontRole, readonly FontFace[]>>;

type FontFile = { readonly family: string; readonly weight: FontWeight; readonly path: string };

const FILES: readonly FontFile[] = [
  {
    family: 'Besley',
    weight: 600,
    path: resolve('@expo-google-fonts/besley/600SemiBold/Besley_600SemiBold.ttf'),
  },
  { family: 'Besley', weight: 700, path: resolve('@expo-google-fonts/besley/700Bold/Besley_700Bold.ttf') },
  {
    family: 'Commissioner',
    weight: 400,
    path: resolve('@expo-google-fonts/commissioner/400Regular/Commissioner_400Regular.ttf'),
  },
  {
    family: 'Commissioner',
    weight: 600,
    path: resolve('@expo-google-fonts/commissioner/600SemiBold/Commissioner_600SemiBold.ttf'),
  },
  {
    family: 'Noto Sans',
    weight: 400,
    path: resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  },
  {
    family: 'Noto Sans',
    weight: 600,
    path: resolve('@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf'),
  },
  {
    family: 'IBM Plex Sans Arabic',
    weight: 400,
    path: resolve('@expo-google-fonts/ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf'),
  },
  {
    family: 'IBM Plex Sans Arabic',
    weight: 600,
    path: resolve('@expo-google-fonts/ibm-plex-sans-arabic/600SemiBold/IBMPlexSansArabic_600SemiBold.ttf'),
  },
  {
    family: 'Noto Sans Hebrew',
    weight: 400,
    path: resolve('@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf'),
  },
  {
    family: 'Noto Sans Hebrew',
    weight: 600,
    path: resolve('@expo-google-fonts/noto-sans-hebrew/600SemiBold/NotoSansHebrew_600SemiBold.ttf'),
  },
  {
    family: 'Noto Sans Thai',
    weight: 400,
    path: resolve('@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf'),
  },
  {
    family: 'Noto Sans Thai',
    weight: 600,
    path: resolve('@expo-google-fonts/noto-sans-thai/600SemiBold/NotoSansThai_600SemiBold.ttf'),
  },
  {
    family: 'Kosugi',
    weight: 400,
    path: resolve('@expo-google-fonts/kosugi/Kosugi_400Regular.ttf'),
  },
  {
    family: 'ZCOOL XiaoWei',
    weight: 400,
    path: resolve('@expo-google-fonts/zcool-xiaowei/400Regular/ZCOOLXiaoWei_400Regular.ttf'),
  },
  {
    family: 'Gowun Dodum',
    weight: 400,
    path: resolve('@expo-google-fonts/gowun-dodum/400Regular/GowunDodum_400Regular.ttf'),
  },
  {
    family: 'Noto Emoji',
    weight: 400,
    path: resolve('@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf'),
  },
  {
    family: 'Atkinson Hyperlegible Mono',
    weight: 600,
    path: resolve(
      '@expo-google-fonts/atkinson-hyperlegible-mono/600SemiBold/AtkinsonHyperlegibleMono_600SemiBold.ttf',
    ),
  },
];

/** In the order they are asked for a character that the face before them lacks. */
const STAND_INS = [
  'Commissioner',
  'Noto Sans',
  'IBM Plex Sans Arabic',
  'Noto Sans Hebrew',
  'Noto Sans Thai',
  'Kosugi',
  'ZCOOL XiaoWei',
  'Gowun Dodum',
  'Noto Emoji',
];

const ROLES: Readonly<Record<FontRole, { families: readonly string[]; weight: FontWeight }>> = {
  display: { families: ['Besley', ...STAND_INS], weight: 600 },
  amount: { families: ['Besley', ...STAND_INS], weight: 700 },
  text: { families: STAND_INS, weight: 400 },
  strong: { families: STAND_INS, weight: 600 },
  code: { families: ['Atkinson Hyperlegible Mono'], weight: 600 },
};

let loading: Promise<FontStacks> | undefined;

/** Registers and reads every font once in this thread; throws when a file is missing or unreadable. */
export function loadFonts(): Promise<FontStacks> {
  loading ??= readFonts();
  return loading;
}

async function readFonts(): Promise<FontStacks> {
  for (const { family, weight, path } of FILES) {
    Font.register({ family, fontWeight: weight, src: path });
  }
  // Lines are broken before they reach the layout; it must not invent hyphens of its own.
  Font.registerHyphenationCallback((word) => [word]);
  const faces = await Promise.all(FILES.map(({ family, weight }) => readFace(family, weight)));
  return {
    display: stackOf('display', faces),
    amount: stackOf('amount', faces),
    text: stackOf('text', faces),
    strong: stackOf('strong', faces),
    code: stackOf('code', faces),
  };
}

async function readFace(family: string, weight: FontWeight): Promise<FontFace> {
  const descriptor = { fontFamily: family, fontWeight: weight };
  await Font.load(descriptor);
  const file = Font.getFont(descriptor)?.data;
  if (!file) {
    throw new Error(`The font ${family} ${weight} could not be read`);
  }
  const known = new Map<number, boolean>();
  const advances = new Map<number, number>();
  return {
    family,
    weight,
    ascentEm: file.ascent / file.unitsPerEm,
    placesMarks: file.unitsPerEm === 1000,
    has: (codePoint) => {
      const drawn = known.get(codePoint) ?? file.hasGlyphForCodePoint(codePoint);
      known.set(codePoint, drawn);
      return drawn;
    },
    widthEm: (text) => {
      let width = 0;
      for (const character of text) {
        const codePoint = character.codePointAt(0) ?? 0;
        const advance =
          advances.get(codePoint) ?? file.glyphForCodePoint(codePoint).advanceWidth / file.unitsPerEm;
        advances.set(codePoint, advance);
        width += advance;
      }
      return width;
    },
  };
}

/** A role takes each family in its own weight where there is one, else in the nearest that was loaded. */
function stackOf(role: FontRole, faces: readonly FontFace[]): FontFace[] {
  const { families, weight } = ROLES[role];
  return families.map((family) => {
    const [nearest] = faces
      .filter((face) => face.family === family)
      .toSorted((a, b) => Math.abs(a.weight - weight) - Math.abs(b.weight - weight));
    if (!nearest) {
      throw new Error(`The font ${family} is not registered`);
    }
    return nearest;
  });
}
