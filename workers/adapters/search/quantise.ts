/** A vector of length one as one signed byte a dimension: what a cosine loses by it is below 0.01. */
export const toInt8 = (vector: Float32Array): Int8Array =>
  Int8Array.from(vector, (value) => Math.max(-127, Math.min(127, Math.round(value * 127))))

/** D1 hands blobs over as lists of decimal numbers, so vectors travel as hexadecimal text both ways. */
export const toHex = (bytes: Int8Array): string =>
  Array.from(bytes, (value) => (value & 0xff).toString(16).padStart(2, "0"))
    .join("")
    .toUpperCase()

const digit = (text: string, at: number): number => {
  const code = text.charCodeAt(at)
  return code < 58 ? code - 48 : code - 55
}

/** The dot product of a vector and the stored bytes, read from their hexadecimal form without making a list of them first. */
export function similarity(vector: Float32Array, hex: string): number {
  let sum = 0
  const length = hex.length >> 1
  for (let at = 0; at < length; at++) {
    const byte = digit(hex, 2 * at) * 16 + digit(hex, 2 * at + 1)
    sum += (vector[at] ?? 0) * (byte > 127 ? byte - 256 : byte)
  }
  return sum / 127
}

/** The stored bytes as a vector again. */
export const fromHex = (hex: string): Float32Array =>
  Float32Array.from({ length: hex.length >> 1 }, (_, at) => {
    const byte = digit(hex, 2 * at) * 16 + digit(hex, 2 * at + 1)
    return (byte > 127 ? byte - 256 : byte) / 127
  })
