// The licences of everything that a bundle contains, as they must accompany it.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

// Parts inside a package that are under a licence of their own, which the package does not ship.
const PARTS = [
  { within: "@kern-ux/native", name: "Fira Sans", notice: "Copyright 2012-2018 The Mozilla Foundation and Telefonica S.A.", spdx: "OFL-1.1" },
  { within: "graphiql", name: "Fira Code", notice: "Copyright 2014-2020 The Fira Code Project Authors", spdx: "OFL-1.1" },
  { within: "graphiql", name: "Roboto", notice: "Copyright 2011 Google Inc.", spdx: "Apache-2.0" },
];

/** The text for dist/licenses.txt; `inputs` are the paths of the bundled files below `root`. */
export async function licencesOf(inputs, root) {
  const folders = [...new Set([...inputs].map(packageFolderOf).filter(Boolean))].sort();
  const sections = await Promise.all(folders.map((folder) => sectionOf(join(root, folder), root)));
  const parts = await Promise.all(
    PARTS.filter(({ within }) => folders.some((folder) => folder.endsWith(within)))
      .map(async ({ within, name, notice, spdx }) => section(`${name} (in ${within})`, spdx, `${notice}\n\n${await spdxText(spdx, root)}`)),
  );
  // One package may lie in several folders.
  return [...new Set([...sections, ...parts])].join("\n");
}

function packageFolderOf(path) {
  return path.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];
}

async function sectionOf(folder, root) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  if (!license) throw new Error(`${name} ${version} states no licence: do not bundle it before that is settled`);
  const files = (await readdir(folder)).filter((entry) => /^(licen[cs]e|notice|thirdpartynotices)/i.test(entry)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  const text = texts.length > 0 ? texts.join("\n\n") : await spdxText(license, root);
  return section(`${name} ${version}`, license, text);
}

async function spdxText(id, root) {
  const path = join(root, "node_modules/spdx-license-list/licenses", `${id}.json`);
  return JSON.parse(await readFile(path, "utf8")).licenseText;
}

function section(title, license, text) {
  return `${"=".repeat(80)}\n${title}\n${license}\n${"-".repeat(80)}\n${text.trim()}\n`;
}
