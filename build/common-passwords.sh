#!/usr/bin/env bash
# Writes the list of the commonest passwords that the product bundles, from the npm package that carries it. The list is
# committed; this is how it was made: the first 10,000 different ones, lower-cased, one a line, compressed with brotli.
set -euo pipefail
cd "$(dirname "$0")/.."
package=@zxcvbn-ts/language-common@4.1.3
target=$PWD/src/Infrastructure/Identity/Breaches
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm pack --silent "$package" >/dev/null && tar xzf ./*.tgz)
node - "$work/package/src/passwords.json" "$target/common-passwords.txt.br" <<'JS'
const fs = require("node:fs");
const zlib = require("node:zlib");
const [, , source, target] = process.argv;
const passwords = [...new Set(JSON.parse(fs.readFileSync(source, "utf8")).map((password) => password.toLowerCase()))].slice(0, 10_000);
fs.writeFileSync(target, zlib.brotliCompressSync(passwords.join("\n"), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } }));
JS
cp "$work/package/LICENSE.txt" "$target/common-passwords.LICENSE.txt"
