/** eBay's sites by the marketplace's id: the one currency that each sells in, the language of its listings, and where shoppers look. */
export const ebayMarkets = {
  EBAY_US: { currency: "USD", language: "en-US", site: "https://www.ebay.com" },
  EBAY_GB: { currency: "GBP", language: "en-GB", site: "https://www.ebay.co.uk" },
  EBAY_DE: { currency: "EUR", language: "de-DE", site: "https://www.ebay.de" },
  EBAY_FR: { currency: "EUR", language: "fr-FR", site: "https://www.ebay.fr" },
  EBAY_IT: { currency: "EUR", language: "it-IT", site: "https://www.ebay.it" },
  EBAY_ES: { currency: "EUR", language: "es-ES", site: "https://www.ebay.es" },
  EBAY_NL: { currency: "EUR", language: "nl-NL", site: "https://www.ebay.nl" },
  EBAY_AT: { currency: "EUR", language: "de-AT", site: "https://www.ebay.at" },
  EBAY_IE: { currency: "EUR", language: "en-IE", site: "https://www.ebay.ie" },
  EBAY_AU: { currency: "AUD", language: "en-AU", site: "https://www.ebay.com.au" },
  EBAY_CA: { currency: "CAD", language: "en-CA", site: "https://www.ebay.ca" },
  EBAY_CH: { currency: "CHF", language: "de-CH", site: "https://www.ebay.ch" },
  EBAY_PL: { currency: "PLN", language: "pl-PL", site: "https://www.ebay.pl" },
} as const

export type EbayMarket = keyof typeof ebayMarkets

/** The settings say which; the type of Object.keys forgets it. */
export const ebayMarketIds = Object.keys(ebayMarkets) as [EbayMarket, ...EbayMarket[]]
