import { findAll, type Detector } from "./finding.ts"

/** Addresses with user and password, or with a secret or a person in the query: the whole address goes. */
const credentialUrl = /\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s/@:"'<>]{1,100}:[^\s/@"'<>]{1,100}@[^\s"'<>)\]]{1,500}/gi
const tellingQuery =
  /\bhttps?:\/\/[^\s"'<>?]{1,300}\?(?:[^\s"'<>]{0,400}&)?(?:token|access_token|refresh_token|api_?key|key|secret|password|passwd|pwd|sig|signature|session(?:_?id)?|auth|code|e-?mail|phone|name|user(?:name)?)=[^\s"'<>)\]]{1,500}/gi

export const urls: Detector = (text) =>
  text.includes("://") ? [...findAll("URL", credentialUrl, text), ...findAll("URL", tellingQuery, text)] : []

const email =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,6}\p{L}{2,24}(?![\p{L}\p{N}-])/gu
/** `name [at] mail [dot] com`, as people write it to hide from harvesters. */
const spelled =
  /(?<![\p{L}\p{N}._%+-])[a-z0-9][a-z0-9._%+-]{0,63}\s?[[({]\s?at\s?[\])}]\s?[a-z0-9-]{2,63}(?:\s?(?:\.|[[({]\s?dot\s?[\])}])\s?[a-z0-9-]{2,63}){1,4}/giu

export const emails: Detector = (text) => [
  ...(text.includes("@") ? findAll("EMAIL", email, text) : []),
  ...(/[[({]\s?at\s?[\])}]/i.test(text) ? findAll("EMAIL", spelled, text) : []),
]

const v4 = /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d]|\.\d)/g
const v6 =
  /(?<![\w:.])(?:[0-9a-f]{1,4}:){1,7}(?::?[0-9a-f]{1,4}){0,7}(?:::)?(?![\w:])|(?<![\w:.])::(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4}(?![\w:])/gi
const versionBefore = /(?:\bv|\bversions?|\brelease|\bbuild|\bsection|\bchapter)[\s:]*$/i

export const addressesOfHosts: Detector = (text) => [
  ...findAll(
    "IP",
    v4,
    text,
    (value, { index }) => !/^(?:127\.|0\.0\.0\.0)/.test(value) && !versionBefore.test(text.slice(Math.max(0, index - 12), index)),
  ),
  ...(text.includes(":") ? findAll("IP", v6, text, isIpv6) : []),
]

/** A clock time or a ratio has colons too; an address has eight groups, or fewer with one `::`. */
function isIpv6(value: string): boolean {
  const groups = value.split(":").filter(Boolean).length
  const gaps = value.split("::").length - 1
  return gaps === 1 ? groups >= 2 && groups <= 7 : gaps === 0 && groups === 8
}
