// Checks the codes of certificates with the keys and the list of void numbers that this page holds. It asks no network,
// and shows as text, never as markup, what a code says; of a code without a true signature it shows nothing at all.
"use strict";
(() => {
  const { decodeQR, hashes, inflateSync, verify, sha256, sha512 } = libraries;
  hashes.sha512 = sha512;
  const data = JSON.parse(document.getElementById("data").textContent);
  const element = (id) => document.getElementById(id);
  const LONGEST_SIDE = 4000;
  const MOST_BYTES = 40 * 1024 * 1024;
  const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  const FACTS = ["number", "name", "kind", "product", "issued_on", "issuer", "dates"];
  const STATES = {
    good: "asked", same: "good", differs: "wrong", void: "wrong", forged: "wrong", retired: "wrong",
  }; // all else proves nothing
  const [VERSION, KEY, SIGNATURE] = [2, 6, 64];

  // -- texts

  let language = "en";

  function words(key, facts = {}) {
    const text = (data.texts[language] || data.texts.en)[key];
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? isolated(facts[name]) : whole));
  }

  // A name in another script, or one that means to turn the sentence round, stays by itself.
  const isolated = (text) => "\u2068" + plain(text) + "\u2069";
  const plain = (text) => String(text).replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "");

  function day(text) {
    const date = new Date(text.slice(0, 10) + "T00:00:00Z");
    if (Number.isNaN(date.getTime())) return plain(text);
    return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" }).format(date);
  }

  function speak(chosen) {
    language = chosen;
    document.documentElement.lang = chosen;
    document.documentElement.dir = data.right_to_left.includes(chosen) ? "rtl" : "ltr";
    for (const one of document.querySelectorAll("[data-text]")) one.textContent = words(one.dataset.text);
    document.title = words("title");
    element("office").textContent = plain(list.office);
    element("as-of").textContent = words("as_of", { day: day(list.made), office: list.office });
    element("list-said").textContent = "";
    if (shown) show(shown);
  }

  // -- statements and lists

  const bytes = (base64) => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  const utf8 = (text) => new TextEncoder().encode(text);
  const text = (raw) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
  const same = (one, other) => one.length === other.length && one.every((value, at) => value === other[at]);

  function signed(signature, content, key) {
    try {
      return verify(signature, content, key, { zip215: false });
    } catch {
      return false;
    }
  }

  function base45(code) {
    const raw = [];
    for (let at = 0; at < code.length; at += 3) {
      const digits = [...code.slice(at, at + 3)].map((letter) => LETTERS.indexOf(letter));
      if (digits.length === 1 || digits.includes(-1)) return null;
      const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
      if (value >= 256 ** (digits.length - 1)) return null;
      raw.push(...(digits.length === 3 ? [value >> 8, value & 255] : [value]));
    }
    return Uint8Array.from(raw);
  }

  // What is told of a code: { said } alone, or with the facts and the key where the signature is true.
  function read(code) {
    code = code.trim();
    if (!code.startsWith("TC1:")) return { said: /^TC[1-9]\d{0,3}:/.test(code) ? "newer" : "not_a_code" };
    const raw = base45(code.slice(4));
    if (raw === null || raw.length === 0) return { said: "not_a_code" };
    if (raw[0] > VERSION) return { said: "newer" };
    if (raw[0] === 0 || raw.length <= 1 + KEY + SIGNATURE) return { said: "not_a_code" };
    const key = list.keys.find((one) => same(sha256(bytes(one.public)).slice(0, KEY), raw.slice(1, 1 + KEY)));
    if (!key) return { said: "unknown_key" };
    const body = raw.slice(1 + KEY + SIGNATURE);
    const content = joined(raw.slice(0, 1 + KEY), body);
    if (!signed(raw.slice(1 + KEY, 1 + KEY + SIGNATURE), content, bytes(key.public))) return { said: "forged" };
    let values;
    try {
      values = JSON.parse(text(raw[0] === 1 ? body : inflateSync(body, { dictionary: utf8(data.common) })));
    } catch {
      return { said: "forged" };
    }
    const count = raw[0] === 1 ? FACTS.length - 1 : FACTS.length;
    if (!Array.isArray(values) || values.length !== count || values.some((one) => typeof one !== "string")) {
      return { said: "forged" };
    }
    const facts = Object.fromEntries(FACTS.map((name, at) => [name, values[at] ?? ""]));
    if (Object.keys(list.void).includes(facts.number)) return { said: "void", facts, key };
    if (key.retired_on && facts.issued_on > key.retired_on) return { said: "retired", facts, key };
    return { said: "good", facts, key };
  }

  // The facts of a list, if a key of the office signed it, or one that followed such a key; else why not.
  function opened(file) {
    let outside, facts, signature, by;
    try {
      outside = JSON.parse(file);
      if (outside.kind !== "trainer-app trust list") return { said: "list_wrong" };
      if (outside.version > 1) return { said: "list_newer" };
      facts = JSON.parse(outside.body);
      if (facts.version > 1) return { said: "list_newer" };
      [signature, by] = [bytes(outside.signature), outside.key];
      if (!signed(signature, joined(utf8("trust list:"), utf8(outside.body)), bytes(by))) return { said: "list_wrong" };
    } catch {
      return { said: "list_wrong" };
    }
    const trusted = new Set(data.keys);
    for (let before = -1; before !== trusted.size; ) {
      before = trusted.size;
      for (const one of facts.keys) {
        if (one.replica !== facts.replica || !trusted.has(one.by)) continue;
        const statement = joined(utf8("key:"), utf8(one.replica), utf8(":"), bytes(one.public));
        if (signed(bytes(one.proof), statement, bytes(one.by))) trusted.add(one.public);
      }
    }
    return trusted.has(by) && facts.replica === data.replica ? { facts } : { said: "list_wrong" };
  }

  // -- what is shown

  let shown = null;

  function add(parent, name, content, className) {
    const made = document.createElement(name);
    if (content !== undefined) made.textContent = content;
    if (className) made.className = className;
    parent.append(made);
    return made;
  }

  function show(found) {
    shown = found;
    const place = element("result");
    place.replaceChildren();
    const facts = found.facts || {};
    const known = {
      office: list.office, number: facts.number, name: facts.name, voided: day(list.void[facts.number] || ""),
      issued: day(facts.issued_on || ""), retired: day(found.key?.retired_on || ""),
    };
    const card = add(place, "section");
    if (found.said === "good") showFacts(place, facts, found.key, known);
    tell(card, found.said, known);
  }

  function tell(card, said, known) {
    card.className = "card " + (STATES[said] || "unknown");
    card.dataset.said = said;
    card.replaceChildren();
    add(card, "h2", words(said + "_title", known));
    add(card, "p", words(said, known));
    card.scrollIntoView({ block: "start" });
  }

  function showFacts(place, facts, key, known) {
    const paper = add(place, "section", undefined, "paper");
    add(paper, "p", words("compare"));
    const rows = add(paper, "dl");
    const row = (label, content, className) => {
      if (!content) return;
      add(rows, "dt", words(label));
      add(add(rows, "dd", undefined, className), "bdi", plain(content));
    };
    row("f_name", facts.name, "name");
    row("f_number", facts.number, "number");
    row("f_kind", (data.kinds[language] || data.kinds.en)[facts.kind] || facts.kind);
    row("f_product", facts.product);
    row("f_dates", facts.dates);
    row("f_issued", facts.issued_on && day(facts.issued_on));
    row("f_issuer", facts.issuer);
    const office = key.replica === data.replica;
    const signer = office ? words("signed_office", known) : words("signed_trainer", { ...known, name: key.name });
    add(paper, "p", signer, "signer");
    if (facts.issued_on > list.made.slice(0, 10)) add(paper, "p", words("after_list", known));
    const answers = add(paper, "div", undefined, "answers");
    for (const answer of ["same", "differs"]) {
      const button = add(answers, "button", words("answer_" + answer));
      button.type = "button";
      button.dataset.answer = answer;
      button.addEventListener("click", () => tell(place.querySelector(".card"), answer, known));
    }
  }

  // -- pictures

  function pixels(source, x, y, width, height, longest) {
    const scale = Math.min(longest / Math.max(width, height), 4);
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.fillStyle = "white";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = "high";
    context.drawImage(source, x, y, width, height, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  }

  function decoded(image) {
    try {
      return decodeQR(image);
    } catch {
      return "";
    }
  }

  const isCode = (found) => /^TC\d{1,4}:/.test(found);

  // The text of the code in a picture: whole in several sizes, then its parts, where another code or a pattern is in
  // the way. Another code's text if there is no certificate's, "" if there is none.
  async function search(source) {
    const { width, height } = source;
    const longest = Math.max(width, height);
    const sizes = [Math.min(longest, 2400), 1600, 1100, 800, Math.min(longest * 1.5, LONGEST_SIDE)];
    let other = "";
    for (const size of new Set(sizes.map(Math.round))) {
      const found = decoded(pixels(source, 0, 0, width, height, size));
      if (isCode(found)) return found;
      other = other || found;
      await new Promise((go) => setTimeout(go)); // the page stays alive
    }
    const [w, h] = [width * 0.6, height * 0.6];
    for (const [x, y] of [[1, 1], [0, 1], [1, 0], [0, 0], [0.5, 0.5]]) {
      const found = decoded(pixels(source, (width - w) * x, (height - h) * y, w, h, 1400));
      if (isCode(found)) return found;
      other = other || found;
      await new Promise((go) => setTimeout(go));
    }
    return other;
  }

  async function checkFile(input) {
    const file = input.files[0];
    input.value = "";
    if (!file) return;
    stopCamera();
    const waiting = add(element("result"), "p", words("working"));
    element("result").replaceChildren(waiting);
    await new Promise((go) => setTimeout(go, 30)); // so that it is seen
    if (/pdf$/i.test(file.type) || /\.pdf$/i.test(file.name)) return show({ said: "pdf" });
    if (file.size > MOST_BYTES) return show({ said: "too_large" });
    let source;
    try {
      source = await createImageBitmap(file);
    } catch {
      return show({ said: "not_a_picture" });
    }
    const found = await search(source);
    source.close();
    show(found ? read(found) : { said: "no_code" });
  }

  // -- the camera

  let stream = null;

  function stopCamera() {
    for (const track of stream?.getTracks() || []) track.stop();
    stream = null;
    element("viewer").hidden = true;
  }

  async function startCamera() {
    stopCamera();
    const video = element("video");
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: false, video: { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } },
      });
      video.srcObject = stream;
      element("viewer").hidden = false;
      await video.play();
    } catch {
      stopCamera();
      return show({ said: "no_camera" });
    }
    look(video, stream);
  }

  function look(video, mine) {
    if (stream !== mine) return;
    const [width, height] = [video.videoWidth, video.videoHeight];
    if (width && height) {
      const found = decoded(pixels(video, 0, 0, width, height, 1300));
      if (found) {
        stopCamera();
        return show(read(found));
      }
    }
    setTimeout(() => look(video, mine), 120);
  }

  // -- the start

  const first = opened(data.list);
  let list = first.facts || { office: "", made: "", keys: [], void: {} };

  const choice = element("language");
  for (const code of Object.keys(data.texts)) {
    const option = add(choice, "option", data.language_names[code]);
    option.value = code;
    option.lang = code;
  }
  const wanted = [...(navigator.languages || []), data.language].map((one) => one.split("-")[0]);
  choice.value = wanted.find((one) => one in data.texts) || "en";
  choice.addEventListener("change", () => speak(choice.value));
  element("camera").hidden = !navigator.mediaDevices?.getUserMedia;
  element("camera").addEventListener("click", startCamera);
  element("stop").addEventListener("click", stopCamera);
  for (const id of ["photo", "picture"]) element(id).addEventListener("change", (event) => checkFile(event.target));
  element("typed").addEventListener("submit", (event) => {
    event.preventDefault();
    show(read(element("text").value));
  });
  element("list").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    const found = file && file.size <= MOST_BYTES ? opened(await file.text()) : { said: "list_wrong" };
    event.target.value = "";
    let said = found.said;
    if (found.facts) {
      said = found.facts.made > list.made ? "list_taken" : "list_older";
      if (said === "list_taken") list = found.facts;
      shown = null;
      element("result").replaceChildren();
      speak(language);
    }
    const of = found.facts || list;
    element("list-said").textContent = words(said, { day: day(of.made), office: list.office });
    element("list-said").dataset.said = said;
  });
  speak(choice.value);
  if (!first.facts) show({ said: first.said });
})();
