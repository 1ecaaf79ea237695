/** Saving and reading files, where browsers allow it. */

/** A multiple of three bytes, so that each piece's base64 stands for itself. */
const PIECE = 3 << 18;

/** So many signs of base64 are turned into bytes at once; more would be felt. */
const AT_ONCE = 4 << 16;

/**
 * @param {string} name
 * @param {BlobPart[]} parts
 * @param {string} type
 */
export function download(name, parts, type) {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the address after the click; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/**
 * A part of a file in base64.
 * @param {Blob} blob
 * @returns {Promise<string>}
 */
function base64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error);
    reader.onload = () => resolve(String(reader.result).split(",", 2)[1] || "");
    reader.readAsDataURL(blob);
  });
}

/**
 * A file's content in base64, piece by piece: so no large file is ever whole in the page's memory.
 * @param {Blob} blob
 * @returns {AsyncGenerator<string>}
 */
export async function* pieces(blob) {
  for (let at = 0; at < blob.size; at += PIECE) yield base64(blob.slice(at, at + PIECE));
}

/** Lets the browser do what else it has to do. @returns {Promise<void>} */
export function breath() {
  return new Promise((resolve) => setTimeout(resolve));
}

/**
 * Bytes out of base64, with a breath after each so many.
 * @param {string} text
 * @returns {Promise<BlobPart[]>}
 */
export async function bytes(text) {
  const found = [];
  for (let at = 0; at < text.length; at += AT_ONCE) {
    if (at) await breath();
    found.push(Uint8Array.from(atob(text.slice(at, at + AT_ONCE)), (sign) => sign.charCodeAt(0)));
  }
  return found;
}
