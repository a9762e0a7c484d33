#!/usr/bin/env bash
# How long lists and searches take among 100,000 jobs (or as many as the argument says), on both databases, as ratios to the
# first page of the plain list: build/load/search.sh [N]. PostgreSQL runs if build/services.sh has been started.
set -euo pipefail
cd "$(dirname "$0")/../.."
count=${1:-100000}
dotnet build tests/PropOps.TestHost -c Release --nologo -v quiet -clp:ErrorsOnly
host=tests/PropOps.TestHost/bin/Release/net10.0/PropOps.TestHost.dll
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo "SQLite, $count jobs"
PROPOPS_DATA="$folder" dotnet "$host" search-load "$count"
if [ -f artifacts/services/env ]; then
  . artifacts/services/env
  name=propops_load_$$
  echo "PostgreSQL, $count jobs"
  psql "$PROPOPS_TEST_POSTGRES" -qc "CREATE DATABASE $name" 2>/dev/null || true
fi
