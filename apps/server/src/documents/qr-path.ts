import { create } from 'qrcode';

/** A QR code as one SVG path; the viewBox is `0 0 modules modules`, the quiet zone is the caller's. */
export type QrPath = { readonly modules: number; readonly path: string };

/** White modules on every side that a reader needs, after ISO/IEC 18004. */
export const QUIET_ZONE_MODULES = 4;

/** Error correction M bears a fold or a coffee stain and still keeps the modules large. */
export function drawQr(content: string): QrPath {
  const { size, data } = create(content, { errorCorrectionLevel: 'M' }).modules;
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let length = 0;
      while (column + length < size && data[row * size + column + length]) {
        length += 1;
      }
      if (length > 0) {
        path += `M${column} ${row}h${length}v1h-${length}z`;
        column += length;
      }
    }
  }
  return { modules: size, path };
}
