#!/usr/bin/env bash
# Starts PropOps with demo data on the embedded defaults: build/run.sh [ARGUMENTS FOR THE PROGRAM]
# Needs nothing but the .NET SDK. Everything it stores is in data/ (PROPOPS_DATA names another folder).
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export Demo__Seed="${Demo__Seed:-true}"
export Organisation__PortalAccess="${Organisation__PortalAccess:-true}"
export PROPOPS_DATA="${PROPOPS_DATA:-$PWD/data}"
export ASPNETCORE_URLS="${ASPNETCORE_URLS:-http://127.0.0.1:5080}"

echo "Building…"
# Compiled ahead of time: two thirds of a start would otherwise be the JIT compiler's.
dotnet publish src/WebApi -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true \
  -o artifacts/propops --nologo -v quiet -clp:ErrorsOnly
echo "PropOps listens on $ASPNETCORE_URLS (stop it with Ctrl+C)"
# exec: signals reach the program itself, so that it ends in order.
exec dotnet artifacts/propops/PropOps.WebApi.dll "$@"
