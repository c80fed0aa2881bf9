/** Who buys goods about a subject. The first row that fits wins, so narrow subjects stand before wide ones. */
const rows: [RegExp, string][] = [
  [/\bwedding|bridal|\bbride/, "engaged couples"],
  [/\bteach|classroom|lesson|homeschool|educat|tutoring/, "teachers"],
  [/\bmeeting/, "busy teams"],
  [/\bchatbot|custom assistant/, "small teams who answer customers"],
  [/academi|\bresearch|\bstud(?:y|ies|ent)|\bexam\b|\bthesis/, "students and researchers"],
  [/\bbab(?:y|ies)|toddler|\bkids?\b|child|parent|famil/, "parents"],
  [/\bmeal|recipe|grocer|\bcook|kitchen|baking/, "busy home cooks"],
  [/\btax|invoic|freelanc/, "freelancers"],
  [/\bbudget|\bdebt|saving|financ|money|expense/, "people getting their money in order"],
  [/\betsy|shopify|\bseller|e-?commerce|small business|\bshop\b/, "small shop owners"],
  [/content creat|\bcontent$/, "content creators"],
  [/market|\bseo\b|social media|advertis|copywriting/, "marketers"],
  [/\bwriting|\bwriter|author|novel/, "writers"],
  [/photo/, "photographers"],
  [/music|podcast|text-to-speech|speech-to-text|voice|\baudio (?!foundation)/, "musicians and podcasters"],
  [/\bvideo|animation|avatar|film/, "video creators"],
  [/\bdesign|graphic|illustrat|\bimage|typograph/, "designers"],
  [/garden|\bplants?\b|horticult/, "home gardeners"],
  [/\bpets?\b|\bdogs?\b|\bcats?\b|puppy|kitten/, "pet owners"],
  [/\bgym|fitness|workout|weight|running|yoga|exercise/, "people who train at home or in the gym"],
  [/travel|\btrip|vacation|camping/, "travellers"],
  [/decorat|furniture|interior|\blamp|wall art|\bposter/, "home decorators"],
  [/business|productivity|automation|startup|founder/, "small business owners"],
  [
    /\b(?:llm|ml|mlops|llmops|api|sdk|ide)s?\b|cod(?:e|ing)|developer|programming|software|machine learning|data|deploy|fine.tun|foundation model/,
    "developers",
  ],
  [/\bai\b|prompt|chatgpt|\bagents?\b/, "professionals who work with AI"],
]

/** The category decides; what the whole list says of its readers comes second. */
export function audienceFor(category: string, listAudience: string | null): string {
  const text = category.toLowerCase()
  const found = rows.find(([pattern]) => pattern.test(text))?.[1]
  const general = found === undefined || found === "developers" || found === "professionals who work with AI"
  return (general ? (listAudience ?? found) : found) ?? `people starting out with ${category}`.slice(0, 80)
}
