/** Width and height of a PNG; null for other formats, whose headers the sandbox does not read. */
export function sizeOf(bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes.length < 24 || bytes[0] !== 0x89 || bytes[1] !== 0x50) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

export const isPicture = ([a, b, c]: Uint8Array) =>
  (a === 0x89 && b === 0x50) || (a === 0xff && b === 0xd8) || (a === 0x47 && b === 0x49 && c === 0x46) || (a === 0x52 && b === 0x49)

/** Why a shop could not use the picture, in Shopify's codes; null when it can. */
export function faultOf(bytes: Uint8Array, mostPixels: number): { code: string; message: string } | null {
  if (!isPicture(bytes)) return { code: "UNSUPPORTED_IMAGE_FILE_TYPE", message: "This file type is not supported." }
  const size = sizeOf(bytes)
  if (size && size.width * size.height > mostPixels)
    return { code: "INVALID_IMAGE_RESOLUTION", message: "The image is larger than 20 megapixels." }
  return null
}
