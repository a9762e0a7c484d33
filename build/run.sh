#!/usr/bin/env bash
# Starts PropOps with demo data on the embedded defaults. Needs nothing but the .NET SDK.
set -euo pipefail
cd "$(dirname "$0")/.."
export Demo__Seed="${Demo__Seed:-true}" Organisation__PortalAccess="${Organisation__PortalAccess:-true}"
export PROPOPS_DATA="${PROPOPS_DATA:-$PWD/data}"
dotnet build src/WebApi -c Release --nologo -v q -clp:ErrorsOnly
echo "PropOps listens on ${ASPNETCORE_URLS:-http://127.0.0.1:5080}"
# exec: signals reach the program itself.
exec dotnet src/WebApi/bin/Release/net10.0/PropOps.WebApi.dll
