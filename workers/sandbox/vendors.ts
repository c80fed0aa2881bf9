import type { SandboxEnv } from "./twin.ts"

type Vendor = {
  binding: keyof Pick<
    SandboxEnv,
    | "STRIPE"
    | "SHOPIFY"
    | "ETSY"
    | "AMAZON"
    | "EBAY"
    | "MASTODON"
    | "BLUESKY"
    | "X"
    | "PINTEREST"
    | "RESEND"
    | "HOOKS"
    | "OPENAI"
    | "ANTHROPIC"
    | "OLLAMA"
  >
  paths: string[]
  plays: string
  look: string | null
}

/** Who is played, by name, and which paths are theirs. To add a vendor: a folder, a line in plays.ts, a class in index.ts, a line here, a binding. */
export const vendors = {
  stripe: {
    binding: "STRIPE",
    paths: ["/v1/*", "/pay/*", "/sandbox/deliver", "/sandbox/balance.csv"],
    plays:
      "Stripe API 2026-10-28.endive: Checkout Sessions with a hosted payment page, automatic tax and promotion codes, payment intents, charges, refunds, disputes and their evidence, balance transactions, events, webhook endpoints",
    look: null,
  },
  shopify: {
    binding: "SHOPIFY",
    paths: ["/admin/*", "/shopify/*"],
    plays: "Shopify Admin GraphQL 2026-10: products, media, staged uploads, publications, orders",
    look: "/shopify/products",
  },
  etsy: {
    binding: "ETSY",
    paths: ["/v3/*", "/etsy/*", "/openapi/generated/oas/3.0.0.json"],
    plays: "Etsy Open API v3: grants, draft listings, images, digital files, inventory, activation, receipts",
    look: "/etsy/listing",
  },
  ebay: {
    binding: "EBAY",
    paths: ["/identity/*", "/sell/*", "/commerce/*", "/api-docs/*", "/ebay/*"],
    plays: "eBay Sell APIs: OAuth, inventory items, locations, offers, policies, pictures, orders; 250 revisions of a listing a day",
    look: "/ebay/itm",
  },
  amazon: {
    binding: "AMAZON",
    paths: ["/auth/o2/*", "/listings/*", "/definitions/*", "/orders/*", "/amazon/*", "/amazon"],
    plays:
      "Amazon SP-API: Login with Amazon, product type definitions, listings items, restrictions, orders; submissions are worked off late",
    look: "/amazon",
  },
  mastodon: { binding: "MASTODON", paths: ["/api/*", "/mastodon/*"], plays: "Mastodon: statuses and media", look: "/mastodon" },
  bluesky: {
    binding: "BLUESKY",
    paths: ["/xrpc/*", "/bluesky/*", "/bluesky"],
    plays: "Bluesky (AT Protocol): sessions that rotate, blobs, posts with facets, cards and pictures",
    look: "/bluesky",
  },
  x: { binding: "X", paths: ["/2/*", "/x/*", "/x"], plays: "X API v2: media, alt texts, posts, the account's timeline", look: "/x" },
  pinterest: {
    binding: "PINTEREST",
    paths: ["/v5/*", "/pinterest/*", "/pinterest"],
    plays: "Pinterest v5: boards, pins, and ads: campaigns, groups, ads, daily spend. POST /pinterest/ads/{campaign}/deliver sets a day",
    look: "/pinterest",
  },
  resend: {
    binding: "RESEND",
    paths: ["/emails", "/emails/*", "/resend/*", "/resend"],
    plays: "Resend: mails, once a key, and an inbox that shows them",
    look: "/resend",
  },
  hooks: {
    binding: "HOOKS",
    paths: ["/hooks/*", "/hooks"],
    plays: "A listener for the shop's webhooks at /hooks/{name}; ?status=500 makes it answer so",
    look: "/hooks",
  },
  openai: {
    binding: "OPENAI",
    paths: ["/openai/*"],
    plays: "OpenAI: chat completions with structured output, tools and streams, embeddings, images. The shop's composer answers, no model",
    look: null,
  },
  anthropic: { binding: "ANTHROPIC", paths: ["/anthropic/*"], plays: "Anthropic: the Messages API, streams too; no model", look: null },
  ollama: {
    binding: "OLLAMA",
    paths: ["/ollama/*"],
    plays: "A local server: Ollama in its own protocol, and the OpenAI-compatible side of it and of llama.cpp; no model",
    look: null,
  },
} satisfies Record<string, Vendor>

export type VendorName = keyof typeof vendors
export const vendorNames = Object.keys(vendors) as VendorName[]
