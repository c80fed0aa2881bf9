export type Status = { id: string; text: string; visibility: string; media: string[]; at: number }
/** `asked`: how often its state was asked for; it is ready from the second time on. */
export type Media = { id: string; type: string; alt: string; asked?: number }

export function account(origin: string) {
  const url = `${origin}/mastodon`
  return {
    id: "1",
    username: "autonomax",
    acct: "autonomax",
    display_name: "AutonomaX",
    url,
    uri: url,
    bot: true,
    locked: false,
    group: false,
    discoverable: true,
    indexable: true,
    note: "",
    avatar: url,
    avatar_static: url,
    avatar_description: "",
    header: url,
    header_static: url,
    header_description: "",
    created_at: "2026-01-01T00:00:00.000Z",
    last_status_at: null,
    statuses_count: 1,
    followers_count: 0,
    following_count: 0,
    hide_collections: false,
    noindex: false,
    emojis: [],
    roles: [],
    fields: [],
  }
}

/** The account as its owner sees it. */
export const ownAccount = (origin: string) => ({
  ...account(origin),
  source: {
    note: "",
    fields: [],
    privacy: "public",
    sensitive: false,
    language: "en",
    follow_requests_count: 0,
    indexable: true,
    discoverable: true,
    hide_collections: false,
    attribution_domains: [],
  },
  role: { id: "-99", name: "", permissions: "0", color: "", highlighted: false },
})

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" }

/** The instance's rules, as far as they are documented; the rest of the document is what a fresh instance says. */
export function instance(domain: string) {
  return {
    domain,
    title: "Sandbox Social",
    version: "4.5.0",
    source_url: "https://github.com/mastodon/mastodon",
    description: "A stand-in",
    usage: { users: { active_month: 1 } },
    thumbnail: { url: `http://${domain}/mastodon` },
    languages: ["en"],
    configuration: {
      urls: { streaming: `ws://${domain}`, status: null, about: null, privacy_policy: null, terms_of_service: null },
      vapid: { public_key: "" },
      accounts: { max_featured_tags: 10, max_pinned_statuses: 5 },
      statuses: { max_characters: 500, max_media_attachments: 4, characters_reserved_per_url: 23 },
      media_attachments: {
        supported_mime_types: ["image/jpeg", "image/png", "image/gif", "image/webp"],
        description_limit: 1500,
        image_size_limit: 16_777_216,
        image_matrix_limit: 33_177_600,
        video_size_limit: 103_809_024,
        video_frame_rate_limit: 120,
        video_matrix_limit: 8_294_400,
      },
      polls: { max_options: 4, max_characters_per_option: 50, min_expiration: 300, max_expiration: 2_629_746 },
      translation: { enabled: false },
    },
    registrations: { enabled: false, approval_required: false, message: null, url: null },
    api_versions: { mastodon: 6 },
    contact: { email: "operator@sandbox.example", account: null },
    rules: [],
    icon: [],
  }
}

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
