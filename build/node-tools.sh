#!/usr/bin/env bash
# Installs the npm packages that build and check the TypeScript client, as build/typescript-client/package-lock.json has
# them, unless they are there already.
set -euo pipefail
cd "$(dirname "$0")/typescript-client"
command -v npm >/dev/null || { echo "Missing: Node 20 or newer with npm." >&2; exit 1; }
if ! cmp -s package-lock.json node_modules/.installed-lock.json; then
  npm ci --prefer-offline --loglevel=error
  cp package-lock.json node_modules/.installed-lock.json
fi
