/** A page of one of Pinterest's lists; without a bookmark it is the last. */
export type PinterestPage<T> = { items: T[]; bookmark?: string | null | undefined }
const most = 8

/** The first item that fits, looked for page by page as Pinterest's bookmarks lead, through at most 2,000 items; null when none does. */
export async function findInPages<T>(load: (query: URLSearchParams) => Promise<PinterestPage<T>>, fits: (item: T) => boolean) {
  for (let n = 0, bookmark = ""; n < most; n++) {
    const page = await load(new URLSearchParams({ page_size: "250", ...(bookmark ? { bookmark } : {}) }))
    const found = page.items.find(fits)
    if (found) return found
    if (!page.bookmark) return null
    bookmark = page.bookmark
  }
  return null
}
