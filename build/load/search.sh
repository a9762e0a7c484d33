#!/usr/bin/env bash
# How long lists and searches take among many jobs, as ratios to the first page of the plain list:
#   build/load/search.sh [N]      N jobs, 100000 where it is left out; filling takes some minutes
# On SQLite, and on PostgreSQL where PROPOPS_LOAD_POSTGRES names an empty database (a connection string).
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
count=${1:-100000}
dotnet build tests/PropOps.TestHost -c Release --nologo -v quiet -clp:ErrorsOnly
host=tests/PropOps.TestHost/bin/Release/net10.0/PropOps.TestHost.dll
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

echo "SQLite, $count jobs"
PROPOPS_DATA="$folder" dotnet "$host" search-load "$count"
if [ -n "${PROPOPS_LOAD_POSTGRES:-}" ]; then
  echo "PostgreSQL, $count jobs"
  PROPOPS_DATA="$folder" Database__Provider=PostgreSql ConnectionStrings__PropOps="$PROPOPS_LOAD_POSTGRES" dotnet "$host" search-load "$count"
fi
