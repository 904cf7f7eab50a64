import { drawRosette } from '@boon/core/rosette';
import { Path, Rect, Svg, View } from '@react-pdf/renderer';
import { createElement, type ReactElement } from 'react';
import { drawColumn } from './certificate-column.ts';
import type { CertificateDocument } from './certificate-document.ts';
import type { FontStacks } from './fonts.ts';
import { INK, MM, type PageLayout, ROSETTE_INSET, ROSETTE_RADIUS } from './page-layout.ts';
import { drawQr, QUIET_ZONE_MODULES } from './qr-path.ts';

/** The engraving stands a little above the middle, away from the QR code. */
const ROSETTE_LIFT = 14;
const HAIRLINES_APART = 3.5;
const QR_SIDE = 31 * MM;
/** The white patch fills the corner of the inner hairline. */
const QR_INSET = HAIRLINES_APART;

/** The upper half: what is held in the hand. */
export function drawFace(
  document: CertificateDocument,
  layout: PageLayout,
  fonts: FontStacks,
): ReactElement[] {
  return [
    drawOrnament(document, layout),
    drawQrPatch(document, layout),
    ...drawFrame(layout),
    ...drawColumn(document, layout, fonts),
  ];
}

function drawFrame(layout: PageLayout): ReactElement[] {
  const outer = frameBox(layout, 0);
  const inner = frameBox(layout, HAIRLINES_APART);
  const line = { position: 'absolute', borderColor: layout.brand, borderRadius: 2 } as const;
  return [
    createElement(View, { style: { ...line, ...outer, borderWidth: 1 } }),
    createElement(View, { style: { ...line, ...inner, borderWidth: 0.4, borderRadius: 1 } }),
  ];
}

function frameBox(layout: PageLayout, inset: number) {
  return {
    left: layout.margin + inset,
    top: layout.margin + inset,
    width: layout.width - 2 * (layout.margin + inset),
    height: layout.frameBottom - layout.margin - 2 * inset,
  };
}

function drawOrnament(document: CertificateDocument, layout: PageLayout): ReactElement {
  const box = frameBox(layout, HAIRLINES_APART);
  const { size, bands } = drawRosette(document.id);
  return createElement(
    View,
    { style: { position: 'absolute', ...box, overflow: 'hidden' } },
    createElement(
      Svg,
      {
        viewBox: `0 0 ${size} ${size}`,
        style: {
          position: 'absolute',
          left: box.width - ROSETTE_INSET - ROSETTE_RADIUS,
          top: box.height / 2 - ROSETTE_RADIUS - ROSETTE_LIFT,
          width: 2 * ROSETTE_RADIUS,
          height: 2 * ROSETTE_RADIUS,
        },
      },
      ...bands.map((band) =>
        createElement(Path, {
          d: band.path,
          fill: 'none',
          stroke: layout.brand,
          strokeWidth: band.strokeWidth,
          strokeOpacity: band.opacity,
        }),
      ),
    ),
  );
}

/** The symbol is 31 mm wide; its quiet zone lies around it on white, over the engraving. */
function drawQrPatch(document: CertificateDocument, layout: PageLayout): ReactElement {
  const { modules, path } = drawQr(document.checkUrl);
  const all = modules + 2 * QUIET_ZONE_MODULES;
  const side = (QR_SIDE * all) / modules;
  return createElement(
    Svg,
    {
      viewBox: `${-QUIET_ZONE_MODULES} ${-QUIET_ZONE_MODULES} ${all} ${all}`,
      style: {
        position: 'absolute',
        left: layout.width - layout.margin - QR_INSET - side,
        top: layout.frameBottom - QR_INSET - side,
        width: side,
        height: side,
      },
    },
    createElement(Rect, {
      x: -QUIET_ZONE_MODULES,
      y: -QUIET_ZONE_MODULES,
      width: all,
      height: all,
      fill: INK.paper,
    }),
    createElement(Path, { d: path, fill: '#000000' }),
  );
}
