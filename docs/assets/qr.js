// @ts-check
/** QR codes: those made with the site where it knows its address, else made here. */
import { nameOf } from "./citation.js";

const LIBRARY = new URL("lean-qr.js", import.meta.url).href;
const QUIET = 4;
const PIXELS = 32;

/** @typedef {{size: number, get: (x: number, y: number) => boolean}} Bitmap */
/** @typedef {{generate: (text: string, options?: {minCorrectionLevel?: number}) => Bitmap, correction: {M: number}}} Library */

/**
 * The addresses of the code that leads to `short`, as SVG and as PNG.
 *
 * @param {import("./places.js").Place} place
 * @param {string} short
 * @param {string | undefined} made the root of the files made with the site; undefined where there are none
 * @returns {Promise<{svg: string, png: string}>}
 */
export async function codes(place, short, made) {
  if (made !== undefined) {
    const file = `${made}${place.path.split("/")[0]}/qr/${nameOf(place)}`;
    return { svg: `${file}.svg`, png: `${file}.png` };
  }
  /** @type {Library} */
  const { generate, correction } = await import(LIBRARY);
  const bitmap = generate(short, { minCorrectionLevel: correction.M });
  return { svg: `data:image/svg+xml,${encodeURIComponent(svg(bitmap))}`, png: png(bitmap) };
}

/** @param {Bitmap} bitmap */
function svg(bitmap) {
  const size = bitmap.size + 2 * QUIET;
  let path = "";
  each(bitmap, (x, y) => (path += `M${x} ${y}h1v1h-1z`));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${8 * size}" height="${8 * size}" viewBox="0 0 ${size} ${size}">` +
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`
  );
}

/** @param {Bitmap} bitmap */
function png(bitmap) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = PIXELS * (bitmap.size + 2 * QUIET);
  const pen = canvas.getContext("2d");
  if (!pen) return "";
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#000";
  each(bitmap, (x, y) => pen.fillRect(PIXELS * x, PIXELS * y, PIXELS, PIXELS));
  return canvas.toDataURL("image/png");
}

/** @param {Bitmap} bitmap @param {(x: number, y: number) => void} dark called for each dark module */
function each(bitmap, dark) {
  for (let y = 0; y < bitmap.size; y++) {
    for (let x = 0; x < bitmap.size; x++) if (bitmap.get(x, y)) dark(x + QUIET, y + QUIET);
  }
}
