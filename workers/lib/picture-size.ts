/** Width and height in pixels, from the first bytes of a PNG, GIF, JPEG or WebP; null for anything else. */
export function pictureSize(bytes: Uint8Array): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const starts = (at: number, sign: string) => Array.from(sign).every((letter, n) => bytes[at + n] === letter.charCodeAt(0))
  if (starts(1, "PNG") && bytes.length >= 24) return { width: view.getUint32(16), height: view.getUint32(20) }
  if (starts(0, "GIF8") && bytes.length >= 10) return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegSize(view)
  if (starts(0, "RIFF") && starts(8, "WEBP") && bytes.length >= 30) return webpSize(view, bytes, starts)
  return null
}

/** The frame header is behind any number of other segments; 0xc4, 0xc8 and 0xcc are tables, not frames. */
function jpegSize(view: DataView) {
  for (let at = 2; at + 9 <= view.byteLength && view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const mark = view.getUint8(at + 1)
    if (mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark))
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
  }
  return null
}

function webpSize(view: DataView, bytes: Uint8Array, starts: (at: number, sign: string) => boolean) {
  const three = (at: number) => (bytes[at] ?? 0) + ((bytes[at + 1] ?? 0) << 8) + ((bytes[at + 2] ?? 0) << 16)
  if (starts(12, "VP8X")) return { width: three(24) + 1, height: three(27) + 1 }
  if (starts(12, "VP8L")) {
    const bits = view.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
  }
  return starts(12, "VP8 ") ? { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff } : null
}
