import { brand } from "#seeds/brand.ts"
import { webFaces } from "./fonts.ts"
import { brandCss, fingerprint } from "./tokens.ts"

export const sheet = brandCss(brand, webFaces)

/** Address of the brand's stylesheet; it changes when the brand does. */
export const sheetUrl = `/brand.css?v=${fingerprint(sheet)}`

/** The two faces that the first screen needs. */
export const preloadedFonts = [webFaces[brand.type.display][0], webFaces[brand.type.text][0]].flatMap((face) => (face ? [face.url] : []))
