export { countStep } from "./count.ts"
