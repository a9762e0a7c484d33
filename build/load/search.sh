#!/usr/bin/env bash
# How long lists and searches take among many jobs, on SQLite and on PostgreSQL, as ratios to the first page of the plain list:
#   build/load/search.sh [N]      N jobs, 100000 where it is left out
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export PROPOPS_SERVICES="$PWD/artifacts/load-services" PROPOPS_DURABLE=1
dotnet build tests/PropOps.Benchmarks -c Release --nologo -v quiet -clp:ErrorsOnly
trap 'build/services.sh stop' EXIT
build/services.sh start
. "$PROPOPS_SERVICES/env"
dotnet tests/PropOps.Benchmarks/bin/Release/net10.0/PropOps.Benchmarks.dll searches "${1:-100000}"
