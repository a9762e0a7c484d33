#!/usr/bin/env bash
# What the whole product costs, side by side with what this machine can do without it: build/load/run.sh [many | growth | embedded]
# Takes about 20 minutes and wants the machine to itself. Its table ends with one line a measure: name, value, floor,
# ratio and aim, separated by tabs. docs/performance.md says what each means.
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export PROPOPS_SERVICES="$PWD/artifacts/load-services" PROPOPS_DURABLE=1
command -v wrk >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends wrk </dev/null >/dev/null; }

# As build/run.sh starts it.
dotnet publish src/WebApi -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true \
  -o artifacts/propops --nologo -v quiet -clp:ErrorsOnly
dotnet build tests/PropOps.Benchmarks -c Release --nologo -v quiet -clp:ErrorsOnly
trap 'build/services.sh stop' EXIT
build/services.sh start
. "$PROPOPS_SERVICES/env"
dotnet tests/PropOps.Benchmarks/bin/Release/net10.0/PropOps.Benchmarks.dll measure "$PWD/artifacts/propops/PropOps.WebApi.dll" "$PWD/build/load" "$@"
