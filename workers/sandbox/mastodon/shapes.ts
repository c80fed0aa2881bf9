export type Status = { id: string; text: string; visibility: string; media: string[]; at: number }
export type Media = { id: string; type: string; alt: string }

export function account(origin: string) {
  const url = `${origin}/mastodon`
  return { id: "1", username: "autonomax", acct: "autonomax", display_name: "AutonomaX", url, uri: url, bot: true, locked: false, note: "" }
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" }

/** A status as Mastodon answers it; `content` is HTML. */
export function statusShape(origin: string, status: Status, media: Media[]) {
  const url = `${origin}/mastodon/@autonomax/${status.id}`
  const content = status.text
    .replace(/[&<>]/g, (sign) => escapes[sign] ?? sign)
    .split(/\n{2,}/)
    .map((text) => `<p>${text.replaceAll("\n", "<br>")}</p>`)
    .join("")
  return {
    id: status.id,
    created_at: new Date(status.at).toISOString(),
    uri: url,
    url,
    content,
    visibility: status.visibility,
    sensitive: false,
    spoiler_text: "",
    language: "en",
    account: account(origin),
    media_attachments: media.map(({ id, alt }) => ({ id, type: "image", url: `${origin}/mastodon/media/${id}`, description: alt })),
    mentions: [],
    tags: [],
    emojis: [],
    reblogs_count: 0,
    favourites_count: 0,
    replies_count: 0,
    in_reply_to_id: null,
    in_reply_to_account_id: null,
    reblog: null,
    card: null,
    poll: null,
  }
}
