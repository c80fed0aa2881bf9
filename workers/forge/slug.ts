/** The part of a file name that a title gives: lower case ASCII words with dashes, 60 characters at most, never empty. */
export function slugOf(title: string): string {
  const words = title
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  let slug = ""
  for (const word of words) if (`${slug}-${word}`.length <= 61) slug = slug ? `${slug}-${word}` : word.slice(0, 60)
  return slug || "good"
}
