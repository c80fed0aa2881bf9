export { assetView, filesOf, imageOf, publicFile, publicUrl } from "./find.ts"
export { assetEvents, assetWrites, storeFiles, type StoredFile } from "./store.ts"
