const channels: Record<string, string> = { etsy: "Etsy", shopify: "Shopify", amazon: "Amazon", ebay: "eBay" }

/** A sales channel's name as its owner writes it. */
export const channelName = (channel: string): string => channels[channel] ?? channel

/** `embedded:composer` → `the shop's own composer`; `openai:gpt-5` → `gpt-5 by openai`. */
export function composerName(composer: string): string {
  const [provider = "", model = ""] = composer.split(":", 2)
  if (provider === "embedded") return "the shop's embedded composer, not a language model"
  return model === "" ? composer : `${model} by ${provider}`
}
