export { findProfanity, profanityIn, withoutProfanity, type Profanity } from "./profanity.ts"
