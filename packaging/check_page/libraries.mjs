// What the page that checks certificates takes of its libraries.
export { default as decodeQR } from "qr/decode.js";
export { inflateSync } from "fflate";
export { hashes, verify } from "@noble/ed25519";
export { sha256, sha512 } from "@noble/hashes/sha2.js";
