// Bundles the front-end assets into dist/: names are stable, the server tells versions apart by entity tags.
import { copyFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { countryNames } from "./countries.mjs";
import { licencesOf } from "./licences.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  metafile: true,
  legalComments: "none",
  target: ["es2022", "chrome109", "firefox115", "safari16.4"],
  logLevel: "warning",
  define: { "process.env.NODE_ENV": '"production"' },
  loader: { ".woff2": "file", ".ttf": "file" },
  assetNames: "fonts/[name]",
};

await rm(`${here}dist`, { recursive: true, force: true });
const results = await Promise.all([
  build({ ...shared, entryPoints: { app: "src/app.css" }, outdir: "dist" }),
  build({ ...shared, entryPoints: { app: "src/app.js" }, outdir: "dist", format: "esm" }),
  build({
    ...shared,
    entryPoints: { graphiql: "src/graphiql/graphiql.js" },
    outdir: "dist/graphiql",
    format: "esm",
    // The style sheet below holds Monaco's styles already; style sheets of chunks would never be loaded.
    loader: { ".css": "empty" },
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
  }),
  build({ ...shared, entryPoints: { graphiql: "src/graphiql/graphiql.css" }, outdir: "dist/graphiql" }),
  build({
    ...shared,
    entryPoints: {
      "editor.worker": "monaco-editor/esm/vs/editor/editor.worker.js",
      "json.worker": "monaco-editor/esm/vs/language/json/json.worker.js",
      "graphql.worker": "monaco-graphql/esm/graphql.worker.js",
    },
    outdir: "dist/graphiql",
    format: "iife",
  }),
]);
const inputs = new Set(results.flatMap(({ metafile }) => Object.keys(metafile.inputs)));
await copyFile(`${here}src/icon.svg`, `${here}dist/icon.svg`);
await writeFile(`${here}dist/countries.json`, JSON.stringify(countryNames()));
await writeFile(`${here}dist/licenses.txt`, await licencesOf(inputs, here));

const bytes = results.flatMap(({ metafile }) => Object.values(metafile.outputs)).reduce((sum, { bytes }) => sum + bytes, 0);
console.log(`assets: ${inputs.size} sources, ${(bytes / 1e6).toFixed(1)} MB in platform/web/assets/dist`);
