#!/usr/bin/env bash
# Whether the time of an answer tells whether an address has an account: refused sign-ins (SIGN-1) and requests for a reset
# link (PW-4), the means of N of each; ends with 1 where they differ by a tenth or more:
#   build/load/sign-in.sh [N]      200 where it is left out; some minutes, since a hash costs a core a tenth of a second
# On SQLite, and on PostgreSQL where PROPOPS_LOAD_POSTGRES names an empty database (a connection string).
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
count=${1:-200}
dotnet build tests/PropOps.TestHost -c Release --nologo -v quiet -clp:ErrorsOnly
host=tests/PropOps.TestHost/bin/Release/net10.0/PropOps.TestHost.dll
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

echo "SQLite, $count of each"
PROPOPS_DATA="$folder" dotnet "$host" sign-in-load "$count"
if [ -n "${PROPOPS_LOAD_POSTGRES:-}" ]; then
  echo "PostgreSQL, $count of each"
  PROPOPS_DATA="$folder" Database__Provider=PostgreSql ConnectionStrings__PropOps="$PROPOPS_LOAD_POSTGRES" dotnet "$host" sign-in-load "$count"
fi
