// The module that build.sh made, for the tests: TSA_WASM names another one.

import { readFile } from "node:fs/promises";

import { Engine } from "../js/tsa.mjs";

const file = process.env.TSA_WASM ?? new URL("../../target/wasm/tsa.wasm", import.meta.url);
const octets = await readFile(file);

export const engine = await Engine.load(octets);
engine.again = () => Engine.load(octets);
