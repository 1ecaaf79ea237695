// @ts-check
/** Slides picked out of the deck of the whole plan. What is picked is as it was made; the rest is left out. */

/** @typedef {{[path: string]: Uint8Array}} Files the files of a package by their paths */

const RELATIONS = "ppt/_rels/presentation.xml.rels";
const PRESENTATION = "ppt/presentation.xml";
const TYPES = "[Content_Types].xml";
/** What a deck begins and ends with, whatever is between. */
const FIRST = "opening";
const LAST = "reference";

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** @param {Uint8Array} file */
const parsed = (file) => new DOMParser().parseFromString(decoder.decode(file), "application/xml");

/** @param {Document} xml */
const written = (xml) => encoder.encode(new XMLSerializer().serializeToString(xml));

/** @param {string} slide a slide's path @returns {string} that of what it relates to */
const relationsOf = (slide) => slide.replace("slides/", "slides/_rels/") + ".rels";

/**
 * @param {Files} files the deck of the whole plan
 * @param {string[]} names the slides wanted, in their order; they have the names of their places
 * @returns {Files} a deck of these
 */
export function picked(files, names) {
  const relations = parsed(files[RELATIONS]);
  const presentation = parsed(files[PRESENTATION]);
  const types = parsed(files[TYPES]);
  const list = presentation.getElementsByTagName("p:sldIdLst")[0];
  /** @type {Map<string, {entry: Element, relation: Element, path: string}>} */
  const slides = new Map();
  for (const entry of [...list.children]) {
    const id = entry.getAttribute("r:id");
    const relation = [...relations.documentElement.children].find((each) => each.getAttribute("Id") === id);
    if (!relation) throw new Error(`no relation ${id}`);
    const path = `ppt/${relation.getAttribute("Target")}`;
    const name = parsed(files[path]).getElementsByTagName("p:cSld")[0].getAttribute("name") ?? "";
    slides.set(name, { entry, relation, path });
    entry.remove();
  }
  const kept = [FIRST, ...names, LAST].map((name) => {
    const slide = slides.get(name);
    if (!slide) throw new Error(`no slide ${name}`);
    return slide;
  });
  list.append(...kept.map(({ entry }) => entry));

  const made = { ...files };
  for (const slide of slides.values()) {
    if (kept.includes(slide)) continue;
    slide.relation.remove();
    drop(made, types, slide.path);
    delete made[relationsOf(slide.path)];
  }
  const pictures = kept.map(({ path }) => decoder.decode(files[relationsOf(path)])).join("");
  for (const path of Object.keys(files)) {
    if (path.startsWith("ppt/media/") && !pictures.includes(`../media/${path.slice(10)}"`)) drop(made, types, path);
  }
  return {
    ...made,
    [RELATIONS]: written(relations),
    [PRESENTATION]: written(presentation),
    [TYPES]: written(types),
  };
}

/** @param {Files} files @param {Document} types @param {string} path what is in neither any more */
function drop(files, types, path) {
  delete files[path];
  for (const each of [...types.documentElement.children]) {
    if (each.getAttribute("PartName") === `/${path}`) each.remove();
  }
}
