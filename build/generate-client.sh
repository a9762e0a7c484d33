#!/usr/bin/env bash
# Writes the npm package @propops/client: build/generate-client.sh [OUT]
#
# OUT is artifacts/typescript-client where left out, and is emptied first. The operations come from the program itself,
# which is built unless PROPOPS_PROGRAM names its .dll.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
out=$(realpath -m "${1:-$root/artifacts/typescript-client}")
sources=$root/build/typescript-client
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

"$root/build/node-tools.sh"
program=${PROPOPS_PROGRAM:-}
if [ -z "$program" ]; then
  dotnet build "$root/src/WebApi" -c Release --nologo -v quiet
  program=$root/src/WebApi/bin/Release/net10.0/PropOps.WebApi.dll
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet "$program" --describe >"$work/operations.json"
mkdir "$work/src"
cp "$sources"/src/*.ts "$work/src"
cp "$sources/tsconfig.json" "$sources/package/package.json" "$work"
node "$sources/generate.mjs" "$work/operations.json" "$work/src"
rm -rf "$out"
mkdir -p "$out"
"$sources/node_modules/.bin/tsc" --project "$work" --rootDir "$work/src" --outDir "$out/dist"
cp "$sources/package/package.json" "$sources/package/README.md" "$root/LICENSE" "$out"
echo "Wrote $(node -p "const p = require('$out/package.json'); p.name + ' ' + p.version") to $out"
