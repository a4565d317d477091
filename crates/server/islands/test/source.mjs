// Gives the tests a module of the islands, which are TypeScript.

import { build } from "esbuild";

/** A module below `src`, ready to use. */
export const source = async (name) => {
  const path = new URL(`../src/${name}.ts`, import.meta.url).pathname;
  const { outputFiles } = await build({ entryPoints: [path], bundle: true, format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
};
