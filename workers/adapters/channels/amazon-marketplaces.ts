/** An Amazon store: where its API answers, what it sells in and in which language. Ids from Amazon's page "Marketplace IDs". */
export type Marketplace = { region: "na" | "eu" | "fe"; currency: string; language: string; site: string; sellerCentral: string }

const store = (region: Marketplace["region"], currency: string, language: string, domain: string): Marketplace => ({
  region,
  currency,
  language,
  site: `https://www.${domain}`,
  sellerCentral: `https://sellercentral.${domain}`,
})

export const marketplaces = {
  ATVPDKIKX0DER: store("na", "USD", "en_US", "amazon.com"),
  A2EUQ1WTGCTBG2: store("na", "CAD", "en_CA", "amazon.ca"),
  A1AM78C64UM0Y8: store("na", "MXN", "es_MX", "amazon.com.mx"),
  A2Q3Y263D00KWC: store("na", "BRL", "pt_BR", "amazon.com.br"),
  A1F83G8C2ARO7P: store("eu", "GBP", "en_GB", "amazon.co.uk"),
  A1PA6795UKMFR9: store("eu", "EUR", "de_DE", "amazon.de"),
  A13V1IB3VIYZZH: store("eu", "EUR", "fr_FR", "amazon.fr"),
  APJ6JRA9NG5V4: store("eu", "EUR", "it_IT", "amazon.it"),
  A1RKKUPIHCS9HS: store("eu", "EUR", "es_ES", "amazon.es"),
  A1805IZSGTT6HS: store("eu", "EUR", "nl_NL", "amazon.nl"),
  A2NODRKZP88ZB9: store("eu", "SEK", "sv_SE", "amazon.se"),
  A1C3SOZRARQ6R3: store("eu", "PLN", "pl_PL", "amazon.pl"),
  A1VC38T7YXB528: store("fe", "JPY", "ja_JP", "amazon.co.jp"),
  A39IBJ37TRP1C6: store("fe", "AUD", "en_AU", "amazon.com.au"),
  A19VAU5U5O7RUS: store("fe", "SGD", "en_SG", "amazon.sg"),
} satisfies Record<string, Marketplace>

export type MarketplaceId = keyof typeof marketplaces
export const marketplaceIds = Object.keys(marketplaces) as [MarketplaceId, ...MarketplaceId[]]
