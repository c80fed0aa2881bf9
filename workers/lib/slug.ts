/** Lower-case ASCII words joined by hyphens; accents fall away; never empty. */
export function slugify(text: string, limit = 60): string {
  const slug = text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, limit)
    .replaceAll(/-+$/g, "")
  return slug === "" ? "good" : slug
}
