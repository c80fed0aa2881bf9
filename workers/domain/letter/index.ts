export { letterWrite, pageOperator, type Letter } from "./write.ts"
export { sendLetter, sendLetters } from "./send.ts"
